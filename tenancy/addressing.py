"""Which addresses a tenant has, for ever.

A stage's blocks are recorded in a ledger that is only appended to. Allocation is a pure function of
the ledger and of what is asked for: the first aligned gap in the stage's supernets that was never
given to anyone. A retired block is never given again, because old logs and other people's firewalls
still know it. Each record carries a seal over the one before it, so that a hand edit shows.

Within a block, subnets lie on a fixed grid: a quarter a tier, and in it a quarter a zone's letter.
A subnet's place depends on nothing but its own tier and letter. See docs/adr/0004-addresses.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from ipaddress import IPv4Address, IPv4Network
from typing import Final, Literal

from tenancy.vocabulary import Size

PREFIX_LENGTH: Final[Mapping[Size, int]] = {"small": 22, "medium": 20, "large": 18}
"""The block of each size."""

Event = Literal["allocate", "retire"]
BEGINNING: Final = "0" * 32
"""What the first record seals."""


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """One record of the ledger."""

    seq: int
    """Counted from 1."""
    stage: str
    tenant: str
    cidr: str
    event: Event
    seal: str
    """32 hexadecimal digits, over the seal before and this record."""


@dataclass(frozen=True, kw_only=True)
class AddressLedger:
    """All records, oldest first."""

    records: tuple[Allocation, ...] = ()

    @property
    def last_seal(self) -> str:
        """The newest record's seal. The file holds it once more, so a cut tail shows."""
        return self.records[-1].seal if self.records else BEGINNING

    @cached_property
    def blocks(self) -> Mapping[tuple[str, str], IPv4Network]:
        """The blocks in use, by stage and tenant."""
        found: dict[tuple[str, str], IPv4Network] = {}
        for record in self.records:
            if record.event == "allocate":
                found[record.stage, record.tenant] = IPv4Network(record.cidr)
            else:
                found.pop((record.stage, record.tenant), None)
        return found


@dataclass(frozen=True, order=True)
class Request:
    """A tenant that needs a block in a stage. They are served in sorted order."""

    stage: str
    tenant: str
    size: Size = field(compare=False)


class SupernetExhausted(Exception):  # noqa: N818 - named for what is the case
    """No gap in the stage's supernets is large enough for some requests; `requests` are all."""

    def __init__(self, requests: Iterable[Request]) -> None:
        self.requests: tuple[Request, ...] = tuple(requests)
        super().__init__(
            "; ".join(
                f"stage {one.stage} has no free /{PREFIX_LENGTH[one.size]} for {one.tenant}"
                for one in self.requests
            )
        )


def seal(before: str, *, seq: int, stage: str, tenant: str, cidr: str, event: Event) -> str:
    """Return a record's seal."""
    canonical = "\n".join((before, str(seq), stage, tenant, cidr, event))
    return sha256(canonical.encode()).hexdigest()[:32]


def _append(records: list[Allocation], *, stage: str, tenant: str, cidr: str, event: Event) -> None:
    before = records[-1].seal if records else BEGINNING
    seq = len(records) + 1
    records.append(
        Allocation(
            seq=seq,
            stage=stage,
            tenant=tenant,
            cidr=cidr,
            event=event,
            seal=seal(before, seq=seq, stage=stage, tenant=tenant, cidr=cidr, event=event),
        )
    )


class _Free:
    """The gaps of one stage's supernets, as half-open ranges of integers, in order."""

    def __init__(self, supernets: Iterable[IPv4Network], taken: Iterable[IPv4Network]) -> None:
        self._gaps: list[tuple[int, int]] = [
            (int(net.network_address), int(net.broadcast_address) + 1) for net in supernets
        ]
        used = sorted((int(net.network_address), int(net.broadcast_address) + 1) for net in taken)
        for start, end in used:
            self._remove(start, end)

    def _remove(self, start: int, end: int) -> None:
        gaps: list[tuple[int, int]] = []
        for low, high in self._gaps:
            if end <= low or high <= start:
                gaps.append((low, high))
                continue
            if low < start:
                gaps.append((low, start))
            if end < high:
                gaps.append((end, high))
        self._gaps = gaps

    def take(self, prefix_length: int) -> IPv4Network | None:
        size = 1 << (32 - prefix_length)
        for low, high in self._gaps:
            start = -(-low // size) * size
            if start + size <= high:
                self._remove(start, start + size)
                return IPv4Network((start, prefix_length))
        return None


def allocate(
    ledger: AddressLedger,
    requests: Iterable[Request],
    supernets: Mapping[str, Sequence[IPv4Network]],
) -> AddressLedger:
    """Return the ledger with a block for each request appended.

    `supernets` are by stage. A request that already has a block is left as it is. The order of
    `requests` does not matter. Raises `SupernetExhausted`.
    """
    records = list(ledger.records)
    held = dict(ledger.blocks)
    free: dict[str, _Free] = {}
    refused: list[Request] = []
    for request in sorted(set(requests)):
        if (request.stage, request.tenant) in held:
            continue
        if request.stage not in free:
            given = [IPv4Network(r.cidr) for r in ledger.records if r.event == "allocate"]
            free[request.stage] = _Free(supernets[request.stage], given)
        block = free[request.stage].take(PREFIX_LENGTH[request.size])
        if block is None:
            refused.append(request)
            continue
        _append(
            records,
            stage=request.stage,
            tenant=request.tenant,
            cidr=str(block),
            event="allocate",
        )
    if refused:
        raise SupernetExhausted(refused)
    return AddressLedger(records=tuple(records))


def retire(ledger: AddressLedger, stage: str, tenant: str) -> AddressLedger:
    """Return the ledger with the retirement of a block appended. Raises `KeyError` if none is."""
    records = list(ledger.records)
    cidr = str(ledger.blocks[stage, tenant])
    _append(records, stage=stage, tenant=tenant, cidr=cidr, event="retire")
    return AddressLedger(records=tuple(records))


@dataclass(frozen=True, order=True)
class LedgerProblem:
    """What is wrong with the ledger itself, and in which record."""

    position: int
    """Of the record, counted from 0; equal to their number if it is about the end."""
    field: str
    problem: str
    remedy: str


_RESTORE: Final = "restore the file from Git; only kyotsu tenant writes it"


def verify(
    ledger: AddressLedger,
    *,
    count: int,
    last_seal: str,
    supernets: Mapping[str, Sequence[IPv4Network]],
) -> tuple[LedgerProblem, ...]:
    """Return all that is wrong with the ledger itself, in the order of its records.

    `count` and `last_seal` are what the file says of its own end.
    """
    problems: list[LedgerProblem] = []
    before, next_seq = BEGINNING, 1
    held: dict[tuple[str, str], str] = {}
    given: list[tuple[int, int, int]] = []
    for position, record in enumerate(ledger.records):

        def add(field: str, problem: str, remedy: str = _RESTORE, *, at: int = position) -> None:
            problems.append(LedgerProblem(at, field, problem, remedy))

        expected = seal(
            before,
            seq=record.seq,
            stage=record.stage,
            tenant=record.tenant,
            cidr=record.cidr,
            event=record.event,
        )
        if record.seq != next_seq:
            add(
                "seq",
                f"record {record.seq} stands where {next_seq} belongs: one was moved or removed",
            )
        elif record.seal != expected:
            add("seal", f"record {record.seq} was edited by hand: its seal is wrong")
        before, next_seq = record.seal, record.seq + 1
        key = (record.stage, record.tenant)
        network = IPv4Network(record.cidr)
        if record.event == "retire":
            if held.pop(key, None) != record.cidr:
                add("event", f"{record.cidr} is retired, but {record.tenant} does not hold it")
            continue
        if key in held:
            add("tenant", f"{record.tenant} already holds {held[key]} in {record.stage}")
        held[key] = record.cidr
        low = int(network.network_address)
        given.append((low, low + network.num_addresses, position))
        if record.stage not in supernets:
            add(
                "stage",
                f"there is no stage {record.stage!r}",
                f"add Pulumi.{record.stage}.yaml again",
            )
        elif not any(network.subnet_of(supernet) for supernet in supernets[record.stage]):
            add(
                "cidr",
                f"{record.cidr} lies outside of the supernets of stage {record.stage}",
                f"put the supernet back into Pulumi.{record.stage}.yaml; one may be appended,"
                " none changed",
            )
    given.sort()
    reach, holder = -1, 0
    for low, high, position in given:
        if low < reach:
            later, earlier = max(position, holder), min(position, holder)
            problems.append(
                LedgerProblem(
                    later,
                    "cidr",
                    f"{ledger.records[later].cidr} of {ledger.records[later].tenant} overlaps"
                    f" {ledger.records[earlier].cidr} of {ledger.records[earlier].tenant}",
                    _RESTORE,
                )
            )
        if high > reach:
            reach, holder = high, position
    end = len(ledger.records)
    if count != end or last_seal != ledger.last_seal:
        problems.append(
            LedgerProblem(
                end,
                "end",
                f"the file should end with record {count}, sealed {last_seal}, but ends with"
                f" record {end}, sealed {ledger.last_seal}",
                _RESTORE,
            )
        )
    return tuple(sorted(problems))


Tier = Literal["public", "private", "protected", "attachment"]
TIER_QUARTER: Final[Mapping[Tier, int]] = {
    "public": 0,
    "private": 1,
    "protected": 2,
    "attachment": 3,
}
"""Which quarter of a block each tier has. The last is kept for attachments to the hub."""
ZONE_QUARTER: Final[Mapping[str, int]] = {"a": 0, "c": 1, "d": 2, "b": 3}
"""Which quarter of its tier's each zone has: Tokyo has a, c and d; Osaka a, b and c."""


def subnet(block: IPv4Network, tier: Tier, zone: str) -> IPv4Network:
    """Return the subnet of a tier in a zone (by its name or its letter)."""
    size = block.num_addresses // 16
    place = TIER_QUARTER[tier] * 4 + ZONE_QUARTER[zone[-1]]
    start = IPv4Address(int(block.network_address) + place * size)
    return IPv4Network((start, block.prefixlen + 4))
