"""RSH-01: warehouses are encrypted under a key of ours."""

from policies.reading.demands import every, own_key
from policies.reading.examples import KEY
from policies.reading.values import value_at
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that encryption is not on; pulumi-aws takes it as a text, others as a switch."""
    return None if value_at(properties, "encrypted") in (True, "true") else "encrypted is not true"


RULE = Rule(
    id="RSH-01",
    title=Text(
        ja="Redshiftを自前の鍵で暗号化すること",
        en="Warehouses are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="encryptedをtrueにし、kmsKeyIdを指定する",
        en="set encrypted to true, and kmsKeyId",
    ),
    severity=Severity.HIGH,
    types=("aws:redshift/cluster:Cluster",),
    uses=("encrypted",),
    controls={
        "AWS FSBP": ("Redshift.10",),
        "統一基準 R7": (
            "7.1.5(1)(a)",
            "6.2.5(1)(e)",
        ),
    },
    check=every(check, own_key("kmsKeyId")),
    compliant={"encrypted": True, "kmsKeyId": KEY},
    violating={"encrypted": False, "kmsKeyId": KEY},
)
