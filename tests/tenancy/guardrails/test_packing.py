"""Proves that packing loses nothing, keeps AWS's limits, and moves nothing when it grows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenancy.guardrails import DoesNotFit, Guard, GuardrailsPlan, PolicyPlan
from tenancy.guardrails.packing import compact, document, pack
from tenancy.guardrails.plan import check_quotas
from tenancy.load import Fleet
from tenancy.stage.guardrails import GuardrailSettings
from tenancy.vocabulary import Text

WHY = Text(ja="例", en="An example")
LIMIT = 600


def _guard(number: int, length: int) -> Guard:
    return Guard(sid=f"S{number}", why=WHY, actions=("s3:" + "x" * length,))


statements = st.lists(st.integers(1, 400), max_size=30).map(
    lambda lengths: [_guard(number, length) for number, length in enumerate(lengths)]
)


@given(statements)
def test_each_statement_is_in_one_bundle_and_each_bundle_fits(guards: list[Guard]) -> None:
    bundles = pack("test", guards, LIMIT)
    packed = [each for bundle in bundles for each in bundle]
    assert sorted(each.sid for each in packed) == sorted(each.sid for each in guards)
    assert all(bundle and len(compact(document(bundle))) <= LIMIT for bundle in bundles)


@given(statements, st.integers(1, 400))
def test_a_statement_that_is_added_moves_no_other(guards: list[Guard], length: int) -> None:
    before = pack("test", guards, LIMIT)
    after = pack("test", [*guards, _guard(1000, length)], LIMIT)
    kept = tuple(tuple(each for each in bundle if each.sid != "S1000") for bundle in after)
    assert kept[: len(before)] == before
    assert all(bundle == () for bundle in kept[len(before) :])


def test_a_statement_that_fits_no_policy_is_named() -> None:
    with pytest.raises(DoesNotFit) as refused:
        pack("everywhere", [_guard(1, LIMIT)], LIMIT)
    assert str(refused.value) == (
        "statement S1 of guardrails everywhere has more than 600 characters;"
        " split it, or list fewer actions"
    )


def _policy(number: int, **changes: object) -> PolicyPlan:
    plan = PolicyPlan(
        name=f"tenants-{number}",
        type="SERVICE_CONTROL_POLICY",
        description=WHY,
        document=document([_guard(1, 1)]),
        statements=(_guard(1, 1),),
        targets=("ministries",),
    )
    return replace(plan, **changes)  # pyright: ignore[reportArgumentType] - names of fields


def test_nine_policies_and_awss_own_may_hang_on_a_unit() -> None:
    plan = GuardrailsPlan(policies=tuple(map(_policy, range(9))))
    check_quotas(plan)
    assert plan.attached("SERVICE_CONTROL_POLICY") == {"ministries": 10}


def test_a_tenth_is_refused() -> None:
    with pytest.raises(DoesNotFit) as refused:
        check_quotas(GuardrailsPlan(policies=tuple(map(_policy, range(10)))))
    assert str(refused.value) == (
        "11 service control policies would hang on ministries, and AWS allows 10;"
        " hang some on a unit above or below, or shorten their statements"
    )


def test_the_fifth_resource_policy_is_refused() -> None:
    policies = tuple(_policy(number, type="RESOURCE_CONTROL_POLICY") for number in range(5))
    with pytest.raises(DoesNotFit, match="6 resource control policies would hang on ministries"):
        check_quotas(GuardrailsPlan(policies=policies))


def test_white_space_is_not_written(fleet: Fleet) -> None:
    assert compact({"a": ["b", "ü"]}) == '{"a":["b","ü"]}'


def test_no_service_is_closed_unless_a_stage_says_so() -> None:
    assert GuardrailSettings().denied_services == ()
