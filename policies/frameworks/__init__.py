"""The frameworks that rules serve, as data: each control with a summary in our own words.

A summary helps to find a control; the official text decides. What no rule covers, or only a part,
is said by a key of `reasons.yaml`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, Field, ValidationError

from policies.rule import Described
from tenancy.explain import explain
from tenancy.finding import Finding, InvalidDeclarations, nearest
from tenancy.vocabulary import Declared, Sentence, Text
from tenancy.yamltext import Document, read

FOLDER: Final = Path(__file__).parent
REASONS: Final = "reasons.yaml"
DECLARED: Final = "declared"
M = TypeVar("M", bound=BaseModel)


class Control(Declared):
    """One control of a framework."""

    ja: Sentence
    """What it asks for, in Japanese, in our own words."""
    en: Sentence
    """The same in English."""
    left: str = DECLARED
    """Why rules don't cover it wholly: a key of reasons.yaml."""


class Framework(Declared):
    """A framework's file."""

    name: Sentence
    """As the rules write it."""
    title: Sentence
    """Its full name and edition."""
    source: Sentence
    """Where the official text is."""
    controls: dict[str, Control] = Field(min_length=1)
    """By the framework's own ids, in its own order."""


class Reasons(Declared):
    """The file `reasons.yaml`."""

    reasons: dict[str, Text]
    """By key."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """One control, the rules that serve it, and what is left."""

    id: str
    control: Control
    rules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Frameworks:
    """All frameworks, by name, and the reasons that their controls name."""

    frameworks: Mapping[str, Framework]
    reasons: Mapping[str, Text]

    def coverage(self, name: str, rules: Iterable[Described]) -> Iterator[Coverage]:
        """Yield each control of a framework with the rules that serve it."""
        serving: dict[str, list[str]] = {}
        for rule in rules:
            for control in rule.controls.get(name, ()):
                serving.setdefault(control, []).append(rule.id)
        for control, content in self.frameworks[name].controls.items():
            yield Coverage(id=control, control=content, rules=tuple(serving.get(control, ())))


def load_frameworks(rules: Iterable[Described], folder: Path = FOLDER) -> Frameworks:
    """Read all frameworks, and hold them and the rules against one another.

    Raises:
        InvalidDeclarations: a file is wrong, a rule names a control that isn't there, or a control
            that no rule serves doesn't say why.
    """
    reasons, document = _read(folder / REASONS, Reasons)
    findings: list[Finding] = []
    if DECLARED not in reasons.reasons:
        findings.append(document.finding(("reasons",), f"{DECLARED} is missing", "add it"))
    frameworks: dict[str, Framework] = {}
    known = list(rules)
    for path in sorted(folder.glob("*.yaml")):
        if path.name == REASONS:
            continue
        framework, document = _read(path, Framework)
        frameworks[framework.name] = framework
        findings.extend(_unreasoned(framework, document, reasons.reasons, known))
    findings.extend(_unknown(known, frameworks))
    if findings:
        raise InvalidDeclarations(findings)
    return Frameworks(frameworks=frameworks, reasons=reasons.reasons)


def _read(path: Path, model: type[M]) -> tuple[M, Document]:
    place = f"policies/frameworks/{path.name}"
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InvalidDeclarations(
            [Finding(place, 1, "file", f"it can't be read: {error.strerror}", "restore it")]
        ) from None
    document, findings = read(place, raw)
    if document is None or findings:
        raise InvalidDeclarations(findings)
    try:
        return model.model_validate(document.data), document
    except ValidationError as error:
        raise InvalidDeclarations(explain(error, model, document)) from None


def _unreasoned(
    framework: Framework,
    document: Document,
    reasons: Mapping[str, Text],
    rules: Iterable[Described],
) -> Iterator[Finding]:
    served = {control for rule in rules for control in rule.controls.get(framework.name, ())}
    for name, control in framework.controls.items():
        at = ("controls", name)
        if control.left not in reasons:
            yield document.finding(
                (*at, "left"), f"there is no reason {control.left}", nearest(control.left, reasons)
            )
        elif control.left == DECLARED and name not in served:
            yield document.finding(at, "no rule serves it", "say why with left:, or add a rule")


def _unknown(rules: Iterable[Described], frameworks: Mapping[str, Framework]) -> Iterator[Finding]:
    for rule in rules:
        for name, controls in rule.controls.items():
            framework = frameworks.get(name)
            if framework is None:
                yield Finding(
                    rule.id,
                    1,
                    "controls",
                    f"no framework is named {name}",
                    nearest(name, frameworks),
                )
                continue
            for control in controls:
                if control not in framework.controls:
                    yield Finding(
                        rule.id,
                        1,
                        "controls",
                        f"{name} has no control {control}",
                        nearest(control, framework.controls),
                    )
