"""Proves AWS's rules of internet and NAT gateways, each with its document, on a small stage."""

from __future__ import annotations

import pytest

from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import (
    ANY,
    Stage,
    entry,
    ref,
    subnet,
)
from tests.kyotsu.proof.network.opening import (
    open_up,
    with_gateway,
)


def test_an_internet_gateway_lets_in_and_out(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html."""
    open_up(stage, "b-three")
    with_gateway(stage, "b-three")
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.VIOLATED
    assert stage.verdict("NET-4", "b-three").outcome is Outcome.VIOLATED


@pytest.mark.parametrize(
    ("mode", "exclusion", "comes_in", "goes_out"),
    [
        ("block-bidirectional", None, False, False),
        ("block-ingress", None, False, False),
        ("block-bidirectional", "allow-bidirectional", True, True),
        ("block-bidirectional", "allow-egress", False, True),
        ("off", None, True, True),
    ],
)
def test_block_public_access_stops_what_a_gateway_would_carry(
    stage: Stage, mode: str, exclusion: str | None, comes_in: bool, goes_out: bool
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html."""
    stack = "local.b-three"
    open_up(stage, "b-three")
    with_gateway(stage, "b-three")
    stage.add(stack, "ec2/vpcBlockPublicAccessOptions", "bpa", internetGatewayBlockMode=mode)
    if exclusion:
        stage.add(
            stack,
            "ec2/vpcBlockPublicAccessExclusion",
            "bpa",
            vpcId=ref(stage.find("network", "Vpc", stack)),
            internetGatewayExclusionMode=exclusion,
        )
    assert (stage.verdict("NET-3", "b-three").outcome is Outcome.VIOLATED) is comes_in
    assert (stage.verdict("NET-4", "b-three").outcome is Outcome.VIOLATED) is goes_out


def test_a_nat_gateway_puts_its_own_address_for_the_senders(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html."""
    stack = "local.b-three"
    open_up(stage, "b-three")
    with_gateway(stage, "b-three")
    inner = subnet(stage, stack, stage.find("network", "Vpc", stack), "inner", "10.0.10.0/24")
    assert inner
    nat = stage.add(
        stack, "ec2/natGateway", "nat", subnetId=ref(stage.find("private", "Subnet", stack))
    )
    stage.add(
        stack,
        "ec2/route",
        "nat",
        routeTableId=ref(stage.find("inner", "RouteTable", stack)),
        destinationCidrBlock=ANY,
        natGatewayId=ref(nat),
    )
    # Only the private subnet's ACL knows the gateway's address: the senders' own are shut out.
    stage.change(
        stage.find("acl", "NetworkAcl", stack),
        egress=[entry(10, "10.0.0.0/8", action="deny"), entry(20, ANY)],
    )
    witnesses = stage.verdict("NET-4", "b-three").witnesses
    kinds = {step.at.urn for witness in witnesses for step in witness.steps}
    assert stage.find("igw", "InternetGateway", stack) in kinds


@pytest.mark.parametrize(
    ("excluded", "mode", "comes_in", "goes_out"),
    [
        ("private", "allow-bidirectional", True, True),
        ("private", "allow-egress", False, True),
        ("gate", "allow-bidirectional", False, False),
    ],
)
def test_a_subnet_may_be_excluded_from_it(
    stage: Stage, excluded: str, mode: str, comes_in: bool, goes_out: bool
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html."""
    stack = "local.b-three"
    open_up(stage, "b-three")
    with_gateway(stage, "b-three")
    stage.add(
        stack,
        "ec2/vpcBlockPublicAccessOptions",
        "bpa",
        internetGatewayBlockMode="block-bidirectional",
    )
    stage.add(
        stack,
        "ec2/vpcBlockPublicAccessExclusion",
        "bpa",
        subnetId=ref(stage.find(excluded, "Subnet", stack)),
        internetGatewayExclusionMode=mode,
    )
    verdict = stage.verdict("NET-3", "b-three")
    private = {dict(one.facts)["destination"].startswith("10.0.9.") for one in verdict.witnesses}
    assert (True in private) is comes_in
    assert (stage.verdict("NET-4", "b-three").outcome is Outcome.VIOLATED) is goes_out
