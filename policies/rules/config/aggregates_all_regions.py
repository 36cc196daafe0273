"""CFG-03: aggregators gather all regions of the organization."""

from policies.reading.demands import all_true
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="CFG-03",
    title=Text(
        ja="AWS Configの集約は組織の全リージョンを対象とすること",
        en="Aggregators gather all regions of the organization",
    ),
    remedy=Text(
        ja="organizationAggregationSource.allRegionsをtrueにする",
        en="set organizationAggregationSource.allRegions to true",
    ),
    severity=Severity.MEDIUM,
    types=("aws:cfg/configurationAggregator:ConfigurationAggregator",),
    uses=(),
    controls={
        "統一基準 R7": ("7.1.6(1)(a)",),
    },
    check=all_true("organizationAggregationSource.allRegions"),
    compliant={"organizationAggregationSource": {"allRegions": True}},
    violating={"organizationAggregationSource": {"allRegions": False}},
)
