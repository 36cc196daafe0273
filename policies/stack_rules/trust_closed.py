"""IAM-20: no tenant can get into another tenant's account, not even by way of other roles."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from policies.facts import Facts
from policies.graph import REFERENCE, Graph, Node
from policies.reading.documents import grants
from policies.reading.values import texts_at
from policies.rule import Severity, Text
from policies.stack_rule import Found, StackRule, cannot_tell, found
from policies.stack_rules._documents import Unreadable, account_of, aws_principals, statements
from policies.stack_rules._examples import FOUNDATION_OUTPUTS, OTHER, OWN, TENANT, node, policy

ROLE = "aws:iam/role:Role"
GRANTS = ("aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy")
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
ACCOUNT = "aws:organizations/account:Account"
ASSUME = "sts:assumerole"


@dataclass
class _Ways:
    """Who can become whom: from a principal (an account's id or a role's URN) to roles and on."""

    onward: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def reachable(self, start: str) -> dict[str, tuple[str, ...]]:
        """Return all that can be become from `start`, each with the stations on the way."""
        ways: dict[str, tuple[str, ...]] = {}
        waiting: list[tuple[str, tuple[str, ...]]] = [(start, ())]
        while waiting:
            here, way = waiting.pop()
            for there in sorted(self.onward[here]):
                if there not in ways and there != start:
                    ways[there] = way
                    waiting.append((there, (*way, there)))
        return ways


def check(graph: Graph, facts: Facts) -> Iterator[Found]:
    """Yield roles that another tenant's account, or an account that nobody knows, can become."""
    ways = _Ways()
    unread: list[Node] = []
    trusted: set[str] = set()
    for role in graph.of_type(ROLE):
        try:
            trusted |= _trusts(graph, role, ways)
        except Unreadable:
            unread.append(role)
    for grant in graph.of_type(*GRANTS):
        _onward(graph, grant, ways)
    tenants = _tenant_accounts(graph)
    for role in unread:
        yield cannot_tell(role, "assumeRolePolicy")
    for start in sorted(trusted):
        whose = tenants.get(start)
        platform = start in _platform_accounts(graph)
        for there, way in sorted(ways.reachable(start).items()):
            role = graph.nodes.get(there)
            account = there if role is None else role.account
            if account == start:
                continue
            owner = tenants.get(str(account))
            crossing = None not in (whose, owner) and whose != owner
            stranger = facts.tenant not in (None, whose) and not platform
            if crossing or stranger:
                blamed = graph.nodes[way[-1]] if role is None else role
                through = f" by way of {len(way)} more" if way else ""
                yield found(blamed, f"{whose or start} can become it{through}")


def _trusts(graph: Graph, role: Node, ways: _Ways) -> set[str]:
    """Add the ways into a role, and return the accounts that it trusts."""
    accounts: set[str] = set()
    for statement in statements(role, "assumeRolePolicy"):
        if not grants(statement, ASSUME):
            continue
        for principal in aws_principals(statement):
            named = [one for one in graph.of_type(ROLE) if one.get("arn") == principal]
            for one in named:
                ways.onward[one.urn].add(role.urn)
            account = account_of(principal)
            if account is not None and not named:
                ways.onward[account].add(role.urn)
                accounts.add(account)
    return accounts


def _onward(graph: Graph, grant: Node, ways: _Ways) -> None:
    """Add where the roles that have a grant can go from there."""
    try:
        rows = statements(grant, "policy")
    except Unreadable:
        return  # IAM's own rules say that they couldn't read it
    roles = graph.targets(grant, "role", ROLE)
    for attachment in graph.pointed_at(grant, ATTACHMENT, "policyArn"):
        roles += graph.targets(attachment, "role", ROLE)
    for row in rows:
        if not grants(row, ASSUME):
            continue
        for resource in texts_at(row, "Resource"):
            target = next((one for one in graph.of_type(ROLE) if one.get("arn") == resource), None)
            onward = target.urn if target else account_of(resource)
            if onward is not None:
                for role in roles:
                    ways.onward[role.urn].add(onward)


def _tenant_accounts(graph: Graph) -> Mapping[str, str]:
    """Return whose each tenant's account is, by its id."""
    known: dict[str, str] = {}
    for reference in graph.of_type(REFERENCE):
        outputs = reference.get("outputs")
        accounts = outputs.get("account_ids") if isinstance(outputs, Mapping) else None
        if isinstance(accounts, Mapping):
            known.update({str(account): str(key) for key, account in accounts.items()})
    for account in graph.of_type(ACCOUNT):
        tags = account.get("tags")
        if isinstance(tags, Mapping) and tags.get("CostCenter"):
            known[str(account.get("id"))] = str(tags["CostCenter"])
    return known


def _platform_accounts(graph: Graph) -> set[str]:
    """Return the accounts that the platform itself manages tenants from."""
    outputs = [one.get("outputs") for one in graph.of_type(REFERENCE)]
    return {
        str(value)
        for one in outputs
        if isinstance(one, Mapping)
        for name, value in one.items()
        if str(name).endswith("account_id")
    }


def _stack(trusted: str) -> tuple[Node, ...]:
    def role(name: str, principal: str) -> Node:
        return node(
            ROLE,
            name,
            {
                "arn": f"arn:aws:iam::{OWN}:role/{name}",
                "assumeRolePolicy": policy(
                    {
                        "Effect": "Allow",
                        "Principal": {"AWS": principal},
                        "Action": "sts:AssumeRole",
                    }
                ),
            },
        )

    return (
        FOUNDATION_OUTPUTS,
        role("entrance", f"arn:aws:iam::{trusted}:root"),
        role("inner", f"arn:aws:iam::{OWN}:role/entrance"),
    )


RULE = StackRule(
    id="IAM-20",
    title=Text(
        ja="他のテナントのアカウントから、直接にも間接にもロールを引き受けられないこと",
        en="No other tenant's account can take on a role, directly or by way of others",
    ),
    remedy=Text(
        ja="ロールのassumeRolePolicyから他のテナントのアカウントを除く",
        en="take the other account out of the role's assumeRolePolicy",
    ),
    severity=Severity.CRITICAL,
    controls={
        "NIST SP 800-53 r5": ("AC-3", "AC-4", "AC-6"),
        "統一基準 R7": ("7.1.3(1)(a)", "4.2.2(1)-10 a)"),
    },
    check=check,
    compliant=_stack(OWN),
    violating=_stack(OTHER),
    facts=TENANT,
)
