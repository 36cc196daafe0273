"""What is declared of networks and can't be: each is one sentence, before the engine starts."""

from __future__ import annotations

import pytest

from tenancy import network_checks
from tests.tenancy.example import SHINSEI, SHUNOU, Project

LOCAL, PROD = "Pulumi.local.yaml", "Pulumi.prod.yaml"
EGRESS = "      - to: api.example.go.jp\n        ports: [443]\n"


def found(project: Project) -> list[str]:
    return [text.partition(": ")[2] for text in project.findings()]


def test_what_is_declared_in_the_example_is_right(project: Project) -> None:
    assert project.findings() == []


def test_a_name_is_not_told_from_udp(project: Project) -> None:
    project.replace(SHINSEI, EGRESS, EGRESS + "        protocol: udp\n")
    assert (
        "environments.prod.egress[0].protocol: no firewall can tell api.example.go.jp from udp"
        " packets; write the destination's blocks, such as 203.0.113.0/24, or use tcp"
    ) in found(project)


def test_more_flows_than_acls_hold(project: Project) -> None:
    ports = ", ".join(str(port) for port in range(1000, 1020))
    project.replace(SHINSEI, EGRESS, f"      - to: api.example.go.jp\n        ports: [{ports}]\n")
    (first, *_) = found(project)
    assert first == (
        "environments.prod.egress: in stage local there would be 21 destinations and links with"
        " their ports, and network ACLs hold 18; join blocks, or divide the system"
    )


def test_the_hub_is_inside_of_the_platform(project: Project) -> None:
    project.replace(SHINSEI, "api.example.go.jp", "172.30.0.0/24")
    assert (
        "environments.prod.egress[0].to: 172.30.0.0/24 is inside of the platform;"
        " declare a link with the other system"
    ) in found(project)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "block: 172.30.0.0/20",
            "block: 10.0.16.0/20",
            (
                "config.kyotsu:stage.network.block: 10.0.16.0/20 overlaps 10.0.0.0/16, where"
                " tenants' blocks are taken from; write one that lies outside of all supernets"
            ),
        ),
        (
            "block: 172.30.0.0/20",
            "block: 172.30.0.0/22",
            (
                "config.kyotsu:stage.network.block: 172.30.0.0/22 is not a /20;"
                " write a block such as 172.30.0.0/20"
            ),
        ),
        (
            "block: 172.30.0.0/20",
            "block: 8.8.0.0/20",
            (
                "config.kyotsu:stage.network.block: 8.8.0.0/20 is not a private block;"
                " take one from 172.16.0.0/12 or 192.168.0.0/16"
            ),
        ),
        (
            "block: 172.30.0.0/20",
            "block: 172.30.16.0/20",
            (
                "config.kyotsu:stage.network.block: 172.30.16.0/20 overlaps the hub of stage"
                " local; give the hub addresses of its own"
            ),
        ),
        (
            "firewall: true",
            "firewall: false",
            (
                "config.kyotsu:stage.network.firewall: prod would let systems out without an"
                " inspection; write firewall: true; only dev may go without"
            ),
        ),
        (
            "zones: 2",
            "zones: 4",
            (
                "config.kyotsu:stage.network.zones: the hub would stand in 4 zones, but the stage"
                " has 3; write as many or fewer, or add zones to the stage"
            ),
        ),
        (
            "nat: single",
            "nat: single\n      government_lan: {line: vpn, blocks: [172.20.0.0/16], asn: 64600}",
            (
                "config.kyotsu:stage.network.government_lan: a VPN needs the far side's address;"
                " add gateway_address"
            ),
        ),
        (
            "nat: single",
            (
                "nat: single\n      government_lan: {line: direct-connect,"
                " blocks: [172.30.0.0/16], asn: 64600}"
            ),
            (
                "config.kyotsu:stage.network.government_lan.blocks[0]: 172.30.0.0/16 overlaps the"
                " hub's 172.30.0.0/20; give the hub addresses that the line doesn't lead to"
            ),
        ),
    ],
)
def test_settings_of_a_hub(project: Project, old: str, new: str, message: str) -> None:
    project.replace(LOCAL, old, new)
    assert message in found(project)


def test_a_group_that_could_overflow(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_checks, "CAPACITY", 3)
    assert [text for text in found(project) if "rule group" in text] != []
    assert all("network.firewall" in text for text in found(project))


def test_no_zone_is_left(project: Project) -> None:
    project.replace(
        LOCAL, "zones: [ap-northeast-1a, ap-northeast-1c, ap-northeast-1d]", "zones: []"
    )
    assert any("zones" in text for text in project.findings())
    project.replace(LOCAL, "zones: []", "zones: [ap-northeast-1a, ap-northeast-1c]")
    assert (
        "environments.prod.zones: 3 zones are needed, but stage local has 2;"
        " add zones to Pulumi.local.yaml"
    ) in found(project)


def test_a_link_whose_protocols_contradict(project: Project) -> None:
    project.replace(SHUNOU, "    ports: [443]\ncloud", "    ports: [443]\n    protocol: udp\ncloud")
    assert found(project) == [
        (
            "links[0].ports: 443 here, but 443/udp in tenants/mof/shunou.yaml;"
            " write the same ports and protocols on both sides"
        )
    ]
