"""ACC-3: no tenant can weaken guardrails, logs or detectors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.actions import classes, named, on
from kyotsu.proof.access.decide import allowed
from kyotsu.proof.access.judge import Case
from kyotsu.proof.access.names import source
from kyotsu.proof.access.parties import Target
from kyotsu.proof.access.patterns import Pattern
from kyotsu.proof.access.reach import Reached, accounts_let_in, services_let_in
from kyotsu.proof.access.statements.foreign import FOUNDATION, Attackers
from kyotsu.proof.access.witness import shown_action
from kyotsu.proof.access.world import Tenant, World
from kyotsu.proof.verdict import Statement, Verdict
from kyotsu.review.meaning.levels import by_level
from tenancy.vocabulary import Text

WEAKEN: Final = Statement(
    id="ACC-3",
    title=Text(
        ja="テナントの誰も、ガードレール、ログ、検知を弱められない",
        en="Nobody of a tenant can weaken guardrails, logs or detectors",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Weakness:
    """What would weaken one type of resource."""

    actions: tuple[str, ...]
    arn: str = "*"
    """`{arn}` for the resource's own; `*` for what is a setting of the whole account."""


WEAKNESSES: Final[Mapping[str, Weakness]] = {
    "aws:accessanalyzer/analyzer:Analyzer": Weakness(
        actions=(
            "access-analyzer:createarchiverule",
            "access-analyzer:deleteanalyzer",
            "access-analyzer:updateanalyzer",
            "access-analyzer:updatearchiverule",
        ),
    ),
    "aws:account/alternativeContact:AlternativeContact": Weakness(
        actions=("account:deletealternatecontact", "account:putalternatecontact"),
    ),
    "aws:cfg/recorder:Recorder": Weakness(
        actions=(
            "config:deleteconfigurationrecorder",
            "config:disassociateresourcetypes",
            "config:putconfigurationrecorder",
            "config:stopconfigurationrecorder",
        ),
    ),
    "aws:cfg/deliveryChannel:DeliveryChannel": Weakness(
        actions=("config:deletedeliverychannel", "config:putdeliverychannel"),
    ),
    "aws:cloudwatch/logGroup:LogGroup": Weakness(
        arn="{arn}",
        actions=(
            "logs:deleteloggroup",
            "logs:deletelogstream",
            "logs:deleteretentionpolicy",
            "logs:disassociatekmskey",
            "logs:putretentionpolicy",
        ),
    ),
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": Weakness(
        actions=("logs:deletesubscriptionfilter", "logs:putsubscriptionfilter"),
    ),
    "aws:ebs/encryptionByDefault:EncryptionByDefault": Weakness(
        actions=("ec2:disableebsencryptionbydefault",),
    ),
    "aws:ebs/defaultKmsKey:DefaultKmsKey": Weakness(
        actions=("ec2:modifyebsdefaultkmskeyid", "ec2:resetebsdefaultkmskeyid"),
    ),
    "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": Weakness(
        actions=("ec2:disablesnapshotblockpublicaccess", "ec2:enablesnapshotblockpublicaccess"),
    ),
    "aws:ec2/flowLog:FlowLog": Weakness(actions=("ec2:deleteflowlogs",)),
    "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": Weakness(
        actions=("ec2:disableimageblockpublicaccess",),
    ),
    "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": Weakness(
        actions=("ec2:modifyinstancemetadatadefaults",),
    ),
    "aws:ec2/networkAcl:NetworkAcl": Weakness(
        actions=(
            "ec2:createnetworkaclentry",
            "ec2:deletenetworkaclentry",
            "ec2:replacenetworkaclassociation",
            "ec2:replacenetworkaclentry",
        ),
    ),
    "aws:ec2/routeTable:RouteTable": Weakness(
        actions=(
            "ec2:associateroutetable",
            "ec2:createroute",
            "ec2:deleteroute",
            "ec2:disassociateroutetable",
            "ec2:replaceroute",
            "ec2:replaceroutetableassociation",
        ),
    ),
    "aws:ec2/vpc:Vpc": Weakness(
        actions=(
            "ec2:attachinternetgateway",
            "ec2:attachvpngateway",
            "ec2:createegressonlyinternetgateway",
            "ec2:createnatgateway",
            "ec2:createtransitgatewayvpcattachment",
            "ec2:createvpcpeeringconnection",
            "ec2:acceptvpcpeeringconnection",
        ),
    ),
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": Weakness(
        actions=(
            "ec2:createvpcblockpublicaccessexclusion",
            "ec2:modifyvpcblockpublicaccessexclusion",
            "ec2:modifyvpcblockpublicaccessoptions",
        ),
    ),
    "aws:kms/alias:Alias": Weakness(
        arn="{arn}",
        actions=("kms:deletealias", "kms:updatealias"),
    ),
    "aws:kms/key:Key": Weakness(
        arn="{arn}",
        actions=("kms:disablekey", "kms:putkeypolicy", "kms:schedulekeydeletion"),
    ),
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": Weakness(
        actions=("s3:putaccountpublicaccessblock",),
    ),
}
"""By type, the calls that take away what the platform put there.

The calls that weaken each are its service's own, from the API references; what adds to a log or
makes a finding is not among them.
"""
OF_EVERY_ACCOUNT: Final = (
    "account:closeaccount",
    "guardduty:createfilter",
    "guardduty:deletedetector",
    "guardduty:disassociatefromadministratoraccount",
    "guardduty:disassociatefrommasteraccount",
    "guardduty:updatedetector",
    "iam:createopenidconnectprovider",
    "iam:createsamlprovider",
    "inspector2:disable",
    "macie2:disablemacie",
    "macie2:disassociatefromadministratoraccount",
    "organizations:leaveorganization",
    "securityhub:disablesecurityhub",
    "securityhub:disassociatefromadministratoraccount",
)
"""Of the organization's own services and of the account itself, which no tenant's stack declares.

https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
"""
_BY_DESIGN: Final = frozenset(
    {("aws:cloudwatch/logDestination:LogDestination", "logs:putsubscriptionfilter")}
)
"""What the foundation is there for: every account of the organization sends its logs."""


def own_of(world: World, tenant: Tenant, by: Attackers) -> Verdict:
    """Return whether a tenant can take away what the platform put into its account."""
    case = Case(statement=WEAKEN, subject=tenant.key)
    case.rests(*tenant.account.service_controls, tenant.boundary)
    here = [
        one for one in by.by_tenant.get(tenant.key, ()) if one.caller.account == tenant.account.id
    ]
    for target, actions in _weak(world, tenant):
        for action in actions:
            _look(case, tenant.key, here, action, target)
    return case.verdict(world.problems, [tenant.account.id])


def _look(case: Case, key: str, here: list[Reached], action: str, target: Target) -> None:
    """Note the first of several callers who may."""
    for reached in here:
        call = case.ask(lambda: allowed(reached.caller, action, target))  # noqa: B023 - asked at once
        if call is not None:
            case.found((*reached.chain, call), _weakens(key, action, target))
            return


def _weakens(key: str, action: str, target: Target) -> Text:
    name = shown_action(action)
    return Text(
        ja=f"{key} が {target.label.ja} を {name} で弱められます。",
        en=f"{key} can weaken {target.label.en} by {name}.",
    )


def _weak(world: World, tenant: Tenant) -> Iterator[tuple[Target, tuple[str, ...]]]:
    account = tenant.account
    whole = Target(
        label=Text(ja=f"{account.name} のアカウント", en=f"the account of {account.name}"),
        source=account.source,
        arns=(Pattern("*"),),
        account=account.id,
    )
    yield whole, OF_EVERY_ACCOUNT
    policies = {
        one.urn: target
        for one in world.protected_in.get(account.id, ())
        for target in list(one.parts.values())[:1]
    }
    for resource in world.resources_in.get(account.id, ()):
        weakness = WEAKNESSES.get(resource.type)
        if weakness is None:
            continue
        found = policies.get(resource.urn)
        if found is None or weakness.arn == "*":
            found = _whole(world, resource, weakness, account.id)
        yield found, weakness.actions


def _whole(world: World, resource: Resource, weakness: Weakness, account: str) -> Target:
    kind = resource.type.rpartition(":")[2]
    name = world.organization.accounts[account].name
    return Target(
        label=Text(
            ja=f"{name} の {resource.name}({kind})", en=f"{resource.name} ({kind}) of {name}"
        ),
        source=source(resource),
        arns=(Pattern(weakness.arn.format(arn=world.names.arn(resource))),),
        account=account,
    )


def foundation(world: World, by: Attackers) -> Verdict:
    """Return whether any tenant gets at the foundation's own logs, keys and topics."""
    case = Case(statement=WEAKEN, subject=FOUNDATION, covers=len(world.tenants))
    accounts = {one.account.id for one in world.tenants}
    ours = [one for one in world.organization.accounts.values() if not one.tenant]
    for account in ours:
        for protected in world.protected_in.get(account.id, ()):
            kind = world.names.resources[protected.urn].type
            for part, target in protected.parts.items():
                case.rests(target.policy or target.source)
                granting = target.policy.statements if target.policy else ()
                service = protected.kind.service
                asked = [
                    action
                    for action in (*on(service, part), *named(granting, service))
                    if (kind, action) not in _BY_DESIGN
                ]
                _tenants_at(case, by, target, asked)
                _services_at(case, world, target, asked)
    for attacker, reached in by.in_accounts(frozenset(one.id for one in ours)):
        if reached.caller.account not in accounts and reached.role is not None:
            title = Text(
                ja=f"{attacker.key} が基盤の {reached.caller.label.ja} になれます。",
                en=f"{attacker.key} can become {reached.caller.label.en} of the platform.",
            )
            case.found(reached.chain, title)
    return case.verdict(world.problems, [one.id for one in ours])


def _tenants_at(case: Case, by: Attackers, target: Target, asked: list[str]) -> None:
    accounts = accounts_let_in(target.policy)
    if not accounts or target.policy is None:
        return
    for attacker, reached in by.in_accounts(accounts):
        if reached.caller.account == target.account:
            continue
        policies = (target.policy, *target.controls, *(reached.caller.boundary or ()))
        for group in classes(asked, (*policies, *reached.caller.controls)):
            call = case.ask(lambda: allowed(reached.caller, group[0], target))  # noqa: B023 - asked at once
            if call is not None:
                title = _weakens(attacker.key, group[0], target)
                case.found((*reached.chain, call), title)
                break


def _services_at(case: Case, world: World, target: Target, asked: list[str]) -> None:
    """Look whether a service that acts for a tenant could delete something or open it.

    Services do write and encrypt there for tenants: that is how logs get there.
    """
    harmful = [one for one in asked if _harmful(one)]
    for service in sorted(services_let_in(target.policy)):
        for tenant in world.tenants:
            caller = world.service(service, tenant.account)
            assert target.policy is not None  # noqa: S101 - it names the service
            for group in classes(harmful, (target.policy, *target.controls)):
                call = case.ask(lambda: allowed(caller, group[0], target))  # noqa: B023 - asked at once
                if call is not None:
                    case.found((call,), _weakens(tenant.key, group[0], target))
                    return


def _harmful(action: str) -> bool:
    opens = "Permissions management" in by_level([action])
    return opens or action.partition(":")[2].startswith("delete")
