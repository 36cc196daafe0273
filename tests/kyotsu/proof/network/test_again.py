"""Proves that a change is proved again where it can matter, and nowhere else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from kyotsu.proof.network.evaluated import Desired
from kyotsu.proof.network.incremental.affected import difference
from kyotsu.proof.network.incremental.store import Store
from kyotsu.proof.network.reading.stack import read_stack
from kyotsu.proof.network.run import prove_desired
from kyotsu.proof.proof import Proof
from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import ANY, RULES, Stage, entry, link, ref, small_stage
from tests.kyotsu.proof.network.firewall.walls import (
    addresses,
    ask_first,
    ports,
    stateful,
    stateless_rule,
)
from tests.kyotsu.proof.network.opening import open_up, straight, with_line


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def prove(stage: Stage, store: Store | None) -> Proof:
    parts = {graph.stack: read_stack(graph) for graph in stage.graphs()}
    keys = {
        graph.stack: hashlib.sha256(json.dumps(graph.as_data()).encode()).hexdigest()
        for graph in stage.graphs()
    }
    if store:
        for stack, part in parts.items():
            store.keep_part(keys[stack], part)
    return prove_desired(
        stage.declared(), Desired(parts=parts, keys=keys, left_out={}), store=store
    )


def _outcomes(proof: Proof) -> Mapping[tuple[str, str], Outcome]:
    return {(one.statement.id, one.subject): one.outcome for one in proof.verdicts}


def test_what_was_read_is_read_again_as_it_was(store: Store) -> None:
    for graph in small_stage().graphs():
        part = read_stack(graph)
        store.keep_part("key", part)
        assert store.part("key") == part


def test_where_nothing_changed_nothing_is_proved_again(store: Store) -> None:
    first = prove(small_stage(), store)
    again = prove(small_stage(), store)
    assert not first.kept
    assert set(again.kept) == {"a-one", "a-two", "b-three"}
    assert again.verdicts == first.verdicts


def test_an_inner_change_is_its_own_tenants_and_of_who_gets_there(store: Store) -> None:
    prove(small_stage(), store)
    stage = small_stage()
    acl = stage.find("acl", "NetworkAcl", "local.b-three")
    stage.change(acl, ingress=[entry(1, ANY)])
    assert set(prove(stage, store).kept) == {"a-one", "a-two"}
    prove(small_stage(), store)
    stage = small_stage()
    stage.change(stage.find("acl", "NetworkAcl", "local.a-two"), ingress=[entry(1, ANY)])
    assert set(prove(stage, store).kept) == {"b-three"}, "a-one is linked with a-two"


def test_a_route_of_the_hub_is_of_whoever_can_send_there(store: Store) -> None:
    stage = small_stage()
    open_up(stage, "a-one")
    prove(stage, store)
    straight(stage, "b-three")
    proof = prove(stage, store)
    assert "a-one" not in proof.kept, "it sends to everywhere"
    assert "a-two" in proof.kept


def test_a_rule_of_the_firewall_is_of_whom_it_names(store: Store) -> None:
    prove(small_stage(), store)
    stage = small_stage()
    more = 'pass tcp 10.0.8.0/22 any -> any 443 (msg:"b-three"; flow:to_server; sid:9;)'
    stage.change(
        stage.find("rules", "RuleGroup"),
        ruleGroup={"rulesSource": {"rulesString": "\n".join((*RULES[:1], more, *RULES[1:]))}},
    )
    kept = set(prove(stage, store).kept)
    assert "a-one" in kept
    assert "a-two" in kept
    assert "b-three" not in kept


def test_rules_that_change_places_are_everybodys(store: Store) -> None:
    prove(small_stage(), store)
    stage = small_stage()
    stage.change(
        stage.find("rules", "RuleGroup"),
        ruleGroup={"rulesSource": {"rulesString": "\n".join(reversed(RULES))}},
    )
    assert not prove(stage, store).kept


def _with_stateless(priority: int) -> Stage:
    stage = small_stage()
    flags = [{"flags": ["SYN"], "masks": ["SYN", "ACK"]}]
    match = {"sources": addresses(ANY), "sourcePorts": ports(1, 9), "tcpFlags": flags}
    ask_first(stage, stateless_rule(priority, "aws:forward_to_sfe", protocols=[6], **match))
    return stage


def test_rules_of_other_kinds_are_everybodys(store: Store) -> None:
    """Of which addresses they are isn't looked at."""
    prove(_with_stateless(1), store)
    assert len(prove(_with_stateless(1), store).kept) == 3
    assert not prove(_with_stateless(2), store).kept
    domains = {"generatedRulesType": "DENYLIST", "targets": ["a"], "targetTypes": ["TLS_SNI"]}
    stage = _with_stateless(2)
    stateful(stage, rulesString="\n".join(RULES), rulesSourceList=domains)
    assert not prove(stage, store).kept


def test_rules_of_every_kind_are_read_again_as_they_were(store: Store) -> None:
    stage = _with_stateless(1)
    header = {"protocol": "TCP", "source": "ANY", "sourcePort": "ANY", "direction": "ANY",
              "destination": "ANY", "destinationPort": "1:2"}  # fmt: skip
    option = {"keyword": "sid", "settings": ["1"]}
    rule = {"action": "PASS", "header": header, "ruleOptions": [option]}
    domains = {"generatedRulesType": "DENYLIST", "targets": ["a"], "targetTypes": ["TLS_SNI"]}
    variables = {"portSets": [{"key": "P", "portSet": {"definitions": ["1"]}}]}
    stateful(stage, statefulRules=[rule], rulesSourceList=domains, ruleVariables=variables)
    (part,) = (read_stack(graph) for graph in stage.graphs() if graph.stack == "local")
    store.keep_part("key", part)
    assert store.part("key") == part
    assert [bool(one.stateless or one.standard) for one in part.rule_groups] == [True, True]


def test_what_is_shared_is_everybodys(store: Store) -> None:
    prove(small_stage(), store)
    stage = small_stage()
    stage.add("local", "ram/resourceAssociation", "one", resourceShareArn="a", resourceArn="b")
    assert not prove(stage, store).kept


def test_what_is_declared_counts_too(store: Store) -> None:
    prove(small_stage(), store)
    stage = small_stage()
    stage.flows["b-three"] = (link("b-three", "a-one", "outbound"),)
    proof = prove(stage, store)
    assert set(proof.kept) == {"a-one", "a-two"}
    assert _outcomes(proof)["NET-2", "b-three"] is Outcome.VIOLATED


def test_who_is_linked_with_a_suspended_system_is_proved_again(store: Store) -> None:
    prove(small_stage(), store)
    stage = small_stage()
    stage.suspended.add("a-two")  # and nothing that the program makes cuts it off
    proof = prove(stage, store)
    assert "a-one" not in proof.kept
    assert _outcomes(proof) == _outcomes(prove(stage, None))
    assert _outcomes(proof)["NET-1", "a-one -> a-two"] is Outcome.VIOLATED


@pytest.mark.parametrize("seed", range(8))
def test_a_change_comes_out_as_if_everything_was_proved_anew(store: Store, seed: int) -> None:
    """Each of several changes after the other, with what was kept of the one before."""
    prove(small_stage(), store)
    stage = small_stage()
    changes = (
        lambda: open_up(stage, "a-one"),
        lambda: straight(stage, "b-three"),
        lambda: open_up(stage, "b-three"),
        lambda: stage.remove(stage.find("hub-10.0.4.0/22", "Route", "local.a-one")),
        lambda: stage.change(
            stage.find("rules", "RuleGroup"),
            ruleGroup={"rulesSource": {"rulesString": "pass ip any any -> any any (sid:1;)"}},
        ),
    )
    for number in range(len(changes)):
        changes[(seed + number) % len(changes)]()
        assert _outcomes(prove(stage, store)) == _outcomes(prove(stage, None))


def test_what_was_violated_is_always_proved_again(store: Store) -> None:
    stage = small_stage()
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    prove(stage, store)
    assert "a-one" not in prove(stage, store).kept


def test_a_damaged_store_costs_time_only(store: Store) -> None:
    prove(small_stage(), store)
    for path in store.folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    proof = prove(small_stage(), store)
    assert not proof.kept
    assert proof.outcome is Outcome.PROVED


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("not a folder", "utf-8")
    assert prove(small_stage(), Store(place)).outcome is Outcome.PROVED


def test_a_new_peering_is_everybodys() -> None:
    before, after = small_stage(), small_stage()
    after.add(
        "local",
        "ec2/vpcPeeringConnection",
        "peering",
        vpcId=ref(after.find("network", "Vpc", "local.a-one")),
        peerVpcId=ref(after.find("network", "Vpc", "local.b-three")),
    )
    sides = [{g.stack: read_stack(g) for g in one.graphs()} for one in (before, after)]
    assert difference(*sides).general


def test_what_a_line_announces_is_everybodys() -> None:
    before, after = small_stage(), small_stage()
    for one in (before, after):
        with_line(one)
    before.remove(before.find("announced", "RouteTablePropagation"))
    sides = [{g.stack: read_stack(g) for g in one.graphs()} for one in (before, after)]
    assert difference(*sides).general


def test_a_propagation_of_another_stacks_network_is_everybodys() -> None:
    before, after = small_stage(), small_stage()
    after.add(
        "local",
        "ec2transitgateway/routeTablePropagation",
        "leak",
        transitGatewayAttachmentId=ref(after.find("hub", "VpcAttachment", "local.b-three")),
        transitGatewayRouteTableId=ref(after.find("tenants-prod", "RouteTable")),
    )
    sides = [{g.stack: read_stack(g) for g in one.graphs()} for one in (before, after)]
    assert difference(*sides).general


def test_what_is_accepted_is_of_whoever_can_send_there(store: Store) -> None:
    stage = small_stage()
    open_up(stage, "a-one", "a-two")
    straight(stage, "b-three")
    gateway = stage.find("transit", "TransitGateway")
    stage.change(gateway, autoAcceptSharedAttachments=None)
    attachments = {
        key: stage.find("hub", "VpcAttachment", f"local.{key}") for key in ("a-one", "a-two")
    }
    for key, urn in attachments.items():
        _accept(stage, key, urn)
    prove(stage, store)
    _accept(stage, "b-three", stage.find("hub", "VpcAttachment", "local.b-three"))
    again = prove(stage, store)
    assert not {"a-one", "b-three"} & {*again.kept}
    assert _outcomes(again) == _outcomes(prove(stage, None))


def _accept(stage: Stage, key: str, attachment: str) -> None:
    stage.add(
        f"local.{key}",
        "ec2transitgateway/vpcAttachmentAccepter",
        "accepter",
        transitGatewayAttachmentId=ref(attachment),
    )


def test_who_accepts_a_peering_is_everybodys() -> None:
    before, after = small_stage(), small_stage()
    after.add("local", "ec2/vpcPeeringConnectionAccepter", "accepter", autoAccept=True)
    sides = [{g.stack: read_stack(g) for g in one.graphs()} for one in (before, after)]
    assert difference(*sides).general


def test_a_rule_of_a_group_that_was_needed_is_of_whom_it_stopped(store: Store) -> None:
    stage = small_stage()
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    stage.remove(stage.find("all", "SecurityGroupIngressRule", "local.b-three"))
    prove(stage, store)
    stage.add(
        "local.b-three",
        "vpc/securityGroupIngressRule",
        "opened",
        securityGroupId=ref(stage.find("application", "SecurityGroup", "local.b-three")),
        ipProtocol="-1",
        cidrIpv4=ANY,
    )
    again = prove(stage, store)
    assert "a-one" not in again.kept
    assert _outcomes(again)["NET-1", "a-one -> b-three"] is Outcome.VIOLATED
