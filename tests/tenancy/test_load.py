"""Loading: what comes out, whatever the order of files; and the project's own declarations."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.generate_fleet import generate
from tenancy.draft import SCHEMA_LINE
from tenancy.load import InvalidDeclarations, load_fleet, load_stage
from tenancy.model import Tenant
from tenancy.plan import plan_tenant
from tenancy.schema import SCHEMAS, STAGE, reference_text, schema_text
from tenancy.services import SERVICES
from tenancy.yamltext import read
from tests.tenancy.example import SHINSEI, TODAY, Project

ROOT = Path(__file__).resolve().parents[2]


def test_a_fleet(project: Project) -> None:
    fleet = project.load()
    assert list(fleet.tenants) == ["mof-shunou", "soumu-shinsei"]
    assert list(fleet.ministries) == ["mof", "soumu"]
    assert list(fleet.stages) == ["local", "prod"]
    assert fleet.tenants["soumu-shinsei"].links[0].system == "mof-shunou"


def test_a_stage_alone(project: Project) -> None:
    assert load_stage(project.root, "local").name_prefix == "kyotsu-local"
    with pytest.raises(InvalidDeclarations) as refused:
        load_stage(project.root, "locl")
    assert str(refused.value) == (
        "Pulumi.locl.yaml:1: file: there is no stage 'locl'; did you mean 'local'?"
    )


def test_a_stack_of_a_tenant_is_not_a_stage(project: Project) -> None:
    project.write("Pulumi.local.soumu-shinsei.yaml", "encryptionsalt: x\n")
    assert project.findings() == []


def test_an_exception_holds_on_its_last_day(project: Project) -> None:
    load_fleet(project.root, today=date(2027, 3, 31))
    with pytest.raises(InvalidDeclarations):
        load_fleet(project.root, today=date(2027, 4, 1))


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(["tenants/soumu/shinsei.yaml", "tenants/mof/shunou.yaml"]))
def test_the_order_in_which_files_were_made_is_irrelevant(
    project: Project, order: list[str]
) -> None:
    texts = {path: (project.root / path).read_bytes() for path in order}
    before = project.load()
    for path in order:
        (project.root / path).unlink()
    for path in order:
        project.write(path, texts[path])
    assert project.load() == before


def test_a_draft_is_checked_beside_the_files(project: Project) -> None:
    text = (project.root / SHINSEI).read_text(encoding="utf-8").replace("shinsei", "neu")
    with pytest.raises(InvalidDeclarations) as refused:
        load_fleet(project.root, today=TODAY, overlay={"tenants/soumu/neu.yaml": text.encode()})
    assert {finding.path for finding in refused.value.findings} >= {"tenants/soumu/neu.yaml"}
    assert not (project.root / "tenants/soumu/neu.yaml").exists()


def test_a_generated_fleet_is_valid_and_the_same_for_a_seed(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    generate(one, tenants=40, seed=7)
    generate(two, tenants=40, seed=7)
    fleet = load_fleet(one, today=TODAY)
    assert len(fleet.tenants) == 40
    assert fleet == load_fleet(two, today=TODAY)
    assert any(tenant.links for tenant in fleet.tenants.values())


class TestTheProjectsOwnDeclarations:
    """The samples are what a reader meets first: valid, varied, and about nobody."""

    fleet = load_fleet(ROOT, today=TODAY)

    def test_they_differ(self) -> None:
        tenants = self.fleet.tenants.values()
        assert len(tenants) >= 6
        assert len({tenant.ministry for tenant in tenants}) >= 4
        assert {tenant.classification.confidentiality for tenant in tenants} == {1, 2, 3}
        assert {tenant.classification.availability for tenant in tenants} == {1, 2}
        assert {line for tenant in tenants for line in tenant.external_lines} == {
            "internet",
            "government-lan",
            "none",
        }
        assert {one.size for tenant in tenants for one in tenant.declared().values()} == {
            "small",
            "medium",
            "large",
        }
        assert sum(bool(tenant.links) for tenant in tenants) >= 2

    def test_all_are_in_the_local_stage(self) -> None:
        stage = self.fleet.stages["local"]
        assert len(
            {plan_tenant(self.fleet, key, stage).network.cidr for key in self.fleet.tenants}
        ) == (len(self.fleet.tenants))

    def test_they_name_nobody_real(self) -> None:
        for path in (ROOT / "tenants").rglob("*.yaml"):
            for word in path.read_text(encoding="utf-8").split():
                if ".go.jp" in word:
                    assert word.strip("\"',}").endswith("example.go.jp") or "under" in word, word

    @pytest.mark.parametrize(
        "path", sorted((ROOT / "tenants").glob("*/*.yaml")), ids=lambda path: path.stem
    )
    def test_each_file_names_its_schema_and_follows_it(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(SCHEMA_LINE)
        document, _ = read(str(path), text.encode())
        assert document is not None
        schema = json.loads((ROOT / "schemas/tenant.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(document.data)


class TestGeneratedFiles:
    """One fact, one place: what is generated must be what the models say now."""

    @pytest.mark.parametrize("path", SCHEMAS)
    def test_the_schema_is_fresh(self, path: str) -> None:
        renew = "run kyotsu tenant schema --write"
        assert (ROOT / path).read_text(encoding="utf-8") == schema_text(path), renew

    def test_the_reference_is_fresh(self) -> None:
        text = (ROOT / "docs/tenant-file.md").read_text(encoding="utf-8")
        assert text == reference_text(text), "run kyotsu tenant schema --write"

    @pytest.mark.parametrize("stage", ["local", "dev", "prod"])
    def test_each_stage_names_its_schema_and_follows_it(self, stage: str) -> None:
        raw = (ROOT / f"Pulumi.{stage}.yaml").read_bytes()
        assert raw.startswith(b"# yaml-language-server: $schema=schemas/stage.schema.json\n")
        document, _ = read("a", raw)
        assert document is not None
        jsonschema.Draft202012Validator(json.loads(schema_text(STAGE))).validate(document.data)

    def test_a_schema_refuses_what_the_model_refuses(self) -> None:
        schema = json.loads(schema_text("schemas/tenant.schema.json"))
        validator = jsonschema.Draft202012Validator(schema)
        document, _ = read("a", (ROOT / "tenants/soumu/shinsei.yaml").read_bytes())
        assert document is not None
        for wrong in (
            {"domian": "x"},
            {"cloud_services": ["no-such"]},
            {"classification": {"confidentiality": 4, "integrity": 1, "availability": 1}},
            {"system": "Upper"},
        ):
            assert not validator.is_valid({**document.data, **wrong}), wrong


LEDGER_ITEMS = [
    "2.1.2(1)-1 " + letter
    for letter in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "m", "o", "q", "r", "s"]
]


@pytest.mark.parametrize("item", LEDGER_ITEMS)
def test_each_item_of_the_ledger_has_a_field(item: str) -> None:
    said = [field.description or "" for field in Tenant.model_fields.values()]
    assert any(item + ")" in " ".join(text.split()) for text in said), item


@pytest.mark.parametrize("item", ["2.1.2(1)-1 f), p)", "2.1.2(1)-1 k), l), n)"])
def test_items_that_share_a_field(item: str) -> None:
    assert any(item in (field.description or "") for field in Tenant.model_fields.values())


def test_each_service_says_what_the_ledger_asks() -> None:
    for service in SERVICES.values():
        assert service.name
        assert service.provider.ja
        assert service.overview.ja
        assert service.overview.en
