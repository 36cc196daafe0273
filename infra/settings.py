"""The facts of the stage that is being deployed. The only reader of `pulumi.Config`."""

from typing import Any

import pulumi
from pydantic import ValidationError

from tenancy.stage import StageSettings


def read_settings() -> StageSettings:
    """Read `kyotsu:stage` from the stack's configuration.

    Raises:
        pulumi.RunError: the object is missing or is not a stage's settings; the message names each
            field.
    """
    facts: Any = pulumi.Config("kyotsu").get_object("stage")
    if facts is None:
        raise pulumi.RunError(
            "the configuration has no kyotsu:stage: all stacks of a stage share its file; "
            "add --config-file Pulumi.<stage>.yaml, or use `kyotsu preview` and `kyotsu up`"
        )
    try:
        settings = StageSettings.model_validate(facts)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(step) for step in found['loc'])}: {found['msg']}"
            for found in error.errors()
        )
        raise pulumi.RunError(f"kyotsu:stage is not a stage's settings: {problems}") from None
    return settings
