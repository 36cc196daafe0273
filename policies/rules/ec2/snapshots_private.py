"""EC2-09: accounts block all public sharing of snapshots."""

from policies.reading.demands import one_of, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="EC2-09",
    title=Text(
        ja="EBSスナップショットの公開を全て禁じること",
        en="Accounts block all public sharing of snapshots",
    ),
    remedy=Text(
        ja="stateをblock-all-sharingにする",
        en="set state to block-all-sharing",
    ),
    severity=Severity.HIGH,
    types=("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",),
    uses=("state",),
    controls={
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=one_of("state", "block-all-sharing"),
    compliant={"state": "block-all-sharing"},
    violating={"state": "unblocked"},
    remediate=setting(state="block-all-sharing"),
)
