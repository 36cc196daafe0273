"""OS-04: search domains stand inside a VPC."""

from policies.reading.demands import all_set
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="OS-04",
    title=Text(
        ja="OpenSearchをVPC内に置くこと",
        en="Search domains stand inside a VPC",
    ),
    remedy=Text(
        ja="vpcOptions.subnetIdsを指定する",
        en="set vpcOptions.subnetIds",
    ),
    severity=Severity.HIGH,
    types=("aws:opensearch/domain:Domain",),
    uses=(),
    controls={
        "AWS FSBP": ("Opensearch.2",),
        "統一基準 R7": ("6.4.1(2)(a)",),
    },
    check=all_set("vpcOptions.subnetIds"),
    compliant={"vpcOptions": {"subnetIds": ["subnet-1"]}},
    violating={"vpcOptions": {"subnetIds": []}},
)
