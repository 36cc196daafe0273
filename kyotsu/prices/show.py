"""The price book on the terminal."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kyotsu.prices.book import Book
from kyotsu.prices.refresh import Answer

_STYLE = {"listed": "green", "quoted": "", "remembered": "yellow"}


def print_book(book: Book, today: date) -> None:
    """Print each price, and how many of them should be asked for again."""
    table = Table(title=f"{len(book.prices)} prices, US dollars", title_justify="left")
    table.add_column("price", no_wrap=True)
    table.add_column("what", overflow="fold")
    table.add_column("paid", overflow="fold")
    for heading in ("region", "dollars", "as of", "known"):
        table.add_column(heading, no_wrap=True)
    doubtful = 0
    for key, price in sorted(book.prices.items()):
        for region, listed in price.regions.items():
            doubtful += book.doubt(key, region, today) is not None
            table.add_row(
                key,
                f"{price.name.ja}\n{price.name.en}",
                "for being there" if price.kind == "fixed" else "by use",
                region,
                str(listed.usd),
                str(listed.as_of or "no date"),
                Text(listed.confidence, _STYLE[listed.confidence]),
            )
    console = Console()
    console.print(table)
    if doubtful:
        console.print(
            f"{doubtful} of them have no date or are older than {book.limit_days} days; "
            "kyotsu prices refresh asks AWS's price list for them."
        )


def print_answers(answers: Sequence[Answer], written: bool) -> None:
    """Print what the price list said: what changed, and what it has no one price for."""
    changed = [answer for answer in answers if answer.changed]
    console = Console()
    if changed:
        table = Table("price", "region", "was", "is", title="changed", title_justify="left")
        for answer in changed:
            table.add_row(answer.key, answer.region, str(answer.before), str(answer.after))
        console.print(table)
    for answer in answers:
        if answer.problem:
            console.print(
                f"{answer.key} in {answer.region} stays as it was: {answer.problem}", markup=False
            )
    found = sum(answer.after is not None for answer in answers)
    end = "written" if written else "nothing was written"
    console.print(f"{found} of {len(answers)} prices found, {len(changed)} changed; {end}")
