"""Guardrails of the organization: service and resource control policies, and where they hold."""

from collections.abc import Iterator
from typing import Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.documents import Statement, conditions_shown, read
from kyotsu.review.meaning.finding import listed, looser, said, stricter, unjudged
from kyotsu.review.meaning.judging import Classifier, by_pair
from kyotsu.review.meaning.world import Pair, World
from policies.graph import Node
from policies.rule import Severity, Text

POLICY: Final = "aws:organizations/policy:Policy"
ATTACHMENT: Final = "aws:organizations/policyAttachment:PolicyAttachment"
_KINDS: Final = ("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")

_LOOSENED: Final = Text(
    ja="ガードレール {name} が拒んでいた操作の一部を拒まなくなります。",
    en="The guardrail {name} stops refusing some of what it refused.",
)
_ALLOWED: Final = Text(
    ja="ガードレール {name} が認める範囲が広がります。",
    en="The guardrail {name} allows more than before.",
)
_TIGHTENED: Final = Text(
    ja="ガードレール {name} が拒む操作が増えます。",
    en="The guardrail {name} refuses more than before.",
)
_DETACHED: Final = Text(
    ja="ガードレール {policy} が {target} で効かなくなります。",
    en="The guardrail {policy} no longer holds for {target}.",
)
_OTHER: Final = Text(
    ja="組織のポリシー {name} の内容が変わります。意味は判定していません。",
    en="The organization's policy {name} changes; what that means is not judged.",
)


def _policy(_: World, pair: Pair) -> Iterator[Finding]:
    if pair.new is None or pair.old is None:
        return  # one that is new binds nobody by itself, and one that goes is told where it held
    if pair.before("content") == pair.after("content"):
        return
    if pair.node.get("type") not in (None, *_KINDS):
        yield unjudged(said(_OTHER, name=pair.name), pair.urn)
        return
    old, new = read(pair.old, "content"), read(pair.new, "content")
    lifted = [one for one in _denials(old) if not any(d.covers(one) for d in _denials(new))]
    for one in lifted:
        heirs = [d for d in _denials(new) if d.sid and d.sid == one.sid]
        text = said(_LOOSENED, name=pair.name)
        after = "; ".join(map(_shown, heirs))
        yield looser(
            "guardrail-loosened",
            Severity.CRITICAL,
            text,
            pair.urn,
            before=_shown(one),
            after=after,
        )
    allowed = [one for one in old if one.allows]
    for one in new:
        if one.allows and not any(a.covers(one) for a in allowed):
            text = said(_ALLOWED, name=pair.name)
            yield looser("guardrail-loosened", Severity.CRITICAL, text, pair.urn, after=_shown(one))
    if not lifted:
        more = [one for one in _denials(new) if not any(d.covers(one) for d in _denials(old))]
        if more:
            told = "; ".join(map(_shown, more))
            yield stricter(
                "guardrail-tightened", said(_TIGHTENED, name=pair.name), pair.urn, after=told
            )


def _detached(world: World) -> Iterator[Finding]:
    left = {_ends(world, node, after=True) for node in world.after.of_type(ATTACHMENT)}
    for pair in world.changed(ATTACHMENT):
        if pair.old is None:
            continue
        policy, target = _ends(world, pair.old, after=False)
        if (policy, target) in left or _gone(target, world):
            continue
        if pair.new is not None and _unresolved(policy, target):
            continue  # its ends are ids that nobody here has, and it stays
        text = said(_DETACHED, policy=_name(policy), target=_name(target))
        urns = (pair.urn, *(one for one in (policy, target) if one.startswith("urn:")))
        yield looser("guardrail-detached", Severity.CRITICAL, text, *urns, before=_name(policy))


def _ends(world: World, node: Node, *, after: bool) -> tuple[str, str]:
    graph = world.after if after else world.before

    def end(name: str) -> str:
        found = graph.targets(node, name)
        return found[0].urn if found else str(node.get(name))

    return end("policyId"), end("targetId")


def _gone(target: str, world: World) -> bool:
    return target.startswith("urn:") and target not in world.after.nodes


def _unresolved(*ends: str) -> bool:
    return not all(one.startswith("urn:") for one in ends)


def _name(end: str) -> str:
    return end.rpartition("::")[2]


def _denials(statements: tuple[Statement, ...]) -> list[Statement]:
    return [one for one in statements if not one.allows]


def _shown(one: Statement) -> str:
    effect = "Allow" if one.allows else "Deny"
    word = "NotAction " if one.actions.excluded else ""
    told = f"{effect} {word}{listed(one.actions.patterns)}"
    if one.resources.patterns != ("*",):
        told += f" @ {'NotResource ' if one.resources.excluded else ''}"
        told += listed(one.resources.patterns, most=3)
    return f"{told} ({conditions_shown(one.conditions)})" if one.conditions else told


CLASSIFIERS: Final = (
    by_pair("guardrails", (POLICY,), _policy),
    Classifier(name="where guardrails hold", types=frozenset((ATTACHMENT,)), look=_detached),
)
