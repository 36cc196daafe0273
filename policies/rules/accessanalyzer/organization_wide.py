"""AA-01: analyzers look at the whole organization."""

from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that the analyzer looks at one account only, which is AWS's default."""
    kind = properties.get("type")
    whole = isinstance(kind, str) and kind.startswith("ORGANIZATION")
    return None if whole else "type is not one for organizations"


RULE = Rule(
    id="AA-01",
    title=Text(
        ja="Access Analyzerは組織全体を対象とすること",
        en="Analyzers look at the whole organization",
    ),
    remedy=Text(
        ja="typeをORGANIZATIONまたはORGANIZATION_UNUSED_ACCESSなどの組織単位にする",
        en="set type to ORGANIZATION, or to another type for organizations",
    ),
    severity=Severity.MEDIUM,
    types=("aws:accessanalyzer/analyzer:Analyzer",),
    uses=("type",),
    controls={
        "CIS AWS 3.0": ("1.20",),
        "CIS AWS 5.0": ("1.19",),
        "統一基準 R7": ("7.1.3(1)(c)",),
    },
    check=check,
    compliant={"type": "ORGANIZATION"},
    violating={"type": "ACCOUNT"},
)
