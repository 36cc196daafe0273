"""DNS: records that come, go or lead elsewhere, and what resolvers forward or let through."""

from typing import Final

from kyotsu.review.meaning.events import Event, events
from kyotsu.review.meaning.settings import Setting, ranked, settings
from policies.rule import Severity, Text

_RECORD: Final = ("aws:route53/record:Record",)
_ZONE: Final = ("aws:route53/zone:Zone",)
_RULE: Final = ("aws:route53/resolverRule:ResolverRule",)
_PROFILE: Final = (
    "aws:route53/profilesAssociation:ProfilesAssociation",
    "aws:route53/profilesResourceAssociation:ProfilesResourceAssociation",
)
_BLOCK: Final = ("aws:route53/resolverFirewallRule:ResolverFirewallRule",)
_LEADS: Final = ("name", "type", "records", "aliases")

CLASSIFIERS: Final = (
    events(
        "names",
        Event(
            code="name-new",
            types=_RECORD,
            when="created",
            severity=Severity.LOW,
            shows=_LEADS,
            text=Text(
                ja="新しい名前 {name} が引けるようになります。", en="The name {name} is new."
            ),
        ),
        Event(
            code="name-moved",
            types=_RECORD,
            when="changed",
            severity=Severity.MEDIUM,
            shows=_LEADS,
            text=Text(
                ja="名前 {name} の指す先が変わり、利用者は別のところへつながります。",
                en="The name {name} leads elsewhere, and with it all who use it.",
            ),
        ),
        Event(
            code="name-gone",
            types=(*_RECORD, *_ZONE),
            when="deleted",
            severity=Severity.HIGH,
            shows=("name",),
            text=Text(
                ja="名前 {name} が引けなくなります。",
                en="The name {name} can no longer be looked up.",
            ),
        ),
        Event(
            code="forwarding-changed",
            types=_RULE,
            when="created",
            severity=Severity.MEDIUM,
            shows=("domainName", "ruleType"),
            text=Text(
                ja="{name} により、名前の問合せが別のところへ転送されるようになります。",
                en="{name} forwards look-ups of some names elsewhere.",
            ),
        ),
        Event(
            code="forwarding-changed",
            types=_RULE,
            when="changed",
            severity=Severity.MEDIUM,
            shows=("domainName", "ruleType", "targetIps"),
            text=Text(
                ja="名前の問合せを転送する {name} の内容が変わります。",
                en="Where {name} forwards look-ups of some names changes.",
            ),
        ),
        *(
            Event(
                code="profile",
                types=_PROFILE,
                when=when,
                severity=Severity.LOW if when == "created" else Severity.MEDIUM,
                shows=("resourceArn", "resourceId"),
                text=Text(
                    ja="{name} により、共有の設定を使うネットワークで引ける名前が変わります。",
                    en="{name} changes which names are looked up where by users of a DNS profile.",
                ),
            )
            for when in ("created", "changed", "deleted")
        ),
        Event(
            code="dns-block-gone",
            types=_BLOCK,
            when="deleted",
            severity=Severity.HIGH,
            shows=("action",),
            text=Text(
                ja="名前の問合せを制限する {name} がなくなります。",
                en="{name}, which restricts look-ups of names, goes.",
            ),
        ),
        Event(
            code="dns-list-changed",
            types=("aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",),
            when="changed",
            severity=Severity.MEDIUM,
            shows=("domains",),
            text=Text(
                ja="名前の問合せの可否を決める一覧 {name} が変わります。",
                en="The list {name}, which decides on look-ups of names, changes.",
            ),
        ),
    ),
    settings(
        "name filters",
        Setting(
            code="dns-block-weaker",
            types=_BLOCK,
            path="action",
            order=ranked("BLOCK", "ALERT", "ALLOW"),
            severity=Severity.HIGH,
            looser=Text(
                ja="{name} が名前の問合せを以前ほど拒まなくなります。",
                en="{name} refuses fewer look-ups of names than before.",
            ),
            tighter=Text(
                ja="{name} が名前の問合せをより厳しく拒みます。",
                en="{name} refuses more look-ups of names than before.",
            ),
        ),
        Setting(
            code="dns-block-weaker",
            types=("aws:route53/resolverFirewallConfig:ResolverFirewallConfig",),
            path="firewallFailOpen",
            order=ranked("DISABLED"),
            severity=Severity.HIGH,
            looser=Text(
                ja="{name} が働かないとき、問合せを止めずに通すようになります。",
                en="Where {name} can't be asked, look-ups pass unchecked.",
            ),
            tighter=Text(
                ja="{name} が働かないとき、問合せを止めるようになります。",
                en="Where {name} can't be asked, look-ups are stopped.",
            ),
        ),
    ),
)
