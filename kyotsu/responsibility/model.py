"""The document that both sides sign: clauses with ids that stay, so that versions compare."""

from dataclasses import dataclass

from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One duty or rule. `ministry` is None where a clause is not divided in two."""

    id: str
    subject: Text
    platform: Text
    """What the platform does; of a clause that isn't divided, its whole text."""
    ministry: Text | None = None
    """What the ministry must do."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the document: `item` is what the unified standards (R7) ask for by it."""

    item: str
    title: Text
    divided: bool
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The whole document of one system in one stage."""

    tenant: str
    stage: str
    system: Text
    ministry: Text
    sections: tuple[Section, ...]

    def clauses(self) -> dict[str, Clause]:
        """Return all clauses by their ids."""
        return {clause.id: clause for section in self.sections for clause in section.clauses}
