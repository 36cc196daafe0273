"""Proves whom a change of files concerns."""

import pytest

from kyotsu.fleet.affected import affected
from kyotsu.fleet.choice import moved

TENANTS = ("cao-bunsho", "moj-toukei", "soumu-shinsei")


def _tenants(*paths: str) -> frozenset[str]:
    found = affected(paths, stage="prod", tenants=TENANTS)
    assert found.everybody == ()
    return found.tenants


def test_a_tenants_own_file_concerns_that_tenant() -> None:
    assert _tenants("tenants/moj/toukei.yaml") == {"moj-toukei"}


@pytest.mark.parametrize(
    "path",
    [
        "tenancy/defaults.py",
        "components/network/tenant_network.py",
        "infra/tenant.py",
        "policies/rules/s3/public.py",
        "Pulumi.yaml",
        "Pulumi.prod.yaml",
        "tenants/ministries.yaml",
        "requirements.lock",
        "pyproject.toml",
        "a_new_package/module.py",
        "components/README.md",
    ],
)
def test_what_all_share_concerns_everybody(path: str) -> None:
    assert affected([path], stage="prod", tenants=TENANTS).everybody == (path,)


@pytest.mark.parametrize(
    "path",
    [
        "docs/fleet.md",
        "tests/kyotsu/test_cli.py",
        "bench/fleet.py",
        "kyotsu/cli.py",
        "localcloud/environment.py",
        "schemas/tenant.schema.json",
        ".github/workflows/deploy.yaml",
        "README.md",
        "Makefile",
        "Pulumi.dev.yaml",
        "tenants/README.md",
    ],
)
def test_what_is_not_deployed_to_this_stage_concerns_nobody(path: str) -> None:
    assert affected([path], stage="prod", tenants=TENANTS).nobody


def test_a_draft_is_no_tenant() -> None:
    assert affected(["tenants/moj/.toukei.yaml.x1"], stage="prod", tenants=TENANTS).everybody


def test_whoever_is_linked_with_a_changed_tenant_is_concerned() -> None:
    found = affected(
        ["tenants/moj/toukei.yaml"],
        stage="prod",
        tenants=TENANTS,
        links={"moj-toukei": ["cao-bunsho"]},
    )
    assert found.tenants == {"moj-toukei", "cao-bunsho"}


def test_a_tenant_that_is_gone_is_told_and_not_touched() -> None:
    found = affected(["tenants/mof/zei.yaml"], stage="prod", tenants=TENANTS)
    assert found.tenants == frozenset()
    assert found.gone == {"mof-zei"}
    assert not found.nobody


def _ledger(*records: tuple[str, str, str]) -> str:
    lines = [
        f"- {{seq: {number}, stage: {stage}, tenant: {tenant}, cidr: {cidr}, event: allocate}}"
        for number, (stage, tenant, cidr) in enumerate(records)
    ]
    return "records:\n" + "\n".join(lines)


def test_an_allocation_concerns_the_tenant_that_it_is_for() -> None:
    old = _ledger(("prod", "cao-bunsho", "10.128.0.0/22"))
    new = _ledger(
        ("prod", "cao-bunsho", "10.128.0.0/22"),
        ("prod", "moj-toukei", "10.128.4.0/22"),
        ("dev", "soumu-shinsei", "10.64.0.0/22"),
    )
    assert moved(old, new, "prod") == {"moj-toukei"}
    found = affected(
        ["tenants/addresses.yaml"], stage="prod", tenants=TENANTS, moved=moved(old, new, "prod")
    )
    assert (found.everybody, found.tenants) == ((), {"moj-toukei"})


def test_against_a_ledger_that_cannot_be_read_every_record_is_new() -> None:
    new = _ledger(("prod", "cao-bunsho", "10.128.0.0/22"))
    assert moved("records: {", new, "prod") == {"cao-bunsho"}
    assert moved("", new, "prod") == {"cao-bunsho"}
