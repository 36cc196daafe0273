"""Who calls, and what is called: the two sides of a request, with all that is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from kyotsu.proof.access.policy.demands import MISSING, Domain, known
from kyotsu.proof.access.policy.let_in import ANY_SERVICE
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.verdict import Source
from tenancy.vocabulary import Text

RESOURCE: Final = "resource"
"""The key under which the called resource's ARN is looked for, as if it were a condition's."""
PRINCIPAL_ARN: Final = "aws:principalarn"
MANAGEMENT: Final = "management"


@dataclass(frozen=True, kw_only=True)
class Account:
    """One account of the organization."""

    id: str
    name: str
    """`soumu-toukei`, `log-archive`; `management` for the account that pays."""
    source: Source
    tenant: bool
    path: str = ""
    """Its units from the root on, as `aws:PrincipalOrgPaths` has them."""
    service_controls: tuple[Policy, ...] = ()
    resource_controls: tuple[Policy, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who calls: one role, all roles that somebody may make, or a service that acts for them."""

    label: Text
    source: Source
    kind: Literal["role", "service", "outsider", "federated"] = "role"
    """A user counts as a role does; a federated caller is whoever holds a provider's token."""
    account: str
    arns: Domain
    identity: tuple[Policy, ...] | None
    """None allows everything: what the worst of administrators would give themselves."""
    boundary: tuple[Policy, ...] | None = None
    """None where no boundary holds the caller."""
    controls: tuple[Policy, ...] = ()
    """The service control policies that hold the caller, of all levels."""
    service: str = ""
    """The service, or the provider that a token comes from."""
    facts: Mapping[str, Domain] = field(default_factory=dict[str, Domain])
    uncertain: Text | None = None
    """Why more is allowed to the caller here than is known to be."""
    as_read: "Caller | None" = None
    """The same caller, with AWS's own policies as they are known to have been (ADR 16)."""

    def domain(self, key: str) -> Domain | None:
        """Return what is known of a key from who calls."""
        if key == PRINCIPAL_ARN:
            return self.arns
        return self.facts.get(key)


@dataclass(frozen=True, kw_only=True)
class Target:
    """What is called."""

    label: Text
    source: Source
    arns: tuple[Pattern, ...]
    """One ARN, or the pattern of all that is in it, such as a bucket's objects."""
    account: str
    policy: Policy | None = None
    """The policy on the resource itself."""
    by_policy_only: bool = False
    """Whether its policy decides in its own account too, as keys' and roles' do."""
    controls: tuple[Policy, ...] = ()
    """The resource control policies that hold it."""
    through: tuple[Policy, ...] = ()
    """The policies of the endpoint by which the call comes, where it comes by one."""
    facts: Mapping[str, Domain] = field(default_factory=dict[str, Domain])

    def domain(self, key: str) -> Domain | None:
        """Return what is known of a key from what is called."""
        if key == RESOURCE:
            exact = len(self.arns) == 1 and self.arns[0].exact
            if exact:
                return known(self.arns[0].text)
            return Domain(inside=(self.arns,), may_be_missing=False)
        return self.facts.get(key)


# What a service says of whom it acts for is missing where somebody calls for themselves:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
_OF_SERVICES: Final = (
    "aws:principalservicename",
    "aws:principalservicenameslist",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:assumedroot",
    "aws:username",
)


def of_role(account: str, organization: str, path: str) -> dict[str, Domain]:
    """Return what a request says of a role of the organization."""
    return {
        **dict.fromkeys(_OF_SERVICES, MISSING),
        "aws:principalaccount": known(account),
        "aws:principalorgid": known(organization),
        "aws:principalorgpaths": known(path),
        "aws:principalisawsservice": known("false"),
        "aws:principaltype": known("AssumedRole"),
        "kms:calleraccount": known(account),
        "sts:externalid": Domain(),
    }


def of_outsider() -> dict[str, Domain]:
    """Return what a request says of a role of some account outside of the organization."""
    return {
        **dict.fromkeys((*_OF_SERVICES, "aws:principalorgpaths"), MISSING),
        "aws:principalisawsservice": known("false"),
        "aws:principaltype": known("AssumedRole"),
    }


def of_service_name(service: str) -> Domain:
    """Return which service a request says that it comes from."""
    if service == ANY_SERVICE:
        return Domain(inside=((Pattern("*.amazonaws.com"),),), may_be_missing=False)
    return known(service)


def of_service(service: str, account: str, organization: str, path: str) -> dict[str, Domain]:
    """Return what a request says of a service that acts for an account.

    Not every service says for whom it acts: each of these may be missing. What two services put
    into a key's encryption context is the ARN of what they act for:
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html and
    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
    """
    own = (Pattern(f"arn:aws:*:*:{account}:*", parted=True), Pattern("arn:aws:s3:::*"))
    facts = {
        "aws:principalservicename": of_service_name(service),
        "aws:principalisawsservice": known("true"),
        "aws:principalaccount": MISSING,
        "aws:principalorgid": MISSING,
        "aws:principalorgpaths": MISSING,
        "aws:sourceaccount": Domain(inside=((Pattern(account),),)),
        "aws:sourceorgid": Domain(inside=((Pattern(organization),),)),
        "aws:sourceorgpaths": Domain(inside=((Pattern(path),),)),
        "aws:sourcearn": Domain(inside=(own,)),
    }
    for name in ("logs", "cloudtrail"):
        facts[f"kms:encryptioncontext:aws:{name}:arn"] = Domain(
            inside=((Pattern(f"arn:aws:{name}:*:{account}:*", parted=True),),)
        )
    return facts
