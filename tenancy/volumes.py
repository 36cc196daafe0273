"""What is used, and how much: the volumes by which a tenant's use is charged.

Each key is a key of the price book (`kyotsu/prices/book.yaml`), which has its unit in words. A
volume is of one month, for one environment as a whole.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    WithJsonSchema,
    model_validator,
)

from tenancy.vocabulary import Declared, known_key, mistake

PLATFORM: Final = "platform"
"""In place of a service: what every environment may use, whatever it declares."""

VOLUMES: Final[Mapping[str, tuple[str, ...]]] = {
    "api-requests-million": ("api-gateway",),
    "athena-tb": ("athena",),
    "aurora-acu-hour": ("aurora",),
    "aurora-gb-month": ("aurora",),
    "backup-gb-month": (PLATFORM,),
    "cloudtrail-data-events-million": (PLATFORM,),
    "cloudtrail-lake-gb": (PLATFORM,),
    "cognito-users": ("cognito",),
    "config-evaluations": (PLATFORM,),
    "config-items": (PLATFORM,),
    "dns-firewall-queries-million": (PLATFORM,),
    "dynamodb-gb-month": ("dynamodb",),
    "dynamodb-reads-million": ("dynamodb",),
    "dynamodb-writes-million": ("dynamodb",),
    "ebs-gb-month": ("ec2",),
    "ec2-large-hour": (),
    "ec2-medium-hour": ("ec2",),
    "ec2-small-hour": (),
    "ecr-gb-month": ("ecs-fargate",),
    "efs-gb-month": ("efs",),
    "elasticache-hour": ("elasticache",),
    "emails-thousand": ("ses",),
    "events-million": ("eventbridge",),
    "fargate-gb-hour": ("ecs-fargate",),
    "fargate-vcpu-hour": ("ecs-fargate",),
    "firehose-gb": (PLATFORM,),
    "flow-logs-gb": (PLATFORM,),
    "glue-dpu-hour": ("glue",),
    "guardduty-events-million": (PLATFORM,),
    "guardduty-logs-gb": (PLATFORM,),
    "inspector-instances": (),
    "inter-region-gb": (),
    "inter-zone-gb": (),
    "internet-out-gb": (PLATFORM,),
    "kinesis-shard-hour": ("kinesis",),
    "kms-requests-million": (PLATFORM,),
    "lambda-gb-second-million": ("lambda",),
    "lambda-requests-million": ("lambda",),
    "load-balancer-hour": ("elastic-load-balancing",),
    "load-balancer-lcu-hour": ("elastic-load-balancing",),
    "logs-ingested-gb": (PLATFORM,),
    "logs-queried-gb": (),
    "logs-stored-gb-month": (PLATFORM,),
    "macie-gb": (),
    "nat-gateway-gb": (PLATFORM,),
    "network-firewall-gb": (PLATFORM,),
    "opensearch-ocu-hour": ("opensearch",),
    "rds-gb-month": ("rds",),
    "rds-hour": ("rds",),
    "redshift-rpu-hour": ("redshift",),
    "resolver-queries-million": (PLATFORM,),
    "s3-archive-gb-month": (),
    "s3-infrequent-gb-month": (),
    "s3-reads-million": ("s3",),
    "s3-stored-gb-month": ("s3",),
    "s3-writes-million": ("s3",),
    "scheduler-calls-million": (),
    "securityhub-checks": (PLATFORM,),
    "sns-requests-million": ("sns",),
    "sqs-requests-million": ("sqs",),
    "state-transitions-million": ("step-functions",),
    "textract-pages-thousand": ("textract",),
    "transit-gateway-gb": (PLATFORM,),
    "vpc-endpoint-gb": (PLATFORM,),
    "waf-requests-million": ("waf",),
}
"""By key: the declared services that always use it. Use of it may be declared by anybody."""

WITHOUT_PRICE: Final = frozenset({"bedrock", "secrets-manager"})
"""Declared services whose use has no one price: a model's tokens; secrets, which are counted."""


def of_services(services: tuple[str, ...]) -> tuple[str, ...]:
    """Return the volumes that declared services always use, sorted."""
    return tuple(key for key, users in VOLUMES.items() if set(users) & set(services))


def _number(value: object) -> object:
    # A whole number or a fraction in YAML; its digits are taken as they are written.
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10**15:
        return Decimal(str(value))
    if isinstance(value, Decimal):
        return value
    raise mistake(f"{value!r} is not a number from 0", "write one, such as 120 or 0.5")


Number = Annotated[
    Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number", "minimum": 0})
]
VolumeKey = Annotated[
    str,
    AfterValidator(known_key(VOLUMES, "a volume that is charged by")),
    WithJsonSchema({"type": "string", "enum": sorted(VOLUMES)}),
]


class Volume(Declared):
    """How much is used in a month: one number where it was measured, a range where it's a guess."""

    low: Number
    """At least."""
    high: Number
    """At most."""

    @model_validator(mode="before")
    @classmethod
    def _measured(cls, value: Any) -> Any:
        if isinstance(value, dict | Volume):
            return value
        number = _number(value)
        return {"low": number, "high": number}

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.high < self.low:
            raise mistake(
                f"the most, {self.high}, is less than the least, {self.low}",
                "exchange them",
                "high",
            )
        return self


_NUMBER: Final = {"type": "number", "minimum": 0}
Used = Annotated[
    Volume,
    WithJsonSchema(
        {
            "anyOf": [
                _NUMBER,
                {
                    "type": "object",
                    "properties": {"low": _NUMBER, "high": _NUMBER},
                    "required": ["low", "high"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""A volume as people write it: one number, or both ends."""


class _Table(dict[str, Volume]):
    """A mapping that nobody changes once it is read, so that what holds it can be hashed."""

    def __hash__(self) -> int:  # pyright: ignore[reportIncompatibleVariableOverride]
        return hash(frozenset(self.items()))


Volumes = Annotated[dict[VolumeKey, Used], AfterValidator(_Table)]
"""How much is used in a month, by volume."""


def no_volumes() -> dict[VolumeKey, Volume]:
    """Return the volumes where nothing is declared."""
    return _Table()
