"""Proves what lies between the internet and a system, and that it comes in three steps. No engine.

What it doesn't prove: that AWS takes it. Names of properties are held against `pulumi_aws`; the
policy pack judges the same stacks in `tests/policies/test_fleet.py`.
"""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast, get_args

import pulumi_aws as aws
import pytest
from pulumi import _types as types  # pyright: ignore[reportPrivateUsage] - no public way to them

from components.ingress.internet_ingress import InternetIngress, InternetIngressArgs
from components.ingress.web_filter import MANAGED, REDACTED
from components.logging.archive_access import load_balancer_delivery
from tenancy.plan import PublicationPlan, TenantPlan
from tests.components.alone import statements

if TYPE_CHECKING:
    from tests.components.conftest import Recorder

BALANCER = "aws:lb/loadBalancer:LoadBalancer"
LISTENER = "aws:lb/listener:Listener"
CERTIFICATE = "aws:acm/certificate:Certificate"
RECORD = "aws:route53/record:Record"
ZONE = "aws:route53/zone:Zone"
WEB_ACL = "aws:wafv2/webAcl:WebAcl"
DOMAIN = "shinsei.example.go.jp"
PREPARED = PublicationPlan(domain=DOMAIN, served=False, leads_here=False)
DELEGATED = dataclasses.replace(PREPARED, served=True)
OPEN = dataclasses.replace(DELEGATED, leads_here=True)


def made(plan: PublicationPlan, *, protect: bool = True) -> Recorder:
    from tests.components.conftest import evaluate

    return evaluate(
        lambda: InternetIngress(
            "ingress",
            InternetIngressArgs(
                tenant_name="kyotsu-prod-soumu-shinsei",
                load_balancer_name="kyotsu-prod-ingress",
                plan=plan,
                account_id="111111111111",
                region="ap-northeast-1",
                vpc_id="vpc-tenant",
                subnet_ids=["subnet-public-a", "subnet-public-c"],
                security_group_id="sg-load-balancer",
                log_bucket_name="kyotsu-prod-request-logs",
                filter_log_group_arn="arn:aws:logs:log-group" if plan.served else None,
                protect=protect,
            ),
        )
    )


@pytest.fixture(scope="module")
def opened() -> Recorder:
    return made(OPEN)


def test_until_the_domain_is_delegated_there_is_its_zone_and_nothing_that_waits_for_it() -> None:
    found = {one.type for one in made(PREPARED).registered if one.type.startswith("aws:")}
    assert found == {ZONE}


def test_a_delegated_domain_can_be_tried_before_it_leads_here(opened: Recorder) -> None:
    delegated = made(DELEGATED)
    assert {one.type for one in delegated.registered} == {one.type for one in opened.registered}
    assert set(opened.of(RECORD)) - set(delegated.of(RECORD)) == {"ingress"}


def test_the_open_domain_leads_to_the_load_balancer(opened: Recorder) -> None:
    record = opened.of(RECORD)["ingress"]
    assert (record["name"], record["type"], record["zoneId"]) == (DOMAIN, "A", "zone-zone")
    assert record["aliases"][0]["zoneId"] == "load-balancer-zone"


def test_the_certificate_is_proved_by_a_record_in_the_zone(opened: Recorder) -> None:
    certificate = opened.of(CERTIFICATE)["certificate"]
    assert certificate["domainName"] == DOMAIN
    assert certificate["subjectAlternativeNames"] == [f"*.{DOMAIN}"]
    assert certificate["validationMethod"] == "DNS"
    proof = opened.of(RECORD)["certificate"]
    assert (proof["name"], proof["type"]) == (f"_proof.{DOMAIN}.", "CNAME")


def test_the_only_listener_speaks_tls_and_answers_that_the_system_isnt_there_yet(
    opened: Recorder,
) -> None:
    (listener,) = opened.of(LISTENER).values()
    assert (listener["port"], listener["protocol"]) == (443, "HTTPS")
    assert listener["sslPolicy"] == "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
    (action,) = listener["defaultActions"]
    assert action["type"] == "fixed-response"
    assert action["fixedResponse"]["statusCode"] == "503"
    body = action["fixedResponse"]["messageBody"]
    assert body.isascii()
    assert len(body) <= 1024


def test_requests_and_connections_are_logged_where_the_archive_takes_them(
    opened: Recorder,
) -> None:
    balancer = opened.of(BALANCER)["load-balancer"]
    statement = load_balancer_delivery("kyotsu-prod-request-logs", "o-example").as_dict()
    written = {
        f"arn:aws:s3:::{logs['bucket']}/{logs['prefix']}/AWSLogs/*"
        for logs in (balancer["accessLogs"], balancer["connectionLogs"])
        if logs["enabled"]
    }
    assert written == set(statement["Resource"])
    assert len(written) == 2


@pytest.mark.parametrize("protect", [True, False])
def test_it_is_protected_from_deletion_where_the_stage_protects(protect: bool) -> None:
    balancer = made(OPEN, protect=protect).of(BALANCER)["load-balancer"]
    assert balancer["enableDeletionProtection"] is protect


def test_the_filter_stands_before_the_load_balancer_and_blocks(opened: Recorder) -> None:
    acl = opened.of(WEB_ACL)["filter"]
    groups = {
        rule["statement"]["managedRuleGroupStatement"]["name"]: rule
        for rule in acl["rules"]
        if "managedRuleGroupStatement" in rule["statement"]
    }
    assert set(groups) == set(MANAGED)
    # `count` here would let everything through that the group would have blocked.
    assert all(rule["overrideAction"] == {"none": {}} for rule in groups.values())
    (limit,) = [rule for rule in acl["rules"] if "rateBasedStatement" in rule["statement"]]
    assert "block" in limit["action"]
    assert len({rule["priority"] for rule in acl["rules"]}) == len(acl["rules"])
    association = opened.of("aws:wafv2/webAclAssociation:WebAclAssociation")["filter"]
    assert association["resourceArn"] == "arn:load-balancer"


def test_no_log_and_no_sample_shows_what_a_reader_could_act_as_the_user_with(
    opened: Recorder,
) -> None:
    logging = opened.of("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration")
    hidden = {one["singleHeader"]["name"] for one in logging["filter"]["redactedFields"]}
    assert hidden == set(REDACTED) == {"authorization", "cookie"}
    acl = opened.of(WEB_ACL)["filter"]
    shown = [acl, *acl["rules"]]
    assert not any(one["visibilityConfig"]["sampledRequestsEnabled"] for one in shown)


def test_only_this_accounts_log_delivery_writes_to_the_filters_group(opened: Recorder) -> None:
    policy = opened.of("aws:cloudwatch/logResourcePolicy:LogResourcePolicy")["filter"]
    (statement,) = statements(policy["policyDocument"]).values()
    assert statement["Condition"]["StringEquals"] == {"aws:SourceAccount": "111111111111"}
    assert statement["Resource"] == "arn:aws:logs:log-group:*"


def test_the_filters_log_group_has_the_name_that_aws_waf_demands_and_goes_to_the_archive(
    plan: Callable[[str], TenantPlan],
) -> None:
    from tests.components.conftest import evaluate
    from tests.components.test_tenant_environment import environment_of

    recorder = evaluate(environment_of(plan("soumu-shinsei")))
    groups = recorder.of("aws:cloudwatch/logGroup:LogGroup")
    assert groups["logs-web-filter"]["name"].startswith("aws-waf-logs-")
    filters = recorder.of("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter")
    assert filters["logs-web-filter"]["filterPattern"] == ""
    sends = statements(recorder.of("aws:iam/rolePolicy:RolePolicy")["logs-sender"]["policy"])
    assert any("aws-waf-logs-" in one for one in sends["SendLogsOfThisTenant"]["Resource"])


REGISTERED_BY_TOKEN = ("WebAcl", "WebAclAssociation", "WebAclLoggingConfiguration")


@pytest.mark.parametrize("name", REGISTERED_BY_TOKEN)
def test_what_is_registered_without_the_sdks_class_has_its_properties(
    opened: Recorder, name: str
) -> None:
    token = f"aws:wafv2/{name[0].lower()}{name[1:]}:{name}"
    (inputs,) = opened.of(token).values()
    sdk = importlib.import_module(aws.wafv2.__name__)
    assert list(_unknown(getattr(sdk, f"{name}Args"), inputs)) == []
    assert list(_unknown(getattr(sdk, f"{name}Args"), {"nobodys": 1})) == ["nobodys"]


def _unknown(args: type, block: Mapping[str, Any], at: str = "") -> Sequence[str]:
    """Return what an argument class of the SDK doesn't have of a block, all the way down."""
    kinds = types.input_type_types(args)
    found: list[str] = []
    for name, value in block.items():
        if name not in kinds:
            found.append(f"{at}{name}")
            continue
        inner = _class_in(kinds[name])
        for one in cast("list[Any]", value if isinstance(value, list) else [value]):
            if isinstance(one, dict) and inner is not None:
                found += _unknown(inner, cast("dict[str, Any]", one), f"{at}{name}.")
    return found


def _class_in(kind: Any) -> type | None:
    if isinstance(kind, type) and types.is_input_type(kind):
        return kind
    return next((one for part in get_args(kind) if (one := _class_in(part))), None)
