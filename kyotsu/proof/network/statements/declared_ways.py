"""NET-2: what is declared works: requests arrive, and their answers come back."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.declared import DeclaredTenant
from kyotsu.proof.network.reachability.flowing import Flowing, flows, internet_flows
from kyotsu.proof.network.witness.reasons import reasons
from kyotsu.proof.verdict import Outcome, Statement, Verdict, Witness
from tenancy.plan import Flow
from tenancy.vocabulary import Text

STATEMENT: Final = Statement(
    id="NET-2",
    title=Text(
        ja="宣言した通信は、応答を含めて通る",
        en="What is declared works: requests arrive, and their answers come back",
    ),
)


def judge(case: Case, tenant: DeclaredTenant) -> Iterator[Verdict]:
    """Yield what becomes of all that a tenant declares.

    A link is judged with who opens it; one to a system that is suspended is meant not to work.
    """
    met: set[str] = set()
    witnesses: list[Witness] = []
    for name, found in _each(case, tenant):
        met |= found.met
        if not found.works:
            title = Text(ja=f"{name} が通りません。", en=f"{name} doesn't work.")
            stopped = found.witness or Witness(title=Text(ja="—", en="—"), steps=())
            told = Text(ja=f"{title.ja} {stopped.title.ja}", en=f"{title.en} {stopped.title.en}")
            witnesses.append(replace(stopped, title=told))
    troubles = case.troubles(met | case.own_urns(tenant.key))
    outcome = Outcome.NOT_PROVED if troubles else Outcome.PROVED
    yield Verdict(
        statement=STATEMENT,
        subject=tenant.key,
        outcome=Outcome.VIOLATED if witnesses and not troubles else outcome,
        witnesses=tuple(witnesses) if not troubles else (),
        reasons=reasons(troubles),
        rests_on=case.sources(met) if not (witnesses or troubles) else (),
    )


def _each(case: Case, tenant: DeclaredTenant) -> Iterator[tuple[str, Flowing]]:
    for flow in tenant.flows:
        if flow.purpose == "link" and (flow.direction == "inbound" or _away(case, flow)):
            continue
        yield flow.name, flows(case, tenant, flow)
    if tenant.internet_ingress:
        yield "ingress-internet-443-tcp", internet_flows(case, tenant)


def _away(case: Case, flow: Flow) -> bool:
    other = case.declared.tenants.get(flow.far)
    return other is None or other.quarantined or flow.far in case.left_out
