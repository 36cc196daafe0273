"""From where a stage is deployed."""

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from tenancy.vocabulary import Declared, Email, matching

_REPOSITORY = r"[A-Za-z0-9]([A-Za-z0-9-]{0,37}[A-Za-z0-9])?/[A-Za-z0-9._-]{1,100}"
_BRANCH = r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*"

Repository = Annotated[
    str,
    AfterValidator(
        matching(
            _REPOSITORY,
            "a GitHub repository",
            "write its owner and its name, such as example-go-jp/kyotsu",
        )
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{_REPOSITORY}$"}),
]
Branch = Annotated[
    str,
    AfterValidator(
        matching(_BRANCH, "a branch", "write its name without a wildcard, such as main")
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{_BRANCH}$"}),
]


class AccessSettings(Declared):
    """Whose pipeline may preview and deploy this stage, and who hears of emergencies."""

    repository: Repository
    """The GitHub repository of this project, as `owner/name`."""
    branch: Branch = "main"
    """The branch that is deployed."""
    emergency_email: Email
    """Who is told at once when the break-glass role is used."""
