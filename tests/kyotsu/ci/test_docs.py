"""Proves that the runbook and the guide name commands, options and files that exist.

What the commands do is proved where they are: tests/kyotsu/bundle, states, fleet and ci.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from kyotsu.cli import app

ROOT = Path(__file__).resolve().parents[3]
DOCS = [ROOT / "docs" / name for name in ("gitops.md", "runbook.md")]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _commands() -> list[tuple[str, str]]:
    return [
        (path.name, line)
        for path in DOCS
        for block in BLOCK.findall(path.read_text())
        for line in block.splitlines()
        if line.startswith("kyotsu ")
    ]


def _command(words: list[str]) -> tuple[Any, list[str]]:
    command: Any = typer.main.get_command(app)
    rest = list(words)
    while hasattr(command, "commands") and rest and rest[0] in command.commands:
        command = command.commands[rest.pop(0)]
    return command, rest


@pytest.mark.parametrize(("document", "line"), _commands())
def test_each_command_is_understood(document: str, line: str) -> None:
    command, rest = _command(shlex.split(line)[1:])
    # Parses the line as the command would, and runs nothing.
    with command.make_context(line, rest, resilient_parsing=False) as context:
        assert context.params, document


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.name))
def test_each_command_in_the_text_exists(path: Path) -> None:
    for line in re.findall(r"`(kyotsu [a-z][^`]*)`", path.read_text()):
        words = shlex.split(line)[1:]
        command, rest = _command(words)
        assert command.name == words[len(words) - len(rest) - 1], line
        assert not hasattr(command, "commands") or command.invoke_without_command, line


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.name))
def test_each_link_leads_somewhere(path: Path) -> None:
    text = path.read_text()
    for target in re.findall(r"\]\(([^)]+)\)", text):
        file, _, anchor = target.partition("#")
        if file.startswith("https:"):
            continue
        assert (path.parent / file).exists() or not file, target
        if anchor:
            assert anchor in {
                re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
                for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
            }


def test_what_the_runbook_quotes_is_what_is_said() -> None:
    """A sentence that an operator looks up must be found in the code that says it."""
    code = "".join(
        " ".join(re.sub(r'"\s*\n\s*f?"', "", path.read_text()).split())
        for folder in ("kyotsu/bundle", "kyotsu/ci", "kyotsu/approvals", "kyotsu/stacks", "infra")
        for path in (ROOT / folder).rglob("*.py")
    )
    runbook = (ROOT / "docs" / "runbook.md").read_text()
    table = runbook.partition("| it says | then |")[2].partition("\n\n")[0]
    quoted = [
        part.strip()
        for cell in re.findall(r"^\| (.*?) \|", table, re.MULTILINE)
        for quote in re.findall(r"`([^`]+)`", cell)
        for part in quote.split("…")
    ]
    assert len(quoted) > 6
    assert [quote for quote in quoted if quote not in code] == []
