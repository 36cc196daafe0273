"""Sections b to e: what both sides do in an incident, and what the ministry has to have in place.

Unified standards R7, 5.4.1(1)-1 b) to e).
"""

from collections.abc import Iterator

from kyotsu.ledger.words import text
from kyotsu.responsibility.model import Clause
from kyotsu.responsibility.provision import Provision
from tenancy.model import Contact
from tenancy.model.environment import OperatingHours
from tenancy.vocabulary import Text


def incident(one: Provision) -> Iterator[Clause]:
    """Yield whom to call, when, and who does what after an incident is noticed."""
    desk = one.stage.support
    reached = ", ".join(filter(None, (desk.email, desk.phone)))
    hours = _hours(desk.hours)
    yield Clause(
        id="desk",
        subject=text("プラットフォームの窓口", "The platform's desk"),
        platform=text(
            f"{desk.desk.ja}({reached})、{hours.ja}",
            f"{desk.desk.en} ({reached}), {hours.en}",
        ),
    )
    for id_, subject, contact in (
        (
            "security-officer",
            text("情報システムセキュリティ責任者", "The system's security officer"),
            one.tenant.contacts.security_officer,
        ),
        (
            "user-manager",
            text("利用管理者", "The manager of the platform's use"),
            one.tenant.contacts.platform_user_manager,
        ),
    ):
        yield Clause(id=id_, subject=subject, platform=_reached(contact))
    running = _hours(one.resolved.operating_hours.value)
    yield Clause(
        id="operating-hours",
        subject=text("システムの運用時間", "The system's operating hours"),
        platform=running,
    )
    yield Clause(
        id="incident-notice",
        subject=text("認知したとき", "When one is noticed"),
        platform=text(
            "認知した側が、直ちに相手の窓口へ、分かっている事実と影響の範囲を伝える。"
            "夜間・休日は電話による。",
            "Whoever notices it tells the other's desk at once what is known and who is "
            "affected; by "
            "telephone at night and on holidays.",
        ),
    )
    yield Clause(
        id="incident-containment",
        subject=text("拡大の防止", "Keeping it from spreading"),
        platform=text(
            "プラットフォームは、他のシステムへの影響を防ぐため、利用機関に告げたうえで"
            "システムを隔離できる。急を要するときは、隔離した後に告げる。",
            "To protect other systems the platform may isolate the system after telling the "
            "ministry; where there is no time, it tells the ministry afterwards.",
        ),
    )
    yield Clause(
        id="incident-evidence",
        subject=text("記録の提供", "Providing records"),
        platform=text(
            "プラットフォームは、求めに応じて、保管しているログを調査のために提供する。",
            "The platform provides the archived logs to the inquiry when it is asked.",
        ),
    )
    yield Clause(
        id="incident-report",
        subject=text("報告", "Reporting"),
        platform=text(
            "各機関は、それぞれの対処手順に従って自らのCSIRTへ報告し、互いに写しを渡す。",
            "Each side reports to its own CSIRT by its own procedure, and gives the other a copy.",
        ),
    )


def organization(one: Provision) -> Iterator[Clause]:
    """Yield the people and procedures that the ministry has to have."""
    yield Clause(
        id="posts",
        subject=text("管理体制", "Posts"),
        platform=text(
            "利用機関は、情報システムセキュリティ責任者と利用管理者を置き、"
            "交代したときは宣言ファイルを直す。",
            "The ministry appoints a security officer and a manager of use, and corrects its "
            "file when they change.",
        ),
    )
    contractors = [name for name, party in one.tenant.work if party.by == "contractor"]
    if contractors:
        yield Clause(
            id="contractors",
            subject=text("委託先", "Contractors"),
            platform=text(
                "利用機関は、委託先にもこの規程を守らせ、契約の終了時に権限を取り消す。",
                "The ministry binds its contractors to these rules, and has their access "
                "withdrawn when a contract ends.",
            ),
        )
    yield Clause(
        id="yearly-review",
        subject=text("点検", "Review"),
        platform=text(
            "利用機関は、年に一度、宣言ファイル、利用者の権限、例外措置を点検する。",
            "Once a year the ministry reviews its file, its users' access and its exceptions.",
        ),
    )


def requirements(one: Provision) -> Iterator[Clause]:
    """Yield what the system itself must fulfil."""
    additional = one.tenant.security_class == "additional"
    yield Clause(
        id="security-class",
        subject=text("対策の水準", "Level of measures"),
        platform=text(
            "追加の対策を必要とするシステムとして、基本の対策に加えて追加の対策を備える。"
            if additional
            else "基本の対策を備える。",
            "As a system that needs additional measures it fulfils those beside the basic ones."
            if additional
            else "It fulfils the basic measures.",
        ),
    )
    yield Clause(
        id="policies",
        subject=text("セキュリティルール", "Security rules"),
        platform=text(
            "すべての変更は、適用の前にプラットフォームのルールで検査され、"
            "必須のルールに反するものは適用されない。",
            "Each change is held against the platform's rules before it is applied, and one that "
            "breaks a mandatory rule isn't applied.",
        ),
    )
    for exception in one.tenant.exceptions:
        yield Clause(
            id=f"exception-{exception.rule}-{exception.resource}",
            subject=text(f"例外措置 {exception.rule}", f"Exception {exception.rule}"),
            platform=text(
                f"{exception.resource}について{exception.expires}まで認める。"
                f"代替措置:{exception.alternative_measure.ja}",
                f"Granted for {exception.resource} until {exception.expires}. Instead: "
                f"{exception.alternative_measure.en}",
            ),
        )


def access(one: Provision) -> Iterator[Clause]:
    """Yield how users and their access are granted and withdrawn."""
    central = one.shares("aws:ssoadmin/permissionSet:PermissionSet")
    yield Clause(
        id="identities",
        subject=text("識別コードと主体認証", "Identities"),
        platform=text(
            "利用管理者の申請により、プラットフォームが利用者を登録する。"
            + ("認証は多要素とし、" if central else "")
            + "一人に一つの識別コードを用い、共用しない。",
            "The platform registers users when the manager of use asks for it. "
            + ("They sign in with several factors. " if central else "")
            + "Everyone has an identity of their own, and none is shared.",
        ),
    )
    yield Clause(
        id="permissions",
        subject=text("アクセス権限", "Permissions"),
        platform=text(
            (
                "開発者・運用者・監査者の役割から、職務に必要な最小のものを与える。"
                if central
                else "役割は、利用機関が自らのアカウントに、職務に必要な最小の権限で設ける。"
            )
            + "申請した者と承認する者は別とする。",
            (
                "Each user gets the least that the work needs of the roles for developers, "
                "operators and auditors. "
                if central
                else "The ministry makes roles in its own account, with what the work needs only. "
            )
            + "Who applies and who approves are never the same.",
        ),
    )
    yield Clause(
        id="withdrawal",
        subject=text("取消し", "Withdrawal"),
        platform=text(
            "異動や契約終了の日に、利用管理者が申し出て権限を取り消す。",
            "On the day on which a post or a contract ends, the manager of use has access "
            "withdrawn.",
        ),
    )


def _reached(contact: Contact) -> Text:
    reached = ", ".join(filter(None, (contact.email, contact.phone)))
    return text(
        f"{contact.role.ja}({contact.division.ja}、{reached})",
        f"{contact.role.en} ({contact.division.en}, {reached})",
    )


def _hours(hours: OperatingHours) -> Text:
    if (hours.days, hours.start, hours.end) == ("every-day", "00:00", "24:00"):
        return text("常時", "around the clock")
    if hours.days == "weekdays":
        return text(
            f"平日(祝日を除く)の{hours.start}から{hours.end}まで",
            f"on weekdays that are no public holidays, from {hours.start} to {hours.end}",
        )
    return text(
        f"毎日{hours.start}から{hours.end}まで", f"every day from {hours.start} to {hours.end}"
    )
