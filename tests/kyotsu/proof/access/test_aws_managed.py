"""AWS's own policies: their texts are of a day, and nothing is proved by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from bench.access_mistakes.roles import trusting
from bench.access_mistakes.stage import Stage as Planting
from bench.access_mistakes.stage import with_role
from kyotsu.desired.cache import Cache
from kyotsu.proof.access import kept
from kyotsu.proof.access.answer import prove
from kyotsu.proof.access.reading import aws_managed
from kyotsu.proof.verdict import Outcome

from .conftest import Stage, edited, proof_of, verdict_of, world

VICTIM, OTHER = "mof-shunou", "meti-kenshu"
AWS = aws_managed.PREFIX


def _led_through(sample: Stage, *policies: str) -> Stage:
    """Let a tenant take on a role of the management account that has policies of AWS's own."""
    stage = Planting(graphs=sample, victim=VICTIM, other=OTHER)
    arns = [f"{AWS}/{one}" for one in policies]
    beside = "break-glass"
    return with_role(stage, stage.foundation, beside, stage.root(OTHER), managedPolicyArns=arns)


def _nothing(_: str) -> None:
    return None


@pytest.fixture
def without_data() -> Iterator[None]:
    """Nothing is known of AWS's policies, as where moto isn't installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aws_managed, "find_spec", _nothing)
        aws_managed.aws_managed.cache_clear()
        aws_managed._by_arn.cache_clear()  # pyright: ignore[reportPrivateUsage] - as a new process has it
        yield
    aws_managed.aws_managed.cache_clear()
    aws_managed._by_arn.cache_clear()  # pyright: ignore[reportPrivateUsage]


def test_each_policy_of_the_data_can_be_read() -> None:
    arns = list(aws_managed._by_arn())  # pyright: ignore[reportPrivateUsage] - all of them
    assert len(arns) > 1_000
    assert [arn for arn in arns if aws_managed.aws_managed(arn) is None] == []


def test_a_policy_says_of_which_day_it_is() -> None:
    read = aws_managed.aws_managed(f"{AWS}/job-function/ViewOnlyAccess")
    assert read is not None
    assert read.source.urn == f"{AWS}/job-function/ViewOnlyAccess"
    assert read.source.line.startswith("v")
    assert read.source.line.endswith(f", moto {version('moto')}")


def test_what_the_text_allows_is_a_violation_and_names_the_version(sample: Stage) -> None:
    verdict = verdict_of(proof_of(_led_through(sample, "AdministratorAccess")), "ACC-1", VICTIM)
    assert verdict.outcome is Outcome.VIOLATED
    places = {step.at.urn: step.at.line for step in verdict.witnesses[0].steps}
    assert ", moto " in places[f"{AWS}/AdministratorAccess"]


def test_what_the_text_does_not_allow_is_not_proved_all_the_same(sample: Stage) -> None:
    verdict = verdict_of(proof_of(_led_through(sample, "ReadOnlyAccess")), "ACC-1", VICTIM)
    assert verdict.outcome is Outcome.NOT_PROVED
    assert any(
        "ReadOnlyAccess is AWS's to change" in reason.en and "as of v" in reason.en
        for reason in verdict.reasons
    )


def test_where_nothing_is_known_it_is_not_proved_either(sample: Stage, without_data: None) -> None:
    assert without_data is None
    verdict = verdict_of(proof_of(_led_through(sample, "AdministratorAccess")), "ACC-1", VICTIM)
    assert verdict.outcome is Outcome.NOT_PROVED
    assert "has isn't known; it is taken to allow everything" in verdict.reasons[0].en


def test_a_boundary_of_awss_own_is_none_that_anything_rests_on(sample: Stage) -> None:
    stage = Planting(graphs=sample, victim=VICTIM, other=OTHER)
    bounded = trusting(stage, stage.root(VICTIM), permissionsBoundary=f"{AWS}/PowerUserAccess")
    verdict = verdict_of(proof_of(bounded), "ACC-5", VICTIM)
    assert verdict.outcome is Outcome.VIOLATED
    assert "role app of mof-shunou is held by no boundary" in verdict.witnesses[0].title.en


def test_a_sign_in_by_a_declared_policy_has_what_that_says(sample: Stage) -> None:
    """A permission set may name a policy that is in the account already."""
    managed = "managedPolicyAttachment:ManagedPolicyAttachment::auditor-"

    def customer(name: str) -> Stage:
        changed = sample
        for graph in sample:
            for one in graph.resources:
                if managed in one.urn:
                    reference = {"name": name, "path": "/boundary/"}
                    changed = edited(
                        changed, graph.stack, one.urn, customerManagedPolicyReference=reference
                    )
        return tuple(
            replace(
                graph,
                resources=tuple(
                    replace(one, type=_CUSTOMER) if managed in one.urn else one
                    for one in graph.resources
                ),
            )
            for graph in changed
        )

    found = {one.work: one.caller for one in world(customer("kyotsu-local-boundary")).sign_ins}
    assert found["auditor"].identity is not None
    missing = {one.work: one.caller for one in world(customer("nowhere")).sign_ins}
    assert missing["auditor"].uncertain is not None


_CUSTOMER = "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment"


def test_verdicts_are_kept_for_the_data_that_they_were_made_with(
    sample: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    prove(world(sample), cache)
    assert prove(world(sample), cache).kept
    monkeypatch.setattr(kept, "data_version", lambda: "another")
    assert not prove(world(sample), cache).kept
