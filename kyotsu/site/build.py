"""Builds the site of a stage, and says what is in it."""

from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from kyotsu.project import find_root
from kyotsu.site.contents import how_many
from kyotsu.site.gather import gather
from kyotsu.site.model import Site
from kyotsu.site.publish import is_free, publish
from kyotsu.site.render import contents


def build(root: Path | None, stage: str, out: Path, evidence: Path | None, *, workers: int) -> Site:
    """Build the site of a stage in a folder that is new, empty, or an earlier site.

    Raises:
        UserMistake: something that is declared or asked for can't be; nothing was changed.
        WorldFault: the foundation can't be evaluated, or the folder can't be written.
    """
    folder = find_root(root)
    is_free(out.resolve())
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        site = gather(folder, stage, evidence, workers=workers, progress=progress)
        total = 2 + 2 * how_many(site)
        task = progress.add_task("Writing pages", total=total)
        facts = {
            "stage": stage,
            "day": site.today.isoformat(),
            "commit": site.commit,
            "uncommitted": site.uncommitted,
        }
        files = (file for file in contents(site) if progress.advance(task) is None)
        publish(out, facts, files)
    return site
