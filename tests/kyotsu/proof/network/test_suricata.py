"""Proves what is read of Suricata's rules, and that what isn't understood is never held safe."""

from __future__ import annotations

from ipaddress import IPv4Network

import pytest

from kyotsu.proof.network.firewall.header import Blocks, NotRead, Variables
from kyotsu.proof.network.firewall.suricata import Rule, parse

VARIABLES = Variables(
    blocks={"PLATFORM": ["10.0.0.0/10", "172.30.0.0/20"], "NOBODY": [], "OTHERS": ["!10.0.0.0/8"]}
)


def _one(text: str) -> Rule:
    (rule,) = parse(text, VARIABLES)
    assert isinstance(rule, Rule), rule
    return rule


def test_a_rule_says_what_it_matches() -> None:
    rule = _one('pass tcp 10.0.0.0/22 any -> !$PLATFORM 443 (msg:"a > b"; flow:to_server; sid:7;)')
    assert rule.action == "pass"
    assert rule.protocols == ((6, 6),)
    assert rule.sources == Blocks((IPv4Network("10.0.0.0/22"),))
    assert rule.destinations == Blocks(
        (), (IPv4Network("10.0.0.0/10"), IPv4Network("172.30.0.0/20"))
    )
    assert (rule.ports, rule.certain, rule.sid) == (((443, 443),), True, "7")


@pytest.mark.parametrize(
    ("flow", "phases"),
    [
        ("", {"opening", "data", "first-answer", "answer"}),
        ("flow:to_server; ", {"opening", "data"}),
        ("flow:not_established,to_server; ", {"opening"}),
        ("flow:established,to_client; ", {"answer"}),
        ("flow:to_client; ", {"first-answer", "answer"}),
        ("flow:established; ", {"data", "answer"}),
        ("flow:not_established; ", {"opening", "first-answer"}),
    ],
)
def test_flow_says_in_which_phase_a_rule_can_match(flow: str, phases: set[str]) -> None:
    """https://docs.suricata.io/en/latest/rules/flow-keywords.html."""
    assert _one(f"drop tcp any any -> any any ({flow}sid:1;)").phases == phases


def test_other_protocols_are_those_that_are_left() -> None:
    text = "drop ip any any -> any any (ip_proto:!TCP; ip_proto:!UDP; ip_proto:!ICMP; sid:1;)"
    assert _one(text).protocols == ((0, 0), (2, 5), (7, 16), (18, 255))


@pytest.mark.parametrize(
    ("text", "ports"),
    [("1024:", ((1024, 65535),)), ("[80,443]", ((80, 80), (443, 443))),
     ("!443", ((0, 442), (444, 65535))), ("[1:100,!50]", ((1, 49), (51, 100))),
     ("![:79, 81:]", ((80, 80),))],
)  # fmt: skip
def test_ports_are_read_in_every_form(text: str, ports: tuple[tuple[int, int], ...]) -> None:
    assert _one(f"pass tcp any any -> any {text} (sid:1;)").ports == ports


@pytest.mark.parametrize(
    ("text", "within", "without"),
    [
        ("[10.0.0.0/8,!10.1.0.0/16]", ["10.0.0.0/8"], ["10.1.0.0/16"]),
        ("![10.0.0.0/8,10.1.0.0/16]", [], ["10.0.0.0/8", "10.1.0.0/16"]),
        ("[10.0.0.0/8,![10.1.0.0/16,10.2.0.0/16]]", ["10.0.0.0/8"], ["10.1.0.0/16", "10.2.0.0/16"]),
        ("[!$PLATFORM,10.0.0.0/8]", ["10.0.0.0/8"], ["10.0.0.0/10", "172.30.0.0/20"]),
        ("!$OTHERS", ["10.0.0.0/8"], []),
    ],
)
def test_lists_are_read_with_what_they_take_out(
    text: str, within: list[str], without: list[str]
) -> None:
    """https://docs.suricata.io/en/latest/rules/intro.html."""
    assert _one(f"pass ip {text} any -> any any (sid:1;)").sources == Blocks(
        tuple(map(IPv4Network, within)), tuple(map(IPv4Network, without))
    )


def test_a_variable_may_stand_for_all_but_some_addresses() -> None:
    ten = (IPv4Network("10.0.0.0/8"),)
    assert _one("pass ip $OTHERS any -> !$OTHERS any (sid:1;)").sources == Blocks((), ten)
    assert _one("pass ip $OTHERS any -> !$OTHERS any (sid:1;)").destinations == Blocks(ten)


def test_what_asks_for_content_is_not_certain() -> None:
    named = 'pass tls any any -> any 443 (tls.sni; content:"a;b.example"; endswith; sid:1;)'
    assert not _one(named).certain


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("allow tcp any any -> any any (sid:1;)", "action allow"),
        ("pass sctp-x any any -> any any (sid:1;)", "protocol sctp-x"),
        ("pass tcp $HOME any -> any any (sid:1;)", "variable \\$HOME"),
        ("pass tcp 10.0.0.999 any -> any any (sid:1;)", "no IPv4 block"),
        ("pass tcp any any -> any http (sid:1;)", "no port"),
        ("pass tcp $NOBODY any -> any any (sid:1;)", "\\$NOBODY stands for no address"),
        ("pass tcp ![10.0.0.0/8,!10.1.0.0/16] any -> any any (sid:1;)", "takes out something"),
        ("pass tcp any any -> any ![] (sid:1;)", "stands for no port"),
        ("pass tcp [$OTHERS,10.1.0.0/16] any -> any any (sid:1;)", "all but something"),
        ("pass everything", "not a rule"),
    ],
)
def test_what_is_not_understood_is_said(text: str, why: str) -> None:
    (found,) = parse(text, VARIABLES)
    assert isinstance(found, NotRead)
    with pytest.raises(NotRead, match=why):
        raise found


def test_comments_and_empty_lines_are_no_rules() -> None:
    assert list(parse("# nothing\n\n", Variables())) == []
