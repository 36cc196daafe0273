"""Proves how rules read properties: what is there, what isn't, and what can't be known yet."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest

from policies.reading import demands, documents, openings, secrets, values
from policies.reading.containers import containers, every_container
from policies.reading.examples import IN_ORGANIZATION, KEY, allow, document, trust
from policies.rule import UNKNOWN, Check, NotKnown

ORGANIZATION = "aws:PrincipalOrgID"


def missing(read: Callable[[], Any]) -> str:
    """Return the path of the value that was missing."""
    with pytest.raises(NotKnown) as caught:
        read()
    return caught.value.path


# --- values


@pytest.mark.parametrize(
    ("properties", "found"),
    [
        ({"a": {"b": 1.0}}, 1.0),
        ({"a": [{"b": 1.0}]}, 1.0),
        ({"a": [{"b": 1.0}, {"b": 2.0}]}, None),
        ({"a": {"c": 1.0}}, None),
        ({"a": "text"}, None),
        ({"a": None}, None),
        ({}, None),
    ],
)
def test_a_value_is_found_by_its_path(properties: Mapping[str, Any], found: Any) -> None:
    assert values.value_at(properties, "a.b") == found


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ({"a": {"b": {"c": UNKNOWN}}}, "a.b.c"),
        ({"a": {"b": UNKNOWN}}, "a.b"),
        ({"a": UNKNOWN}, "a"),
        ({"a": [UNKNOWN]}, "a"),
    ],
)
def test_the_nearest_unknown_on_the_way_is_named(properties: Mapping[str, Any], path: str) -> None:
    assert missing(lambda: values.value_at(properties, "a.b.c")) == path


@pytest.mark.parametrize("value", [UNKNOWN, "x", 0.0, False, ["x"], {"x": 1.0}])
def test_what_has_a_value_is_set(value: Any) -> None:
    assert values.is_set({"a": {"b": value}}, "a.b")


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_what_is_empty_is_not_set(value: Any) -> None:
    assert not values.is_set({"a": {"b": value}}, "a.b")


def test_whether_something_is_set_in_an_unknown_block_is_not_known() -> None:
    assert missing(lambda: values.is_set({"a": UNKNOWN}, "a.b")) == "a"


@pytest.mark.parametrize(
    ("value", "number"), [(7.0, 7.0), (7, 7.0), (0, 0.0), (True, None), ("7", None), (None, None)]
)
def test_a_number_is_no_truth_value_and_no_text(value: Any, number: float | None) -> None:
    assert values.number_at({"a": value}, "a") == number


def test_one_object_counts_as_a_list_of_it() -> None:
    assert values.objects_at({"a": {"b": 1.0}}, "a") == [{"b": 1.0}]
    assert values.objects_at({"a": [{"b": 1.0}, {"b": 2.0}]}, "a") == [{"b": 1.0}, {"b": 2.0}]
    assert values.objects_at({"a": ["no object"]}, "a") == []
    assert values.objects_at({}, "a") == []


def test_one_text_counts_as_a_list_of_it() -> None:
    assert values.texts_at({"a": "x"}, "a") == ("x",)
    assert values.texts_at({"a": ["x", 1.0, "y"]}, "a") == ("x", "y")
    assert values.texts_at({}, "a") == ()


@pytest.mark.parametrize("read", [values.objects_at, values.texts_at])
def test_an_unknown_item_makes_a_list_unknown(read: Callable[..., Any]) -> None:
    assert missing(lambda: read({"a": ["x", UNKNOWN]}, "a")) == "a[1]"
    assert missing(lambda: read({"a": UNKNOWN}, "a")) == "a"


def _unknown(path: str) -> Any:
    raise NotKnown(path)


def test_the_unknown_matters_only_where_nothing_else_decides() -> None:
    yes, no = (lambda: True), (lambda: False)
    assert values.all_of(yes, yes)
    assert not values.all_of(partial(_unknown, "a"), no)
    assert (
        missing(lambda: values.all_of(yes, partial(_unknown, "a"), partial(_unknown, "b"))) == "a"
    )
    assert values.any_of(partial(_unknown, "a"), yes)
    assert not values.any_of(no, no)
    assert missing(lambda: values.any_of(no, partial(_unknown, "a"))) == "a"


def test_the_unknown_hides_no_problem() -> None:
    assert values.first_problem([partial(_unknown, "a"), lambda: "bad"]) == "bad"
    assert values.first_problem([lambda: None, lambda: "first", lambda: "second"]) == "first"
    assert values.first_problem([lambda: None]) is None
    found = missing(lambda: values.first_problem([partial(_unknown, "a"), partial(_unknown, "b")]))
    assert found == "a"


# --- demands


@pytest.mark.parametrize(
    ("check", "properties", "problem"),
    [
        (demands.all_true("a", "b"), {"a": True, "b": True}, None),
        (demands.all_true("a", "b"), {"a": False, "b": "true"}, "a, b is not true"),
        (demands.none_true("a", "b"), {"a": False}, None),
        (demands.none_true("a", "b"), {"a": False, "b": True}, "b is not false"),
        (demands.all_set("a", "b"), {"a": UNKNOWN, "b": "x"}, None),
        (demands.all_set("a", "b"), {"a": "", "b": "x"}, "a is not set"),
        (demands.none_set("a", "b"), {"a": []}, None),
        (demands.none_set("a", "b"), {"b": UNKNOWN}, "b is set"),
        (demands.own_key("a"), {"a": UNKNOWN}, None),
        (demands.own_key("a"), {"a": KEY}, None),
        (demands.own_key("a"), {"a": "alias/ours"}, None),
        (demands.own_key("a"), {"a": "alias/aws/s3"}, "a names a key of AWS's own"),
        (demands.own_key("a"), {}, "a is not set"),
        (demands.at_least("a", 7), {"a": 7.0}, None),
        (demands.at_least("a", 7), {"a": 6.0}, "a is below 7"),
        (demands.at_least("a", 7), {}, "a is below 7"),
        (demands.at_least("a", 7), {"a": "8"}, "a is below 7"),
        (demands.at_least("a", 7, if_unset=30), {}, None),
        (demands.at_least("a", 7, if_unset=30), {"a": 0.0}, "a is below 7"),
        (demands.at_most("a", 7, if_unset=1), {"a": 7.0}, None),
        (demands.at_most("a", 7, if_unset=1), {"a": 8.0}, "a is above 7"),
        (demands.at_most("a", 7, if_unset=1), {}, None),
        (demands.at_most("a", 7, if_unset=9), {}, "a is above 7"),
        (demands.one_of("a", "x", "y"), {"a": "y"}, None),
        (demands.one_of("a", "x", "y"), {"a": "z"}, "a is not x or y"),
        (demands.one_of("a", "x", "y"), {}, "a is not x or y"),
        (demands.none_of("a", "x", "y"), {"a": "z"}, None),
        (demands.none_of("a", "x", "y"), {}, None),
        (demands.none_of("a", "x", "y"), {"a": "y"}, "a is x or y"),
        (demands.every(demands.all_true("a"), demands.all_true("b")), {"a": True, "b": True}, None),
        (
            demands.every(demands.all_true("a"), demands.all_true("b")),
            {"a": UNKNOWN, "b": False},
            "b is not true",
        ),
        (demands.unless("a", demands.all_true("b")), {"a": UNKNOWN}, None),
        (demands.unless("a", demands.all_true("b")), {}, "b is not true"),
    ],
)
def test_a_demand_says_what_is_wrong(
    check: Check, properties: Mapping[str, Any], problem: str | None
) -> None:
    assert check(properties) == problem


@pytest.mark.parametrize(
    "check",
    [
        demands.all_true("a"),
        demands.none_true("a"),
        demands.at_least("a", 7),
        demands.at_most("a", 7, if_unset=1),
        demands.one_of("a", "x"),
        demands.none_of("a", "x"),
        demands.every(demands.all_true("a"), demands.all_set("b")),
        demands.own_key("a.b"),
    ],
)
def test_a_value_that_decides_must_be_known(check: Check) -> None:
    assert missing(lambda: check({"a": UNKNOWN, "b": "x"})) == "a"


def test_a_remedy_adds_to_what_is_there() -> None:
    assert demands.setting(a=1)({"a": 2, "b": 3}) == {"a": 1, "b": 3}
    mend = demands.setting_in("block", a=1)
    assert mend({}) == {"block": {"a": 1}}
    assert mend({"block": {"b": 2}}) == {"block": {"a": 1, "b": 2}}
    assert mend({"block": [{"b": 2}]}) == {"block": {"a": 1, "b": 2}}
    assert mend({"block": UNKNOWN}) == {"block": {"a": 1}}


# --- documents


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (None, "policy is not set"),
        ("{", "policy is not JSON"),
        ("[]", "policy is not a policy document"),
        ("{}", "policy is not a policy document"),
        ('{"Statement": "x"}', "policy is not a policy document"),
        ('{"Statement": []}', "policy is not a policy document"),
        ('{"Statement": ["x"]}', "policy is not a policy document"),
        (1.0, "policy is not a policy document"),
    ],
)
def test_what_is_no_document_is_said_without_quoting_it(value: Any, problem: str) -> None:
    assert documents.statements({"policy": value}, "policy") == problem


def test_a_document_is_text_or_an_object_and_one_statement_is_enough() -> None:
    statement = allow("s3:GetObject")
    text = document(statement)
    for value in (text, json.loads(text), json.dumps({"Statement": statement})):
        assert documents.statements({"policy": value}, "policy") == [statement]


def test_an_unknown_document_or_part_of_one_is_named() -> None:
    read = documents.statements
    assert missing(lambda: read({"policy": UNKNOWN}, "policy")) == "policy"
    inner = {"policy": {"Statement": UNKNOWN}}
    assert missing(lambda: read(inner, "policy")) == "policy.Statement"
    inner = {"policy": {"Statement": [UNKNOWN]}}
    assert missing(lambda: read(inner, "policy")) == "policy.Statement"


CLOSED = documents.closed_to_strangers("policy")


def _let_in(principal: Any, condition: Mapping[str, Any] | None = None) -> str | None:
    return CLOSED({"policy": document(allow("s3:*", principal=principal, condition=condition))})


@pytest.mark.parametrize("principal", ["*", {"AWS": "*"}, {"AWS": ["arn:aws:iam::1:root", "*"]}])
def test_anyone_is_a_stranger_however_it_is_written(principal: Any) -> None:
    assert _let_in(principal) == "statement 1 of policy lets anyone in"
    assert _let_in(principal, IN_ORGANIZATION) is None


@pytest.mark.parametrize(
    "principal",
    [None, {"AWS": "arn:aws:iam::111111111111:root"}, {"Service": "logs.amazonaws.com"}, {}],
)
def test_who_is_named_is_no_stranger(principal: Any) -> None:
    assert _let_in(principal) is None


@pytest.mark.parametrize(
    "condition",
    [
        {"StringNotEquals": {ORGANIZATION: "o-example"}},
        {"StringEqualsIfExists": {ORGANIZATION: "o-example"}},
        {"ForAllValues:StringEquals": {ORGANIZATION: "o-example"}},
        {"StringLike": {ORGANIZATION: "*"}},
        {"Null": {ORGANIZATION: "false"}},
        {"StringEquals": {"aws:username": "somebody"}},
        {"StringEquals": "no object"},
        {},
    ],
)
def test_such_a_condition_binds_nobody(condition: Mapping[str, Any]) -> None:
    assert _let_in("*", condition) is not None


@pytest.mark.parametrize(
    "condition",
    [
        {"StringEquals": {"AWS:principalorgid": ["o-example"]}},
        {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-example/*"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::example"}},
        {"stringlike": {"aws:SourceVpce": "vpce-1"}},
    ],
)
def test_such_a_condition_binds_a_caller(condition: Mapping[str, Any]) -> None:
    assert _let_in("*", condition) is None


@pytest.mark.parametrize(
    "key",
    [
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:PrincipalOrgID",
        "aws:PrincipalOrgPaths",
        "aws:SourceAccount",
        "aws:SourceArn",
        "aws:SourceOrgID",
        "aws:SourceOrgPaths",
        "aws:SourceOwner",
        "aws:SourceVpc",
        "aws:SourceVpce",
        "kms:CallerAccount",
    ],
)
@pytest.mark.parametrize(
    "operator",
    ["ArnEquals", "ArnLike", "StringEquals", "StringEqualsIgnoreCase", "StringLike"],
)
def test_each_of_these_keys_binds_by_each_of_these_operators(key: str, operator: str) -> None:
    assert _let_in("*", {operator: {key: "x"}}) is None


def test_a_denial_lets_nobody_in_and_a_left_out_principal_lets_in_all_others() -> None:
    statement = {**allow("s3:*"), "NotPrincipal": {"AWS": "arn:aws:iam::1:root"}}
    assert CLOSED({"policy": document(statement)}) is not None
    assert CLOSED({"policy": document({**statement, "Effect": "Deny"})}) is None


def test_the_statement_is_told_by_its_number_and_the_unknown_hides_none() -> None:
    unknown = allow("s3:*", principal={"AWS": UNKNOWN})
    stranger = allow("s3:*", principal="*")
    policy = {"Statement": [unknown, stranger]}
    assert CLOSED({"policy": policy}) == "statement 2 of policy lets anyone in"
    found = missing(lambda: CLOSED({"policy": {"Statement": [unknown]}}))
    assert found == "policy.Statement[0].Principal.AWS"


def test_an_unknown_value_of_a_condition_still_binds() -> None:
    condition = {"StringEquals": {ORGANIZATION: UNKNOWN}}
    policy = {"Statement": [{**allow("s3:*", principal="*"), "Condition": condition}]}
    assert CLOSED({"policy": policy}) is None


def test_only_an_optional_document_may_be_left_out() -> None:
    assert CLOSED({}) == "policy is not set"
    assert documents.closed_to_strangers("policy", optional=True)({}) is None
    assert documents.closed_to_strangers("policy", optional=True)({"policy": "{"}) is not None


@pytest.mark.parametrize(
    ("statement", "granted"),
    [
        (allow("iam:PassRole"), True),
        (allow("IAM:passrole"), True),
        (allow("iam:Pass*"), True),
        (allow("s3:*", "iam:*"), True),
        (allow("*"), True),
        (allow("iam:GetRole"), False),
        ({"Effect": "Deny", "Action": "*", "Resource": "*"}, False),
        ({"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}, True),
        ({"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"}, False),
    ],
)
def test_actions_are_matched_as_iam_does(statement: Mapping[str, Any], granted: bool) -> None:
    assert documents.grants(statement, "iam:PassRole") is granted


def test_everything_is_an_asterisk_or_all_but_something() -> None:
    assert documents.is_on_everything(allow("s3:*", resource="*"))
    assert documents.is_on_everything({"Resource": ["arn:aws:s3:::a", "*"]})
    assert documents.is_on_everything({"NotResource": "arn:aws:s3:::a"})
    assert not documents.is_on_everything({"Resource": "arn:aws:s3:::*"})


def test_values_of_a_condition_are_found_without_case() -> None:
    statement = {"Condition": {"bool": {"AWS:SecureTransport": ["False"]}, "Null": "no object"}}
    read = partial(documents.condition_values, statement)
    assert read("Bool", "aws:SecureTransport") == ("false",)
    assert read("Bool", "aws:Other") == ()
    assert read("StringEquals", "aws:SecureTransport") == ()
    assert documents.condition_values({}, "Bool", "aws:SecureTransport") == ()


def test_a_trust_in_an_outside_identity_is_of_another_action() -> None:
    assert "AssumeRoleWithWebIdentity" in trust({"Federated": "arn:aws:iam::1:oidc-provider/x"})
    assert "AssumeRoleWithWebIdentity" not in trust({"Service": "logs.amazonaws.com"})


# --- openings


@pytest.mark.parametrize("cidr", ["0.0.0.0/0", "128.0.0.0/1", "8.0.0.0/7", "::/0", "2000::/3"])
def test_the_internet_is_also_its_halves(cidr: str) -> None:
    assert openings.is_internet(cidr)


@pytest.mark.parametrize("cidr", ["10.0.0.0/8", "10.0.0.1/32", "2001::/16", "nonsense", ""])
def test_a_network_is_not_the_internet(cidr: str) -> None:
    assert not openings.is_internet(cidr)


def _opening(**block: Any) -> openings.Opening:
    ranges = ("cidrIpv4", "cidrIpv6")
    return openings.Opening(block=block, path="", protocol="ipProtocol", ranges=ranges)


@pytest.mark.parametrize(
    ("block", "covers"),
    [
        ({"ipProtocol": "tcp", "fromPort": 22.0, "toPort": 22.0}, True),
        ({"ipProtocol": "tcp", "fromPort": 0.0, "toPort": 22.0}, True),
        ({"ipProtocol": "6", "fromPort": 22.0, "toPort": 65535.0}, True),
        ({"ipProtocol": "tcp", "fromPort": 23.0, "toPort": 3388.0}, False),
        ({"ipProtocol": "tcp", "fromPort": 3389.0, "toPort": 3389.0}, True),
        ({"ipProtocol": "-1"}, True),
        ({"ipProtocol": "ALL"}, True),
        ({"ipProtocol": "tcp"}, True),
        ({"ipProtocol": "icmp", "fromPort": 0.0, "toPort": 65535.0}, False),
        ({}, False),
    ],
)
def test_a_port_is_covered_by_its_range(block: Mapping[str, Any], covers: bool) -> None:
    assert _opening(**block).covers(*openings.ADMIN_PORTS) is covers


@pytest.mark.parametrize("protocol", ["tcp", "6", "udp", "17", "sctp", "132", "dccp", "33"])
def test_each_protocol_with_ports_is_looked_at(protocol: str) -> None:
    assert _opening(ipProtocol=protocol, fromPort=22.0, toPort=22.0).covers(22)


def test_only_means_one_port_of_a_protocol_that_has_ports() -> None:
    assert _opening(ipProtocol="tcp", fromPort=443.0, toPort=443.0).is_only(443)
    assert not _opening(ipProtocol="tcp", fromPort=443.0, toPort=444.0).is_only(443)
    assert not _opening(ipProtocol="icmp", fromPort=443.0, toPort=443.0).is_only(443)
    assert not _opening(ipProtocol="-1").is_only(443)


def _found(properties: Mapping[str, Any], direction: openings.Direction) -> list[str]:
    return [opening.path for opening in openings.group_openings(properties, direction)]


def test_each_form_of_a_groups_rules_is_read() -> None:
    block = {"protocol": "-1", "cidrBlocks": ["0.0.0.0/0"]}
    assert _found({"ingress": [block, block]}, "ingress") == ["ingress[0].", "ingress[1]."]
    assert _found({"ingress": [block]}, "egress") == []
    assert _found({**block, "type": "ingress"}, "ingress") == [""]
    assert _found({**block, "type": "ingress"}, "egress") == []
    assert _found({"ipProtocol": "-1", "cidrIpv4": "0.0.0.0/0"}, "ingress") == [""]
    assert _found({}, "ingress") == []
    assert missing(lambda: _found({"ingress": UNKNOWN}, "ingress")) == "ingress"
    assert missing(lambda: _found({"type": UNKNOWN}, "ingress")) == "type"


def _allowed(properties: Mapping[str, Any], direction: openings.Direction) -> list[str]:
    return [opening.path for opening in openings.acl_openings(properties, direction)]


def test_each_form_of_an_acls_rules_is_read() -> None:
    block = {"action": "allow", "protocol": "6"}
    denied = {"action": "deny", "protocol": "6"}
    assert _allowed({"ingress": [denied, block]}, "ingress") == ["ingress[1]."]
    assert _allowed({"ingress": [block], "egress": []}, "egress") == []
    assert _allowed({"ruleAction": "allow"}, "ingress") == [""]
    assert _allowed({"ruleAction": "allow", "egress": True}, "ingress") == []
    assert _allowed({"ruleAction": "allow", "egress": True}, "egress") == [""]
    assert _allowed({"ruleAction": "deny"}, "ingress") == []
    assert _allowed({"ruleAction": "deny", "egress": UNKNOWN}, "ingress") == []
    assert missing(lambda: _allowed({"ruleAction": UNKNOWN}, "ingress")) == "ruleAction"


NOT_OPEN = openings.no_opening(
    partial(openings.group_openings, direction="ingress"),
    "is open",
    openings.Opening.is_internet,
    openings.Opening.is_everything,
)


def test_an_unknown_range_matters_only_where_the_rest_is_bad() -> None:
    assert NOT_OPEN({"ipProtocol": "tcp", "cidrIpv4": UNKNOWN}) is None
    assert NOT_OPEN({"ipProtocol": UNKNOWN, "cidrIpv4": "10.0.0.0/8"}) is None
    assert NOT_OPEN({"ipProtocol": "-1", "cidrIpv6": "::/0"}) == "the rule is open"
    assert missing(lambda: NOT_OPEN({"ipProtocol": "-1", "cidrIpv4": UNKNOWN})) == "cidrIpv4"
    blocks = [
        {"protocol": "-1", "cidrBlocks": UNKNOWN},
        {"protocol": "-1", "cidrBlocks": ["0.0.0.0/0"]},
    ]
    assert NOT_OPEN({"ingress": blocks}) == "ingress[1] is open"
    assert missing(lambda: NOT_OPEN({"ingress": blocks[:1]})) == "ingress[0].cidrBlocks"


# --- containers and secrets


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("[", "containerDefinitions is not JSON"),
        ("[]", "containerDefinitions is not a list of containers"),
        ("{}", "containerDefinitions is not a list of containers"),
        ('["x"]', "containerDefinitions is not a list of containers"),
        (None, "containerDefinitions is not a list of containers"),
    ],
)
def test_what_is_no_list_of_containers_is_said(value: Any, problem: str) -> None:
    properties = {"containerDefinitions": value}
    assert containers(properties) == problem
    assert every_container(lambda _: None)(properties) == problem


def test_a_container_is_told_by_its_number() -> None:
    check = every_container(lambda container: "is bad" if container.get("bad") else None)
    assert (
        check({"containerDefinitions": '[{"bad": false}, {"bad": true}]'}) == "container 2 is bad"
    )
    assert check({"containerDefinitions": [{"bad": False}]}) is None
    assert missing(lambda: check({"containerDefinitions": UNKNOWN})) == "containerDefinitions"


@pytest.mark.parametrize(
    "name", ["DB_PASSWORD", "password", "ApiKey", "API_KEY", "CLIENT_SECRET", "TOKEN", "GH_TOKEN"]
)
def test_such_a_name_is_that_of_a_secret(name: str) -> None:
    assert secrets.names_secret(name)


@pytest.mark.parametrize(
    "name", ["DB_SECRET_ARN", "SECRET_NAME", "TOKEN_URL", "PASSWORD_FILE", "MODE", "TOKENIZER", ""]
)
def test_such_a_name_is_not_that_of_a_secret(name: str) -> None:
    assert not secrets.names_secret(name)


@pytest.mark.parametrize(
    "text",
    [
        "export PASSWORD=correct-horse",
        "password: 'correct-horse'",
        '"secret": "correct-horse"',
        "key AKIA" + "A" * 16,
        "-----BEGIN RSA " + "PRIVATE KEY-----",
    ],
)
def test_such_a_text_holds_a_secret(text: str) -> None:
    assert secrets.holds_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "export PASSWORD=$(fetch db)",
        "password: ${PASSWORD}",
        "dnf install -y httpd",
        "passwd --lock root",
        "",
    ],
)
def test_such_a_text_holds_none(text: str) -> None:
    assert not secrets.holds_secret(text)
