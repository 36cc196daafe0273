"""`python -m localcloud.engine`: the bootstrap for the Makefile and for people.

argparse rather than typer: `ensure` runs before every `make` target, and typer with pydantic takes
0.7 s to import, which is more than all the rest.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from rich.console import Console

from localcloud.engine.locate import ensure_engine, find_engine
from localcloud.engine.model import EngineUnavailable
from localcloud.engine.progress import ConsoleProgress
from localcloud.engine.settings import default_settings

EXIT_UNAVAILABLE = 3
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, 2 (usage), 3 (no engine) or 130 (Ctrl-C)."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "ensure":
            _ensure()
            return 0
        return _present(options.command, path=getattr(options, "path", False))
    except EngineUnavailable as error:
        print(error, file=sys.stderr)
        return EXIT_UNAVAILABLE
    except KeyboardInterrupt:
        print("Interrupted; the next run goes on from here.", file=sys.stderr)
        return EXIT_INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m localcloud.engine", description="Find, fetch or build Pulumi's engine."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser(
        "ensure", help="get an engine if there is none, and say which; status 3 if none can be had"
    )
    where = commands.add_parser("where", help="print the CLI that is used; gets nothing")
    where.add_argument("--path", action="store_true", help="print what goes in front of PATH")
    commands.add_parser("version", help="print the version that is used and the one pinned")
    return parser


def _ensure() -> None:
    with ConsoleProgress(Console(stderr=True)) as progress:
        engine = ensure_engine(progress)
    print(engine.describe())


def _present(command: str, *, path: bool) -> int:
    settings = default_settings()
    engine = find_engine(settings)
    if engine is None:
        print("No engine yet. `python -m localcloud.engine ensure` gets one.", file=sys.stderr)
        return EXIT_UNAVAILABLE
    if command == "version":
        print(f"{engine.version} (pinned: {settings.version})")
    else:
        print(os.pathsep.join(map(str, engine.path_dirs)) if path else engine.cli)
    return 0
