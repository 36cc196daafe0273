"""EC2-08: machine images are not shared with everybody."""

from policies.reading.demands import none_set
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="EC2-08",
    title=Text(
        ja="マシンイメージを一般に公開しないこと",
        en="Machine images are not shared with everybody",
    ),
    remedy=Text(
        ja="groupを外し、accountIdまたはorganizationArnを指定する",
        en="leave group out, and name an account or the organization",
    ),
    severity=Severity.CRITICAL,
    types=("aws:ec2/amiLaunchPermission:AmiLaunchPermission",),
    uses=(),
    controls={
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=none_set("group"),
    compliant={"imageId": "ami-1"},
    violating={"imageId": "ami-1", "group": "all"},
)
