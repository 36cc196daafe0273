"""Breaks each rule's check on purpose, and shows whether the tests would notice.

A mutant flips one comparison, drops one condition, negates one test, or changes one constant of a
rule's own module. It is killed where an example of the rule, or one of the cases in
tests/policies, no longer gets the verdict that it must get. What survives is printed.

    python -m bench.mutation [rule ids]
"""

import ast
import copy
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from bench.figures import Figure
from policies import rules, stack_rules
from policies.graph import Graph
from policies.rule import Properties, Rule
from policies.stack_rule import StackRule
from policies.verdict import judge
from tests.policies.stack_cases import CASES
from tests.policies.test_rule_cases import BROKEN, EACH, KEPT, LEFT_OPEN

FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
LIMIT = 90.0


@dataclass(frozen=True)
class Survivor:
    """A mutant that no example and no case noticed."""

    rule: str
    where: str
    change: str


def mutants(tree: ast.Module) -> Iterator[tuple[ast.Module, int, str]]:
    """Yield a module's mutants, each with its line and what was done."""
    count = len(list(_places(tree)))
    for number in range(count):
        changed = copy.deepcopy(tree)
        node, change = list(_places(changed))[number]
        what = change(node)
        yield ast.fix_missing_locations(changed), getattr(node, "lineno", 0), what


def _places(tree: ast.Module) -> Iterator[tuple[Any, Callable[[Any], str]]]:
    """Yield each place of the functions that decide, and what to do there."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or function.name.startswith("remediate"):
            continue
        if _only_builds_examples(function):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Compare):
                yield node, _flip
            elif isinstance(node, ast.BoolOp):
                for position in range(len(node.values)):
                    yield node, _dropping(position)
            elif isinstance(node, ast.If | ast.IfExp):
                yield node, _negate
            elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
                yield node, _double


def _only_builds_examples(function: ast.FunctionDef) -> bool:
    """Whether a function makes an example: it returns no verdict and no truth."""
    told = ast.unparse(function.returns) if function.returns else ""
    return told in {"Node", "tuple[Node, ...]", "Properties"}


def _flip(node: ast.Compare) -> str:
    before = ast.unparse(node)
    node.ops[0] = FLIPPED[type(node.ops[0])]()
    return f"{before} -> {ast.unparse(node)}"


def _dropping(position: int) -> Callable[[ast.BoolOp], str]:
    def drop(node: ast.BoolOp) -> str:
        gone = ast.unparse(node.values.pop(position))
        if len(node.values) == 1:
            node.values.append(copy.deepcopy(node.values[0]))
        return f"dropped: {gone}"

    return drop


def _negate(node: ast.If | ast.IfExp) -> str:
    before = ast.unparse(node.test)
    node.test = ast.UnaryOp(op=ast.Not(), operand=node.test)
    return f"negated: {before}"


def _double(node: ast.UnaryOp) -> str:
    before = ast.unparse(node)
    node.op = ast.Not()
    node.operand = ast.UnaryOp(op=ast.Not(), operand=node.operand)
    return f"{before} -> without not"


def survivors(only: set[str] | None = None) -> tuple[int, list[Survivor]]:
    """Return how many mutants there were, and those that survived."""
    total = 0
    alive: list[Survivor] = []
    for package in (rules, stack_rules):
        for path in sorted(Path(package.__path__[0]).rglob("*.py")):
            if path.name.startswith("_"):
                continue
            tree = ast.parse(path.read_text())
            original = _rule(tree, path)
            if original is None or (only and original.id not in only):
                continue
            for mutant, line, what in mutants(tree):
                total += 1
                if not _killed(_rule(mutant, path), original.id):
                    alive.append(Survivor(original.id, f"{path.name}:{line}", what))
    return total, alive


def _rule(tree: ast.Module, path: Path) -> Rule | StackRule | None:
    module = types.ModuleType(f"mutant_{path.stem}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module
    try:
        exec(compile(tree, str(path), "exec"), module.__dict__)  # noqa: S102 - our own rules
    except Exception:  # noqa: BLE001 - a mutant that can't even be loaded is noticed by any test
        return None
    return getattr(module, "RULE", None)


def _killed(rule: Rule | StackRule | None, name: str) -> bool:
    if isinstance(rule, StackRule):
        return _stack_killed(rule, name)
    if not isinstance(rule, Rule):
        return True
    if judge(rule, rule.compliant) is not None or judge(rule, rule.violating) is None:
        return True
    return any(
        (judge(rule, properties) is None) is not passes for properties, passes in _cases(name)
    )


def _cases(name: str) -> Iterator[tuple[Properties, bool]]:
    """Yield the cases of a rule, and whether each passes."""
    yield from ((properties, True) for rule, properties in KEPT if rule == name)
    yield from (
        (properties, False) for rule, properties, _ in (*BROKEN, *LEFT_OPEN) if rule == name
    )
    yield from ((each, False) for rule, several in EACH if rule == name for each in several)


def _stack_killed(rule: StackRule, name: str) -> bool:
    try:
        if list(rule.check(Graph(rule.compliant), rule.facts)):
            return True
        if not list(rule.check(Graph(rule.violating), rule.facts)):
            return True
        return any(
            len(list(rule.check(Graph(nodes), facts))) != count
            for one, nodes, facts, count in CASES
            if one == name
        )
    except Exception:  # noqa: BLE001 - a check that breaks is noticed
        return True


def measure() -> list[Figure]:
    """Return the share of mutants that survive, which may be a tenth."""
    total, alive = survivors()
    return [
        Figure(
            name="mutants of rules that no test notices",
            value=100 * len(alive) / total,
            unit="%",
            limit=100 - LIMIT,
            detail=f"{total - len(alive)} of {total} killed; python -m bench.mutation has the rest",
        )
    ]


def main() -> int:
    """Print the score and the survivors; return an exit status."""
    console = Console()
    total, alive = survivors(set(sys.argv[1:]) or None)
    for one in alive:
        console.print(f"{one.rule} {one.where}: {one.change}", markup=False, highlight=False)
    score = 100 * (total - len(alive)) / total
    console.print(f"{total - len(alive)} of {total} mutants killed: {score:.1f} %", highlight=False)
    return 0 if score >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
