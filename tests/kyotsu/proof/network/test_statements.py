"""Proves that each statement falls by what it forbids, and that its witness tells the whole way."""

from __future__ import annotations

import pytest

from kyotsu.proof.verdict import Outcome
from tenancy.plan import Flow
from tests.kyotsu.proof.network.building import (
    ANY,
    PRIVATE,
    RULES,
    Stage,
    associate,
    ref,
    small_stage,
    subnet,
    transit_route,
)
from tests.kyotsu.proof.network.opening import open_up, straight, with_gateway


@pytest.fixture
def stage() -> Stage:
    return small_stage()


def test_a_sound_stage_is_proved(stage: Stage) -> None:
    assert stage.outcomes() == {f"NET-{number}": {Outcome.PROVED} for number in range(1, 10)}


def test_all_ordered_pairs_are_spoken_for(stage: Stage) -> None:
    verdicts = [one for one in stage.prove().verdicts if one.statement.id == "NET-1"]
    assert sum(one.covers for one in verdicts) == 3 * 2


def test_a_proof_names_what_it_rests_on(stage: Stage) -> None:
    rests_on = {one.urn for one in stage.verdict("NET-1", "a-one -> *").rests_on}
    assert stage.find("tenants-prod", "RouteTable") in rests_on
    assert stage.find("policy", "FirewallPolicy") in rests_on
    assert stage.find("acl", "NetworkAcl", "local.a-one") in rests_on
    assert not any("securityGroup" in urn for urn in rests_on), "no group was needed"


def test_a_route_that_leaks_is_told_hop_by_hop(stage: Stage) -> None:
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    verdict = stage.verdict("NET-1", "a-one -> b-three")
    assert verdict.outcome is Outcome.VIOLATED
    witness = verdict.witnesses[0]
    names = [step.at.urn.rpartition("::")[2] for step in witness.steps]
    assert names == [
        "private",
        "all",
        "acl",
        "everything",
        "acl",
        "tenants-prod-10.0.8.0/22",
        "gate",
        "all",
        "gate",
    ]
    assert all(step.at.line.startswith("stage.py:") for step in witness.steps)
    facts = dict(witness.facts)
    assert facts["source"].startswith("10.0.1.")
    assert facts["destination"].startswith("10.0.11.")


def test_a_port_that_was_not_declared_is_a_violation_of_the_pair(stage: Stage) -> None:
    open_up(stage, "a-one", "a-two")
    stage.change(
        stage.find("rules", "RuleGroup"),
        ruleGroup={
            "rulesSource": {"rulesString": "\n".join((RULES[0].replace(" 443 ", " 22 "), *RULES))}
        },
    )
    facts = dict(stage.verdict("NET-1", "a-one -> a-two").witnesses[0].facts)
    assert (facts["protocol"], facts["port"]) == ("6", "22")


@pytest.mark.parametrize("key", ["a-one", "a-two"])
def test_a_suspended_tenant_must_be_cut_off_at_both_ends_of_its_links(
    stage: Stage, key: str
) -> None:
    """What `kyotsu tenant suspend` declares is proved, or found to be missing."""
    stage.suspended.add(key)
    assert stage.verdict("NET-1", "a-one -> a-two").outcome is Outcome.VIOLATED
    acl = stage.find("acl", "NetworkAcl", f"local.{key}")
    stage.change(acl, ingress=[], egress=[])
    # With empty ACLs, only the subnet that the attachment itself is in could get anything.
    stage.change(
        stage.find("rules", "RuleGroup"),
        ruleGroup={"rulesSource": {"rulesString": "\n".join(RULES[1:])}},
    )
    assert stage.outcomes() == {f"NET-{number}": {Outcome.PROVED} for number in range(1, 10)}


def test_a_link_gives_no_way_back_but_for_answers(stage: Stage) -> None:
    open_up(stage, "a-one", "a-two")
    subjects = {one.subject for one in stage.prove().open()}
    assert not any(one.startswith("a-two") for one in subjects)


def test_of_a_tenant_with_two_networks_no_senders_group_is_relied_on(stage: Stage) -> None:
    """The groups of one network say nothing of what leaves another one."""
    open_up(stage, "b-three", "a-one")
    straight(stage, "b-three")
    stage.remove(stage.find("all", "SecurityGroupEgressRule", "local.a-one"))
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.PROVED
    stage.add("local.a-one", "ec2/vpc", "second", cidrBlock="10.0.16.0/22")
    assert stage.verdict("NET-1", "a-one -> b-three").outcome is Outcome.VIOLATED


def test_groups_are_named_where_they_were_needed(stage: Stage) -> None:
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.remove(stage.find("all", "SecurityGroupIngressRule", "local.b-three"))
    verdict = stage.verdict("NET-1", "a-one -> *")
    assert verdict.outcome is Outcome.PROVED
    assert stage.find("network", "Vpc", "local.b-three") in {one.urn for one in verdict.rests_on}


def test_an_acl_that_forgets_replies_breaks_what_is_declared(stage: Stage) -> None:
    acl = stage.find("acl", "NetworkAcl", "local.a-one")
    entries = stage.resources[acl].inputs["ingress"]
    stage.change(acl, ingress=[one for one in entries if one["cidrBlock"] != ANY])
    verdict = stage.verdict("NET-2", "a-one")
    assert verdict.outcome is Outcome.VIOLATED
    (witness,) = verdict.witnesses
    assert "link-a-two-outbound-443-tcp" in witness.title.en
    assert witness.steps[-1].at.urn == acl
    assert "let it in" in witness.steps[-1].what.en
    assert dict(witness.facts)["phase"] == "answer"


@pytest.mark.parametrize(
    ("name", "kind", "stack", "says"),
    [
        ("hub-10.0.4.0/22", "Route", "local.a-one", "no route"),
        ("hub-10.0.0.0/22", "Route", "local.a-two", "no route"),
        ("link-a-one-inbound-443-tcp", "SecurityGroupIngressRule", "local.a-two", "security group"),
    ],
)
def test_what_is_missing_for_a_declared_link_is_named(
    stage: Stage, name: str, kind: str, stack: str, says: str
) -> None:
    stage.remove(stage.find(name, kind, stack))
    verdict = stage.verdict("NET-2", "a-one")
    assert verdict.outcome is Outcome.VIOLATED
    assert says in verdict.witnesses[0].steps[-1].what.en


def test_a_firewall_without_the_declared_rule_breaks_the_link(stage: Stage) -> None:
    stage.change(
        stage.find("rules", "RuleGroup"),
        ruleGroup={"rulesSource": {"rulesString": "\n".join(RULES[1:])}},
    )
    steps = stage.verdict("NET-2", "a-one").witnesses[0].steps
    assert steps[-1].at.urn == stage.find("firewall", "Firewall")


def test_a_declared_ingress_is_let_in_and_another_is_not(stage: Stage) -> None:
    open_up(stage, "b-three")
    with_gateway(stage, "b-three")
    stage.public["b-three"] = PRIVATE
    assert stage.verdict("NET-2", "b-three").outcome is Outcome.PROVED
    witness = stage.verdict("NET-3", "b-three").witnesses[0]
    assert dict(witness.facts)["port"] != "443"
    assert witness.steps[0].at.urn == stage.find("igw", "InternetGateway", "local.b-three")


def test_a_declared_ingress_is_the_public_tiers_alone(stage: Stage) -> None:
    https = {"protocol": "tcp", "cidrBlock": ANY, "action": "allow", "ruleNo": 1}
    acl = stage.find("acl", "NetworkAcl", "local.b-three")
    stage.change(acl, ingress=[{**https, "fromPort": 443, "toPort": 443}])
    stage.add(
        "local.b-three",
        "vpc/securityGroupIngressRule",
        "https",
        securityGroupId=ref(stage.find("application", "SecurityGroup", "local.b-three")),
        ipProtocol="tcp",
        fromPort=443,
        toPort=443,
        cidrIpv4=ANY,
    )
    with_gateway(stage, "b-three")
    # What is public is elsewhere in the network; then it is the private tier, then all of it.
    stage.public["b-three"] = "10.0.10.0/24"
    verdict = stage.verdict("NET-3", "b-three")
    assert verdict.outcome is Outcome.VIOLATED
    assert dict(verdict.witnesses[0].facts)["port"] == "443"
    stage.public["b-three"] = PRIVATE
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.VIOLATED
    stage.public["b-three"] = "10.0.8.0/22"
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.PROVED


def test_a_declared_destination_is_reached_by_the_inspection_only(stage: Stage) -> None:
    stage.flows["b-three"] = (
        Flow(
            purpose="egress",
            direction="outbound",
            far="203.0.113.0/24",
            cidr="203.0.113.0/24",
            protocol="tcp",
            port=8443,
        ),
    )
    open_up(stage, "b-three")
    with_gateway(stage, "b-three")
    verdict = stage.verdict("NET-4", "b-three")
    assert verdict.outcome is Outcome.VIOLATED, "its own gateway is past the firewall"


def with_services(stage: Stage, port: int) -> str:
    """Open the shared network's services to `a-one`, up to a port; return the rule's URN."""
    open_up(stage, "a-one")
    shared = stage.add("local", "ec2/vpc", "shared", cidrBlock="172.30.8.0/22")
    stage.add("local", "ec2/defaultSecurityGroup", "shared", vpcId=ref(shared))
    place = subnet(stage, "local", shared, "services", "172.30.9.0/26")
    group = stage.add("local", "ec2/securityGroup", "endpoints", vpcId=ref(shared))
    rule = stage.add(
        "local",
        "vpc/securityGroupIngressRule",
        "https",
        securityGroupId=ref(group),
        ipProtocol="tcp",
        fromPort=443,
        toPort=port,
        cidrIpv4="10.0.0.0/10",
    )
    attached = stage.add(
        "local",
        "ec2transitgateway/vpcAttachment",
        "shared",
        transitGatewayId=ref(stage.find("transit", "TransitGateway")),
        vpcId=ref(shared),
        subnetIds=[ref(place)],
    )
    transit_route(
        stage, "local", stage.find("tenants-prod", "RouteTable"), "172.30.8.0/22", attached
    )
    stage.change(stage.find("everything", "Route", "local.a-one"), destinationCidrBlock=ANY)
    return rule


def test_only_named_services_of_the_foundation_are_reached(stage: Stage) -> None:
    rule = with_services(stage, 443)
    assert stage.verdict("NET-5", "a-one").outcome is Outcome.PROVED
    stage.change(rule, toPort=444)
    facts = dict(stage.verdict("NET-5", "a-one").witnesses[0].facts)
    assert facts["port"] == "444"


@pytest.mark.parametrize(
    ("statement", "subject", "told_by"),
    [
        ("NET-3", "b-three", "ways_in.witness"),
        ("NET-4", "b-three", "ways_out.tenants_witness"),
        ("NET-5", "a-one", "foundation.tenants_witness"),
    ],
)
def test_what_arrives_is_a_violation_even_if_no_packet_can_be_shown(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, statement: str, subject: str, told_by: str
) -> None:
    open_up(stage, "b-three")
    with_gateway(stage, "b-three")
    with_services(stage, 444)

    def nothing(*_: object) -> None:
        return None

    monkeypatch.setattr(f"kyotsu.proof.network.statements.{told_by}", nothing)
    verdict = stage.verdict(statement, subject)
    assert (verdict.outcome, verdict.witnesses) == (Outcome.VIOLATED, ())


def test_nothing_is_joined_to_an_account_that_is_set_apart(stage: Stage) -> None:
    vpc = stage.add("local", "ec2/vpc", "kept", account="111111111111", cidrBlock="172.31.0.0/16")
    assert stage.verdict("NET-6", "log-archive").outcome is Outcome.PROVED
    place = subnet(stage, "local", vpc, "kept", "172.31.0.0/24")
    stage.add(
        "local",
        "ec2transitgateway/vpcAttachment",
        "kept",
        transitGatewayId=ref(stage.find("transit", "TransitGateway")),
        vpcId=ref(vpc),
        subnetIds=[ref(place)],
    )
    assert stage.verdict("NET-6", "log-archive").outcome is Outcome.VIOLATED
    assert stage.verdict("NET-6", "security").outcome is Outcome.PROVED


def test_a_tenant_in_another_segment_meets_the_other_stage(stage: Stage) -> None:
    other = stage.add(
        "local",
        "ec2transitgateway/routeTable",
        "tenants-dev",
        transitGatewayId=ref(stage.find("transit", "TransitGateway")),
    )
    stage.remove(stage.find("hub", "RouteTableAssociation", "local.b-three"))
    associate(stage, "local.b-three", stage.find("hub", "VpcAttachment", "local.b-three"), other)
    assert stage.verdict("NET-7", "local").outcome is Outcome.VIOLATED


def test_a_route_to_another_stages_block_meets_it(stage: Stage) -> None:
    transit_route(
        stage,
        "local",
        stage.find("tenants-prod", "RouteTable"),
        "10.64.0.0/10",
        stage.find("inspection", "VpcAttachment"),
    )
    assert stage.verdict("NET-7", "local").outcome is Outcome.VIOLATED


def test_a_zone_that_another_tenant_knows_is_a_violation(stage: Stage) -> None:
    zone = stage.add(
        "local.a-one",
        "route53/zone",
        "names",
        name="a-one.internal",
        vpcs=[{"vpcId": ref(stage.find("network", "Vpc", "local.a-one"))}],
    )
    assert stage.verdict("NET-8", "a-one").outcome is Outcome.PROVED
    leak = stage.add(
        "local",
        "route53/zoneAssociation",
        "leak",
        zoneId=ref(zone, "zoneId"),
        vpcId=ref(stage.find("network", "Vpc", "local.b-three")),
    )
    verdict = stage.verdict("NET-8", "a-one")
    assert verdict.outcome is Outcome.VIOLATED
    assert verdict.witnesses[0].steps[0].at.urn == leak


@pytest.mark.parametrize(
    ("external", "principal"),
    [(True, "arn:aws:organizations::1:organization/o-1"), (False, "123456789012")],
)
def test_a_share_with_somebody_outside_is_a_violation(
    stage: Stage, external: bool, principal: str
) -> None:
    share = stage.add("local", "ram/resourceShare", "share", allowExternalPrincipals=external)
    stage.add(
        "local",
        "ram/principalAssociation",
        "share",
        resourceShareArn=ref(share, "arn"),
        principal=principal,
    )
    assert stage.verdict("NET-9", "local").outcome is Outcome.VIOLATED
