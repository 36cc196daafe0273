"""The forms of policies that AWS carries out by itself, after its documents.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html
"""

from typing import Any


def _closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _named(each: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "minProperties": 1, "additionalProperties": each}


def _assign(value: dict[str, Any]) -> dict[str, Any]:
    return _closed(["@@assign"], **{"@@assign": value})


_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT, "minItems": 1}
_NUMBER = {"type": "string", "pattern": "^[0-9]+$"}
_OPERATORS = {"type": "array", "items": {"enum": ["@@all", "@@none", "@@assign"]}}
_INHERITANCE = {"@@operators_allowed_for_child_policies": _OPERATORS}

SCHEMAS: dict[str, dict[str, Any]] = {
    "TAG_POLICY": _closed(
        ["tags"],
        tags=_named(
            _closed(
                ["tag_key"],
                tag_key=_assign(_TEXT),
                # One wildcard a value at most.
                tag_value=_assign({**_TEXTS, "items": {**_TEXT, "pattern": r"^[^*]*\*?[^*]*$"}}),
                enforced_for=_assign({**_TEXTS, "items": {"pattern": "^[a-z0-9-]+:[A-Za-z*_-]+$"}}),
            )
        ),
    ),
    "BACKUP_POLICY": _closed(
        ["plans"],
        plans=_named(
            _closed(
                ["regions", "rules", "selections"],
                regions=_assign(_TEXTS),
                rules=_named(
                    _closed(
                        ["target_backup_vault_name"],
                        schedule_expression=_assign(
                            {"type": "string", "pattern": r"^cron\((\S+ ){5}\S+\)$"}
                        ),
                        start_backup_window_minutes=_assign(_NUMBER),
                        complete_backup_window_minutes=_assign(_NUMBER),
                        target_backup_vault_name=_assign(
                            {"type": "string", "pattern": "^[A-Za-z0-9_-]{2,50}$"}
                        ),
                        lifecycle=_closed(
                            ["delete_after_days"], delete_after_days=_assign(_NUMBER)
                        ),
                    )
                ),
                selections=_closed(
                    ["tags"],
                    tags=_named(
                        _closed(
                            ["iam_role_arn", "tag_key", "tag_value"],
                            iam_role_arn=_assign(
                                {"type": "string", "pattern": r"^arn:aws:iam::\$account:role/\S+$"}
                            ),
                            tag_key=_assign(_TEXT),
                            tag_value=_assign(_TEXTS),
                        )
                    ),
                ),
            )
        ),
    ),
    "AISERVICES_OPT_OUT_POLICY": _closed(
        ["services"],
        services=_closed(
            ["default"],
            **_INHERITANCE,
            default=_closed(
                ["opt_out_policy"],
                **_INHERITANCE,
                opt_out_policy=_closed(
                    ["@@assign"], **_INHERITANCE, **{"@@assign": {"enum": ["optIn", "optOut"]}}
                ),
            ),
        ),
    ),
}
