"""NET-9: what the platform shares, it shares with its own organization."""

from collections.abc import Iterator
from typing import Final

from kyotsu.proof.network.case import Case
from kyotsu.proof.verdict import Outcome, Source, Statement, Step, Verdict, Witness
from tenancy.vocabulary import Text

STATEMENT: Final = Statement(
    id="NET-9",
    title=Text(
        ja="共有するものは、組織の外とは共有しない",
        en="What is shared is shared with the organization only",
    ),
)
_EXTERNAL: Final = Text(
    ja="組織の外の相手も招けます。", en="Principals outside of the organization may be invited."
)
_OUTSIDE: Final = Text(
    ja="組織以外の相手と共有しています。",
    en="It is shared with somebody else than the organization.",
)


def judge(case: Case) -> Iterator[Verdict]:
    """Yield one verdict for the stage.

    https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html
    """
    found: list[tuple[Text, Source]] = []
    met: set[str] = set()
    for share in case.network.all("shares"):
        met.add(share.urn)
        if share.external:
            found.append((_EXTERNAL, case.source(share.urn)))
    for one in case.network.all("shares_with"):
        met.add(one.urn)
        if not one.organization:
            found.append((_OUTSIDE, case.source(one.urn)))
    yield Verdict(
        statement=STATEMENT,
        subject=case.declared.stage,
        outcome=Outcome.VIOLATED if found else Outcome.PROVED,
        witnesses=tuple(Witness(title=text, steps=(Step(what=text, at=at),)) for text, at in found),
        rests_on=() if found else case.sources(met),
    )
