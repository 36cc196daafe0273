"""The table of types in ``docs/local-stage.md``: ``python -m localcloud.provider.documentation``.

The text between the two markers is written by the command, and a test fails when it is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from localcloud.provider.registry import files, table
from localcloud.provider.vocabulary import Entry

DOCUMENT = Path(__file__).parents[2] / "docs" / "local-stage.md"
BEGIN = "<!-- the table: written by `python -m localcloud.provider.documentation` -->"
END = "<!-- the end of the table -->"


def generated() -> str:
    """Return the part of the document that is generated."""
    entries = [entry for token, entry in sorted(table().items()) if token == entry.type]
    always = [entry for entry in entries if entry.anything]
    provisioned = [entry for entry in entries if not entry.anything]
    return "\n".join(
        [
            BEGIN,
            "",
            f"### Provisioned ({len(provisioned)} types)",
            "",
            *_provisioned(provisioned),
            "",
            f"### Only recorded ({len(always)} types)",
            "",
            "| type | why |",
            "| --- | --- |",
            *(f"| `{entry.type}` | {_reason(entry)} |" for entry in always),
            "",
            END,
        ]
    )


def _provisioned(entries: list[Entry]) -> Iterator[str]:
    yield "| type | kept, not carried out | only recorded | file |"
    yield "| --- | --- | --- | --- |"
    for entry in entries:
        kept = ", ".join(f"`{name}`" for name in _kept(entry))
        file = Path(files()[entry.type]).name
        yield f"| `{entry.type}` | {kept} | {_reason(entry)} | `{file}` |"


def _kept(entry: Entry) -> list[str]:
    """Return the inputs that no call is made for."""
    return [name for name, declared in entry.inputs.items() if declared.inert]


def _reason(entry: Entry) -> str:
    return entry.recorded.reason if entry.recorded else ""


def replaced(text: str) -> str:
    """Return the document with its generated part made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + generated() + after


def main() -> None:
    """Write the table into the document; with ``--check`` only say whether it is stale."""
    text = DOCUMENT.read_text("utf-8")
    fresh = replaced(text)
    if "--check" in sys.argv:
        sys.exit(0 if text == fresh else f"{DOCUMENT} is stale: {BEGIN}")
    DOCUMENT.write_text(fresh, "utf-8")


if __name__ == "__main__":
    main()
