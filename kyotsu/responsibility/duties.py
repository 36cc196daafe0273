"""Section a: who answers for what. A duty that the platform can't show isn't promised.

Unified standards R7, 5.4.1(1)-1 a). Each function looks at what is provisioned and returns a
clause; what is not provisioned is the ministry's, and the clause says so.
"""

from collections.abc import Callable
from typing import Final

from kyotsu.ledger.words import text
from kyotsu.responsibility.model import Clause
from kyotsu.responsibility.provision import Provision


def _account(one: Provision) -> Clause:
    guarded = one.shares("aws:organizations/policy:Policy")
    return Clause(
        id="account",
        subject=text("AWSアカウントと組織の統制", "The AWS account and the guardrails"),
        platform=text(
            f"専用のアカウント{one.plan.account_name}を用意する。"
            + (
                "組織のポリシーにより、東京・大阪以外の利用や、ログと統制を弱める操作を禁止する。"
                if guarded
                else "このステージには、組織のポリシーによる禁止はない。"
            ),
            f"Provides the account {one.plan.account_name}. "
            + (
                "The organization's policies deny other regions than Tokyo and Osaka, and whatever "
                "would weaken logs and guardrails."
                if guarded
                else "This stage has no organization policies that deny anything."
            ),
        ),
        ministry=text(
            "プラットフォームが発行した役割だけを使い、統制を避ける手段を設けない。",
            "Uses only the roles that the platform issued, and makes no way around the guardrails.",
        ),
    )


def _network(one: Provision) -> Clause:
    network = one.plan.network
    reach = {
        "internet": text(
            "インターネットからの接続口を設け、宣言された宛先以外への通信を遮断する。",
            "It has a way in from the internet; traffic to undeclared destinations is dropped.",
        ),
        "government-lan": text(
            "政府内ネットワークからの接続口を設け、宣言された宛先以外への通信を遮断する。",
            "It is reached from the government LAN; traffic to undeclared destinations is dropped.",
        ),
        "none": text(
            "外部からの接続口を設けない。宣言された宛先以外への通信を遮断する。",
            "Nothing outside reaches it; traffic to undeclared destinations is dropped.",
        ),
    }[network.ingress]
    return Clause(
        id="network",
        subject=text("ネットワーク", "The network"),
        platform=text(
            f"仮想ネットワーク{network.cidr}を{len(network.zones)}か所の区画に構築する。{reach.ja}",
            f"Builds the virtual network {network.cidr} in {len(network.zones)} zones. {reach.en}",
        ),
        ministry=text(
            "通信先と連携先を宣言ファイルに記載し、不要になったものを削除する。"
            "サーバーごとの通信許可を必要最小限に設定する。",
            "Declares destinations and links in its file and removes those that it no longer "
            "needs. "
            "Opens to each server no more than it needs.",
        ),
    )


def _keys(one: Provision) -> Clause:
    ours = one.resolved.key_management.value == "platform"
    return Clause(
        id="keys",
        subject=text("暗号化と鍵", "Encryption and keys"),
        platform=text(
            f"鍵({'、'.join(one.plan.keys.purposes)})を管理し、毎年更新する。"
            if ours
            else "ログの鍵を管理する。情報の暗号化には、クラウドサービス提供者が管理する鍵を使う。",
            f"Manages the keys ({', '.join(one.plan.keys.purposes)}) and renews them every year."
            if ours
            else "Manages the key of the logs. Information is encrypted by keys that the "
            "provider of "
            "the cloud manages.",
        ),
        ministry=text(
            "情報を保存するすべての資源で、この鍵による暗号化を指定する。"
            if ours
            else "情報を保存するすべての資源で暗号化を有効にする。",
            "Names these keys for everything in which it keeps information."
            if ours
            else "Turns encryption on for everything in which it keeps information.",
        ),
    )


def _logs(one: Provision) -> Clause:
    days = one.plan.logs.retention_days
    return Clause(
        id="logs",
        subject=text("ログ", "Logs"),
        platform=text(
            f"操作・通信・アプリケーションのログを集め、{days}日間検索でき、"
            f"{one.stage.archive_retention_days}日間は誰も削除できない形で保管する。",
            f"Collects logs of operations, traffic and applications. For {days} days they can be "
            f"searched; for {one.stage.archive_retention_days} days they are in an archive, from "
            "which nobody can delete them.",
        ),
        ministry=text(
            "アプリケーションと監査のログを、用意されたロググループに出力し、内容を点検する。",
            "Writes the logs of its application and its audit trail to the log groups, and looks "
            "through them.",
        ),
    )


def _detection(one: Provision) -> Clause:
    on = one.shares("aws:guardduty/detector:Detector")
    return Clause(
        id="detection",
        subject=text("脅威と設定不備の検知", "Detecting threats and misconfiguration"),
        platform=text(
            "脅威の検知と設定の検査を常時行い、所見をシステムの連絡先へ通知する。"
            if on
            else "このステージでは、脅威の検知を行っていない。",
            "Watches for threats and checks settings all the time, and tells the system's contacts."
            if on
            else "Doesn't watch for threats in this stage.",
        ),
        ministry=text(
            "通知を受け取れる体制を保ち、自らの資源に関する所見に対処する。",
            "Can be reached by these messages, and acts on findings about its own resources.",
        ),
    )


def _backup(one: Provision) -> Clause:
    on = one.has("aws:backup/plan:Plan")
    days = one.plan.backup.retention_days
    copied = on and one.plan.backup.copy_region is not None
    return Clause(
        id="backup",
        subject=text("バックアップと復旧", "Backups and recovery"),
        platform=text(
            (f"毎日バックアップし、{days}日間保管する。" if on else "バックアップを行わない。")
            + ("大阪に複製する。" if copied else ""),
            (
                f"Backs up every day and keeps each recovery point for {days} days."
                if on
                else "Makes no backups."
            )
            + (" Copies them to Osaka." if copied else ""),
        ),
        ministry=text(
            "バックアップの対象を示すタグを付け、年に一度は復旧を試す。目標復旧時間は"
            f"{one.resolved.recovery_time_hours.value}時間である。"
            if on
            else "自らバックアップを行う。",
            "Tags what is to be backed up, and tries a recovery at least once a year. It is to be "
            f"back within {one.resolved.recovery_time_hours.value} hours."
            if on
            else "Makes its own backups.",
        ),
    )


def _patches(one: Provision) -> Clause:
    on = one.has("aws:ssm/maintenanceWindow:MaintenanceWindow")
    return Clause(
        id="patches",
        subject=text("基本ソフトウェアとミドルウェア", "Operating systems and middleware"),
        platform=text(
            "更新の時間帯と基準を用意し、基本ソフトウェアに修正プログラムを適用する。"
            if on
            else "修正プログラムの適用は行わない。",
            "Provides a window and a baseline, and patches operating systems."
            if on
            else "Doesn't patch what runs in the account.",
        ),
        ministry=text(
            "適用後の動作を確認し、ミドルウェアとアプリケーションを自ら更新する。"
            if on
            else "基本ソフトウェア、ミドルウェア、アプリケーションを自ら更新する。",
            "Sees that its system still works, and updates middleware and applications itself."
            if on
            else "Updates operating systems, middleware and applications itself.",
        ),
    )


def _data(one: Provision) -> Clause:
    grades = one.tenant.classification
    return Clause(
        id="data",
        subject=text("アプリケーションと情報", "Applications and information"),
        platform=text(
            "アプリケーションの内容と情報には関与しない。",
            "Has no part in what the application does or holds.",
        ),
        ministry=text(
            f"機密性{grades.confidentiality}・完全性{grades.integrity}・可用性{grades.availability}"
            "の格付と取扱制限に従って情報を扱い、格付が変われば宣言ファイルを直す。",
            f"Handles information by its grades (confidentiality {grades.confidentiality}, "
            f"integrity {grades.integrity}, availability {grades.availability}) and restrictions, "
            "and corrects its file when they change.",
        ),
    )


def _cost(one: Provision) -> Clause:
    told = one.has("aws:budgets/budget:Budget") or one.shares("aws:budgets/budget:Budget")
    return Clause(
        id="cost",
        subject=text("費用", "Cost"),
        platform=text(
            f"月額予算{one.plan.budget.yen:,}円に近づくと通知し、利用した分を毎月示す。"
            if told
            else "利用した分を毎月示す。",
            f"Warns as the monthly budget of {one.plan.budget.yen:,} yen is approached, and shows "
            "each month what was used."
            if told
            else "Shows each month what was used.",
        ),
        ministry=text(
            "使わない資源を止め、予算を超える前に見直す。",
            "Stops what it doesn't use, and looks again before the budget is exceeded.",
        ),
    )


DUTIES: Final[tuple[Callable[[Provision], Clause], ...]] = (
    _account,
    _network,
    _keys,
    _logs,
    _detection,
    _backup,
    _patches,
    _data,
    _cost,
)
"""In the order in which they are read."""
