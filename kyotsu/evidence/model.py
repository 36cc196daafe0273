"""A system's evidence as plain values, for every form in which it is written."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

from tenancy.vocabulary import Text


class Kind(StrEnum):
    """What one rule says of one resource."""

    KEPT = "kept"
    VIOLATION = "violation"
    EXCEPTED = "excepted"
    UNCHECKED = "unchecked"


class Status(StrEnum):
    """What the observations say of a control, the worst first."""

    NOT_MET = "not-met"
    UNCHECKED = "unchecked"
    EXCEPTED = "excepted"
    MET = "met"
    NOT_APPLICABLE = "not-applicable"
    """Rules serve it, but there is nothing here that they look at."""
    PERSON = "person"
    """No rule serves it: a person must show it."""


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One rule held against one resource. `properties` are those by which the rule decides."""

    rule: str
    kind: Kind
    urn: str
    type: str
    name: str
    properties: tuple[str, ...]
    message: str
    """Empty where the rule is kept."""


@dataclass(frozen=True, kw_only=True)
class ControlEvidence:
    """One control: its state, the rules that serve it, and what is left to a person."""

    framework: str
    id: str
    summary: Text
    status: Status
    rules: tuple[str, ...]
    observations: int
    """How many observations its rules made here."""
    left: Text
    """What rules can't show of it."""


@dataclass(frozen=True, kw_only=True)
class Granted:
    """An exception that the system was granted."""

    rule: str
    resource: str
    reason: Text
    instead: Text
    approver: Text
    expires: str


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What the evidence was made from: the same origin gives the same bytes."""

    stage: str
    basis: Literal["desired", "deployed"]
    commit: str
    committed: datetime
    """When the commit was made; every time in the documents is this one."""
    uncommitted: int
    """Files that differ from the commit. Evidence with any is a draft."""
    pack: str
    """The policy pack's SHA-256."""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """The evidence of one stack."""

    stack: str
    subject: Text
    """The system's name, or the foundation's."""
    owner: Text
    origin: Origin
    graph_hash: str
    resources: int
    controls: tuple[ControlEvidence, ...]
    observations: tuple[Observation, ...]
    exceptions: tuple[Granted, ...]

    def count(self, status: Status) -> int:
        """Return how many controls are in a state."""
        return sum(one.status is status for one in self.controls)


STATUS_WORDS: Final[dict[Status, Text]] = {
    Status.NOT_MET: Text(ja="満たしていない", en="Not met"),
    Status.UNCHECKED: Text(ja="未確認", en="Unchecked"),
    Status.EXCEPTED: Text(ja="例外措置", en="Excepted"),
    Status.MET: Text(ja="満たしている", en="Met"),
    Status.NOT_APPLICABLE: Text(ja="該当なし", en="Nothing to check"),
    Status.PERSON: Text(ja="担当者が示す", en="Shown by a person"),
}
