"""NET-7: dev and prod never meet."""

from collections.abc import Iterator
from typing import Final

from kyotsu.proof.network.case import FOUNDATION, Case
from kyotsu.proof.network.witness.reasons import reasons
from kyotsu.proof.verdict import Outcome, Source, Statement, Step, Verdict, Witness
from tenancy.vocabulary import Text

STATEMENT: Final = Statement(
    id="NET-7",
    title=Text(ja="開発と本番は決して交わらない", en="dev and prod never meet"),
)
_SEGMENT: Final = Text(
    ja="このシステムの接続は、ステージの区画の経路表に対応付けられていません。",
    en="This attachment isn't associated with the table of the stage's own segment.",
)
_ADDRESS: Final = Text(
    ja="ほかのステージのアドレスへ導く経路があります。",
    en="A route leads to addresses of another stage.",
)
_OTHER: Final = Text(
    ja="ほかのステージの資源を参照しています。", en="It refers to a resource of another stage."
)


def judge(case: Case) -> Iterator[Verdict]:
    """Yield one verdict for the stage.

    Each tenant's attachment is in the stage's own segment; no table leads to another stage's
    blocks in particular; and nothing refers to another stage's resources. Stages never share an
    address, so what a general route leads there is another stage's for nobody here.
    """
    found = [*_elsewhere(case), *_led_there(case), *_referring(case)]
    tables = {one.table for one in case.network.segment_of.values()}
    troubles = case.troubles(tables)
    outcome = Outcome.NOT_PROVED if troubles else Outcome.PROVED
    yield Verdict(
        statement=STATEMENT,
        subject=case.declared.stage,
        outcome=Outcome.VIOLATED if found else outcome,
        witnesses=tuple(Witness(title=text, steps=(Step(what=text, at=at),)) for text, at in found),
        reasons=() if found else reasons(troubles),
        rests_on=() if found or troubles else case.sources(tables),
    )


def _elsewhere(case: Case) -> Iterator[tuple[Text, Source]]:
    for attachment in case.network.all("attachments"):
        segment = case.network.segment_of.get((attachment.urn, attachment.transit))
        if segment is None or not attachment.vpc or case.owner(attachment.vpc) == FOUNDATION:
            continue
        if segment.table.rpartition("::")[2] != case.declared.segment:
            yield _SEGMENT, case.source(segment.urn)


def _led_there(case: Case) -> Iterator[tuple[Text, Source]]:
    others = case.compiled.space.blocks(case.declared.others)
    own = 0
    for addresses in case.compiled.addresses_of.values():
        own |= addresses
    for name in ("transit_routes", "routes"):
        for route in case.network.all(name):
            if route.block and _inside(case, route.block, others & ~own):
                leads = route.attachment if name == "transit_routes" else route.target
                if leads:
                    yield _ADDRESS, case.source(route.urn)


def _inside(case: Case, block: str, others: int) -> bool:
    from ipaddress import IPv4Network

    addresses = case.block(IPv4Network(block))
    return bool(addresses & others) and addresses & others == addresses


def _referring(case: Case) -> Iterator[tuple[Text, Source]]:
    """Yield what names a URN of another stage: stacks of a stage begin with its name."""
    own = case.declared.stage
    for problem in case.problems:
        for urn in problem.touches:
            stack = urn.removeprefix("urn:pulumi:").partition("::")[0]
            if urn.startswith("urn:pulumi:") and stack.partition(".")[0] != own:
                yield _OTHER, case.source(problem.urn)
                break
