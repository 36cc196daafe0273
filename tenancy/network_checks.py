"""Rules about what is declared of the network and doesn't fit the hub, its firewall, or AWS."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from tenancy.declarations import Declarations, DeclaredStage, DeclaredTenant
from tenancy.finding import Finding
from tenancy.inspection import CAPACITY, MOST_FLOWS, RULES_A_FLOW, group_of
from tenancy.model import Environment
from tenancy.plan.publication import MOST_CHARACTERS
from tenancy.stage import StageSettings
from tenancy.vocabulary import EnvironmentName

TAKES_USERS_IN: Final = ("elastic-load-balancing", "waf")
"""What a system uses that is published: the ledger has to name it."""


def network_findings(declarations: Declarations) -> Iterator[Finding]:
    """Yield the findings of all rules about networks."""
    for one in (*declarations.tenants, *declarations.displaced):
        for name, environment in one.tenant.declared().items():
            yield from _names(one, name, environment)
            yield from _published(one, name, environment)
            for stage in declarations.stages_of(name):
                yield from _too_many(one, name, environment, stage)
    for first, second in combinations(declarations.stages, 2):
        yield from _hubs(first, second)
    for stage in declarations.stages:
        yield from _groups(declarations, stage)


def _names(
    one: DeclaredTenant, name: EnvironmentName, environment: Environment
) -> Iterator[Finding]:
    for position, egress in enumerate(environment.egress):
        if egress.protocol == "udp" and "/" not in egress.to:
            yield one.source.finding(
                ("environments", name, "egress", position, "protocol"),
                f"no firewall can tell {egress.to} from udp packets",
                "write the destination's blocks, such as 203.0.113.0/24, or use tcp",
            )


def _published(
    one: DeclaredTenant, name: EnvironmentName, environment: Environment
) -> Iterator[Finding]:
    """Yield what keeps a system from being published: no service for it, too long a domain."""
    if environment.ingress != "internet":
        return
    missing = [name for name in TAKES_USERS_IN if name not in one.tenant.cloud_services]
    if missing and environment.publication != "prepared":
        yield one.source.finding(
            ("environments", name, "publication"),
            f"users come in by {' and '.join(missing)}, which the system doesn't declare",
            f"add {', '.join(missing)} to cloud_services, or write publication: prepared",
        )
    longest = MOST_CHARACTERS - len("" if name == "prod" else f"{name}.")
    if len(one.tenant.domain) > longest:
        yield one.source.finding(
            ("domain",),
            f"no certificate can be issued for it in {name}: it has {len(one.tenant.domain)}"
            f" characters, {longest} are allowed",
            "write a shorter domain",
        )


def _too_many(
    one: DeclaredTenant, name: EnvironmentName, environment: Environment, stage: StageSettings
) -> Iterator[Finding]:
    flows = _flows(one, environment, stage)
    if flows > MOST_FLOWS:
        yield one.source.finding(
            ("environments", name, "egress"),
            f"in stage {stage.name} there would be {flows} destinations and links with their"
            f" ports, and network ACLs hold {MOST_FLOWS}",
            "join blocks, or divide the system",
        )


def _flows(one: DeclaredTenant, environment: Environment, stage: StageSettings) -> int:
    """Return how many connections a system may have over a stage's hub, at most."""
    line = stage.network.government_lan
    from_government = environment.ingress == "government-lan" and line is not None
    return (
        sum(len(link.ports) for link in one.tenant.links)
        + sum(len(egress.ports) for egress in environment.egress)
        + (len(line.blocks) if from_government and line is not None else 0)
        + (environment.size in stage.network.central_endpoints)
    )


def _hubs(first: DeclaredStage, second: DeclaredStage) -> Iterator[Finding]:
    """Yield hubs that stand on addresses of another stage: lines may lead to both."""
    at = ("config", "kyotsu:stage", "network", "block")
    for mine, theirs in ((first, second), (second, first)):
        block = theirs.stage.network.block
        for net in mine.stage.supernets:
            if net.overlaps(block):
                yield theirs.source.finding(
                    at,
                    f"{block} overlaps {net} of stage {mine.stage.name}",
                    "give the hub addresses of its own",
                )
    if first.stage.network.block.overlaps(second.stage.network.block):
        yield second.source.finding(
            at,
            f"{second.stage.network.block} overlaps the hub of stage {first.stage.name}",
            "give the hub addresses of its own",
        )


def _groups(declarations: Declarations, stage: DeclaredStage) -> Iterator[Finding]:
    if not stage.stage.network.firewall:
        return
    held: dict[int, int] = {}
    for one in declarations.tenants:
        environment = one.tenant.environment(stage.stage.environment)
        if environment is not None:
            group = group_of(one.tenant.key)
            rules = RULES_A_FLOW * _flows(one, environment, stage.stage)
            held[group] = held.get(group, 0) + rules
    for group, rules in sorted(held.items()):
        if rules > CAPACITY:
            yield stage.source.finding(
                ("config", "kyotsu:stage", "network", "firewall"),
                f"the systems of the firewall's rule group tenants-{group} may need {rules:,}"
                f" rules, and it is sure to hold {CAPACITY:,}",
                "see docs/adr/0011-firewall-rule-groups.md on how to add groups before systems",
            )
