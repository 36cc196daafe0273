"""Shows the guardrails of a stage: characters and attachments used, of each limit."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

import typer
from rich.console import Console
from rich.table import Table

from kyotsu.declarations import read_fleet
from kyotsu.errors import UserMistake
from kyotsu.project import find_root
from tenancy.finding import nearest
from tenancy.guardrails import GuardrailsPlan, PolicyPlan, plan_guardrails
from tenancy.guardrails.quotas import QUOTAS, PolicyType
from tenancy.vocabulary import Text

Language = Literal["ja", "en"]
_SHORT: Final[Mapping[PolicyType, str]] = {
    "SERVICE_CONTROL_POLICY": "SCP",
    "RESOURCE_CONTROL_POLICY": "RCP",
    "TAG_POLICY": "tags",
    "BACKUP_POLICY": "backup",
    "AISERVICES_OPT_OUT_POLICY": "AI opt-out",
}


def print_guardrails(
    stage: str, policy: str | None, lang: Language, root: Path | None, *, as_json: bool
) -> None:
    """Print all policies of a stage's organization, or one in full.

    Raises:
        UserMistake: the declarations aren't valid, or there is no such stage or policy.
    """
    fleet = read_fleet(find_root(root))
    settings = fleet.stages.get(stage)
    if settings is None:
        raise UserMistake(f"there is no stage {stage}; {nearest(stage, fleet.stages)}")
    plan = plan_guardrails(settings, fleet.ministries)
    if policy is not None:
        _print_policy(plan, policy, lang)
    elif as_json:
        typer.echo(json.dumps(described(plan), ensure_ascii=False))
    else:
        _print_table(plan, lang)


def described(plan: GuardrailsPlan) -> list[dict[str, Any]]:
    """Return the policies as data, with what they use of AWS's limits."""
    return [
        {
            "name": each.name,
            "type": each.type,
            "description": {"ja": each.description.ja, "en": each.description.en},
            "characters": each.characters,
            "characters_limit": each.quota.characters,
            "statements": [statement.sid for statement in each.statements],
            "targets": {
                target: {
                    "attached": plan.attached(each.type)[target],
                    "attached_limit": each.quota.attachments,
                }
                for target in each.targets
            },
        }
        for each in plan.policies
    ]


def _print_table(plan: GuardrailsPlan, lang: Language) -> None:
    table = Table("policy", "type", "what it holds", "statements")
    for heading in ("characters", "of", "used"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.columns[0].no_wrap = True
    for each in plan.policies:
        table.add_row(
            each.name,
            _SHORT[each.type],
            _in(each.description, lang),
            str(len(each.statements)) if each.statements else "",
            f"{each.characters:,}",
            f"{each.quota.characters:,}",
            f"{each.characters / each.quota.characters:.0%}",
        )
    hung = Table("target", "type", "policies", "attached, AWS's own included", "of")
    for kind, quota in QUOTAS.items():
        for target, count in plan.attached(kind).items():
            names = [
                one.name for one in plan.policies if one.type == kind and target in one.targets
            ]
            hung.add_row(
                target,
                _SHORT[kind],
                ", ".join(names),
                str(count),
                str(quota.attachments),
            )
    console = Console()
    console.print(table)
    console.print(hung)
    console.print("kyotsu guardrails --policy NAME shows one in full.", highlight=False)


def _print_policy(plan: GuardrailsPlan, name: str, lang: Language) -> None:
    known = {each.name: each for each in plan.policies}
    found: PolicyPlan | None = known.get(name)
    if found is None:
        raise UserMistake(f"there is no policy {name}; {nearest(name, known)}")
    console = Console()
    table = Table("statement", "why")
    for statement in found.statements:
        table.add_row(statement.sid, _in(statement.why, lang))
    if found.statements:
        console.print(table)
    typer.echo(json.dumps(found.document, ensure_ascii=False, indent=2))


def _in(text: Text, lang: Language) -> str:
    return text.ja if lang == "ja" else text.en
