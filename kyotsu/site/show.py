"""What is said on the terminal when a site is built."""

from pathlib import Path

from rich.console import Console

from kyotsu.site.model import Site


def print_site(site: Site, out: Path) -> None:
    """Print where it is, what it shows, and what it lacks."""
    console = Console()
    console.print(
        f"{out / 'index.html'}: {len(site.here)} systems of stage {site.stage.name} on"
        f" {site.today}, in Japanese and English.",
        soft_wrap=True,
        highlight=False,
    )
    for stack, problem in site.problems.items():
        console.print(f"Not shown: {stack} can't be evaluated: {problem}", markup=False)
    if not site.runs:
        console.print("No run is on record here, and the site says so.")
    if site.documents is None:
        console.print(
            "The site sums the evidence up; with --evidence FOLDER it holds the full documents."
        )
    elif site.documents.commit != site.commit:
        console.print(
            f"The evidence is of commit {site.documents.commit[:10]}, and not of what is checked"
            " out; the site says so."
        )
