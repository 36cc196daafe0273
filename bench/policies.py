"""What the policy pack costs.

- `kyotsu policy check` on a state of 10,000 resources, in a process of its own.
- An analyzer's time for one resource, by how rules are grouped into Pulumi policies: one policy a
  rule against one a level, on the same rules and resources, through the real protocol.
- The share of a rule's mutants that no test notices.
- A preview of one tenant with the pack against without it, where the local stage is running.

    python -m bench.policies
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import mutation
from bench.figures import Figure, table
from policies.rules import all_rules
from tests.policies.analyzer import EXAMPLE_PACK, Analyzer

ROOT = Path(__file__).resolve().parent.parent
ONE_EACH = Path(__file__).resolve().parent / "policy_a_rule"
RESOURCES = 10_000
STACK = "local.soumu-shinsei"
ROUNDS = 5


def measure() -> list[Figure]:
    """Measure all of it; what needs the local stage is left out where it isn't running."""
    return [*check_of_a_large_state(), *grouping(), *mutation.measure(), *preview_with_the_pack()]


def check_of_a_large_state() -> list[Figure]:
    """Return time and memory of a check of 10,000 resources of all types that rules know."""
    examples = [(token, dict(rule.compliant)) for rule in all_rules() for token in rule.types]
    resources: list[dict[str, Any]] = []
    for number in range(RESOURCES):
        token, inputs = examples[number % len(examples)]
        resources.append(
            {
                "urn": f"urn:pulumi:{STACK}::kyotsu::{token}::r{number}",
                "type": token,
                "inputs": inputs,
                "outputs": {**inputs, "id": f"id-{number}", "arn": f"arn:aws:x:::{number}"},
                "propertyDependencies": {},
            }
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state.json"
        path.write_text(json.dumps({"version": 3, "deployment": {"resources": resources}}))
        size = path.stat().st_size / 1e6
        started = time.perf_counter()
        ended = subprocess.run(
            [
                sys.executable,
                "-c",
                "from kyotsu.policy import app; app()",
                "check",
                str(path),
                "--format",
                "json",
            ],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        seconds = time.perf_counter() - started
    assert ended.returncode in (0, 1), "the check itself must have worked"
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    what = f"kyotsu policy check, {RESOURCES} resources"
    return [
        Figure(name=what, value=seconds, unit="s", limit=20, detail=f"a state of {size:.1f} MB"),
        Figure(name=f"{what}, memory", value=memory, unit="MB", limit=600),
    ]


def grouping() -> list[Figure]:
    """Return the analyzer's time for one resource, grouped and with a policy a rule."""
    grouped = _milliseconds_per_resource(EXAMPLE_PACK)
    apart = _milliseconds_per_resource(ONE_EACH)
    return [
        Figure(
            name="analyzer, one resource of 3 KB, a policy a level",
            value=grouped,
            unit="ms",
            detail=f"{len(all_rules())} rules; a policy a rule: {apart:.2f} ms",
        )
    ]


def _milliseconds_per_resource(pack: Path) -> float:
    running = Analyzer(pack)
    properties = {
        "retentionInDays": 400.0,
        "kmsKeyId": "arn:aws:kms:ap-northeast-1:111111111111:key/example",
        "tags": {f"Tag{number}": "x" * 50 for number in range(40)},
    }
    token = "aws:cloudwatch/logGroup:LogGroup"  # noqa: S105 - a type
    try:
        running.analyze(token, properties, stack="prod.any")
        taken: list[float] = []
        for _ in range(50):
            started = time.perf_counter()
            running.analyze(token, properties, stack="prod.any")
            taken.append(time.perf_counter() - started)
    finally:
        running.close()
    return statistics.median(taken) * 1000


def preview_with_the_pack() -> list[Figure]:
    """Return the ratio of a preview with the pack to one without, in turn, of one tenant.

    The local stage must be running, deployed; it holds rules as prod does, but for two.
    """
    from kyotsu.errors import KyotsuError
    from kyotsu.local import stage

    try:
        variables = stage.running_environment(ROOT)
    except KyotsuError:
        return []
    command = [
        str(variables.cli),
        "preview",
        "--stack",
        STACK,
        "--config-file",
        str(ROOT / "Pulumi.local.yaml"),
        "--suppress-outputs",
        "--non-interactive",
    ]
    environment = {**os.environ, **variables.variables}
    without: list[float] = []
    held: list[float] = []
    for _ in range(ROUNDS):
        without.append(_seconds(command, environment))
        held.append(_seconds([*command, "--policy-pack", str(ROOT / "policies")], environment))
    before, after = statistics.median(without), statistics.median(held)
    return [
        Figure(
            name="preview of one tenant, with the pack against without",
            value=after / before,
            unit="times",
            limit=1.25,
            detail=f"{after:.2f} s against {before:.2f} s, median of {ROUNDS}",
        )
    ]


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    Console().print(table(measure()))
