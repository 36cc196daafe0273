"""Proves AWS's rules of security groups, each with its document, on a small stage."""

from __future__ import annotations

import pytest

from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.network.headerspace.space import Service
from tests.kyotsu.proof.network.building import (
    ANY,
    Stage,
    ref,
)
from tests.kyotsu.proof.network.opening import (
    open_up,
    reached,
    straight,
)


def test_groups_only_allow_and_hold_together(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    rule = stage.find("all", "SecurityGroupIngressRule", "local.b-three")
    stage.change(rule, cidrIpv4="10.0.4.0/22")
    assert not reached(stage, "a-one", "b-three")
    other = stage.add(
        "local.b-three",
        "ec2/securityGroup",
        "other",
        vpcId=ref(stage.find("network", "Vpc", "local.b-three")),
        ingress=[{"protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlocks": [ANY]}],
    )
    assert other
    assert reached(stage, "a-one", "b-three")


def test_a_default_group_that_nobody_took_over_lets_its_own_members_in(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.remove(stage.find("all", "SecurityGroupIngressRule", "local.b-three"))
    stage.remove(stage.find("network", "DefaultSecurityGroup", "local.b-three"))
    assert not reached(stage, "a-one", "b-three"), "only its own members"


def test_a_group_of_another_network_counts_over_a_transit_gateway_only_where_it_says_so(
    stage: Stage,
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.change(
        stage.find("all", "SecurityGroupIngressRule", "local.b-three"),
        cidrIpv4=None,
        referencedSecurityGroupId=ref(stage.find("application", "SecurityGroup", "local.a-one")),
    )
    assert not reached(stage, "a-one", "b-three")
    stage.change(stage.find("transit", "TransitGateway"), securityGroupReferencingSupport="enable")
    assert reached(stage, "a-one", "b-three")


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        ({"fromPort": -1, "toPort": -1}, {(8, 0), (3, 4)}),
        ({"fromPort": 8, "toPort": -1}, {(8, 0)}),
        ({"fromPort": 3, "toPort": 4}, {(3, 4)}),
        ({"fromPort": 3, "toPort": 1}, set[tuple[int, int]]()),
    ],
)
def test_of_icmp_a_group_knows_the_type_and_the_code(
    stage: Stage, rule: dict[str, int], allowed: set[tuple[int, int]]
) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html."""
    vpc = stage.find("network", "Vpc", "local.b-three")
    stage.change(
        stage.find("application", "SecurityGroup", "local.b-three"),
        ingress=[{"protocol": "icmp", "cidrBlocks": [ANY], **rule}],
    )
    asked = {(8, 0): Service((1, 1), (8, 8), (0, 0)), (3, 4): Service((1, 1), (3, 3), (4, 4))}
    compiled = Compiled(stage.network(), (), asked.values())
    passed = 0
    for one in compiled.groups.rules(vpc, inward=True):
        passed |= one.services
    space = compiled.space
    assert {kind for kind, one in asked.items() if space.service(one) & passed} == allowed
