"""How strictly each rule is held in each stage: `levels.yaml`, read strictly.

Pulumi would accept a misspelled rule or key in a policy pack's configuration and ignore it. Here
every such slip is refused, because it would switch a rule to a level that nobody meant.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic import Field, ValidationError

from tenancy.explain import explain
from tenancy.finding import Finding, InvalidDeclarations, nearest
from tenancy.vocabulary import Declared, Text
from tenancy.yamltext import Document, read

FILE: Final = "levels.yaml"


class Level(StrEnum):
    """What a violation of a rule means."""

    MANDATORY = "mandatory"
    ADVISORY = "advisory"
    REMEDIATE = "remediate"
    """Mended where the rule can; what is left counts as mandatory."""
    DISABLED = "disabled"


class Departure(Declared):
    """One rule's level, where it isn't the stage's default."""

    level: Level = Field(strict=False)
    """mandatory, advisory, remediate or disabled."""
    why: Text
    """Why this rule is held differently in this stage."""


class StageLevels(Declared):
    """The levels of one stage."""

    default: Level = Field(strict=False)
    """For every rule that isn't named."""
    rules: dict[str, Departure] = Field(default_factory=dict[str, Departure])
    """Departures, by the rule's id."""


class LevelsFile(Declared):
    """The file `levels.yaml`."""

    stages: dict[str, StageLevels]
    """By the stage's name."""


class Levels:
    """The levels of all stages. A stage that isn't declared holds everything mandatory."""

    def __init__(self, stages: Mapping[str, StageLevels]) -> None:
        self.stages: Mapping[str, StageLevels] = stages

    def of(self, stage: str, rule: str) -> Level:
        """Return the level of a rule in a stage."""
        levels = self.stages.get(stage)
        if levels is None:
            return Level.MANDATORY
        departure = levels.rules.get(rule)
        return levels.default if departure is None else departure.level

    def knows(self, stage: str) -> bool:
        """Whether the stage is declared."""
        return stage in self.stages

    def any_remediates(self) -> bool:
        """Whether any rule of any stage is to be mended by the engine."""
        return any(
            Level.REMEDIATE in (stage.default, *(rule.level for rule in stage.rules.values()))
            for stage in self.stages.values()
        )


def read_levels(folder: Path, rules: Collection[str]) -> Levels:
    """Read the levels that stand in a folder. `rules` are the ids of all rules that there are.

    Raises:
        InvalidDeclarations: something is misspelled, missing, or no level at all.
    """
    path = folder / FILE
    place = f"{folder.name}/{FILE}"
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InvalidDeclarations(
            [
                Finding(
                    place, 1, "file", f"it can't be read: {error.strerror}", "restore it from Git"
                )
            ]
        ) from None
    document, findings = read(place, raw)
    if document is None or findings:
        raise InvalidDeclarations(findings)
    try:
        levels = LevelsFile.model_validate(document.data)
    except ValidationError as error:
        raise InvalidDeclarations(explain(error, LevelsFile, document)) from None
    unknown = list(_unknown(levels, document, rules))
    if unknown:
        raise InvalidDeclarations(unknown)
    return Levels(levels.stages)


def _unknown(levels: LevelsFile, document: Document, rules: Collection[str]) -> Iterator[Finding]:
    for name, stage in levels.stages.items():
        for rule in stage.rules:
            if rule not in rules:
                yield document.finding(
                    ("stages", name, "rules", rule),
                    f"there is no rule {rule}",
                    nearest(rule, rules),
                )
