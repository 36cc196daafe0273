"""CT-05: trails record who reads and writes objects in S3."""

from policies.reading.values import any_of, objects_at, texts_at, value_at
from policies.rule import Properties, Rule, Severity, Text

OBJECTS = "AWS::S3::Object"


def check(properties: Properties) -> str | None:
    """Return that neither kind of selector takes in both reads and writes of objects."""
    recorded = any_of(
        lambda: any(map(_is_basic, objects_at(properties, "eventSelectors"))),
        lambda: any(map(_is_advanced, objects_at(properties, "advancedEventSelectors"))),
    )
    return None if recorded else "no event selector takes in reads and writes of S3 objects"


def _is_basic(selector: Properties) -> bool:
    if value_at(selector, "readWriteType") not in (None, "All"):
        return False
    return any(value_at(data, "type") == OBJECTS for data in objects_at(selector, "dataResources"))


def _is_advanced(selector: Properties) -> bool:
    fields = {
        str(value_at(field, "field")): texts_at(field, "equals")
        for field in objects_at(selector, "fieldSelectors")
    }
    return OBJECTS in fields.get("resources.type", ()) and "readOnly" not in fields


def _selector(readWriteType: str) -> Properties:  # noqa: N803 - AWS's name
    data = {"type": OBJECTS, "values": ["arn:aws:s3"]}
    return {"readWriteType": readWriteType, "dataResources": [data]}


RULE = Rule(
    id="CT-05",
    title=Text(
        ja="S3オブジェクトの読み書きを証跡に記録すること",
        en="Trails record who reads and writes objects in S3",
    ),
    remedy=Text(
        ja="AWS::S3::Objectの読み取りと書き込みの両方をイベントセレクターに加える",
        en="add event selectors for AWS::S3::Object, for reads and for writes",
    ),
    severity=Severity.MEDIUM,
    types=("aws:cloudtrail/trail:Trail",),
    uses=(),
    controls={
        "CIS AWS 3.0": (
            "3.8",
            "3.9",
        ),
        "CIS AWS 5.0": (
            "3.8",
            "3.9",
        ),
        "NIST SP 800-53 r5": ("AU-12",),
        "統一基準 R7": ("7.1.4(1)(b)",),
    },
    check=check,
    compliant={"eventSelectors": [_selector(readWriteType="All")]},
    violating={"eventSelectors": [_selector(readWriteType="WriteOnly")]},
)
