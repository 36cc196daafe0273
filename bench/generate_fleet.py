"""A fleet of any size, for measurements and tests: plausible, valid, and the same for a seed."""

import argparse
import random
import shutil
from pathlib import Path
from typing import Any, Final

from tenancy import addressing
from tenancy.address_checks import needs
from tenancy.address_file import render as render_addresses
from tenancy.addressing import AddressLedger
from tenancy.draft import render
from tenancy.load import ADDRESSES, MINISTRIES, load_stage, stage_names
from tenancy.model import Tenant

PROJECT: Final = Path(__file__).resolve().parent.parent
_MINISTRIES: Final = (
    "cao", "digital", "env", "maff", "meti", "mext", "mhlw", "mlit", "mod", "mof", "mofa", "moj",
    "soumu",
)  # fmt: skip
_WORK: Final = (
    ("申請", "Application", "shinsei"),
    ("統計", "Statistics", "toukei"),
    ("公開", "Publication", "koukai"),
    ("会計", "Accounting", "kaikei"),
    ("研修", "Training", "kenshu"),
    ("文書", "Document", "bunsho"),
    ("許認可", "Licensing", "kyoninka"),
    ("調査", "Survey", "chousa"),
)
_SERVICES: Final = (
    ["ec2", "rds", "s3", "elastic-load-balancing"],
    ["ecs-fargate", "aurora", "s3", "secrets-manager", "waf", "elastic-load-balancing"],
    ["lambda", "api-gateway", "dynamodb", "s3", "sqs"],
    ["s3", "glue", "athena", "redshift"],
)


def _contact(system: str, post: str) -> dict[str, Any]:
    return {
        "role": {"ja": "課長", "en": "Director"},
        "division": {"ja": "情報システム課", "en": "Information Systems Division"},
        "email": f"{system}-{post}@example.go.jp",
        "phone": "03-0000-0000",
    }


def _environment(pick: random.Random, name: str, lines: list[str]) -> dict[str, Any]:
    small = name == "dev"
    environment: dict[str, Any] = {
        "size": "small" if small else pick.choices(["small", "medium", "large"], [75, 20, 5])[0],
        "ingress": "none" if small else lines[0],
    }
    if lines != ["none"]:
        environment["egress"] = [
            {"to": f"api{number}.example.go.jp", "ports": [443]}
            for number in range(pick.randint(1, 4))
        ]
    if not small and pick.random() < 0.3:
        environment["log_retention_days"] = pick.choice([400, 731, 1096])
        environment["backup"] = {"retention_days": pick.choice([35, 90, 365])}
        environment["operating_hours"] = {"days": "weekdays", "start": "08:00", "end": "20:00"}
    environment["monthly_budget_yen"] = pick.randrange(50_000, 5_000_000, 10_000)
    return environment


def _tenant(pick: random.Random, number: int) -> dict[str, Any]:
    ja, en, romaji = _WORK[number % len(_WORK)]
    system = f"{romaji}{number:04d}"
    lines = pick.choice(
        [["internet"], ["internet", "government-lan"], ["government-lan"], ["none"]]
    )
    environments = ["prod"] if pick.random() < 0.5 else ["dev", "prod"]
    contractor = {"by": "contractor", "contract_ends": "2031-03-31"}
    return {
        "system": system,
        "ministry": pick.choice(_MINISTRIES),
        "name": {"ja": f"{ja}システム{number:04d}", "en": f"{en} System {number:04d}"},
        "purpose": {
            "ja": f"{ja}に関する事務を電子的に処理し、その結果を記録する。",
            "en": f"Handles the work of {en.lower()} electronically and records its results.",
        },
        "managing_division": {"ja": "情報システム課", "en": "Information Systems Division"},
        "contacts": {
            "security_officer": _contact(system, "security"),
            "platform_user_manager": _contact(system, "operation"),
        },
        "work": {
            "development": contractor,
            "operation": {"by": "ministry"},
            "maintenance": contractor,
        },
        "period_of_use": {"start": "2026-04-01", "end": "2031-03-31"},
        "domain": f"{system}.example.go.jp",
        "classification": {
            "confidentiality": pick.choices([1, 2, 3], [30, 60, 10])[0],
            "integrity": pick.choice([1, 2]),
            "availability": pick.choice([1, 2]),
        },
        "handling_restrictions": pick.choice([[], ["encrypt"], ["encrypt", "no-copying"]]),
        "security_class": pick.choice(["basic", "additional"]),
        "external_lines": lines,
        "cloud_services": pick.choice(_SERVICES),
        "environments": {name: _environment(pick, name, lines) for name in environments},
    }


def _link(pick: random.Random, tenants: list[dict[str, Any]]) -> None:
    """Link about a third of the tenants, on both sides."""
    if len(tenants) < 2:
        return
    why = {"ja": "業務の結果を渡す。", "en": "Hands over the results of its work."}
    for _ in range(len(tenants) // 6):
        caller, callee = pick.sample(tenants, 2)
        if "links" in caller or "links" in callee:
            continue
        ports = [pick.choice([443, 8443, 5432])]
        for one, other, direction in (
            (caller, callee, "outbound"),
            (callee, caller, "inbound"),
        ):
            one["links"] = [
                {
                    "system": f"{other['ministry']}-{other['system']}",
                    "why": why,
                    "direction": direction,
                    "ports": ports,
                }
            ]


def generate(root: Path, *, tenants: int, seed: int = 1, addresses: bool = True) -> None:
    """Write a valid project of so many tenants to a folder, with the stages of this project.

    With `addresses=False` the ledger is empty, as before `kyotsu tenant add --all`.
    """
    pick = random.Random(seed)  # noqa: S311 - for variety, not for secrets
    root.mkdir(parents=True, exist_ok=True)
    (root / "Pulumi.yaml").write_text("name: kyotsu\nruntime: python\n", encoding="utf-8")
    for name in stage_names(PROJECT):
        shutil.copy(PROJECT / f"Pulumi.{name}.yaml", root)
    (root / "tenants").mkdir(exist_ok=True)
    shutil.copy(PROJECT / MINISTRIES, root / MINISTRIES)
    declared = [_tenant(pick, number) for number in range(tenants)]
    _link(pick, declared)
    for data in declared:
        path = root / "tenants" / data["ministry"] / f"{data['system']}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(render(data, comments=False), encoding="utf-8")
    ledger = AddressLedger()
    if addresses:
        stages = [load_stage(root, name) for name in stage_names(root)]
        wanted = needs((Tenant.model_validate(data) for data in declared), stages)
        ledger = addressing.allocate(
            ledger,
            (need.request for need in wanted),
            {stage.name: stage.supernets for stage in stages},
        )
    (root / ADDRESSES).write_text(render_addresses(ledger), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("--tenants", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generate(arguments.root, tenants=arguments.tenants, seed=arguments.seed)
