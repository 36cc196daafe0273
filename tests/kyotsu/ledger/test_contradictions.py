"""Proves what is found where a ledger and the resources disagree; each case starts from none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kyotsu.desired.graph import Graph, Resource
from kyotsu.ledger.columns import Subject
from kyotsu.ledger.contradictions import contradictions, overdue
from kyotsu.ledger.facts import facts_of
from kyotsu.ledger.model import Ledger
from tests.kyotsu.ledger.conftest import DAY, KEY, graph, resource

TOKYO, OSAKA = "ap-northeast-1", "ap-northeast-3"
VAULT, GROUP = "aws:backup/vault:Vault", "aws:cloudwatch/logGroup:LogGroup"


@pytest.fixture
def sound(subject: Subject) -> tuple[Resource, ...]:
    """Resources that agree with what is declared."""
    assert subject.plan is not None
    return (
        resource("aws:kms/key:Key", "data"),
        resource("aws:ec2/vpc:Vpc", "network", cidrBlock=subject.plan.network.cidr),
        resource(GROUP, "audit", retentionInDays=1096),
        resource(VAULT, "copies", region=OSAKA),
        resource("aws:route53/zone:Zone", "private", name="kansen.example.go.jp"),
    )


def found(subject: Subject, of: Graph) -> list[tuple[str, str]]:
    told = contradictions(subject, facts_of(of, TOKYO))
    return [(one.column, one.message.en) for one in told]


def test_nothing_is_found_where_all_agrees(subject: Subject, sound: tuple[Resource, ...]) -> None:
    assert found(subject, graph(*sound)) == []


@pytest.mark.parametrize(
    ("added", "column", "part"),
    [
        (resource("aws:s3/bucket:Bucket", "far", region="us-east-1"), "location", "us-east-1"),
        (
            resource("aws:ec2/internetGateway:InternetGateway", "way"),
            "lines",
            "internet gateway (way)",
        ),
        (resource("aws:route53/zone:Zone", "x", name="other.example.com"), "domain", "other."),
        (resource("aws:ec2/vpc:Vpc", "x", cidrBlock="192.168.0.0/16"), "composition", "192.168."),
        (resource(GROUP, "short", retentionInDays=90), "composition", "90 days"),
    ],
)
def test_one_thing_too_many_is_one_finding(
    subject: Subject, sound: tuple[Resource, ...], added: Resource, column: str, part: str
) -> None:
    ((where, message),) = found(subject, graph(*sound, added))
    assert where == column
    assert part in message


@pytest.mark.parametrize(
    ("left_out", "column", "part"),
    [
        ("data", "keys", "no customer managed key"),
        ("copies", "location", "Japan (Osaka) is among its places"),
    ],
)
def test_what_is_declared_and_not_there_is_found(
    subject: Subject, sound: tuple[Resource, ...], left_out: str, column: str, part: str
) -> None:
    rest = [one for one in sound if one.name != left_out]
    ((where, message),) = found(subject, graph(*rest))
    assert where == column
    assert part in message


def test_data_in_a_place_that_nobody_knows_is_found(
    subject: Subject, sound: tuple[Resource, ...]
) -> None:
    lost = replace(resource(VAULT, "lost"), inputs={"region": {"$unknown": True}})
    ((where, message),) = found(subject, graph(*sound, lost))
    assert where == "location"
    assert "an unknown region" in message


def test_contracts_and_periods_that_are_over_are_found(subject: Subject) -> None:
    assert list(overdue(subject, DAY)) == []
    told = list(overdue(subject, date(2031, 4, 1)))
    assert [one.column for one in told] == ["work", "work", "work", "period"]
    assert "ended on 2031-03-31" in told[-1].message.en


def test_a_system_that_is_not_provisioned_or_not_known_is_told(of: Callable[..., Ledger]) -> None:
    told = of(mof_shunou="its program fails").findings
    kinds = {(one.tenant, one.kind) for one in told if one.column == "composition"}
    assert ("mof-shunou", "unchecked") in kinds
    assert (KEY, "contradiction") in kinds
    assert all(one.message.ja and one.message.en for one in told)
