"""Properties that hold for any history of allocations and retirements."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenancy.addressing import (
    BEGINNING,
    PREFIX_LENGTH,
    TIER_QUARTER,
    ZONE_QUARTER,
    AddressLedger,
    Request,
    SupernetExhausted,
    allocate,
    retire,
    subnet,
    verify,
)
from tenancy.vocabulary import Size

SUPERNETS = {
    "local": (IPv4Network("10.0.0.0/12"),),
    "prod": (IPv4Network("10.128.0.0/15"), IPv4Network("172.16.0.0/14")),
}

SIZES = st.sampled_from(list[Size](PREFIX_LENGTH))
REQUESTS = st.lists(
    st.builds(
        Request,
        st.sampled_from(sorted(SUPERNETS)),
        st.integers(0, 30).map(lambda number: f"soumu-s{number}"),
        SIZES,
    ),
    max_size=12,
    unique_by=lambda request: (request.stage, request.tenant),
)


def history(steps: list[list[Request]], *, retiring: bool = True) -> list[AddressLedger]:
    """Return the ledgers after each step; after each, the first block in use is retired."""
    ledgers = [AddressLedger()]
    for requests in steps:
        ledgers.append(allocate(ledgers[-1], requests, SUPERNETS))
        if retiring and ledgers[-1].blocks:
            stage, tenant = min(ledgers[-1].blocks)
            ledgers.append(retire(ledgers[-1], stage, tenant))
    return ledgers


@given(st.lists(REQUESTS, max_size=4))
def test_no_two_blocks_that_were_ever_given_overlap(steps: list[list[Request]]) -> None:
    given_blocks = [
        IPv4Network(record.cidr)
        for record in history(steps)[-1].records
        if record.event == "allocate"
    ]
    assert not any(one.overlaps(two) for one, two in combinations(given_blocks, 2))


@given(st.lists(REQUESTS, max_size=4))
def test_a_ledger_only_grows(steps: list[list[Request]]) -> None:
    ledgers = history(steps)
    for before, after in pairwise(ledgers):
        assert after.records[: len(before.records)] == before.records


@given(REQUESTS, REQUESTS)
def test_adding_moves_nobody(first: list[Request], second: list[Request]) -> None:
    before = allocate(AddressLedger(), first, SUPERNETS)
    after = allocate(before, [*first, *second], SUPERNETS)
    assert {key: after.blocks[key] for key in before.blocks} == dict(before.blocks)


@given(REQUESTS, st.randoms(use_true_random=False))
def test_the_order_of_requests_does_not_matter(requests: list[Request], random: object) -> None:
    shuffled = list(requests)
    random.shuffle(shuffled)  # pyright: ignore[reportAttributeAccessIssue] - hypothesis types it so
    assert allocate(AddressLedger(), shuffled, SUPERNETS) == allocate(
        AddressLedger(), requests, SUPERNETS
    )


@given(REQUESTS)
def test_a_block_has_its_size_and_lies_in_its_stage(requests: list[Request]) -> None:
    blocks = allocate(AddressLedger(), requests, SUPERNETS).blocks
    for request in requests:
        block = blocks[request.stage, request.tenant]
        assert block.prefixlen == PREFIX_LENGTH[request.size]
        assert any(block.subnet_of(supernet) for supernet in SUPERNETS[request.stage])


@given(st.lists(REQUESTS, max_size=3))
def test_what_is_written_verifies(steps: list[list[Request]]) -> None:
    ledger = history(steps)[-1]
    assert not verify(
        ledger, count=len(ledger.records), last_seal=ledger.last_seal, supernets=SUPERNETS
    )


@given(REQUESTS.filter(bool), st.data())
def test_any_change_to_a_record_is_found_at_that_record(
    requests: list[Request], data: st.DataObject
) -> None:
    ledger = allocate(AddressLedger(), requests, SUPERNETS)
    position = data.draw(st.integers(0, len(ledger.records) - 1))
    old = ledger.records[position]
    changed = data.draw(
        st.sampled_from(
            [
                replace(old, tenant="soumu-other"),
                replace(old, cidr="10.200.0.0/22"),
                replace(old, stage="prod" if old.stage == "local" else "local"),
                replace(old, seq=old.seq + 1),
                replace(old, seal=BEGINNING),
            ]
        )
    )
    records = (*ledger.records[:position], changed, *ledger.records[position + 1 :])
    found = verify(
        AddressLedger(records=records),
        count=len(records),
        last_seal=ledger.last_seal,
        supernets=SUPERNETS,
    )
    assert position in {problem.position for problem in found}


@given(REQUESTS.filter(bool), st.data())
def test_any_removed_record_is_found(requests: list[Request], data: st.DataObject) -> None:
    ledger = allocate(AddressLedger(), requests, SUPERNETS)
    position = data.draw(st.integers(0, len(ledger.records) - 1))
    records = ledger.records[:position] + ledger.records[position + 1 :]
    assert verify(
        AddressLedger(records=records),
        count=len(ledger.records),
        last_seal=ledger.last_seal,
        supernets=SUPERNETS,
    )


def test_a_retired_block_is_not_given_again() -> None:
    request = Request("local", "soumu-a", "small")
    first = allocate(AddressLedger(), [request], SUPERNETS)
    again = allocate(retire(first, "local", "soumu-a"), [request], SUPERNETS)
    assert again.blocks["local", "soumu-a"] == IPv4Network("10.0.4.0/22")


def test_retiring_what_is_not_held_is_refused() -> None:
    with pytest.raises(KeyError):
        retire(AddressLedger(), "local", "soumu-a")


def test_blocks_are_the_first_aligned_gaps() -> None:
    requests = [
        Request("local", "soumu-a", "small"),
        Request("local", "soumu-b", "large"),
        Request("local", "soumu-c", "medium"),
        Request("local", "soumu-d", "small"),
    ]
    assert [record.cidr for record in allocate(AddressLedger(), requests, SUPERNETS).records] == [
        "10.0.0.0/22",
        "10.0.64.0/18",
        "10.0.16.0/20",
        "10.0.4.0/22",
    ]


def test_an_exhausted_supernet_names_all_that_found_no_room() -> None:
    supernets = {"local": (IPv4Network("10.0.0.0/17"),)}
    requests = [Request("local", f"soumu-{name}", "large") for name in "abcd"]
    with pytest.raises(SupernetExhausted) as refused:
        allocate(AddressLedger(), requests, supernets)
    assert [request.tenant for request in refused.value.requests] == ["soumu-c", "soumu-d"]


def test_a_supernet_that_is_appended_is_used_after_the_others() -> None:
    supernets = {"local": (IPv4Network("172.16.0.0/22"), IPv4Network("10.0.0.0/22"))}
    requests = [Request("local", "soumu-a", "small"), Request("local", "soumu-b", "small")]
    ledger = allocate(AddressLedger(), requests, supernets)
    assert [record.cidr for record in ledger.records] == ["172.16.0.0/22", "10.0.0.0/22"]


@given(SIZES, st.integers(0, 2**14 - 1))
def test_subnets_fill_their_block_without_overlap(size: Size, place: int) -> None:
    length = PREFIX_LENGTH[size]
    block = IPv4Network(((10 << 24) + (place << 10) >> (32 - length) << (32 - length), length))
    grid = [subnet(block, tier, zone) for tier in TIER_QUARTER for zone in ZONE_QUARTER]
    assert all(one.subnet_of(block) for one in grid)
    assert not any(one.overlaps(two) for one, two in combinations(grid, 2))
    assert sum(one.num_addresses for one in grid) == block.num_addresses


def test_the_grid_is_fixed() -> None:
    # A change here moves the networks of all tenants. It needs an ADR and a way to migrate.
    block = IPv4Network("10.0.0.0/20")
    assert {
        f"{tier}-{zone}": str(subnet(block, tier, zone))
        for tier in TIER_QUARTER
        for zone in ZONE_QUARTER
    } == {
        "public-a": "10.0.0.0/24",
        "public-c": "10.0.1.0/24",
        "public-d": "10.0.2.0/24",
        "public-b": "10.0.3.0/24",
        "private-a": "10.0.4.0/24",
        "private-c": "10.0.5.0/24",
        "private-d": "10.0.6.0/24",
        "private-b": "10.0.7.0/24",
        "protected-a": "10.0.8.0/24",
        "protected-c": "10.0.9.0/24",
        "protected-d": "10.0.10.0/24",
        "protected-b": "10.0.11.0/24",
        "attachment-a": "10.0.12.0/24",
        "attachment-c": "10.0.13.0/24",
        "attachment-d": "10.0.14.0/24",
        "attachment-b": "10.0.15.0/24",
    }
