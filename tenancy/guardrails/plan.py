"""Which policies a stage has, what is in each, and where they hang."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, Literal

from tenancy.guardrails import everywhere, management, perimeter, set_apart, tenants
from tenancy.guardrails.packing import DoesNotFit, compact, document, pack
from tenancy.guardrails.quotas import QUOTAS, PolicyType, Quota
from tenancy.guardrails.statement import Guard
from tenancy.roles import platform_roles
from tenancy.stage.settings import StageSettings
from tenancy.vocabulary import Text

Target = Literal["root", "security", "infrastructure", "ministries", "sandbox", "suspended"]
"""The root, or a unit right below it."""


@dataclass(frozen=True, kw_only=True)
class PolicyPlan:
    """One policy of the organization."""

    name: str
    """Its identity, such as `everywhere-1`: what it is about, and its number."""
    type: PolicyType
    description: Text
    document: Mapping[str, Any]
    """Holds `ORGANIZATION_ID` where the organization's id belongs."""
    statements: tuple[Guard, ...]
    """Empty where AWS carries the policy out by itself."""
    targets: tuple[Target, ...]

    @property
    def characters(self) -> int:
        """How long the document is at most."""
        return len(compact(self.document))

    @property
    def quota(self) -> Quota:
        """What AWS allows of this type."""
        return QUOTAS[self.type]


@dataclass(frozen=True, kw_only=True)
class GuardrailsPlan:
    """All policies of an organization, in the order in which they are made."""

    policies: tuple[PolicyPlan, ...]

    def attached(self, kind: PolicyType) -> Mapping[Target, int]:
        """Return how many policies of a type hang on each target, AWS's own one included."""
        counted: Counter[Target] = Counter(
            target for each in self.policies if each.type == kind for target in each.targets
        )
        return {target: count + QUOTAS[kind].taken for target, count in counted.items()}


@dataclass(frozen=True, kw_only=True)
class _Subject:
    """Statements that hang together on the same targets."""

    name: str
    type: PolicyType
    description: Text
    statements: Iterable[Guard]
    targets: tuple[Target, ...]


_KINDS: Final[Mapping[PolicyType, str]] = {
    "SERVICE_CONTROL_POLICY": "service control policies",
    "RESOURCE_CONTROL_POLICY": "resource control policies",
    "TAG_POLICY": "tag policies",
    "BACKUP_POLICY": "backup policies",
    "AISERVICES_OPT_OUT_POLICY": "AI services opt-out policies",
}


def plan_guardrails(stage: StageSettings, ministries: Iterable[str]) -> GuardrailsPlan:
    """Return the policies of a stage's organization.

    Raises `DoesNotFit` where a document is too long, or too many would hang on one target.
    """
    packed = chain.from_iterable(map(_packed, _subjects(stage)))
    plan = GuardrailsPlan(policies=(*packed, *_managed(stage, tuple(ministries))))
    check_quotas(plan)
    return plan


def check_quotas(plan: GuardrailsPlan) -> None:
    """Raise `DoesNotFit` if AWS would refuse a policy for its length, or its attachment."""
    for policy in plan.policies:
        if policy.characters > policy.quota.characters:
            raise DoesNotFit(
                f"{policy.name} would have {policy.characters} characters, and AWS allows"
                f" {policy.quota.characters}",
                "shorten the lists that it is made from",
            )
    for kind, quota in QUOTAS.items():
        for target, count in plan.attached(kind).items():
            if count > quota.attachments:
                raise DoesNotFit(
                    f"{count} {_KINDS[kind]} would hang on {target}, and AWS allows"
                    f" {quota.attachments}",
                    "hang some on a unit above or below, or shorten their statements",
                )


def _packed(subject: _Subject) -> Iterator[PolicyPlan]:
    bundles = pack(subject.name, subject.statements, QUOTAS[subject.type].characters)
    for number, statements in enumerate(bundles, start=1):
        yield PolicyPlan(
            name=f"{subject.name}-{number}",
            type=subject.type,
            description=subject.description,
            document=document(statements),
            statements=statements,
            targets=subject.targets,
        )


def _subjects(stage: StageSettings) -> Iterator[_Subject]:
    roles = platform_roles(stage.name_prefix)
    yield _Subject(
        name="everywhere",
        type="SERVICE_CONTROL_POLICY",
        description=Text(ja="全アカウントの禁止事項", en="What nobody does in any account"),
        statements=everywhere.guards((stage.region, stage.recovery_region), roles),
        targets=("root",),
    )
    yield _Subject(
        name="tenants",
        type="SERVICE_CONTROL_POLICY",
        description=Text(
            ja="府省のアカウントの禁止事項", en="What nobody does in a ministry's account"
        ),
        statements=chain(
            tenants.networks(),
            tenants.identities(roles),
            tenants.denied_services(stage.guardrails.denied_services),
        ),
        targets=("ministries",),
    )
    yield _Subject(
        name="data",
        type="SERVICE_CONTROL_POLICY",
        description=Text(
            ja="公開の禁止と暗号化", en="Nothing is made public, and data is encrypted"
        ),
        statements=chain(tenants.sharing(), tenants.encryption()),
        targets=("ministries", "sandbox"),
    )
    yield _Subject(
        name="sandbox",
        type="SERVICE_CONTROL_POLICY",
        description=Text(ja="試用のアカウントの隔離", en="Trials stay alone"),
        statements=set_apart.isolation(),
        targets=("sandbox",),
    )
    yield _Subject(
        name="quarantine",
        type="SERVICE_CONTROL_POLICY",
        description=Text(
            ja="停止中のアカウントの隔離", en="Nobody does anything in a suspended account"
        ),
        statements=set_apart.quarantine(),
        targets=("suspended",),
    )
    yield _Subject(
        name="perimeter",
        type="RESOURCE_CONTROL_POLICY",
        description=Text(
            ja="組織の外からの利用の禁止", en="Nobody from outside reaches what is ours"
        ),
        statements=perimeter.guards(stage.access.repository.partition("/")[0]),
        targets=("root",),
    )


def _managed(stage: StageSettings, ministries: tuple[str, ...]) -> Iterator[PolicyPlan]:
    yield PolicyPlan(
        name="tags",
        type="TAG_POLICY",
        description=Text(ja="タグに使える値", en="Which values tags may have"),
        document=management.tags(
            stage=stage.name, environment=stage.environment, ministries=ministries
        ),
        statements=(),
        targets=("ministries",),
    )
    yield PolicyPlan(
        name="backups",
        type="BACKUP_POLICY",
        description=Text(ja="最低限のバックアップ", en="The backups that there are at least"),
        document=management.backups(
            stage=stage.name, region=stage.region, roles=platform_roles(stage.name_prefix)
        ),
        statements=(),
        targets=("ministries",),
    )
    yield PolicyPlan(
        name="ai-opt-out",
        type="AISERVICES_OPT_OUT_POLICY",
        description=Text(
            ja="AIサービスの学習に内容を使わせない", en="No content is used to train AI services"
        ),
        document=management.no_training(),
        statements=(),
        targets=("root",),
    )
