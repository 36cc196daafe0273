"""What a stage adds to the guardrails that every stage has."""

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from tenancy.vocabulary import Declared, UniqueRows, matching

_SERVICE = r"[a-z0-9]+(-[a-z0-9]+)*"

Service = Annotated[
    str,
    AfterValidator(
        matching(
            _SERVICE,
            "an AWS service's prefix",
            "write it as in the names of its actions, such as lightsail",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{_SERVICE}$"}),
]


class GuardrailSettings(Declared):
    """What tenants' accounts may not use in this stage, beyond the guardrails of all stages."""

    denied_services: UniqueRows[Service] = ()
    """AWS services closed to tenants, by the prefix of their actions, such as `lightsail`."""
