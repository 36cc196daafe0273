"""The organization and its policies."""

from __future__ import annotations

from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError
from localcloud.provider.types import _organizations
from localcloud.provider.values import camel, document
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, Recorded, kept


def _root(context: Context) -> Props:
    found: Props = context.call("list_roots")["Roots"][0]
    return found


def _create_organization(context: Context) -> str:
    feature_set = context.inputs["featureSet"]
    try:
        answer = context.call("create_organization", FeatureSet=feature_set)
    except AwsError as error:
        if error.code != "AlreadyInOrganizationException":
            raise
        answer = context.call("describe_organization")
    return str(answer["Organization"]["Id"])


# Trusted services that moto doesn't know: kept in the state, not switched on.
_UNKNOWN_SERVICES = frozenset({"iam.amazonaws.com", "malware-protection.guardduty.amazonaws.com"})


def _read_organization(context: Context) -> Props | None:
    try:
        found: Props = context.call("describe_organization")["Organization"]
    except AwsError as error:
        if error.code == "AWSOrganizationsNotInUseException":
            return None
        raise
    root = _root(context)
    found["Types"] = [item["Type"] for item in root.get("PolicyTypes", [])]
    found["Root"] = root
    found["Accounts"] = context.call("list_accounts")["Accounts"]
    services = context.call("list_aws_service_access_for_organization")
    found["Principals"] = [
        item["ServicePrincipal"] for item in services["EnabledServicePrincipals"]
    ]
    wanted = set(context.inputs.get("awsServiceAccessPrincipals") or ())
    found["Principals"] += sorted(wanted & _UNKNOWN_SERVICES)
    return found


def _set_types(context: Context) -> None:
    root = _root(context)
    there = {item["Type"] for item in root.get("PolicyTypes", [])}
    wanted = set(context.inputs.get("enabledPolicyTypes") or ())
    for kind in sorted(there - wanted):
        context.call("disable_policy_type", RootId=root["Id"], PolicyType=kind)
    for kind in sorted(wanted - there):
        context.call("enable_policy_type", RootId=root["Id"], PolicyType=kind)


def _set_principals(context: Context) -> None:
    answer = context.call("list_aws_service_access_for_organization")
    there = {item["ServicePrincipal"] for item in answer["EnabledServicePrincipals"]}
    wanted = set(context.inputs.get("awsServiceAccessPrincipals") or ()) - _UNKNOWN_SERVICES
    for name in sorted(there - wanted):
        context.call("disable_aws_service_access", ServicePrincipal=name)
    for name in sorted(wanted - there):
        context.call("enable_aws_service_access", ServicePrincipal=name)


def _delete_organization(context: Context) -> None:
    """AWS refuses while there are accounts; on the local stage they go with the emulator."""
    try:
        context.call("delete_organization")
    except AwsError as error:
        if error.code not in {
            "OrganizationNotEmptyException",
            "AWSOrganizationsNotInUseException",
        }:
            raise


def _accounts(own: bool) -> Any:
    """Return the organization's accounts, with or without the management account."""

    def tell(_: Context, raw: Props) -> list[Props]:
        return [
            {
                "arn": account["Arn"],
                "email": account["Email"],
                "id": account["Id"],
                "name": account["Name"],
                "status": account["Status"],
            }
            for account in raw["Accounts"]
            if own or account["Id"] != raw["MasterAccountId"]
        ]

    return tell


ORGANIZATION = Entry(
    type="aws:organizations/organization:Organization",
    service="organizations",
    regional=False,
    inputs={
        "featureSet": P(read="FeatureSet", default="ALL", replace=True),
        "enabledPolicyTypes": P(read="Types", default=[], compare="set", set=_set_types),
        "awsServiceAccessPrincipals": P(
            read="Principals", default=[], compare="set", set=_set_principals
        ),
        **kept("returnOrganizationOnly"),
    },
    create=_create_organization,
    read=_read_organization,
    delete=_delete_organization,
    outputs={
        "arn": "Arn",
        "masterAccountArn": "MasterAccountArn",
        "masterAccountEmail": "MasterAccountEmail",
        "masterAccountId": "MasterAccountId",
        "masterAccountName": lambda _, raw: next(
            (a["Name"] for a in raw["Accounts"] if a["Id"] == raw["MasterAccountId"]), None
        ),
        "roots": lambda _, raw: [camel(raw["Root"])],
        "accounts": _accounts(own=True),
        "nonMasterAccounts": _accounts(own=False),
    },
    example=Example(
        inputs={"enabledPolicyTypes": ["SERVICE_CONTROL_POLICY", "TAG_POLICY"]},
        change={
            "enabledPolicyTypes": ["SERVICE_CONTROL_POLICY", "BACKUP_POLICY"],
            "awsServiceAccessPrincipals": ["cloudtrail.amazonaws.com"],
        },
    ),
)


POLICY = Entry(
    type="aws:organizations/policy:Policy",
    service="organizations",
    regional=False,
    inputs={
        "name": P("Name", read="PolicySummary.Name"),
        "type": P(
            "Type", read="PolicySummary.Type", default="SERVICE_CONTROL_POLICY", replace=True
        ),
        "description": P("Description", read="PolicySummary.Description", default=""),
        "content": P("Content", to=document, compare="json"),
        **kept("skipDestroy"),
    },
    create=Call("create_policy", inputs="all"),
    id="Policy.PolicySummary.Id",
    read=Call("describe_policy", {"PolicyId": "$id"}),
    at="Policy",
    update=Call("update_policy", {"PolicyId": "$id"}, inputs="mutable"),
    delete=Call("delete_policy", {"PolicyId": "$id"}),
    outputs={"arn": "PolicySummary.Arn"},
    tags=_organizations.TAGS,
    recorded=Recorded(
        reason="backup policies: moto has none",
        when=lambda inputs: inputs.get("type") == "BACKUP_POLICY",
    ),
    example=Example(
        inputs={
            "name": "@aws:organizations/organization:Organization.id",
            "content": '{"Version":"2012-10-17","Statement":[]}',
        },
        change={"description": "changed", "tags": {"a": "b"}},
        replace={"type": "TAG_POLICY"},
    ),
)


def _read_attachment(context: Context) -> Props | None:
    policy, target = context.inputs["policyId"], context.inputs["targetId"]
    targets = context.call("list_targets_for_policy", PolicyId=policy)["Targets"]
    found = any(item["TargetId"] == target for item in targets)
    return {"PolicyId": policy, "TargetId": target} if found else None


ATTACHMENT = Entry(
    type="aws:organizations/policyAttachment:PolicyAttachment",
    service="organizations",
    regional=False,
    inputs={
        "targetId": P("TargetId", replace=True),
        "policyId": P("PolicyId", replace=True),
        **kept("skipDestroy"),
    },
    create=Call("attach_policy", inputs="all"),
    id="{targetId}:{policyId}",
    read=_read_attachment,
    delete=Call("detach_policy", {"TargetId": "$targetId", "PolicyId": "$policyId"}),
    identity=("targetId", "policyId"),
    recorded=Recorded(
        reason="of backup policies: moto has none",
        # The id of what is only recorded isn't one of AWS's.
        when=lambda inputs: not str(inputs.get("policyId", "p-")).startswith("p-"),
    ),
    example=Example(
        inputs={
            "targetId": "@aws:organizations/organizationalUnit:OrganizationalUnit.id",
            "policyId": "@aws:organizations/policy:Policy.id",
        },
        replace={"targetId": "ou-other"},
    ),
)


# Of the services that are delegated through Organizations, those that moto knows:
_DELEGATED = ("access-analyzer.amazonaws.com", "config-multiaccountsetup.amazonaws.com")


def _read_delegated(context: Context) -> Props | None:
    account = context.inputs["accountId"]
    wanted = context.inputs["servicePrincipal"]
    there = context.call("list_delegated_administrators", ServicePrincipal=wanted)
    found = (item for item in there["DelegatedAdministrators"] if item["Id"] == account)
    return next(found, None)


def _delete_delegated(context: Context) -> None:
    try:
        context.call(
            "deregister_delegated_administrator",
            AccountId=context.inputs["accountId"],
            ServicePrincipal=context.inputs["servicePrincipal"],
        )
    except AwsError as error:
        if error.code != "AccountNotRegisteredException":
            raise


DELEGATED = Entry(
    type="aws:organizations/delegatedAdministrator:DelegatedAdministrator",
    service="organizations",
    regional=False,
    inputs={
        "accountId": P("AccountId", read="Id", replace=True),
        "servicePrincipal": P("ServicePrincipal", read="", replace=True),
    },
    create=Call("register_delegated_administrator", inputs="all"),
    id="{accountId}/{servicePrincipal}",
    read=_read_delegated,
    delete=_delete_delegated,
    identity=("accountId", "servicePrincipal"),
    outputs={"arn": "Arn", "email": "Email", "name": "Name", "status": "Status"},
    recorded=Recorded(
        reason="moto doesn't delegate this service's administration",
        when=lambda inputs: inputs.get("servicePrincipal") not in _DELEGATED,
    ),
    example=Example(
        inputs={
            "accountId": "@aws:organizations/account:Account.id",
            "servicePrincipal": "access-analyzer.amazonaws.com",
        },
        replace={"servicePrincipal": "config-multiaccountsetup.amazonaws.com"},
    ),
)


ENTRIES = [ORGANIZATION, POLICY, ATTACHMENT, DELEGATED]
