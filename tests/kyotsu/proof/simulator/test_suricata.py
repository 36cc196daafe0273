"""One rule of Suricata's, and the packets that it is about."""

from dataclasses import replace
from ipaddress import IPv4Address

import pytest

from kyotsu.proof.simulator.packet import TCP, UDP, Packet
from kyotsu.proof.simulator.suricata import NotUnderstoodError, Phase, Said, read_rules

PACKET = Packet(
    source=IPv4Address("10.0.0.5"),
    destination=IPv4Address("203.0.113.1"),
    protocol=TCP,
    source_port=50000,
    destination_port=443,
)


def matches(text: str, phase: Phase = "first", said: Said | None = None) -> bool:
    (rule,) = read_rules(text, {"OWN": ["10.0.0.0/8"], "WEB": ["80", "443"]})
    return rule.matches(PACKET, phase, said)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ("any any -> any any", True),
        ("10.0.0.0/8 any -> any 443", True),
        ("$OWN any -> !$OWN $WEB", True),
        ("!$OWN any -> any any", False),
        ("[10.0.0.0/8, !10.0.0.0/24] any -> any any", False),
        ("[!10.9.0.0/16] any -> any any", True),
        ("any any -> any [80,443]", True),
        ("any any -> any ![80,443]", False),
        ("any any -> any 400:500", True),
        ("any any -> any 444:", False),
        ("any any -> any :443", True),
        ("any 1024: -> any any", True),
        ("203.0.113.0/24 443 -> 10.0.0.0/8 any", False),
        ("203.0.113.0/24 443 <> 10.0.0.0/8 any", True),
    ],
)
def test_ends(ends: str, expected: bool) -> None:
    assert matches(f"pass tcp {ends} (sid:1;)") is expected


@pytest.mark.parametrize(
    ("flow", "phases"),
    [
        ("to_server", {"first", "request"}),
        ("from_server", {"first-answer", "answer"}),
        ("established", {"request", "answer"}),
        ("not_established,to_server", {"first"}),
        ("established, to_client", {"answer"}),
    ],
)
def test_flow(flow: str, phases: set[Phase]) -> None:
    every: tuple[Phase, ...] = ("first", "request", "first-answer", "answer")
    text = f"pass tcp any any -> any any (flow:{flow}; sid:1;)"
    assert {phase for phase in every if matches(text, phase)} == phases


@pytest.mark.parametrize(
    ("options", "name", "expected"),
    [
        ('content:"api.example.jp"; startswith; endswith', "api.example.jp", True),
        ('content:"api.example.jp"; startswith; endswith', "api.example.jp.evil.com", False),
        ('content:"API.example.jp"; startswith; endswith', "api.example.jp", False),
        ('content:"API.example.jp"; startswith; endswith; nocase', "api.example.jp", True),
        ('dotprefix; content:".example.jp"; endswith', "example.jp", True),
        ('dotprefix; content:".example.jp"; endswith', "badexample.jp", False),
        ('content:"ample"', "api.example.jp", True),
        ('content:!"ample"', "api.example.jp", False),
    ],
)
def test_names(options: str, name: str, expected: bool) -> None:
    text = f"pass tls any any -> any any (tls.sni; {options}; sid:1;)"
    assert matches(text, "request", Said("tls", name)) is expected
    assert not matches(text, "request", Said("http", name))
    assert not matches(text, "first")


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("ip_proto:!TCP", False),
        ("ip_proto:6", True),
        ("app-layer-protocol:failed", True),
        ("app-layer-protocol:!failed", False),
    ],
)
def test_other_words(option: str, expected: bool) -> None:
    text = f"drop ip any any -> any any ({option}; sid:1;)"
    assert matches(text, "request", Said("failed")) is expected


def test_a_rule_of_another_protocol_is_about_others() -> None:
    (rule,) = read_rules("pass udp any any -> any any (sid:1;)", {})
    assert not rule.matches(PACKET, "first", None)


def test_what_a_datagram_carries_may_be_what_a_rule_passes() -> None:
    packet = replace(PACKET, protocol=UDP, destination_port=53)
    passes, drops = read_rules(
        "pass dns any any -> any any (sid:1;)\ndrop dns any any -> any any (sid:2;)", {}
    )
    assert passes.matches(packet, "first", None)
    assert not drops.matches(packet, "first", None)
    assert not passes.matches(PACKET, "first", None)


@pytest.mark.parametrize(
    "text", ["pass tcp any any (sid:1;)", "pass", "pass tcp $NOBODY any -> any any (sid:1;)"]
)
def test_what_is_no_rule_is_told(text: str) -> None:
    with pytest.raises(NotUnderstoodError):
        matches(text)


def test_comments_and_empty_lines_are_no_rules() -> None:
    assert list(read_rules("# none\n\n", {})) == []
