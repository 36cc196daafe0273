"""The file `tenants/addresses.yaml`: the address ledger as text."""

from typing import Annotated, Final

from pydantic import Field, StringConstraints

from tenancy.addressing import AddressLedger, Allocation, Event
from tenancy.vocabulary import Block, Declared, Rows, TenantKey

Seal = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]

HEADER: Final = """\
# Which addresses each tenant has in each stage, for ever. Written by `kyotsu tenant add` and
# `kyotsu tenant retire`; never by hand: each record seals the one before it, and `end` the last.
# After a merge conflict take the other side's file whole, then run `kyotsu tenant add --all`.
"""


class End(Declared):
    """What the last record is, said once more so that a cut tail shows."""

    count: Annotated[int, Field(ge=0)]
    """How many records there are."""
    seal: Seal
    """The last record's seal."""


class Record(Declared):
    """One allocation or retirement."""

    seq: Annotated[int, Field(ge=1)]
    """Counted from 1."""
    stage: str
    """The stage's name."""
    tenant: TenantKey
    """The tenant's key."""
    cidr: Block
    """The block."""
    event: Event
    """What happened to the block."""
    seal: Seal
    """Over the seal before and this record."""


class AddressFile(Declared):
    """The whole file."""

    end: End
    """The end of the records."""
    records: Rows[Record]
    """Oldest first."""

    def ledger(self) -> AddressLedger:
        """Return the records as what `tenancy.addressing` computes with."""
        return AddressLedger(
            records=tuple(
                Allocation(
                    seq=record.seq,
                    stage=record.stage,
                    tenant=record.tenant,
                    cidr=str(record.cidr),
                    event=record.event,
                    seal=record.seal,
                )
                for record in self.records
            )
        )


def render(ledger: AddressLedger) -> str:
    """Return the file's text for a ledger: one line a record."""
    lines = [
        f"- {{seq: {one.seq}, stage: {one.stage}, tenant: {one.tenant}, cidr: {one.cidr},"
        f' event: {one.event}, seal: "{one.seal}"}}\n'
        for one in ledger.records
    ]
    end = f'end: {{count: {len(lines)}, seal: "{ledger.last_seal}"}}\n'
    return HEADER + end + ("records:\n" + "".join(lines) if lines else "records: []\n")
