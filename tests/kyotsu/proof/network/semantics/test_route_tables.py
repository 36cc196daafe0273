"""Proves AWS's rules of route tables, each with its document, on a small stage."""

from __future__ import annotations

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


def test_the_longest_prefix_of_a_route_table_wins(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.add(
        "local.a-one",
        "ec2/route",
        "nowhere",
        routeTableId=ref(stage.find("private", "RouteTable", "local.a-one")),
        destinationCidrBlock="10.0.8.0/22",
        networkInterfaceId=None,
    )
    assert not reached(stage, "a-one", "b-three")


def test_a_subnet_without_a_table_of_its_own_has_the_networks_main_one(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.remove(stage.find("private", "RouteTableAssociation", "local.a-one"))
    assert not reached(stage, "a-one", "b-three")
    stage.add(
        "local.a-one",
        "ec2/defaultRouteTable",
        "main",
        defaultRouteTableId=ref(stage.find("network", "Vpc", "local.a-one"), "defaultRouteTableId"),
        routes=[
            {
                "cidrBlock": ANY,
                "transitGatewayId": ref(stage.find("transit", "TransitGateway")),
            }
        ],
    )
    assert reached(stage, "a-one", "b-three")


def test_a_route_may_name_a_prefix_list(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html."""
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    listed = stage.add("local", "ec2/managedPrefixList", "list", entries=[{"cidr": "10.0.8.0/22"}])
    route = stage.find("everything", "Route", "local.a-one")
    stage.change(route, destinationCidrBlock=None, destinationPrefixListId=ref(listed))
    assert reached(stage, "a-one", "b-three")
    stage.change(listed, entries=[{"cidr": "10.0.12.0/22"}])
    assert not reached(stage, "a-one", "b-three")
