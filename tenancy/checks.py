"""Rules that one file's shape cannot hold: across fields, files and stages.

Each rule is a generator of findings. None does I/O; today's date comes in from outside.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from ipaddress import IPv4Network
from itertools import combinations

from tenancy.declarations import Declarations, DeclaredTenant
from tenancy.defaults import PROD_LOG_RETENTION_AT_LEAST, resolve
from tenancy.finding import Finding, nearest
from tenancy.guardrails import DoesNotFit, plan_guardrails
from tenancy.model import Environment, Ministry, Tenant
from tenancy.naming import NameTooLong
from tenancy.network_checks import network_findings
from tenancy.operation_checks import check_operation
from tenancy.plan import names_that_do_not_fit, zones
from tenancy.retirement import Retirement
from tenancy.stage import StageSettings
from tenancy.vocabulary import EnvironmentName, is_private
from tenancy.yamltext import Path


def check(declarations: Declarations, today: date) -> Iterator[Finding]:
    """Yield all findings of all rules but those about addresses."""
    for one in declarations.displaced:
        yield from place(one, declarations.ministries)
    yield from _stages(declarations)
    yield from _guardrails(declarations)
    for one in (*declarations.tenants, *declarations.displaced):
        yield from _lines(one)
        yield from _exceptions(one, today)
        yield from _names(one, declarations)
        yield from check_operation(one, declarations.ministries, today)
        for name, environment in one.tenant.declared().items():
            yield from _network(one, name, environment, declarations)
            yield from _grades(one, name, environment)
    yield from _duplicates(declarations)
    yield from _links(declarations)
    yield from network_findings(declarations)


def _stages(declarations: Declarations) -> Iterator[Finding]:
    for first, second in combinations(declarations.stages, 2):
        for mine in first.stage.supernets:
            for position, theirs in enumerate(second.stage.supernets):
                if mine.overlaps(theirs):
                    yield second.source.finding(
                        ("config", "kyotsu:stage", "supernets", position),
                        f"{theirs} overlaps {mine} of stage {first.stage.name}",
                        "give each stage addresses of its own",
                    )
        if first.stage.name_prefix == second.stage.name_prefix:
            yield second.source.finding(
                ("config", "kyotsu:stage", "name_prefix"),
                f"stage {first.stage.name} has the same prefix",
                "write another: names must differ between stages",
            )


def _guardrails(declarations: Declarations) -> Iterator[Finding]:
    for one in declarations.stages:
        try:
            plan_guardrails(one.stage, declarations.ministries or ())
        except DoesNotFit as refused:
            yield one.source.finding(
                ("config", "kyotsu:stage", "guardrails"), refused.problem, refused.remedy
            )


def place(one: DeclaredTenant, known: Mapping[str, Ministry] | None) -> Iterator[Finding]:
    """Yield how a file's place contradicts what it says."""
    tenant = one.tenant
    if known is not None and tenant.ministry not in known:
        yield one.source.finding(
            ("ministry",),
            f"there is no ministry {tenant.ministry!r} in tenants/ministries.yaml",
            nearest(tenant.ministry, known),
        )
    elif tenant.ministry != one.ministry_folder:
        yield one.source.finding(
            ("ministry",),
            f"the ministry is {tenant.ministry}, but the folder is tenants/{one.ministry_folder}",
            f"move it to tenants/{tenant.ministry}/{one.file_name}.yaml, or correct the ministry",
        )
    if tenant.system != one.file_name:
        yield one.source.finding(
            ("system",),
            f"the system is {tenant.system}, but the file is named {one.file_name}.yaml",
            f"rename it to {tenant.system}.yaml, or correct the system",
        )


def not_retired(one: DeclaredTenant, retired: Mapping[str, Retirement]) -> Iterator[Finding]:
    """Yield that a system's id belonged to another one, which is gone."""
    record = retired.get(one.tenant.key)
    if record is not None and record.ended is not None:
        yield one.source.finding(
            ("system",),
            f"{record.key} was retired on {record.ended[:10]}, and what was kept of it still has"
            " its name",
            "choose another id",
        )


def _lines(one: DeclaredTenant) -> Iterator[Finding]:
    lines = one.tenant.external_lines
    if "none" in lines and len(lines) > 1:
        yield one.source.finding(
            ("external_lines", lines.index("none")),
            "none stands beside a line",
            "remove none, or the lines",
        )
    for position, link in enumerate(one.tenant.outside_links):
        if link.line not in lines:
            yield one.source.finding(
                ("outside_links", position, "line"),
                f"the system has no {link.line} line",
                f"add {link.line} to external_lines, or correct the line",
            )


def _exceptions(one: DeclaredTenant, today: date) -> Iterator[Finding]:
    for position, exception in enumerate(one.tenant.exceptions):
        if exception.expires < today:
            yield one.source.finding(
                ("exceptions", position, "expires"),
                f"the exception to {exception.rule} expired on {exception.expires}",
                "remove it and keep the rule, or have it approved again with a later day",
            )


def _names(one: DeclaredTenant, declarations: Declarations) -> Iterator[Finding]:
    worst: tuple[int, NameTooLong, StageSettings] | None = None
    for environment in one.tenant.declared():
        for stage in declarations.stages_of(environment):
            for refused in names_that_do_not_fit(stage, one.tenant.key):
                if not isinstance(refused, NameTooLong):
                    yield one.source.finding(("system",), str(refused), "choose another id")
                    continue
                over = len(refused.name) - refused.limit
                if worst is None or over > worst[0]:
                    worst = (over, refused, stage)
    if worst is not None:
        over, refused, stage = worst
        yield one.source.finding(
            ("system",),
            f"in stage {stage.name} a name for {refused.kind} would have {len(refused.name)}"
            f" characters, {refused.limit} are allowed",
            f"shorten the system's id by {over}",
        )


def _network(
    one: DeclaredTenant,
    name: EnvironmentName,
    environment: Environment,
    declarations: Declarations,
) -> Iterator[Finding]:
    tenant, base = one.tenant, ("environments", name)
    lines = tenant.external_lines
    if environment.ingress != "none" and environment.ingress not in lines:
        yield one.source.finding(
            (*base, "ingress"),
            f"users come from {environment.ingress}, but the system has no such line",
            f"add {environment.ingress} to external_lines, or write ingress: none",
        )
    if environment.egress and lines == ("none",):
        yield one.source.finding(
            (*base, "egress"),
            "connections go out, but the system has no external line",
            "remove egress, or declare the line in external_lines",
        )
    supernets = [
        net
        for other in declarations.stages
        for net in (*other.stage.supernets, other.stage.network.block)
    ]
    for position, egress in enumerate(environment.egress):
        at = (*base, "egress", position, "to")
        if "/" not in egress.to:
            continue
        block = IPv4Network(egress.to)
        if any(block.overlaps(net) for net in supernets):
            yield one.source.finding(
                at, f"{block} is inside of the platform", "declare a link with the other system"
            )
            continue
        line = "government-lan" if is_private(block) else "internet"
        if line not in lines and lines != ("none",):
            yield one.source.finding(
                at,
                f"{block} is reached over {line}, but the system has no such line",
                f"add {line} to external_lines, or correct the block",
            )
    yield from _zones(one, name, environment, declarations)


def _zones(
    one: DeclaredTenant,
    name: EnvironmentName,
    environment: Environment,
    declarations: Declarations,
) -> Iterator[Finding]:
    at = ("environments", name, "zones")
    wanted = resolve(one.tenant, name, environment).zones.value
    for stage in declarations.stages_of(name):
        letters = [zone[-1] for zone in stage.zones]
        for position, letter in enumerate(environment.zones or ()):
            if letter not in letters:
                yield one.source.finding(
                    (*at, position),
                    f"stage {stage.name} has no zone {letter}",
                    f"write some of {', '.join(letters)}",
                )
        found = len(zones(stage, environment, wanted))
        if environment.zones is None and found < wanted:
            yield one.source.finding(
                at,
                f"{wanted} zones are needed, but stage {stage.name} has {found}",
                f"add zones to Pulumi.{stage.name}.yaml",
            )
    if name == "prod" and one.tenant.classification.availability == 2 and wanted < 2:
        yield one.source.finding(
            at, "availability 2 needs more than one zone", "add a zone, or remove zones"
        )


def _grades(
    one: DeclaredTenant, name: EnvironmentName, environment: Environment
) -> Iterator[Finding]:
    tenant = one.tenant
    resolved = resolve(tenant, name, environment)
    days = resolved.log_retention_days.value
    if name == "prod" and days < PROD_LOG_RETENTION_AT_LEAST:
        yield one.source.finding(
            ("environments", name, "log_retention_days"),
            f"logs of prod would be kept for {days} days",
            f"write {PROD_LOG_RETENTION_AT_LEAST} or more, or remove it",
        )
    if tenant.key_management == "provider" and tenant.classification.confidentiality > 1:
        yield one.source.finding(
            ("key_management",),
            f"confidentiality {tenant.classification.confidentiality} needs keys that the"
            " government manages",
            "write platform, or remove it",
        )
    if resolved.backup_copy.value and "osaka" not in resolved.data_location.value:
        yield one.source.finding(
            ("data_location",),
            f"backups of {name} are copied to Osaka",
            f"add osaka, or write environments.{name}.backup.copy_to_recovery_region: false",
        )


def _duplicates(declarations: Declarations) -> Iterator[Finding]:
    fields: Mapping[str, Path] = {
        "key": ("system",),
        "domain": ("domain",),
        "name in Japanese": ("name", "ja"),
        "name in English": ("name", "en"),
    }

    def values(tenant: Tenant) -> tuple[str, ...]:
        return (tenant.key, tenant.domain, tenant.name.ja, tenant.name.en.casefold())

    seen: dict[tuple[str, str], DeclaredTenant] = {}
    for one in (*declarations.tenants, *declarations.displaced):
        for what, value in zip(fields, values(one.tenant), strict=True):
            first = seen.setdefault((what, value), one)
            if first is not one:
                yield one.source.finding(
                    fields[what],
                    f"{first.source.path}:{first.source.line(fields[what])} has the same {what}",
                    "a system is declared once: remove one file, or correct it",
                )


_Flows = dict[tuple[str, str], set[tuple[str, int]]]
"""By caller and callee: protocols and ports."""


def _links(declarations: Declarations) -> Iterator[Finding]:
    known = {one.tenant.key: one for one in declarations.tenants}
    sides: Mapping[str, _Flows] = {"outbound": defaultdict(set), "inbound": defaultdict(set)}
    for one in declarations.tenants:
        for link in one.tenant.links:
            ends = (one.tenant.key, link.system)
            pair = ends if link.direction == "outbound" else (ends[1], ends[0])
            sides[link.direction][pair].update((link.protocol, port) for port in link.ports)
    for one in declarations.tenants:
        told: set[tuple[str, str]] = set()
        for position, link in enumerate(one.tenant.links):
            at = ("links", position, "system")
            if link.system == one.tenant.key:
                yield one.source.finding(at, "the system is linked to itself", "remove the link")
                continue
            if link.system not in known:
                if link.system not in declarations.invalid:
                    yield one.source.finding(
                        at,
                        f"there is no system {link.system!r}",
                        nearest(link.system, {*known, *declarations.invalid} - {one.tenant.key}),
                    )
                continue
            if (link.system, link.direction) in told:
                continue
            told.add((link.system, link.direction))
            other = known[link.system]
            if link.direction == "outbound":
                pair, opposite = (one.tenant.key, link.system), "inbound"
            else:
                pair, opposite = (link.system, one.tenant.key), "outbound"
            mine, theirs = sides[link.direction][pair], sides[opposite][pair]
            if not theirs:
                yield one.source.finding(
                    at,
                    f"{link.system} does not declare this link",
                    f"add it to {other.source.path} with direction: {opposite},"
                    f" system: {one.tenant.key}, ports: [{_ports(mine)}]",
                )
            elif mine != theirs and link.direction == "outbound":
                yield one.source.finding(
                    ("links", position, "ports"),
                    f"{_ports(mine)} here, but {_ports(theirs)} in {other.source.path}",
                    "write the same ports and protocols on both sides",
                )


def _ports(flows: set[tuple[str, int]]) -> str:
    return ", ".join(
        str(port) if protocol == "tcp" else f"{port}/{protocol}"
        for protocol, port in sorted(flows, key=lambda flow: (flow[1], flow[0]))
    )
