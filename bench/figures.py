"""A measured figure beside its limit, and how figures are printed."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.table import Table


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure. `limit` is the most and `at_least` the least that is allowed, or None."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: float | None = None
    detail: str = ""

    @property
    def met(self) -> bool:
        """Whether the figure is within its limits."""
        return (self.limit is None or self.value <= self.limit) and (
            self.at_least is None or self.value >= self.at_least
        )

    @property
    def bound(self) -> str:
        """The limits in words."""
        said = [
            f"at {word} {number:g} {self.unit}"
            for word, number in (("most", self.limit), ("least", self.at_least))
            if number is not None
        ]
        return ", ".join(said)


def table(figures: Iterable[Figure]) -> Table:
    """Return a table of figures with their limits."""
    rows = Table("figure", "measured", "limit", "met", "detail")
    for figure in figures:
        rows.add_row(
            figure.name,
            f"{figure.value:.2f} {figure.unit}",
            figure.bound,
            ("yes" if figure.met else "NO") if figure.bound else "",
            figure.detail,
        )
    return rows
