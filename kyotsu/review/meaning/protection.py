"""What keeps things from being deleted by mistake, and what an account may cost or become."""

from collections.abc import Iterator
from typing import Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.events import Event, events
from kyotsu.review.meaning.finding import looser, said, stricter
from kyotsu.review.meaning.judging import Classifier, guarded
from kyotsu.review.meaning.settings import (
    Setting,
    less_is_safe,
    off_is_safe,
    on_is_safe,
    ranked,
    settings,
)
from kyotsu.review.meaning.world import Pair, World
from policies.rule import Severity, Text

_LOOSER: Final = Text(
    ja="{name} を誤って削除しないための保護が外れます。",
    en="{name} is no longer kept from being deleted by mistake.",
)
_TIGHTER: Final = Text(
    ja="{name} を誤って削除しないための保護がかかります。",
    en="{name} becomes kept from being deleted by mistake.",
)
_BUDGET: Final = ("aws:budgets/budget:Budget",)
_ACCOUNT: Final = ("aws:organizations/account:Account",)


def _protect(world: World) -> Iterator[Finding]:
    for pair in world.changed():
        yield from guarded(pair.name, pair.urn, lambda pair=pair: _compared(pair))


def _compared(pair: Pair) -> Iterator[Finding]:
    if pair.old is None or pair.new is None or pair.old.protect == pair.new.protect:
        return
    if pair.old.protect:
        text = said(_LOOSER, name=pair.name)
        yield looser("protection-off", Severity.HIGH, text, pair.urn, before=True, after=False)
    else:
        yield stricter("protection-on", said(_TIGHTER, name=pair.name), pair.urn)


def _switch(path: str, *types: str) -> Setting:
    return Setting(
        code="protection-off",
        types=types,
        path=path,
        order=on_is_safe,
        severity=Severity.HIGH,
        looser=_LOOSER,
        tighter=_TIGHTER,
    )


def _force(path: str, *types: str) -> Setting:
    return Setting(
        code="protection-off",
        types=types,
        path=path,
        order=off_is_safe,
        severity=Severity.HIGH,
        looser=Text(
            ja="{name} は、中身が残っていても削除できるようになります。",
            en="{name} can be deleted although something is in it.",
        ),
        tighter=_TIGHTER,
    )


CLASSIFIERS: Final = (
    Classifier(name="protection", types=frozenset(), look=_protect),
    settings(
        "deletion protection",
        _switch("deletionProtection", "aws:rds/instance:Instance", "aws:rds/cluster:Cluster"),
        _switch("deletionProtectionEnabled", "aws:dynamodb/table:Table"),
        _switch("enableDeletionProtection", "aws:lb/loadBalancer:LoadBalancer"),
        _switch("deleteProtection", "aws:networkfirewall/firewall:Firewall"),
        _force("forceDestroy", "aws:s3/bucket:Bucket", "aws:backup/vault:Vault"),
        _force("skipFinalSnapshot", "aws:rds/instance:Instance", "aws:rds/cluster:Cluster"),
        Setting(
            code="metadata-weaker",
            types=("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",),
            path="httpTokens",
            order=ranked("required", "optional", "no-preference"),
            severity=Severity.HIGH,
            looser=Text(
                ja="{name} により、サーバーの資格情報を古い方式で読めるようになります。",
                en="{name} lets a server's credentials be read in the old way.",
            ),
            tighter=Text(
                ja="{name} により、サーバーの資格情報を古い方式では読めなくなります。",
                en="{name} no longer lets a server's credentials be read in the old way.",
            ),
        ),
        Setting(
            code="session-longer",
            types=("aws:iam/role:Role",),
            path="maxSessionDuration",
            order=less_is_safe,
            severity=Severity.MEDIUM,
            default=3600,
            looser=Text(
                ja="ロール {name} でいられる時間が長くなります。",
                en="Sessions of the role {name} may last longer.",
            ),
            tighter=Text(
                ja="ロール {name} でいられる時間が短くなります。",
                en="Sessions of the role {name} end earlier.",
            ),
        ),
        Setting(
            code="budget-raised",
            types=_BUDGET,
            path="limitAmount",
            order=less_is_safe,
            severity=Severity.MEDIUM,
            looser=Text(
                ja="予算 {name} の上限額が上がります。",
                en="The limit of the budget {name} is raised.",
            ),
            tighter=Text(
                ja="予算 {name} の上限額が下がります。",
                en="The limit of the budget {name} is lowered.",
            ),
        ),
    ),
    events(
        "budgets and accounts",
        Event(
            code="budget-gone",
            types=_BUDGET,
            when="deleted",
            severity=Severity.MEDIUM,
            shows=("limitAmount",),
            text=Text(
                ja="予算 {name} がなくなり、超過しても誰にも知らされません。",
                en="The budget {name} goes: nobody is told of what exceeds it.",
            ),
        ),
        Event(
            code="budget-notices",
            types=_BUDGET,
            when="changed",
            severity=Severity.LOW,
            shows=("notifications",),
            text=Text(
                ja="予算 {name} の超過を知らせる相手か条件が変わります。",
                en="Whom the budget {name} tells, or when, changes.",
            ),
        ),
        Event(
            code="account-moved",
            types=_ACCOUNT,
            when="changed",
            severity=Severity.HIGH,
            shows=("parentId",),
            text=Text(
                ja="アカウント {name} の所属が移り、別のガードレールの下に入ります。",
                en="The account {name} moves to another unit, and under other guardrails.",
            ),
        ),
        Event(
            code="account-gone",
            types=_ACCOUNT,
            when="deleted",
            severity=Severity.CRITICAL,
            text=Text(
                ja="アカウント {name} が組織の管理から外れます。",
                en="The account {name} is no longer managed by the organization.",
            ),
        ),
    ),
)
