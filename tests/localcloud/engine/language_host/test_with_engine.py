"""The host under the real engine: programs and policy packs without cloud resources."""

from __future__ import annotations

import json
import signal
import time
from typing import Any

import pytest

from localcloud.engine.model import Engine
from tests.localcloud.engine.language_host.conftest import make_project
from tests.localcloud.engine.language_host.project import Project
from tests.processes import runs

pytestmark = pytest.mark.engine

EVERYTHING = """
    import os
    import sys
    from concurrent.futures import ThreadPoolExecutor

    import psutil
    import pulumi

    config = pulumi.Config()
    thing = pulumi.ComponentResource("tiny:index:Thing", "thing")
    print("said by the program")
    me = psutil.Process()
    around = str([(p.cmdline(), p.environ()) for p in (me, me.parent())])
    with ThreadPoolExecutor() as pool:
        in_thread = pool.submit(lambda: pulumi.Config("tiny").get("plain")).result()
    pulumi.export("plain", config.require("plain"))
    pulumi.export("in_thread", in_thread)
    pulumi.export("token", config.require_secret("token"))
    pulumi.export("long", len(config.require("long")))
    pulumi.export("secret_seen_around", config.require("token") in around)
    pulumi.export("stack", [pulumi.get_organization(), pulumi.get_project(), pulumi.get_stack()])
    pulumi.export("dry_run", pulumi.runtime.is_dry_run())
    pulumi.export("root", pulumi.runtime.get_root_directory())
    pulumi.export("where", [os.getcwd(), sys.path[0], sys.argv[0]])
    pulumi.export("urn", thing.urn)
"""


class Updated:
    """What `pulumi up` of EVERYTHING said and left."""

    def __init__(self, project: Project) -> None:
        self.root = project.root
        project.program(EVERYTHING)
        project.run("config", "set", "plain", "value")
        project.run("config", "set", "--secret", "token", "very-secret")
        settings = project.root / "Pulumi.dev.yaml"
        with settings.open("a", encoding="utf-8") as file:
            # More than Linux lets one environment variable hold.
            file.write(f"  tiny:long: {'x' * 200_000}\n")
        up = project.run("up", "--yes", "--skip-preview")
        self.status, self.said = up.returncode, up.stdout
        outputs = project.run("stack", "output", "--json", "--show-secrets")
        self.outputs: dict[str, Any] = json.loads(outputs.stdout)


@pytest.fixture(scope="module")
def updated(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Updated:
    """One update, looked at by many tests."""
    return Updated(make_project(tmp_path_factory.mktemp("updated"), engine))


def test_an_update_succeeds(updated: Updated) -> None:
    assert updated.status == 0, updated.said


def test_what_the_program_prints_is_shown(updated: Updated) -> None:
    assert "said by the program" in updated.said


def test_a_resource_is_registered(updated: Updated) -> None:
    assert updated.outputs["urn"] == "urn:pulumi:dev::tiny::tiny:index:Thing::thing"


def test_configuration_arrives(updated: Updated) -> None:
    assert updated.outputs["plain"] == "value"


def test_configuration_arrives_in_threads_of_the_program(updated: Updated) -> None:
    assert updated.outputs["in_thread"] == "value"


def test_configuration_of_any_length_arrives(updated: Updated) -> None:
    assert updated.outputs["long"] == 200_000


def test_a_secret_arrives_and_is_not_shown(updated: Updated) -> None:
    assert updated.outputs["token"] == "very-secret"
    assert "very-secret" not in updated.said


def test_a_secret_is_on_no_command_line_and_in_no_environment(updated: Updated) -> None:
    assert updated.outputs["secret_seen_around"] is False


def test_the_program_knows_its_stack(updated: Updated) -> None:
    assert updated.outputs["stack"] == ["organization", "tiny", "dev"]


def test_an_update_is_not_a_dry_run(updated: Updated) -> None:
    assert updated.outputs["dry_run"] is False


def test_the_program_knows_the_root_of_its_project(updated: Updated) -> None:
    assert updated.outputs["root"] == str(updated.root)


def test_the_program_runs_in_its_own_directory(updated: Updated) -> None:
    assert updated.outputs["where"] == [str(updated.root / "infra")] * 3


def test_the_engine_does_not_warn_of_our_host(updated: Updated) -> None:
    assert "warning" not in updated.said


def test_a_preview_is_a_dry_run(project: Project) -> None:
    project.program(
        "import pulumi\npulumi.export('dry_run', str(pulumi.runtime.is_dry_run()) + '!')"
    )
    preview = project.run("preview")
    assert (preview.returncode, '"True!"' in preview.stdout) == (0, True)


def test_an_exception_is_shown_from_the_users_first_frame(project: Project) -> None:
    program = project.program("def f():\n    raise ValueError('boom')\nf()\n")
    preview = project.run("preview")
    assert preview.returncode != 0
    first = preview.stdout.split("Traceback (most recent call last):\n")[1].splitlines()[0]
    assert first.strip() == f'File "{program}", line 3, in <module>'
    assert "ValueError: boom" in preview.stdout


def test_an_exception_in_an_apply_is_shown_from_the_users_first_frame(project: Project) -> None:
    program = project.program("import pulumi\npulumi.Output.from_input(1).apply(lambda n: n / 0)\n")
    preview = project.run("preview")
    assert preview.returncode != 0
    first = preview.stdout.split("Traceback (most recent call last):\n")[1].splitlines()[0]
    assert first.strip() == f'File "{program}", line 2, in <lambda>'


def test_a_run_error_is_shown_without_a_traceback(project: Project) -> None:
    project.program("import pulumi\nraise pulumi.RunError('do this instead')\n")
    preview = project.run("preview")
    assert preview.returncode != 0
    assert "error: do this instead" in preview.stdout
    assert "Traceback" not in preview.stdout


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("sys.exit(7)", "Program exited with non-zero exit code: 7"),
        ("os.kill(os.getpid(), 9)", "Program was ended by signal 9 (Killed)"),
    ],
)
def test_a_program_that_ends_itself_fails(project: Project, statement: str, said: str) -> None:
    project.program(f"import os, sys\n{statement}\n")
    preview = project.run("preview")
    assert preview.returncode != 0
    assert said in preview.stdout


def _write_pack(project: Project, text: str) -> str:
    project.write("pack/PulumiPolicy.yaml", "runtime: python\nversion: 0.0.1\n")
    return str(project.write("pack/__main__.py", text).parent)


def test_a_policy_pack_refuses(project: Project) -> None:
    project.program("import pulumi\npulumi.ComponentResource('tiny:index:Thing', 'thing')\n")
    pack = _write_pack(
        project,
        """
        from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy

        def check(args, report):
            if args.resource_type == "tiny:index:Thing":
                report(f"no things here: {args.name}")

        PolicyPack("tiny-pack", policies=[ResourceValidationPolicy(
            name="no-things", description="Things are not wanted.", validate=check,
            enforcement_level=EnforcementLevel.MANDATORY)])
        """,
    )
    preview = project.run("preview", "--policy-pack", pack)
    assert preview.returncode != 0
    assert "no things here: thing" in preview.stdout


def test_a_policy_pack_that_cannot_start_says_why(project: Project) -> None:
    project.program("")
    pack = _write_pack(project, "raise ValueError('this pack is broken')\n")
    preview = project.run("preview", "--policy-pack", pack)
    assert preview.returncode != 0
    assert "this pack is broken" in preview.stdout


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_no_program_outlives_its_engine(project: Project, number: signal.Signals) -> None:
    pid_file = project.root / "pid"
    project.program(
        f"""
        import os, pathlib, time
        pathlib.Path({str(pid_file)!r}).write_text(f"{{os.getpid()}} {{os.getppid()}}")
        time.sleep(600)
        """
    )
    with project.start("preview") as engine:
        _until(lambda: pid_file.exists() and " " in pid_file.read_text(encoding="utf-8"))
        program, host = map(int, pid_file.read_text(encoding="utf-8").split())
        engine.send_signal(number)
        engine.communicate()
    _until(lambda: not runs(program) and not runs(host))


def _until(happened: Any) -> None:
    # Only a hang ends here; no test is about how long anything takes.
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)
