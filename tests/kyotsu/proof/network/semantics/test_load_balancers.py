"""Proves AWS's rules of load balancers, each with its document, on a small stage."""

from __future__ import annotations

from typing import Any

import pytest

from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import SUPERNET, Stage, ref, subnet
from tests.kyotsu.proof.network.opening import open_up, reached, straight, with_gateway

STACK = "local.b-three"


@pytest.fixture
def closed(stage: Stage) -> Stage:
    """Return a stage in which only the groups of `b-three` stop what `a-one` sends to it."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.remove(stage.find("all", "SecurityGroupIngressRule", STACK))
    return stage


def with_balancer(stage: Stage, stack: str = STACK, port: int = 8080, **inputs: Any) -> str:
    """Put a load balancer into a private subnet, with one listener. Return its URN."""
    settings: dict[str, Any] = {
        "loadBalancerType": "network",
        "subnets": [ref(stage.find("private", "Subnet", stack))],
        **inputs,
    }
    balancer = stage.add(stack, "lb/loadBalancer", "balancer", **settings)
    listener: dict[str, Any] = {"loadBalancerArn": ref(balancer, "arn"), "port": port}
    protocol = "TCP" if settings["loadBalancerType"] == "network" else "HTTP"
    stage.add(stack, "lb/listener", "listener", protocol=protocol, **listener)
    return balancer


def test_nobody_asks_who_sends_to_a_network_one_without_groups(closed: Stage) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html."""
    assert not reached(closed, "a-one", "b-three")
    balancer = with_balancer(closed)
    verdict = closed.verdict("NET-1", "a-one -> b-three")
    (witness, *_) = verdict.witnesses
    assert dict(witness.facts)["port"] == "8080"
    assert closed.find("listener", "Listener", STACK) in {step.at.urn for step in witness.steps}
    group = closed.find("application", "SecurityGroup", STACK)
    closed.change(balancer, securityGroups=[ref(group)])
    assert not reached(closed, "a-one", "b-three")


def test_an_application_one_always_has_groups(closed: Stage) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html."""
    with_balancer(closed, loadBalancerType="application")
    assert not reached(closed, "a-one", "b-three")
    assert closed.verdict("NET-1", "a-one -> *").outcome is Outcome.PROVED


def test_what_comes_in_from_the_internet_meets_no_group_there(stage: Stage) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html."""
    open_up(stage, "b-three")
    with_gateway(stage, "b-three")
    stage.remove(stage.find("all", "SecurityGroupIngressRule", STACK))
    assert stage.verdict("NET-3", "b-three").outcome is Outcome.PROVED
    with_balancer(stage)
    verdict = stage.verdict("NET-3", "b-three")
    assert verdict.outcome is Outcome.VIOLATED
    assert dict(verdict.witnesses[0].facts)["port"] == "8080"


def test_nobody_asks_where_a_network_one_without_groups_sends(stage: Stage) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html.

    Its targets may be in another network, by their addresses.
    """
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.remove(stage.find("all", "SecurityGroupEgressRule", "local.a-one"))
    assert not reached(stage, "a-one", "b-three")
    with_balancer(stage, "local.a-one")
    assert reached(stage, "a-one", "b-three")


def test_nobody_asks_where_it_sends_by_a_nat_gateway_whose_address_arrives(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html."""
    stack = "local.a-one"
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    outer = subnet(stage, stack, stage.find("network", "Vpc", stack), "outer", "10.0.2.0/24")
    nat = stage.add(stack, "ec2/natGateway", "nat", subnetId=ref(outer), connectivityType="private")
    way = stage.find("everything", "Route", stack)
    stage.change(way, routeTableId=ref(stage.find("outer", "RouteTable", stack)))
    table = ref(stage.find("private", "RouteTable", stack))
    stage.add(
        stack,
        "ec2/route",
        "by-nat",
        routeTableId=table,
        destinationCidrBlock=SUPERNET,
        natGatewayId=ref(nat),
    )
    stage.remove(stage.find("all", "SecurityGroupEgressRule", stack))
    assert not reached(stage, "a-one", "b-three")
    with_balancer(stage, stack)
    assert reached(stage, "a-one", "b-three")


def test_one_that_leads_to_appliances_is_not_modelled(stage: Stage) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/introduction.html."""
    stage.add(
        STACK,
        "lb/loadBalancer",
        "appliances",
        loadBalancerType="gateway",
        subnets=[ref(stage.find("private", "Subnet", STACK))],
    )
    assert stage.verdict("NET-1", "* -> b-three").outcome is Outcome.NOT_PROVED
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.PROVED


def test_a_service_that_is_offered_to_other_networks_is_not_modelled(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html.

    The offer names the load balancer only: whoever takes it comes into the balancer's network.
    """
    balancer = with_balancer(stage)
    service = stage.add(
        STACK, "ec2/vpcEndpointService", "offer", networkLoadBalancerArns=[ref(balancer, "arn")]
    )
    assert stage.verdict("NET-1", "* -> b-three").outcome is Outcome.NOT_PROVED
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.PROVED
    endpoint = stage.add(
        "local.a-one",
        "ec2/vpcEndpoint",
        "taken",
        vpcId=ref(stage.find("network", "Vpc", "local.a-one")),
        vpcEndpointType="Interface",
        serviceName=ref(service, "serviceName"),
    )
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.NOT_PROVED
    stage.change(endpoint, serviceName="com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123")
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.NOT_PROVED
    stage.change(endpoint, serviceName="com.amazonaws.ap-northeast-1.ssm")
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"protocol": "GENEVE"}, "protocol GENEVE is not known"),
        ({"port": "any"}, "port is not a number"),
        (
            {"loadBalancerArn": "arn:aws:gone"},
            "it refers to arn:aws:gone, which isn't this stage's",
        ),
    ],
)
def test_a_listener_that_cannot_be_read_is_named(
    stage: Stage, inputs: dict[str, Any], says: str
) -> None:
    with_balancer(stage)
    stage.change(stage.find("listener", "Listener", STACK), **inputs)
    assert says in "\n".join(note.en for note in stage.prove().notes)
    assert stage.verdict("NET-1", "* -> b-three").outcome is Outcome.NOT_PROVED
