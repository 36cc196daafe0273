"""`kyotsu tenant` as it is typed: exit statuses, what is said where, and what is written.

Real read-only folders cannot be had by root, so a disk that refuses is stood in for by an `os` that
raises what the kernel would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tenancy.load import load_fleet
from tests.tenancy.example import SHINSEI, SHUNOU, TODAY, Kyotsu, Project

ADDRESSES = "tenants/addresses.yaml"

NEW = {
    "--ministry": "soumu",
    "--system": "bunsho",
    "--name-ja": "文書管理システム",
    "--name-en": "Document Management System",
    "--purpose-ja": "文書を管理する。",
    "--purpose-en": "Manages documents: all of them.",
    "--division-ja": "文書課",
    "--division-en": "Documents Division",
    "--security-email": "bunsho-security@example.go.jp",
    "--manager-email": "bunsho-operation@example.go.jp",
    "--start": "2027-04-01",
    "--end": "2032-03-31",
    "--domain": "bunsho.example.go.jp",
    "--confidentiality": "2",
    "--integrity": "1",
    "--availability": "2",
    "--lines": "government-lan",
    "--ingress": "government-lan",
    "--budget": "1,200,000",
}


def flags(**changed: str | None) -> list[str]:
    merged = {**NEW, **{f"--{name}": value for name, value in changed.items()}}
    return [word for name, value in merged.items() if value is not None for word in (name, value)]


class TestCheck:
    def test_nothing_wrong(self, kyotsu: Kyotsu) -> None:
        ended = kyotsu("check")
        assert (ended.status, ended.out, ended.err) == (
            0,
            "2 tenants of 2 ministries, 2 stages: nothing is wrong\n",
            "",
        )

    def test_findings_are_one_a_line_on_standard_error(
        self, project: Project, kyotsu: Kyotsu
    ) -> None:
        project.replace(SHINSEI, "size: small", "size: 3")
        project.replace(SHUNOU, "monthly_budget_yen: 300000", "monthly_budget_yen: -1")
        before = project.snapshot()
        ended = kyotsu("check")
        assert (ended.status, ended.out) == (2, "")
        assert ended.err.splitlines() == [
            (
                f"{SHUNOU}:40: environments.prod.monthly_budget_yen: -1 is not above 0;"
                " write a number above 0"
            ),
            (
                f"{SHINSEI}:33: environments.prod.size: 3 is not one of 'small', 'medium' or"
                " 'large'; write 'small', 'medium' or 'large'"
            ),
            "findings: 2, in files: 2",
        ]
        assert project.snapshot() == before

    def test_json(self, project: Project, kyotsu: Kyotsu) -> None:
        assert json.loads(kyotsu("check", "--json").out) == {
            "tenants": 2,
            "ministries": 2,
            "stages": 2,
            "findings": [],
        }
        project.replace(SHINSEI, "size: small", "size: smal")
        ended = kyotsu("check", "--json")
        assert ended.status == 2
        assert json.loads(ended.out)["findings"] == [
            {
                "path": SHINSEI,
                "line": 33,
                "field": "environments.prod.size",
                "problem": "'smal' is not one of 'small', 'medium' or 'large'",
                "remedy": "did you mean 'small'?",
            }
        ]

    def test_another_root(self, project: Project, kyotsu: Kyotsu, tmp_path: Path) -> None:
        assert kyotsu("check", "--root", str(project.root)).status == 0
        ended = kyotsu("check", "--root", str(tmp_path / "nowhere"))
        assert (ended.status, ended.err) == (2, f"there is no folder {tmp_path / 'nowhere'}\n")

    def test_a_file_that_cannot_be_read(
        self, kyotsu: Kyotsu, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "read_bytes", refuse)
        ended = kyotsu("check")
        assert ended.status == 3
        assert ended.err.endswith("Pulumi.local.yaml: Permission denied\n")

    def test_rich_and_pulumi_are_not_loaded(self, project: Project) -> None:
        # They cost more than the check of a fleet; nothing here needs them.
        code = (
            "import sys; sys.argv = ['kyotsu', 'tenant', 'check']\n"
            "from kyotsu.cli import main\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            "heavy = {'pulumi', 'pulumi_aws', 'boto3', 'jsonschema', 'moto', 'rich'}\n"
            "print(sorted(heavy & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=project.root,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == "[]", done.stderr


class TestAdd:
    def unallocated(self, project: Project, kyotsu: Kyotsu) -> None:
        project.write(ADDRESSES, "")
        (project.root / ADDRESSES).unlink()
        assert kyotsu("add", "--begin").status == 0

    def test_one_tenant_in_each_of_its_stages(self, project: Project, kyotsu: Kyotsu) -> None:
        self.unallocated(project, kyotsu)
        ended = kyotsu("add", "soumu-shinsei")
        assert (ended.status, ended.out) == (
            0,
            (
                "soumu-shinsei has 10.0.0.0/22 in stage local\n"
                "soumu-shinsei has 10.128.0.0/22 in stage prod\n"
            ),
        )
        assert set(project.load(settled=False).addresses.blocks) == {
            ("local", "soumu-shinsei"),
            ("prod", "soumu-shinsei"),
        }

    def test_everyone_and_then_nobody(self, project: Project, kyotsu: Kyotsu) -> None:
        self.unallocated(project, kyotsu)
        assert kyotsu("add", "--all").status == 0
        assert kyotsu("check").status == 0
        before = project.snapshot()
        ended = kyotsu("add", "--all")
        assert (ended.status, ended.out) == (
            0,
            "all of them have their addresses already; nothing was written\n",
        )
        assert project.snapshot() == before

    def test_the_same_whether_one_by_one_or_by_a_fresh_clone(
        self, project: Project, kyotsu: Kyotsu
    ) -> None:
        self.unallocated(project, kyotsu)
        kyotsu("add", "--all")
        first = project.snapshot()[ADDRESSES]
        self.unallocated(project, kyotsu)
        kyotsu("add", "--all")
        assert project.snapshot()[ADDRESSES] == first

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ([], "give either tenants, such as soumu-shinsei, or --all\n"),
            (["soumu-shinsei", "--all"], "give either tenants, such as soumu-shinsei, or --all\n"),
            (
                ["soumu-shinse"],
                "there is no tenant 'soumu-shinse'; did you mean 'soumu-shinsei'?\n",
            ),
        ],
    )
    def test_a_mistake_in_the_arguments(
        self, project: Project, kyotsu: Kyotsu, arguments: list[str], message: str
    ) -> None:
        before = project.snapshot()
        ended = kyotsu("add", *arguments)
        assert (ended.status, ended.err) == (2, message)
        assert project.snapshot() == before

    def test_nothing_is_written_while_anything_is_wrong(
        self, project: Project, kyotsu: Kyotsu
    ) -> None:
        self.unallocated(project, kyotsu)
        project.replace(SHUNOU, "size: small", "size: smal")
        before = project.snapshot()
        ended = kyotsu("add", "soumu-shinsei")
        assert ended.status == 2
        assert ended.err.splitlines()[-1] == "nothing was written"
        assert project.snapshot() == before

    def test_nothing_is_written_over_an_edited_ledger(
        self, project: Project, kyotsu: Kyotsu
    ) -> None:
        project.replace(ADDRESSES, "cidr: 10.0.4.0/22", "cidr: 10.0.8.0/22")
        before = project.snapshot()
        assert kyotsu("add", "--all").status == 2
        assert project.snapshot() == before

    def test_begin_leaves_a_ledger_that_exists(self, project: Project, kyotsu: Kyotsu) -> None:
        before = project.snapshot()
        ended = kyotsu("add", "--begin")
        assert ended.status == 2
        assert "exists and is left as it is" in ended.err
        assert project.snapshot() == before

    @pytest.mark.parametrize("broken", ["replace", "fsync"])
    def test_a_disk_that_refuses_leaves_everything_as_it_was(
        self, project: Project, kyotsu: Kyotsu, monkeypatch: pytest.MonkeyPatch, broken: str
    ) -> None:
        self.unallocated(project, kyotsu)
        before = project.snapshot()

        def refuse(*_: object) -> None:
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr(os, broken, refuse)
        ended = kyotsu("add", "--all")
        assert ended.status == 3
        assert ended.err == (
            f"cannot write {project.root / ADDRESSES}: Read-only file system;"
            " nothing was changed, mend this and run again\n"
        )
        assert project.snapshot() == before

    def test_two_at_once_lose_nothing(self, project: Project, kyotsu: Kyotsu) -> None:
        self.unallocated(project, kyotsu)
        program = [sys.executable, "-c", "from kyotsu.cli import main; main()", "tenant", "add"]

        def add(key: str) -> int:
            return subprocess.run(
                [*program, key], cwd=project.root, capture_output=True, check=False
            ).returncode

        with ThreadPoolExecutor() as pool:
            assert list(pool.map(add, ["soumu-shinsei", "mof-shunou"])) == [0, 0]
        assert kyotsu("check").status == 0


def cut_loose(project: Project) -> None:
    """Take the link out of both files."""
    for path in (SHINSEI, SHUNOU):
        text = project.root.joinpath(path).read_text(encoding="utf-8")
        project.write(path, text[: text.index("links:")] + text[text.index("cloud_services:") :])


class TestRetire:
    def test_a_tenant_that_is_gone(self, project: Project, kyotsu: Kyotsu) -> None:
        (project.root / SHINSEI).unlink()
        link = project.root.joinpath(SHUNOU).read_text(encoding="utf-8")
        project.write(SHUNOU, link[: link.index("links:")] + link[link.index("cloud") :])
        ended = kyotsu("retire", "soumu-shinsei")
        assert (ended.status, ended.out) == (
            0,
            (
                "soumu-shinsei gave up 10.0.4.0/22 in stage local\n"
                "soumu-shinsei gave up 10.128.4.0/22 in stage prod\n"
            ),
        )
        assert kyotsu("check").status == 0
        assert [record.event for record in project.load().addresses.records] == [
            *["allocate"] * 4,
            *["retire"] * 2,
        ]

    def test_an_environment_that_is_gone(self, project: Project, kyotsu: Kyotsu) -> None:
        project.replace(SHINSEI, "environments:\n  prod:", "environments:\n  dev:")
        ended = kyotsu("retire", "soumu-shinsei")
        assert ended.status == 0
        assert len(ended.out.splitlines()) == 2

    @pytest.mark.parametrize(
        ("key", "message"),
        [
            (
                "soumu-shinsei",
                (
                    "soumu-shinsei can't be retired yet:\n"
                    f"  mof-shunou is linked to it; remove the link from {SHUNOU} and from"
                    f" {SHINSEI}, and deploy mof-shunou\n"
                    "  it is not suspended; suspend it first (kyotsu tenant suspend), so that"
                    " whoever still uses it is heard of while its data is there\n"
                ),
            ),
            ("soumu-nobody", "'soumu-nobody' holds no addresses; remove it\n"),
        ],
    )
    def test_a_mistake(self, project: Project, kyotsu: Kyotsu, key: str, message: str) -> None:
        before = project.snapshot()
        ended = kyotsu("retire", key)
        assert (ended.status, ended.err) == (2, message)
        assert project.snapshot() == before

    def test_what_is_not_named_twice_is_not_destroyed(
        self, project: Project, kyotsu: Kyotsu
    ) -> None:
        cut_loose(project)
        kyotsu("suspend", "soumu-shinsei", "--why-ja", "終了。", "--why-en", "It ends.")
        before = project.snapshot()
        ended = kyotsu("retire", "soumu-shinsei")
        assert (ended.status, ended.err) == (
            2,
            (
                "this destroys soumu-shinsei in prod for good; if that is meant, add"
                " --confirm soumu-shinsei\n"
            ),
        )
        ended = kyotsu("retire", "soumu-shinsei", "--stage", "porod")
        assert (ended.status, ended.err) == (
            2,
            "soumu-shinsei has nothing in a stage 'porod'; did you mean 'prod'?\n",
        )
        assert project.snapshot() == before

    def test_where_no_engine_can_be_reached_nothing_is_done(
        self, project: Project, kyotsu: Kyotsu, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cut_loose(project)
        kyotsu("suspend", "soumu-shinsei", "--why-ja", "終了。", "--why-en", "It ends.")
        monkeypatch.setenv("PATH", "")
        before = project.snapshot()
        ended = kyotsu("retire", "soumu-shinsei", "--confirm", "soumu-shinsei")
        assert ended.status == 3
        assert "stage prod needs Pulumi's CLI" in ended.err
        assert project.snapshot() == before

    def test_a_retired_systems_id_is_not_given_again(
        self, project: Project, kyotsu: Kyotsu
    ) -> None:
        project.write(
            "tenants/retired/soumu/shinsei.record.yaml",
            "system: shinsei\nministry: soumu\nname: {ja: あ, en: a}\nwhy: {ja: あ, en: a}\n"
            'ended: "2026-10-01T10:00:00+09:00"\n',
        )
        ended = kyotsu("check")
        assert ended.status == 2
        assert (
            f"{SHINSEI}:2: system: soumu-shinsei was retired on 2026-10-01, and what was kept of it"
            " still has its name; choose another id" in ended.err
        )

    def test_a_record_that_is_of_another_system(self, project: Project, kyotsu: Kyotsu) -> None:
        project.write(
            "tenants/retired/soumu/other.record.yaml",
            "system: gone\nministry: soumu\nname: {ja: あ, en: a}\nwhy: {ja: あ, en: a}\n",
        )
        ended = kyotsu("check")
        assert ended.status == 2
        assert "rename it to tenants/retired/soumu/gone.record.yaml" in ended.err

    def test_while_another_links_to_it(self, project: Project, kyotsu: Kyotsu) -> None:
        (project.root / SHINSEI).unlink()
        ended = kyotsu("retire", "soumu-shinsei")
        assert ended.status == 2
        assert "links[0].system: there is no system 'soumu-shinsei'" in ended.err


class TestNew:
    def test_it_writes_a_valid_file(self, project: Project, kyotsu: Kyotsu) -> None:
        ended = kyotsu("new", *flags())
        assert (ended.status, ended.out) == (
            0,
            (
                "wrote tenants/soumu/bunsho.yaml\n"
                "read it through, complete it, then run: kyotsu tenant add soumu-bunsho\n"
            ),
        )
        assert kyotsu("add", "soumu-bunsho").status == 0
        tenant = load_fleet(project.root, today=TODAY).tenants["soumu-bunsho"]
        assert tenant.purpose.en == "Manages documents: all of them."
        assert tenant.environments.prod is not None
        assert tenant.environments.prod.monthly_budget_yen == 1_200_000
        assert (project.root / "tenants/soumu/bunsho.yaml").stat().st_mode & 0o777 == 0o644

    def test_it_asks_for_what_no_flag_gives(
        self, project: Project, kyotsu: Kyotsu, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answers = iter(["five", "5", "2", ""])
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

        def prompt(_: str, default: str | None, **__: object) -> str:
            return next(answers) or default or ""

        monkeypatch.setattr("typer.prompt", prompt)
        ended = kyotsu(
            "new",
            *flags(confidentiality=None),
            *("--security-class", "basic", "--services", "ec2", "--environments", "prod"),
        )
        assert ended.status == 0
        assert ended.err.splitlines() == [
            "'five' is not one of 1, 2 or 3; write one of: 1, 2, 3",
            "5 is not one of 1, 2 or 3; write 1, 2 or 3",
        ]
        tenant = project.load(settled=False).tenants["soumu-bunsho"]
        assert tenant.classification.confidentiality == 2
        assert tenant.environments.prod is not None
        assert tenant.environments.prod.size == "small"

    def test_where_nobody_can_be_asked_it_names_the_flags(self, kyotsu: Kyotsu) -> None:
        ended = kyotsu("new", *flags(domain=None, budget=None))
        assert (ended.status, ended.err) == (
            2,
            "give --domain, --budget; nobody is there to be asked\n",
        )

    def test_wrong_flags_are_all_reported(self, project: Project, kyotsu: Kyotsu) -> None:
        before = project.snapshot()
        ended = kyotsu("new", *flags(system="Bun Sho", start="soon", lines="satellite"))
        assert ended.status == 2
        assert [line.split(":")[0] for line in ended.err.splitlines()] == [
            "--system",
            "--start",
            "--lines",
        ]
        assert project.snapshot() == before

    def test_what_is_wrong_beside_the_others_is_reported(
        self, project: Project, kyotsu: Kyotsu
    ) -> None:
        before = project.snapshot()
        ended = kyotsu("new", *flags(domain="shinsei.example.go.jp", ministry="soumo"))
        assert ended.status == 2
        assert "there is no ministry 'soumo'" in ended.err
        assert "has the same domain" in ended.err
        assert ended.err.splitlines()[-1] == "nothing was written"
        assert project.snapshot() == before

    def test_it_refuses_to_overwrite(self, project: Project, kyotsu: Kyotsu) -> None:
        before = project.snapshot()
        ended = kyotsu("new", *flags(system="shinsei"))
        assert (ended.status, ended.err) == (
            2,
            f"{SHINSEI} exists and is left as it is; edit it, or choose another id\n",
        )
        assert project.snapshot() == before

    def test_other_peoples_mistakes_do_not_stop_it(self, project: Project, kyotsu: Kyotsu) -> None:
        project.replace(SHUNOU, "size: small", "size: smal")
        assert kyotsu("new", *flags()).status == 0


class TestShowing:
    def test_list(self, kyotsu: Kyotsu) -> None:
        ended = kyotsu("list")
        assert ended.status == 0
        assert "soumu-shinsei" in ended.out
        assert "mof-shunou" in ended.out

    def test_show(self, kyotsu: Kyotsu) -> None:
        ended = kyotsu("show", "soumu-shinsei")
        assert ended.status == 0
        for words in ("10.0.4.0/22", "declared", "default for prod", "kyotsu-prod-soumu-shinsei"):
            assert words in ended.out

    def test_show_json(self, kyotsu: Kyotsu) -> None:
        shown = json.loads(kyotsu("show", "soumu-shinsei", "--json").out)
        assert shown["plans"]["local"]["network"]["cidr"] == "10.0.4.0/22"
        assert shown["resolved"]["prod"]["zones"] == {
            "value": 3,
            "source": "default for prod, availability 2",
        }
        assert shown["declared"]["domain"] == "shinsei.example.go.jp"

    def test_a_tenant_without_addresses_is_shown(self, kyotsu: Kyotsu) -> None:
        kyotsu("new", *flags())
        ended = kyotsu("show", "soumu-bunsho")
        assert ended.status == 0
        assert "run kyotsu tenant add" in ended.out

    def test_nobody(self, kyotsu: Kyotsu) -> None:
        ended = kyotsu("show", "mof-shuno")
        assert (ended.status, ended.err) == (
            2,
            "there is no tenant 'mof-shuno'; did you mean 'mof-shunou'?\n",
        )

    def test_findings(self, project: Project, kyotsu: Kyotsu) -> None:
        project.write(SHINSEI, "")
        for command in (["list"], ["show", "mof-shunou"]):
            ended = kyotsu(*command)
            assert (ended.status, ended.out) == (2, "")
            assert "the file is empty" in ended.err


class TestSchema:
    def test_check_write_check(self, project: Project, kyotsu: Kyotsu) -> None:
        ended = kyotsu("schema", "--check")
        assert ended.status == 2
        assert ended.err.endswith("run kyotsu tenant schema --write\n")
        assert kyotsu("schema", "--write").out.splitlines()[0] == (
            "wrote schemas/tenant.schema.json"
        )
        assert kyotsu("schema", "--check").status == 0
        assert kyotsu("schema", "--write").out == ""

    def test_one_of_the_two(self, kyotsu: Kyotsu) -> None:
        assert kyotsu("schema").err == "give either --write or --check\n"
