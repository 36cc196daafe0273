"""CFG-02: recorders are switched on."""

from policies.reading.demands import all_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="CFG-02",
    title=Text(
        ja="AWS Configの記録を開始すること",
        en="Recorders are switched on",
    ),
    remedy=Text(
        ja="isEnabledをtrueにする",
        en="set isEnabled to true",
    ),
    severity=Severity.HIGH,
    types=("aws:cfg/recorderStatus:RecorderStatus",),
    uses=("isEnabled",),
    controls={
        "CIS AWS 3.0": ("3.3",),
        "CIS AWS 5.0": ("3.3",),
        "AWS FSBP": ("Config.1",),
        "統一基準 R7": ("7.1.6(1)(a)",),
    },
    check=all_true("isEnabled"),
    compliant={"isEnabled": True},
    violating={"isEnabled": False},
    remediate=setting(isEnabled=True),
)
