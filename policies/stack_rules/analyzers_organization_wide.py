"""AA-01: the platform's analyzers look at the whole organization, a tenant's at its account."""

from collections.abc import Iterator

from policies.facts import Facts
from policies.graph import Graph
from policies.rule import UNKNOWN, Severity, Text
from policies.stack_rule import Found, StackRule, cannot_tell, found
from policies.stack_rules._examples import FOUNDATION, node

ANALYZER = "aws:accessanalyzer/analyzer:Analyzer"


def check(graph: Graph, facts: Facts) -> Iterator[Found]:
    """Yield analyzers of the foundation that look at one account only, which is AWS's default.

    In a tenant's account an analyzer of the account is what finds access by other tenants: to one
    of the organization they are no strangers.
    """
    if facts.tenant is not None:
        return
    for analyzer in graph.of_type(ANALYZER):
        kind = analyzer.get("type")
        if kind is UNKNOWN:
            yield cannot_tell(analyzer, "type")
        elif not (isinstance(kind, str) and kind.startswith("ORGANIZATION")):
            yield found(analyzer, "type is not one for organizations")


RULE = StackRule(
    id="AA-01",
    title=Text(
        ja="基盤のAccess Analyzerは組織全体を対象とすること",
        en="The platform's analyzers look at the whole organization",
    ),
    remedy=Text(
        ja="typeをORGANIZATIONまたはORGANIZATION_UNUSED_ACCESSなどの組織単位にする",
        en="set type to ORGANIZATION, or to another type for organizations",
    ),
    severity=Severity.MEDIUM,
    controls={
        "CIS AWS 3.0": ("1.20",),
        "CIS AWS 5.0": ("1.19",),
        "統一基準 R7": ("7.1.3(1)(c)",),
    },
    check=check,
    compliant=(node(ANALYZER, "organization", {"type": "ORGANIZATION"}),),
    violating=(node(ANALYZER, "organization", {"type": "ACCOUNT"}),),
    facts=FOUNDATION,
)
