"""Proves what a stage's settings of logs, security and cost refuse, and how money is turned."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenancy.stage.cost import CostSettings
from tests.tenancy.example import Project

LOCAL = "Pulumi.local.yaml"
AUDIT = "audit: {keep_days: 400, deep_archive_after: null}"

MISTAKES = {
    "logs deleted before the lock ends": (
        "archive_retention_days: 365",
        "archive_retention_days: 731",
        (
            "logging.audit.keep_days: audit logs would be deleted after 400 days,"
            " but the archive locks them for 731; write 731 or more"
        ),
    ),
    "logs moved after they are deleted": (
        AUDIT,
        "audit: {keep_days: 400, deep_archive_after: 500}",
        (
            "logging.audit.keep_days: logs would be deleted after 400 days, but moved after 500;"
            " keep them longer, or move them earlier"
        ),
    ),
    "tiers in the wrong order": (
        AUDIT,
        "audit: {keep_days: 4000, instant_archive_after: 300, deep_archive_after: 200}",
        (
            "logging.audit.deep_archive_after: logs would move on after 200 days, when S3"
            " still bills the tier before; write 390 or more, or null"
        ),
    ),
    "a class of log left out": (
        f"      {AUDIT}\n",
        "",
        (
            "logging.audit: audit is missing;"
            " add audit (Who did what on AWS: CloudTrail, with its digests)"
        ),
    ),
    "a class of log that there is not": (
        "      dns: {",
        "      dms: {",
        "logging.dms: unknown key 'dms'; did you mean 'dns'?",
    ),
    "days as text": (
        AUDIT,
        'audit: {keep_days: "400", deep_archive_after: null}',
        "logging.audit.keep_days: '400' is not a whole number; write a whole number without quotes",
    ),
    "a retention that CloudWatch has not": (
        "    logging:\n",
        "    logging:\n      searchable_days: 366\n",
        "logging.searchable_days: CloudWatch Logs cannot keep logs for 366 days; write 365",
    ),
    "nobody is told": (
        "contacts: [security@example.go.jp]",
        "contacts: []",
        "security.contacts: the list is empty; write at least one item",
    ),
    "a contact twice": (
        "contacts: [security@example.go.jp]",
        "contacts: [security@example.go.jp, security@example.go.jp]",
        "security.contacts[1]: security@example.go.jp is listed twice; remove one",
    ),
    "a person instead of an address": (
        "contacts: [cost@example.go.jp]",
        "contacts: [somebody]",
        (
            "cost.contacts[0]: 'somebody' is not an e-mail address;"
            " write the address of the division, such as division@example.go.jp"
        ),
    ),
    "a protection that there is not": (
        "protections: [s3]",
        "protections: [runtimes]",
        (
            "security.protections[0]: 'runtimes' is not one of 's3', 'eks', 'malware', 'rds',"
            " 'lambda' or 'runtime'; did you mean 'runtime'?"
        ),
    ),
    "no standard": (
        "standards: [aws-fsbp]",
        "standards: []",
        "security.standards: the list is empty; write at least one item",
    ),
    "a switch that is not one": (
        "data_discovery: true",
        "data_discovery: often",
        "security.data_discovery: 'often' is not true or false; write true or false",
    ),
    "a rate of zero": (
        "yen_per_usd: 150.25",
        "yen_per_usd: 0",
        (
            "cost.yen_per_usd: 0 is not the price of a dollar in yen;"
            " write a number from 50 to 500, such as 150.25"
        ),
    ),
    "a rate the wrong way round": (
        "yen_per_usd: 150.25",
        "yen_per_usd: 0.0066",
        (
            "cost.yen_per_usd: 0.0066 is not the price of a dollar in yen;"
            " write a number from 50 to 500, such as 150.25"
        ),
    ),
    "a rate as text": (
        "yen_per_usd: 150.25",
        'yen_per_usd: "150.25"',
        (
            "cost.yen_per_usd: '150.25' is not the price of a dollar in yen;"
            " write a number from 50 to 500, such as 150.25"
        ),
    ),
    "a rate without a date": (
        "      as_of: 2026-04-01\n",
        "",
        "cost.as_of: as_of is missing; add as_of (The day of the exchange rate)",
    ),
    "a date that there is not": (
        "as_of: 2026-04-01",
        "as_of: 2026-02-30",
        "cost.as_of: '2026-02-30' is not a date; write year, month and day, such as 2027-03-31",
    ),
    "an anomaly of less than nothing": (
        "anomaly_yen: 30000",
        "anomaly_yen: -1",
        "cost.anomaly_yen: -1 is not above 0; write a number above 0",
    ),
    "a tag that nothing carries": (
        "export: true",
        "export: true\n      allocation_tags: [Ministery]",
        (
            "cost.allocation_tags[0]: 'Ministery' is not one of 'Stage', 'Ministry', 'System',"
            " 'Environment', 'DataClassification', 'Availability' or 'CostCenter';"
            " did you mean 'Ministry'?"
        ),
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_sentence_with_its_place(
    project: Project, old: str, new: str, said: str
) -> None:
    project.replace(LOCAL, old, new)
    findings = project.findings()
    assert [finding.partition("kyotsu:stage.")[2] for finding in findings] == [said]
    line = findings[0].removeprefix(f"{LOCAL}:").partition(":")[0]
    assert 0 < int(line) <= len((project.root / LOCAL).read_text(encoding="utf-8").splitlines())


def test_a_part_that_is_missing_whole(project: Project) -> None:
    text = (project.root / LOCAL).read_text(encoding="utf-8")
    before, _, rest = text.partition("    cost:\n")
    project.write(LOCAL, before + re.sub(r"\A(      .*\n)+", "", rest))
    assert project.findings() == [
        (
            f"{LOCAL}:2: config.kyotsu:stage.cost: cost is missing;"
            " add cost (The exchange rate, and how cost is watched)"
        )
    ]


def _at(rate: str) -> CostSettings:
    return CostSettings(
        yen_per_usd=Decimal(rate),
        as_of=date(2026, 4, 1),
        contacts=("cost@example.go.jp",),
        anomaly_yen=1,
        export=True,
    )


def test_a_rate_is_kept_as_it_is_written(project: Project) -> None:
    assert project.load().stages["local"].cost.yen_per_usd == Decimal("150.25")


@pytest.mark.parametrize(
    ("rate", "yen", "dollars"),
    [
        ("150", 3_200_000, "21333.34"),  # 21,333.333… dollars
        ("150", 300_000, "2000.00"),
        ("150.25", 300_000, "1996.68"),  # 1,996.672…
        ("500", 1, "0.01"),  # never zero, which AWS refuses
    ],
)
def test_yen_in_dollars(rate: str, yen: int, dollars: str) -> None:
    assert str(_at(rate).dollars(yen)) == dollars


@given(
    yen=st.integers(min_value=1, max_value=10**12),
    rate=st.decimals(min_value=50, max_value=500, places=2),
)
def test_dollars_are_never_less_and_at_most_a_cent_more(yen: int, rate: Decimal) -> None:
    dollars = _at(str(rate)).dollars(yen)
    assert 0 <= dollars * rate - yen < rate / 100
