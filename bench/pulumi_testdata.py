"""Renders every event stream that Pulumi publishes as test data, in every form.

They are in the Go module of the engine. `go mod download` gets the version that is pinned
(`localcloud/engine/gomodule/go.mod`), where it isn't in Go's cache already. Pulumi publishes no
digest of a preview as test data; the digest's reader is tried on each stream's own steps, written
as a digest would have them.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import track

from bench.figures import Figure, table
from kyotsu.errors import UserMistake
from kyotsu.review.html.page import as_html
from kyotsu.review.model import Review
from kyotsu.review.rendering.as_json import as_json, from_json
from kyotsu.review.rendering.markdown import as_markdown
from kyotsu.review.rendering.sarif import as_sarif
from kyotsu.review.rendering.terminal import print_review
from kyotsu.review.run import of_files
from kyotsu.review.words.language import Language
from localcloud.engine.settings import GO_MODULE, pinned_version

_MODULE: Final = "github.com/pulumi/pulumi/pkg/v3"
_VERSION: Final = pinned_version(GO_MODULE)
_SHOWN: Final = "backend/display/testdata"


def module() -> Path:
    """Return the folder of the engine's module. Raises `CalledProcessError` without Go."""
    with tempfile.TemporaryDirectory() as scratch:
        asked = subprocess.run(
            ["go", "mod", "download", "-json", f"{_MODULE}@v{_VERSION}"],
            cwd=scratch,
            capture_output=True,
            text=True,
            check=True,
        )
    return Path(json.loads(asked.stdout)["Dir"])


def streams(folder: Path) -> list[Path]:
    """Return every file of test data that is an event stream."""
    shown = sorted((folder / _SHOWN).glob("*/*.json"))
    return [*shown, *sorted(folder.rglob("testdata/**/eventstream.json"))]


def render(review: Review) -> None:
    """Render a review in every form. Raises where one can't be."""
    for language in Language:
        as_markdown(review, language=language, budget=65_536)
    as_markdown(review, budget=500)
    as_sarif(review)
    as_html(review)
    print_review(review, Console(file=StringIO()), Language.BOTH)
    if from_json(as_json(review), "json") != review:
        raise ValueError("the JSON form doesn't give the review back")


def as_digest(events: Path, digest: Path) -> None:
    """Write a stream's steps as a digest would have them."""
    digest.write_text(json.dumps({"steps": list(_steps(events)), "config": {}}), "utf-8")


def _steps(events: Path) -> Iterator[dict[str, Any]]:
    decoder, text, at = json.JSONDecoder(), events.read_text("utf-8"), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        event, at = decoder.raw_decode(text, at)
        metadata = (event.get("resourcePreEvent") or {}).get("metadata")
        if metadata:
            detailed = (metadata.get("detailedDiff") or {}).items()
            yield {
                "op": metadata["op"],
                "urn": metadata["urn"],
                "oldState": metadata.get("old"),
                "newState": metadata.get("new"),
                "replaceReasons": metadata.get("keys"),
                "diffReasons": metadata.get("diffs"),
                "detailedDiff": {path: {"kind": one["diffKind"]} for path, one in detailed},
            }


def measure() -> list[Figure]:
    """Return how many can be rendered."""
    found = streams(module())
    counted: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        digest = Path(name) / "digest.json"
        for path in track(found, "Rendering", console=Console(stderr=True), transient=True):
            for kind, files in (("stream", ([path], [])), ("digest", ([], [digest]))):
                as_digest(path, digest)
                try:
                    review = of_files(*files)
                except UserMistake:
                    counted["broken off"] += 1
                    review = of_files(*files, incomplete=True)
                try:
                    render(review)
                    counted[kind] += 1
                except Exception as error:  # noqa: BLE001 - each failure is told, then counted
                    print(f"{path} as {kind}: {type(error).__name__}: {error}", file=sys.stderr)
    return [
        Figure(
            name="Pulumi's event streams that can be rendered in every form",
            value=counted["stream"],
            unit="files",
            at_least=len(found),
            detail=f"v{_VERSION}; {counted['broken off']} end without a summary",
        ),
        Figure(
            name="the same as digests",
            value=counted["digest"],
            unit="files",
            at_least=len(found),
        ),
    ]


def main() -> int:
    """Print the figures beside their limits; 1 if one is broken."""
    figures = measure()
    Console(width=140).print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
