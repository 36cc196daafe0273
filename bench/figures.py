"""A measured figure beside its limit, and how figures are printed."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.table import Table


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure. `limit` is the most that is allowed, in the same unit; None where none is set."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    detail: str = ""

    @property
    def met(self) -> bool:
        """Whether the figure is within its limit."""
        return self.limit is None or self.value <= self.limit


def table(figures: Iterable[Figure]) -> Table:
    """Return a table of figures with their limits."""
    rows = Table("figure", "measured", "at most", "met", "detail")
    for figure in figures:
        rows.add_row(
            figure.name,
            f"{figure.value:.2f} {figure.unit}",
            "" if figure.limit is None else f"{figure.limit:g} {figure.unit}",
            "" if figure.limit is None else ("yes" if figure.met else "NO"),
            figure.detail,
        )
    return rows
