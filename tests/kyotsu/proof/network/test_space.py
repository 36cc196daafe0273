"""Proves that sets of packets are what they say, against sets that are written out one by one."""

from __future__ import annotations

from ipaddress import IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyotsu.proof.network.headerspace.atoms import Line
from kyotsu.proof.network.headerspace.packets import Box, compact, covers, meet, minus
from kyotsu.proof.network.headerspace.space import Service, Space

TOP = 63
ranges = st.tuples(st.integers(0, TOP), st.integers(0, TOP)).map(lambda two: (min(two), max(two)))


def _numbers(line: Line, mask: int) -> set[int]:
    return {number for low, high in line.ranges(mask) for number in range(low, high + 1)}


@given(st.lists(ranges, min_size=1, max_size=6))
def test_a_range_is_all_its_numbers_and_no_other(found: list[tuple[int, int]]) -> None:
    line = Line(TOP, found)
    for low, high in found:
        assert _numbers(line, line.mask(low, high)) == set(range(low, high + 1))
    assert _numbers(line, line.all) == set(range(TOP + 1))


@given(st.lists(ranges, min_size=2, max_size=6))
def test_sets_are_joined_and_cut_as_bits_are(found: list[tuple[int, int]]) -> None:
    line = Line(TOP, found)
    one, other, *_ = found
    first, second = line.mask(*one), line.mask(*other)
    assert _numbers(line, first & second) == _numbers(line, first) & _numbers(line, second)
    assert _numbers(line, first & ~second) == _numbers(line, first) - _numbers(line, second)


@given(st.lists(ranges, min_size=1, max_size=6), st.integers(0, TOP))
def test_each_number_is_in_one_atom(found: list[tuple[int, int]], number: int) -> None:
    line = Line(TOP, found)
    atom = line.atom_of(number)
    assert number in _numbers(line, atom)
    assert atom.bit_count() == 1


def test_a_range_that_was_not_cut_for_is_refused() -> None:
    with pytest.raises(ValueError, match="5 to 9 cuts an atom"):
        Line(TOP, [(4, 9)]).mask(5, 9)


boxes = st.builds(Box, *(st.integers(0, 15) for _ in range(3)))


def _points(packets: tuple[Box, ...]) -> set[tuple[int, int, int]]:
    return {
        (one, two, three)
        for box in packets
        for one in range(4)
        for two in range(4)
        for three in range(4)
        if box.sources >> one & box.destinations >> two & box.services >> three & 1
    }


@given(st.lists(boxes, max_size=4), boxes)
def test_boxes_meet_and_are_taken_out_point_by_point(several: list[Box], box: Box) -> None:
    packets = tuple(several)
    assert _points(meet(packets, box)) == _points(packets) & _points((box,))
    assert _points(minus(packets, box)) == _points(packets) - _points((box,))
    assert _points(compact(packets)) == _points(packets)
    assert not covers(packets, box) or _points((box,)) <= _points(packets)


def test_a_service_is_told_by_its_protocol_and_ports() -> None:
    web, names = Service((6, 6), (443, 443)), Service((17, 17), (53, 53))
    space = Space([IPv4Network("10.0.0.0/8")], [web, names])
    assert space.services_of(space.service(web)) == [((6, 6), [(443, 443)])]
    assert space.describe(space.service(names)) == (17, 49152, 53)
    assert space.service(web) & space.service(names) == 0
    assert space.service(web) & space.service(Service()) == space.service(web)


def test_internet_gateways_carry_no_private_addresses() -> None:
    """https://www.rfc-editor.org/rfc/rfc6890."""
    space = Space([IPv4Network("203.0.113.0/24")], [])
    assert space.block(IPv4Network("203.0.113.0/24")) & space.internet
    for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"):
        assert space.block(IPv4Network(block)) & space.internet == 0
