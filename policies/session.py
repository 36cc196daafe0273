"""Judges the resources of one run: rules, levels and exceptions brought together."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from policies.exceptions import Exceptions, Resource, words
from policies.facts import Facts, NoFacts, read_facts, today
from policies.graph import Graph
from policies.levels import Level, Levels
from policies.own import EXCEPTIONS, KNOWN
from policies.rule import Described, NotKnown, Properties, Rule
from policies.stack_rule import StackRule
from policies.verdict import Kind, Problem, broken, is_late, judge, message, not_known

_LATER: Final = "; the update checks it before it makes the resource"


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """A verdict on one resource: by which rule, how strictly it is held, and what is wrong.

    `level` is `mandatory` or `advisory`, whatever the rule's level is, because an exception or a
    document that the update will check is only shown.
    """

    rule: Described
    urn: str
    level: Level
    kind: Kind
    text: str
    exception: str | None = None

    @property
    def message(self) -> str:
        """What reviewers and officers read; it begins with the rule's id."""
        if self.exception is not None:
            return f"{self.rule.id} ({self.rule.severity}): {self.rule.title.en}: {self.exception}"
        return message(self.rule, self.text)


class Session:
    """Everything that a run of the pack needs, read once.

    `dry_run` says that values may be unknown because nothing has been made yet.
    """

    def __init__(
        self,
        *,
        root: Path,
        rules: Iterable[Rule],
        stack_rules: Iterable[StackRule],
        levels: Levels,
        dry_run: bool,
        day: date | None = None,
        facts: Callable[[Path, str, date], tuple[Facts, Exceptions]] = read_facts,
    ) -> None:
        self.rules: tuple[Rule, ...] = tuple(rules)
        self.stack_rules: tuple[StackRule, ...] = tuple(stack_rules)
        self.levels: Levels = levels
        self.dry_run: bool = dry_run
        self._root: Path = root
        self._day: date = day or today()
        self._read: Callable[[Path, str, date], tuple[Facts, Exceptions]] = facts
        self._known: dict[str, tuple[Facts, Exceptions] | NoFacts] = {}
        self._lock = threading.Lock()
        self._by_type: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for token in rule.types:
                self._by_type.setdefault(token, []).append(rule)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all rules that an exception may name."""
        return tuple(rule.id for rule in (*self.rules, *self.stack_rules))

    def covers(self, token: str) -> bool:
        """Whether there is a rule for this type of resource."""
        return token in self._by_type

    def rules_for(self, token: str, urn: str) -> Iterator[tuple[Rule, Level]]:
        """Yield the rules that hold for a resource, with their levels in its stage."""
        stage = stack_of(urn).partition(".")[0]
        for rule in self._by_type.get(token, ()):
            level = self.levels.of(stage, rule.id)
            if level is not Level.DISABLED:
                yield rule, level

    def resource(self, token: str, name: str, urn: str, properties: Properties) -> Iterator[Ruling]:
        """Yield what the rules on single resources say of one."""
        for rule, level in self.rules_for(token, urn):
            problem = judge(rule, properties)
            if problem is not None:
                yield self._ruling(rule, level, problem, Resource(token, name), urn)

    def stack(self, stack: str, graph: Graph) -> Iterator[Ruling]:
        """Yield what the rules on whole stacks say, and what is wrong with the exceptions."""
        stage = stack.partition(".")[0]
        if not self.levels.knows(stage):
            yield _own(KNOWN, f"levels.yaml doesn't name stage {stage}")
        known = self._facts(stack)
        if isinstance(known, NoFacts):
            yield _own(KNOWN, str(known))
            return
        facts, exceptions = known
        for rule in self.stack_rules:
            level = self.levels.of(stage, rule.id)
            if level is Level.DISABLED:
                continue
            for urn, problem in _findings(rule, graph, facts):
                node = graph.nodes.get(urn)
                resource = Resource(node.type, node.name) if node else Resource("", "")
                yield self._ruling(rule, level, problem, resource, urn)
        self._recall(graph, exceptions)
        resources = [Resource(node.type, node.name) for node in graph.nodes.values()]
        for fault in exceptions.faults(self.ids, resources):
            yield _own(EXCEPTIONS, fault)

    def _recall(self, graph: Graph, exceptions: Exceptions) -> None:
        """Use exceptions again where an earlier process has judged the resource itself."""
        for node in graph.nodes.values():
            for rule, _ in self.rules_for(node.type, node.urn):
                if exceptions.names(rule.id, Resource(node.type, node.name)) and judge(
                    rule, node.properties
                ):
                    exceptions.covering(rule.id, Resource(node.type, node.name))

    def _ruling(
        self, rule: Described, level: Level, problem: Problem, resource: Resource, urn: str
    ) -> Ruling:
        known = self._facts(stack_of(urn))
        exception = None if isinstance(known, NoFacts) else known[1].covering(rule.id, resource)
        if exception is not None:
            return Ruling(
                rule=rule,
                urn=urn,
                level=Level.ADVISORY,
                kind=Kind.EXCEPTED,
                text=problem.text,
                exception=words(exception),
            )
        if self.dry_run and is_late(problem):
            return Ruling(
                rule=rule,
                urn=urn,
                level=Level.ADVISORY,
                kind=Kind.CHECKED_LATER,
                text=problem.text + _LATER,
            )
        return Ruling(
            rule=rule,
            urn=urn,
            level=Level.MANDATORY if level is Level.REMEDIATE else level,
            kind=problem.kind,
            text=problem.text,
        )

    def _facts(self, stack: str) -> tuple[Facts, Exceptions] | NoFacts:
        with self._lock:
            known = self._known.get(stack)
            if known is None:
                try:
                    known = self._read(self._root, stack, self._day)
                except NoFacts as none:
                    known = none
                self._known[stack] = known
            return known


def stack_of(urn: str) -> str:
    """Return the name of the stack that a URN is of, or nothing where it is no URN."""
    parts = urn.split(":")
    return parts[2] if len(parts) > 2 and parts[:2] == ["urn", "pulumi"] else ""


def _findings(rule: StackRule, graph: Graph, facts: Facts) -> list[tuple[str, Problem]]:
    findings: list[tuple[str, Problem]] = []
    try:
        # What was found before a check broke stays in the list.
        findings.extend((found.urn, found.problem) for found in rule.check(graph, facts))
    except NotKnown as missing:
        findings.append(("", not_known(missing.path)))
    except Exception as error:  # noqa: BLE001 - a broken rule must not hide the other verdicts
        findings.append(("", broken(error)))
    return findings


def _own(rule: Described, text: str) -> Ruling:
    return Ruling(rule=rule, urn="", level=Level.MANDATORY, kind=Kind.VIOLATION, text=text)


def catalogue(rules: Iterable[Rule], stack_rules: Iterable[StackRule]) -> Mapping[str, Described]:
    """Return all rules by id.

    Raises:
        ValueError: two rules have one id.
    """
    by_id: dict[str, Described] = {}
    for rule in (*rules, *stack_rules, KNOWN, EXCEPTIONS):
        if rule.id in by_id:
            raise ValueError(f"two rules have the id {rule.id}")
        by_id[rule.id] = rule
    return by_id
