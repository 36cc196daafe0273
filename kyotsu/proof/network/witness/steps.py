"""What happens to a packet at each hop, in words."""

from collections.abc import Mapping
from typing import Final

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.walk.trail import Hop
from kyotsu.proof.verdict import Step
from tenancy.vocabulary import Text

STEPS: Final[Mapping[str, Text]] = {
    "leaves": Text(ja="{detail} から送り出されます。", en="It leaves {detail}."),
    "comes": Text(ja="{detail} から入ってきます。", en="It comes in from {detail}."),
    "acl-out": Text(ja="ネットワーク ACL が外向きに通します。", en="The network ACL lets it out."),
    "acl-in": Text(ja="ネットワーク ACL が内向きに通します。", en="The network ACL lets it in."),
    "group-out": Text(
        ja="送信側のセキュリティグループが外向きに通します。",
        en="The sender's security group lets it out.",
    ),
    "group-in": Text(
        ja="受信側のセキュリティグループが内向きに通します。",
        en="The receiver's security group lets it in.",
    ),
    "listener": Text(
        ja="セキュリティグループのないロードバランサーが受け付けます。",
        en="A load balancer without any security group takes it.",
    ),
    "local": Text(
        ja="VPC 自身の経路 {detail} に従います。", en="The network's own route {detail} leads it."
    ),
    "route": Text(
        ja="経路表の経路 {detail} に従います。", en="The route {detail} of the table leads it."
    ),
    "transit": Text(
        ja="トランジットゲートウェイの経路 {detail} に従います。",
        en="The transit gateway's route {detail} leads it.",
    ),
    "learned": Text(
        ja="回線の先が知らせる経路がトランジットゲートウェイの表に入るため、そこへ導かれ得ます。",
        en="The transit gateway's table learns what a line announces, which may lead it there.",
    ),
    "learned-here": Text(
        ja="回線の先が知らせる経路がこの経路表に入るため、そこへ導かれ得ます。",
        en="The table learns what a line announces, which may lead it there.",
    ),
    "firewall": Text(
        ja="ファイアウォールの規則(sid {detail})が通します。",
        en="The firewall's rule (sid {detail}) passes it.",
    ),
    "firewall-default": Text(
        ja="ファイアウォールの既定の動作が通します。",
        en="The firewall's default action passes it.",
    ),
    "stateless": Text(
        ja="ファイアウォールのステートレス規則(優先度 {detail})が、検査せずに通します。",
        en="The firewall's stateless rule with priority {detail} passes it, uninspected.",
    ),
    "stateless-default": Text(
        ja="ファイアウォールのステートレスの既定の動作が、検査せずに通します。",
        en="The firewall's stateless default action passes it, uninspected.",
    ),
    "nat": Text(
        ja="NAT ゲートウェイが送信元アドレスを書き換えます。",
        en="The NAT gateway puts its own address for the sender's.",
    ),
    "internet": Text(
        ja="インターネットゲートウェイを通ります。", en="It passes the internet gateway."
    ),
    "peering": Text(ja="ピアリングを通ります。", en="It passes the peering."),
    "gateways": Text(
        ja="トランジットゲートウェイのピアリングを通ります。",
        en="It passes the peering of transit gateways.",
    ),
    "no-peering": Text(
        ja="ピアリングが承諾されていません。", en="Nobody has accepted the peering."
    ),
    "no-acl-in": Text(
        ja="ネットワーク ACL が内向きに通しません。", en="The network ACL doesn't let it in."
    ),
    "no-acl-out": Text(
        ja="ネットワーク ACL が外向きに通しません。", en="The network ACL doesn't let it out."
    ),
    "no-route": Text(ja="経路表に宛先への経路がありません。", en="The table has no route to it."),
    "no-transit": Text(
        ja="トランジットゲートウェイに宛先への経路がありません。",
        en="The transit gateway has no route to it.",
    ),
    "no-firewall": Text(ja="ファイアウォールが通しません。", en="The firewall doesn't pass it."),
    "no-stateless": Text(
        ja="ファイアウォールのステートレス規則(優先度 {detail})が通しません。",
        en="The firewall's stateless rule with priority {detail} drops it.",
    ),
    "no-stateless-default": Text(
        ja="ファイアウォールのステートレスの既定の動作が通しません。",
        en="The firewall's stateless default action drops it.",
    ),
    "no-beginning": Text(
        ja="ステートフルエンジンは接続の一方しか見ないため、これを通しません。",
        en="The stateful engine sees one side of the connection only, and drops it.",
    ),
    "no-group-in": Text(
        ja="受信側のどのセキュリティグループも通しません。",
        en="No security group of the receiver lets it in.",
    ),
    "no-group-out": Text(
        ja="送信側のどのセキュリティグループも通しません。",
        en="No security group of the sender lets it out.",
    ),
    "arrives": Text(ja="{detail} に届きます。", en="It arrives at {detail}."),
}


def step(case: Case, hop: Hop) -> Step:
    """Return a hop as a step of a witness."""
    text = STEPS[hop.kind]
    return Step(
        what=Text(ja=text.ja.format(detail=hop.detail), en=text.en.format(detail=hop.detail)),
        at=case.source(hop.urn),
    )
