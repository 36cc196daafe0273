"""Names: how they are built, and that none beyond its service's limits comes out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenancy.naming import RULES, Kind, NameNotAllowed, NameTooLong, physical_name


@pytest.mark.parametrize(
    ("kind", "parts", "name"),
    [
        ("s3-bucket", ("kyotsu-local", "soumu-shinsei", "logs"), "kyotsu-local-soumu-shinsei-logs"),
        (
            "kms-alias",
            ("kyotsu-local-soumu-shinsei", "data"),
            "alias/kyotsu-local-soumu-shinsei/data",
        ),
        ("log-group", ("kyotsu-local-soumu-shinsei", "audit"), "/kyotsu-local-soumu-shinsei/audit"),
        (
            "account-email",
            ("kyotsu-local", "soumu-shinsei", "example.go.jp"),
            "kyotsu-local+soumu-shinsei@example.go.jp",
        ),
        ("account-name", ("kyotsu-local", "soumu-shinsei"), "kyotsu-local-soumu-shinsei"),
    ],
)
def test_a_name(kind: Kind, parts: tuple[str, ...], name: str) -> None:
    assert physical_name(kind, *parts) == name


def test_a_name_that_is_too_long_tells_its_kind_and_limit() -> None:
    with pytest.raises(NameTooLong) as refused:
        physical_name("s3-bucket", "a" * 60, "logs")
    assert (refused.value.kind, refused.value.limit, len(refused.value.name)) == (
        "s3-bucket",
        63,
        65,
    )
    assert str(refused.value).endswith("has 65 characters; 63 are allowed")


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("s3-bucket", "Upper"),
        ("s3-bucket", "dotted.name"),
        ("s3-bucket", "-begins"),
        ("s3-bucket", "xn--idn"),
        ("s3-bucket", "my-s3alias"),
        ("s3-bucket", "ab"),
        ("iam-role", "with space"),
        ("iam-role", "日本語"),
        ("kms-alias", "aws/s3"),
        ("log-group", "aws/lambda"),
        ("budget", "a:b"),
        ("security-group", "sg-1"),
        ("backup-vault", "a.b"),
        ("tag-value", "a|b"),
        ("sns-topic", ""),
    ],
)
def test_a_name_that_its_service_refuses(kind: Kind, part: str) -> None:
    with pytest.raises(NameNotAllowed):
        physical_name(kind, part)


@given(
    st.sampled_from([kind for kind in RULES if kind != "account-email"]),
    st.lists(st.text(min_size=0, max_size=80), min_size=1, max_size=4),
)
def test_what_comes_out_is_within_the_limits(kind: Kind, parts: list[str]) -> None:
    rule = RULES[kind]
    try:
        name = physical_name(kind, *parts)
    except (NameTooLong, NameNotAllowed):
        return
    assert rule.minimum <= len(name) <= rule.limit
    assert rule.pattern.fullmatch(name)


@given(st.from_regex(r"[a-z][a-z0-9-]{0,300}[a-z0-9]", fullmatch=True))
def test_an_ordinary_name_is_only_refused_for_its_length(part: str) -> None:
    for kind, rule in RULES.items():
        if kind == "account-email" or part.startswith(("xn--", "sthree-", "sg-", "amzn-s3-demo-")):
            continue
        if part.endswith(("-s3alias", "--ol-s3")) or len(part) < rule.minimum:
            continue
        try:
            physical_name(kind, part)
        except NameTooLong:
            assert len(rule.lead + part) > rule.limit


def test_every_rule_names_its_source() -> None:
    assert all(rule.source and rule.limit >= rule.minimum for rule in RULES.values())
