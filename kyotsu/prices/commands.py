"""`kyotsu prices`: the price book."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="The price book: dated public list prices.")

BookFile = Annotated[
    Path | None, typer.Option("--book", help="The book's file. Default: the project's own.")
]


@app.command()
def show(book: BookFile = None) -> None:
    """Show every price, its source's day, and which should be asked for again."""
    from infra.clock import today
    from kyotsu.prices.book import BOOK, read_book
    from kyotsu.prices.show import print_book

    print_book(read_book(book or BOOK), today())


@app.command()
def refresh(
    book: BookFile = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Only tell what would change; write nothing.")
    ] = False,
) -> None:
    """Ask AWS's price list for every price, and write the book anew. Needs AWS credentials."""
    import boto3
    from rich.progress import track

    from infra.clock import today
    from kyotsu.errors import WorldFault
    from kyotsu.prices.book import BOOK, CODES, read_book
    from kyotsu.prices.refresh import ENDPOINT_REGION, ask, renewed
    from kyotsu.prices.render import render
    from kyotsu.prices.show import print_answers

    place = book or BOOK
    old = read_book(place)
    count = sum(len(price.regions) for price in old.prices.values())
    client = boto3.client("pricing", region_name=ENDPOINT_REGION)
    asked = track(ask(old, client, tuple(CODES)), "Asking AWS's price list", count, transient=True)
    answers = list(asked)
    new = renewed(old, {(one.key, one.region): one for one in answers}, today())
    if not check:
        try:
            place.write_text(render(new), encoding="utf-8")
        except OSError as error:
            raise WorldFault(f"{place} can't be written: {error.strerror}") from None
    print_answers(answers, written=not check)
