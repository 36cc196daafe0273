"""NET-6: the accounts of the log archive and of security are reached by nobody."""

from collections.abc import Iterable, Iterator
from typing import Final

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.reachability.inward import Inward
from kyotsu.proof.network.witness.reasons import reasons
from kyotsu.proof.verdict import Outcome, Source, Statement, Step, Verdict, Witness
from tenancy.vocabulary import Text

STATEMENT: Final = Statement(
    id="NET-6",
    title=Text(
        ja="ログ保管とセキュリティのアカウントには、誰も届かない",
        en="The accounts of the log archive and of security are reached by nobody",
    ),
)
ROLES: Final = ("log-archive", "security")
_UNKNOWN: Final = Text(
    ja="どのアカウントかが、基盤の出力から分かりません。",
    en="which account it is isn't told by the foundation's outputs.",
)
_JOINED: Final = Text(
    ja="このアカウントのネットワークが、ほかとつながっています。",
    en="A network of this account is joined with others.",
)


def judge(case: Case, received: Inward) -> Iterator[Verdict]:
    """Yield a verdict for each of the two accounts.

    Where there is no network there is nothing to reach; where there is one, nothing may be
    attached to it, and nothing may come in from the internet.
    """
    for role in ROLES:
        account = case.accounts.get(role)
        if account is None:
            yield Verdict(
                statement=STATEMENT, subject=role, outcome=Outcome.NOT_PROVED, reasons=(_UNKNOWN,)
            )
            continue
        there = {urn for urn, vpc in case.network.vpcs.items() if vpc.account == account}
        joined = [
            *_joined(case, there),
            *(case.source(one.by) for one in received.came if one.place.vpc in there),
        ]
        troubles = case.troubles(there)
        outcome = Outcome.NOT_PROVED if troubles else Outcome.PROVED
        yield Verdict(
            statement=STATEMENT,
            subject=role,
            outcome=Outcome.VIOLATED if joined else outcome,
            witnesses=tuple(
                Witness(title=_JOINED, steps=(Step(what=_JOINED, at=one),)) for one in joined
            ),
            reasons=() if joined else reasons(troubles),
            rests_on=() if joined or troubles else (Source(urn=account),),
        )


def _joined(case: Case, vpcs: set[str]) -> Iterable[Source]:
    for urn in sorted(vpcs):
        for attachment in case.network.attachment_of.get(urn, ()):
            yield case.source(attachment.urn)
        for gateway, vpc in case.network.virtual_gateways.items():
            if vpc == urn:
                yield case.source(gateway)
        for peering in case.network.peerings_of.get(urn, ()):
            yield case.source(peering.urn)
