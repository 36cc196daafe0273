"""The ledger's columns, in the order of the items that ask for them, and how each is filled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kyotsu.ledger import composition
from kyotsu.ledger.model import Heading
from kyotsu.ledger.words import (
    AVAILABILITY,
    CONFIDENTIALITY,
    INTEGRITY,
    LINE,
    LOCATION,
    MANAGER,
    NONE,
    NOT_PLANNED,
    PARTY,
    RESTRICTION,
    SECURITY_CLASS,
    WORK,
    lines,
    same,
    text,
)
from tenancy.defaults import ResolvedEnvironment
from tenancy.model import Contact, Ministry, Tenant
from tenancy.plan import TenantPlan
from tenancy.services import SERVICES
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One system in one stage: what the cells are filled from."""

    tenant: Tenant
    ministry: Ministry
    resolved: ResolvedEnvironment | None
    """None where the system has no environment in the stage."""
    plan: TenantPlan | None


def _contact(contact: Contact) -> Text:
    reached = "\n".join(filter(None, (contact.email, contact.phone)))
    return lines((contact.role, contact.division, same(reached)))


def _grades(subject: Subject) -> Text:
    grades = subject.tenant.classification
    return lines(
        (
            CONFIDENTIALITY[grades.confidentiality],
            INTEGRITY[grades.integrity],
            AVAILABILITY[grades.availability],
        )
    )


def _work(subject: Subject) -> Text:
    rows: list[Text] = []
    for name, party in subject.tenant.work:
        what, who = WORK[name], PARTY[party.by]
        if party.contract_ends is None:
            rows.append(text(f"{what.ja}:{who.ja}", f"{what.en}: {who.en}"))
        else:
            rows.append(
                text(
                    f"{what.ja}:{who.ja}(契約期間 {party.contract_ends}まで)",
                    f"{what.en}: {who.en} (contract until {party.contract_ends})",
                )
            )
    return lines(rows)


def _links(subject: Subject) -> Text:
    rows: list[Text] = []
    for link in subject.tenant.links:
        ports = ", ".join(map(str, link.ports))
        if link.direction == "outbound":
            rows.append(
                text(
                    f"{link.system}へ接続({link.protocol} {ports}):{link.why.ja}",
                    f"Connects to {link.system} ({link.protocol} {ports}): {link.why.en}",
                )
            )
        else:
            rows.append(
                text(
                    f"{link.system}から接続({link.protocol} {ports}):{link.why.ja}",
                    f"Is connected to by {link.system} ({link.protocol} {ports}): {link.why.en}",
                )
            )
    rows.extend(
        text(
            f"{outside.name.ja}({outside.operator.ja}、{LINE[outside.line].ja}):{outside.why.ja}",
            f"{outside.name.en} ({outside.operator.en}, {LINE[outside.line].en}): {outside.why.en}",
        )
        for outside in subject.tenant.outside_links
    )
    return lines(rows)


def _key_management(subject: Subject) -> Text:
    if subject.resolved is None:
        return NOT_PLANNED
    return MANAGER[subject.resolved.key_management.value]


def _location(subject: Subject) -> Text:
    if subject.resolved is None:
        return NOT_PLANNED
    return lines(LOCATION[place] for place in subject.resolved.data_location.value)


def _service_level(subject: Subject) -> Text:
    if subject.resolved is None:
        return NOT_PLANNED
    share = subject.resolved.availability_percent.value
    recovery = subject.resolved.recovery_time_hours.value
    lost = subject.resolved.recovery_point_hours.value
    return lines(
        (
            text(f"稼働率 {share}%(運用時間内)", f"Availability {share} % of the operating hours"),
            text(f"目標復旧時間 {recovery}時間", f"Recovery time objective {recovery} hours"),
            text(f"目標復旧時点 {lost}時間", f"Recovery point objective {lost} hours"),
        )
    )


def _restrictions(subject: Subject) -> Text:
    return lines(RESTRICTION[one] for one in subject.tenant.handling_restrictions)


def _providers(subject: Subject) -> Text:
    by_name = {SERVICES[key].provider.en: SERVICES[key] for key in subject.tenant.cloud_services}
    return lines(by_name[name].provider for name in sorted(by_name))


def _overviews(subject: Subject) -> Text:
    return lines(
        text(f"{SERVICES[key].name}:{SERVICES[key].overview.ja}",
             f"{SERVICES[key].name}: {SERVICES[key].overview.en}")
        for key in subject.tenant.cloud_services
    )  # fmt: skip


def _period(subject: Subject) -> Text:
    period = subject.tenant.period_of_use
    return text(f"{period.start}から{period.end}まで", f"{period.start} to {period.end}")


def _exceptions(subject: Subject) -> Text:
    return lines(
        text(
            f"{one.rule}({one.resource}、{one.expires}まで):{one.alternative_measure.ja}",
            f"{one.rule} ({one.resource}, until {one.expires}): {one.alternative_measure.en}",
        )
        for one in subject.tenant.exceptions
    )


def _heading(id_: str, items: str, ja: str, en: str) -> Heading:
    return Heading(id=id_, items=tuple(items.split(", ")), title=text(ja, en))


_LEDGER = "2.1.2(1)-1"
_SHARED = "5.4.1(2)"

COLUMNS: Final[Mapping[Heading, Callable[[Subject], Text]]] = {
    _heading("name", f"{_LEDGER} a), {_SHARED}-1 a)", "情報システム名", "System"): (
        lambda one: one.tenant.name
    ),
    _heading("ministry", f"{_SHARED}-1 b), {_SHARED}-2 a)", "利用機関", "Ministry"): (
        lambda one: one.ministry.name
    ),
    _heading("division", f"{_LEDGER} b), {_SHARED}-1 b)", "管理課室", "Managing division"): (
        lambda one: one.tenant.managing_division
    ),
    _heading(
        "security-officer",
        f"{_LEDGER} c), {_SHARED}-1 c)",
        "情報システムセキュリティ責任者",
        "Information system security officer",
    ): lambda one: _contact(one.tenant.contacts.security_officer),
    _heading("user-manager", f"{_SHARED}-2 b)", "利用管理者", "Manager of the platform's use"): (
        lambda one: _contact(one.tenant.contacts.platform_user_manager)
    ),
    _heading("composition", f"{_LEDGER} d)", "システム構成", "Composition"): (
        lambda one: composition.of(one.plan)
    ),
    _heading("lines", f"{_LEDGER} e)", "機関等外通信回線", "Lines to outside"): (
        lambda one: lines(LINE[line] for line in one.tenant.external_lines)
    ),
    _heading("grades", f"{_LEDGER} f), {_LEDGER} p), {_SHARED}-2 c)", "格付", "Grades"): _grades,
    _heading(
        "restrictions",
        f"{_LEDGER} f), {_LEDGER} p), {_SHARED}-2 c)",
        "取扱制限",
        "Handling restrictions",
    ): _restrictions,
    _heading("work", f"{_LEDGER} g)", "設計・開発、運用・保守", "Development and operation"): _work,
    _heading("purpose", f"{_LEDGER} h), {_SHARED}-1 d)", "利用目的", "Purpose"): (
        lambda one: one.tenant.purpose
    ),
    _heading("security-class", f"{_LEDGER} i)", "分類結果", "Classification of the system"): (
        lambda one: SECURITY_CLASS[one.tenant.security_class]
    ),
    _heading("links", f"{_LEDGER} j)", "連携する情報システム", "Linked systems"): _links,
    _heading("services", f"{_LEDGER} k)", "クラウドサービス", "Cloud services"): (
        lambda one: same(", ".join(SERVICES[key].name for key in one.tenant.cloud_services))
    ),
    _heading("provider", f"{_LEDGER} l)", "提供者", "Provider"): _providers,
    _heading("period", f"{_LEDGER} m)", "利用期間", "Period of use"): _period,
    _heading("overview", f"{_LEDGER} n)", "サービスの概要", "Overview of the services"): _overviews,
    _heading("domain", f"{_LEDGER} o)", "ドメイン名", "Domain name"): (
        lambda one: same(one.tenant.domain)
    ),
    _heading("keys", f"{_LEDGER} q)", "暗号鍵の管理主体", "Who manages keys"): _key_management,
    _heading("location", f"{_LEDGER} r)", "情報が保存される国・地域", "Where data is"): _location,
    _heading("service-level", f"{_LEDGER} s)", "サービスレベル", "Service level"): _service_level,
    _heading("exceptions", "2.2.2(1)(b)", "例外措置", "Exceptions"): _exceptions,
}

HEADINGS: Final = tuple(COLUMNS)
"""All columns, from left to right."""


def cells(subject: Subject) -> dict[str, Text]:
    """Return a system's cells, by the ids of the columns."""
    return {heading.id: fill(subject) or NONE for heading, fill in COLUMNS.items()}
