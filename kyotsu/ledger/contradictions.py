"""Where a ledger's cells and what is provisioned disagree, a function a subject."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from kyotsu.ledger.columns import Subject
from kyotsu.ledger.facts import Facts
from kyotsu.ledger.model import Finding
from kyotsu.ledger.words import LOCATION, text
from tenancy.vocabulary import Text

_REGIONS: Final = {"tokyo": "ap-northeast-1", "osaka": "ap-northeast-3"}
_PLACES: Final = {region: place for place, region in _REGIONS.items()}

Check = Callable[[Subject, Facts], Iterator[tuple[str, Text]]]
"""Yields the column and the sentence of each contradiction."""


def contradictions(subject: Subject, facts: Facts) -> Iterator[Finding]:
    """Yield what contradicts the resources of the system's stack."""
    for check in _CHECKS:
        for column, message in check(subject, facts):
            yield Finding(
                tenant=subject.tenant.key, column=column, kind="contradiction", message=message
            )


def overdue(subject: Subject, day: date) -> Iterator[Finding]:
    """Yield what the calendar contradicts: contracts and periods that are over."""
    tenant = subject.tenant
    for name, party in tenant.work:
        ends = party.contract_ends
        if ends is not None and ends < day:
            yield Finding(
                tenant=tenant.key,
                column="work",
                kind="missing",
                message=text(
                    f"work.{name}の契約は{ends}に終了している。新しい契約期間を記入すること。",
                    f"The contract of work.{name} ended on {ends}; enter the new one.",
                ),
            )
    if tenant.period_of_use.end < day:
        yield Finding(
            tenant=tenant.key,
            column="period",
            kind="contradiction",
            message=text(
                f"利用期間は{tenant.period_of_use.end}に終了しているが、環境が残っている。",
                f"The period of use ended on {tenant.period_of_use.end}, and it is still here.",
            ),
        )


def _locations(subject: Subject, facts: Facts) -> Iterator[tuple[str, Text]]:
    if subject.resolved is None:
        return
    declared = subject.resolved.data_location.value
    for region, names in facts.data_by_region.items():
        place = _PLACES.get(region)
        if place in declared:
            continue
        shown = LOCATION[place] if place else text(region or "不明", region or "an unknown region")
        yield (
            "location",
            text(
                f"{shown.ja}に情報を保存する資源がある({', '.join(names)})が、"
                "台帳の保存場所にはない。",
                f"{', '.join(names)} keep data in {shown.en}, which isn't among its places.",
            ),
        )
    for place in declared:
        if _REGIONS[place] not in facts.data_by_region:
            shown = LOCATION[place]
            yield (
                "location",
                text(
                    f"台帳の保存場所に{shown.ja}があるが、そこに情報を保存する資源はない。",
                    f"{shown.en} is among its places, but nothing keeps data there.",
                ),
            )


def _keys(subject: Subject, facts: Facts) -> Iterator[tuple[str, Text]]:
    if subject.resolved is None or subject.resolved.key_management.value != "platform":
        return
    if not facts.keys:
        yield (
            "keys",
            text(
                "鍵は機関等管理とあるが、顧客管理型の鍵がない。",
                "Keys are to be managed by the government, but there is no customer managed key.",
            ),
        )


def _lines(subject: Subject, facts: Facts) -> Iterator[tuple[str, Text]]:
    if facts.internet_gateways and "internet" not in subject.tenant.external_lines:
        names = ", ".join(facts.internet_gateways)
        yield (
            "lines",
            text(
                f"インターネットゲートウェイ({names})があるが、"
                "機関等外通信回線にインターネットがない。",
                f"It has an internet gateway ({names}), but the internet isn't among its lines.",
            ),
        )


def _domain(subject: Subject, facts: Facts) -> Iterator[tuple[str, Text]]:
    domain = subject.tenant.domain
    for zone in facts.zones:
        name = zone.rstrip(".")
        if name != domain and not name.endswith((f".{domain}", ".internal")):
            yield (
                "domain",
                text(
                    f"ホストゾーン{name}は台帳のドメイン名{domain}に属さない。",
                    f"The hosted zone {name} is not of the domain {domain}.",
                ),
            )


def _network(subject: Subject, facts: Facts) -> Iterator[tuple[str, Text]]:
    if subject.plan is None:
        return
    planned = subject.plan.network.cidr
    for block in facts.networks:
        if block != planned:
            yield (
                "composition",
                text(
                    f"仮想ネットワークは{block}で、台帳の{planned}と異なる。",
                    f"A virtual network has {block}, and not {planned}.",
                ),
            )


def _logs(subject: Subject, facts: Facts) -> Iterator[tuple[str, Text]]:
    if subject.plan is None:
        return
    planned = subject.plan.logs.retention_days
    for days in facts.log_days:
        if days < planned:
            yield (
                "composition",
                text(
                    f"ログの保存期間が{days}日のロググループがあり、台帳の{planned}日より短い。",
                    f"A log group keeps {days} days, which is less than {planned}.",
                ),
            )


_CHECKS: Final[tuple[Check, ...]] = (_locations, _keys, _lines, _domain, _network, _logs)
