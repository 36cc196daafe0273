"""CFG-01: recorders record every kind of resource."""

from policies.reading.values import is_set, value_at
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that some kinds are left out. AWS records all where nothing is said."""
    if value_at(properties, "recordingGroup.allSupported") is False:
        return "recordingGroup.allSupported is false"
    if is_set(properties, "recordingGroup.exclusionByResourceTypes"):
        return "recordingGroup.exclusionByResourceTypes is set"
    return None


RULE = Rule(
    id="CFG-01",
    title=Text(
        ja="AWS Configは全ての資源を記録すること",
        en="Recorders record every kind of resource",
    ),
    remedy=Text(
        ja="recordingGroup.allSupportedをtrueにし、除外を設けない",
        en="set recordingGroup.allSupported to true and exclude nothing",
    ),
    severity=Severity.HIGH,
    types=("aws:cfg/recorder:Recorder",),
    uses=(),
    controls={
        "CIS AWS 3.0": ("3.3",),
        "CIS AWS 5.0": ("3.3",),
        "AWS FSBP": ("Config.1",),
        "統一基準 R7": ("7.1.6(1)(a)",),
    },
    check=check,
    compliant={"recordingGroup": {"allSupported": True}},
    violating={"recordingGroup": {"allSupported": False}},
)
