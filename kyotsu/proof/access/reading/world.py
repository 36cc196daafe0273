"""All of a stage that decides who may do what, read from its desired state."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.evaluation.parties import Account, Caller, Target, of_service
from kyotsu.proof.access.policy.demands import MISSING, Domain
from kyotsu.proof.access.policy.let_in import ANY_SERVICE
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.carried import Carrier, read_carriers
from kyotsu.proof.access.reading.delegated import Delegation, read_delegations
from kyotsu.proof.access.reading.endpoints import Endpoint
from kyotsu.proof.access.reading.names import Names
from kyotsu.proof.access.reading.organization import Organization
from kyotsu.proof.access.reading.problems import Problems
from kyotsu.proof.access.reading.rights import caller_of
from kyotsu.proof.access.reading.roles import Role
from kyotsu.proof.access.reading.sign_in import SignIn
from kyotsu.proof.access.reading.targets import Protected
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Tenant:
    """One tenant's account, and everybody who acts for the tenant there."""

    key: str
    account: Account
    callers: tuple[Caller, ...]
    """Whatever role its people may make, at its worst; and what they sign in as, anywhere."""
    boundary: Policy | None
    """What is declared in the account to bound its roles."""
    boundary_arn: str
    known: bool
    """Whether its stack could be evaluated."""


@dataclass(kw_only=True)
class World:
    """A stage, as far as access goes."""

    stage: str
    names: Names
    organization: Organization
    roles: tuple[Role, ...]
    sign_ins: tuple[SignIn, ...]
    protected: tuple[Protected, ...]
    endpoints: tuple[Endpoint, ...]
    tenants: tuple[Tenant, ...]
    problems: Problems
    prefix: str
    repository: str
    """The repository whose pipeline may take on roles, as `owner/name`."""

    @cached_property
    def protected_by_urn(self) -> Mapping[str, Protected]:
        """What is protected, by URN."""
        return {one.urn: one for one in self.protected}

    @cached_property
    def carriers(self) -> Mapping[str, list[Carrier]]:
        """What carries a role, by the role's ARN."""
        return read_carriers(self.names)

    @cached_property
    def delegations(self) -> tuple[Delegation, ...]:
        """The services that an account administers for the whole organization."""
        return tuple(read_delegations(self.names))

    @cached_property
    def protected_in(self) -> Mapping[str, list[Protected]]:
        """What is protected, by account."""
        found: defaultdict[str, list[Protected]] = defaultdict(list)
        for one in self.protected:
            found[one.account].append(one)
        return found

    @cached_property
    def resources_in(self) -> Mapping[str, list[Resource]]:
        """All resources, by account."""
        found: defaultdict[str, list[Resource]] = defaultdict(list)
        for one in self.names.resources.values():
            if one.kind == "custom":
                found[self.names.account_of(one)].append(one)
        return found

    @cached_property
    def roles_in(self) -> Mapping[str, list[Role]]:
        """The roles, by account."""
        found: defaultdict[str, list[Role]] = defaultdict(list)
        for one in self.roles:
            found[one.account].append(one)
        return found

    def as_target(self, role: Role) -> Target:
        """Return a role as what is called, by sts:AssumeRole for one."""
        account = self.organization.accounts[role.account]
        return Target(
            label=role.caller.label,
            source=role.source,
            arns=(Pattern(role.arn),),
            account=role.account,
            policy=role.trust,
            by_policy_only=True,
            controls=account.resource_controls,
            facts={},
        )

    def service(self, name: str, account: Account) -> Caller:
        """Return a service that acts for an account, because somebody there told it to."""
        any_ = name == ANY_SERVICE
        ja, en = ("AWSのサービス", "some service of AWS") if any_ else (name, name)
        return Caller(
            label=Text(
                ja=f"{account.name} のために動く {ja}", en=f"{en}, acting for {account.name}"
            ),
            source=account.source,
            kind="service",
            account=account.id,
            arns=MISSING,
            identity=None,
            service=name,
            facts=of_service(name, account.id, self.organization.id, account.path),
        )

    def service_linked(self, account: Account) -> Caller:
        """Return whatever service-linked role an account may have: AWS made it, and holds it.

        Service control policies and boundaries don't:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
        """
        role = caller_of(
            account,
            self.organization.id,
            arns=Domain(
                inside=((Pattern(f"arn:aws:iam::{account.id}:role/aws-service-role/*"),),),
                may_be_missing=False,
            ),
            label=Text(
                ja=f"{account.name} のサービスにリンクされたロール",
                en=f"a service-linked role of {account.name}",
            ),
            source=account.source,
            identity=None,
            boundary=None,
        )
        return replace(role, controls=())
