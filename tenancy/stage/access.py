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


_INSTANCE = r"arn:aws:sso:::instance/ssoins-[a-zA-Z0-9.-]{16}"
_STORE = r"d-[0-9a-f]{10}"


class IdentityCenter(Declared):
    """The organization's IAM Identity Center, which is switched on by hand, once."""

    instance_arn: Annotated[
        str,
        AfterValidator(
            matching(
                _INSTANCE,
                "an instance of IAM Identity Center",
                "write its ARN, such as arn:aws:sso:::instance/ssoins-1234567890abcdef",
            )
        ),
        WithJsonSchema({"type": "string", "pattern": f"^{_INSTANCE}$"}),
    ]
    """The instance's ARN; its settings page shows it."""
    identity_store_id: Annotated[
        str,
        AfterValidator(matching(_STORE, "an identity store", "write its id, such as d-1234567890")),
        WithJsonSchema({"type": "string", "pattern": f"^{_STORE}$"}),
    ]
    """The id of the store that its people and groups are in."""


class AccessSettings(Declared):
    """Whose pipeline may preview and deploy this stage, and who hears of emergencies."""

    repository: Repository
    """The GitHub repository of this project, as `owner/name`."""
    branch: Branch = "main"
    """The branch that is deployed."""
    emergency_email: Email
    """Who is told at once when the break-glass role is used."""
    identity_center: IdentityCenter | None = None
    """Where people sign in. Without it, no permission sets are made."""
