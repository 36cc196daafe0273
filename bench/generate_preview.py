"""Writes a preview's event stream and digest as the engine would, of any size and content.

`python -m bench.generate_preview FOLDER [CHANGES]` writes `events.jsonl` and `digest.json`.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

SECRET: Final = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
UNKNOWN: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
STACK: Final = "prod.soumu-shinsei"
PROJECT: Final = "kyotsu"


class Secret:
    """A value that the engine knows to be secret, and blinds in what it writes."""

    def __init__(self, value: Any = None) -> None:
        self.value = value


@dataclass(frozen=True, kw_only=True)
class Made:
    """One resource in a preview. `old` and `new` are inputs; `outputs` are of what is there."""

    type: str
    name: str
    steps: tuple[str, ...]
    old: Mapping[str, Any] | None = None
    new: Mapping[str, Any] | None = None
    outputs: Mapping[str, Any] = field(default_factory=dict[str, Any])
    keys: tuple[str, ...] = ()
    diffs: tuple[str, ...] = ()
    detailed: Mapping[str, str] = field(default_factory=dict[str, str])
    protect: bool = False
    parent: str = ""
    dependencies: tuple[str, ...] = ()
    source: str = "components/network/tier.py#46"
    stack: str = STACK

    @property
    def urn(self) -> str:
        """The resource's URN."""
        return f"urn:pulumi:{self.stack}::{PROJECT}::{self.type}::{self.name}"


@dataclass(frozen=True, kw_only=True)
class Ruled:
    """What a policy says of a resource."""

    message: str
    urn: str = ""
    level: str = "mandatory"
    policy: str = "kyotsu-mandatory"
    pack: str = "kyotsu"


@dataclass(frozen=True, kw_only=True)
class Written:
    """A whole preview."""

    made: Sequence[Made]
    ruled: Sequence[Ruled] = ()
    said: Sequence[tuple[str, str]] = ()
    """Severity and message."""
    result: str = "succeeded"
    config: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def counts(self) -> Mapping[str, int]:
        """Resources by operation, as the engine counts them."""
        logical = [step for one in self.made for step in one.steps if "-" not in step]
        return Counter(logical)

    def events(self) -> Iterator[dict[str, Any]]:
        """Yield the events."""
        yield {"preludeEvent": {"config": dict(self.config)}}
        for one in self.made:
            for step in one.steps:
                metadata = _metadata(one, step)
                yield {"resourcePreEvent": {"metadata": metadata, "planning": True}}
                if step not in ("delete", "delete-replaced", "replace"):
                    yield {"resOutputsEvent": {"metadata": metadata, "planning": True}}
        for ruled in self.ruled:
            yield {
                "policyEvent": {
                    "resourceUrn": ruled.urn,
                    "message": ruled.message,
                    "color": "never",
                    "policyName": ruled.policy,
                    "policyPackName": ruled.pack,
                    "policyPackVersion": "0.1.0",
                    "policyPackVersionTag": "0.1.0",
                    "enforcementLevel": ruled.level,
                }
            }
        for severity, message in self.said:
            yield {"diagnosticEvent": {"message": message, "color": "never", "severity": severity}}
        yield {
            "summaryEvent": {
                "maybeCorrupt": False,
                "durationSeconds": 6,
                "resourceChanges": dict(self.counts),
                "PolicyPacks": {"kyotsu|prod|policies": "0.1.0"},
                "isPreview": True,
                "result": self.result,
            }
        }
        yield {"cancelEvent": {}}

    def digest(self) -> dict[str, Any]:
        """Return the digest."""
        return {
            "config": dict(self.config),
            "steps": [_digest_step(one, step) for one in self.made for step in one.steps],
            "diagnostics": [
                {"message": message, "severity": severity} for severity, message in self.said
            ],
            "duration": 5562757544,
            "changeSummary": dict(self.counts),
        }

    def write(self, folder: Path, name: str = "") -> tuple[Path, Path]:
        """Write both files and return their paths."""
        events, digest = folder / f"{name}events.jsonl", folder / f"{name}digest.json"
        with events.open("w", encoding="utf-8") as file:
            for number, event in enumerate(self.events()):
                stamped = {"sequence": number, "timestamp": 1795454784, **event}
                file.write(json.dumps(stamped, ensure_ascii=False, separators=(",", ":")) + "\n")
        with digest.open("w", encoding="utf-8") as file:
            json.dump(self.digest(), file, ensure_ascii=False, indent=4)
        return events, digest


def _sealed(value: Any, *, plain: bool) -> Any:
    """Return a value with its secrets as the digest (`plain`) or the events write them."""
    if isinstance(value, Secret):
        return "[secret]" if plain else {**SECRET, "ciphertext": "[secret]"}
    if isinstance(value, Mapping):
        return {key: _sealed(inner, plain=plain) for key, inner in value.items()}
    if isinstance(value, list):
        return [_sealed(inner, plain=plain) for inner in value]
    return value


def _state(one: Made, inputs: Mapping[str, Any], *, old: bool, plain: bool) -> dict[str, Any]:
    state: dict[str, Any] = {
        "type": one.type,
        "urn": one.urn,
        "custom": ":providers:" in one.type or not one.type.startswith(("pulumi:", "kyotsu:")),
        "id": f"id-of-{one.name}" if old else "",
        "parent": one.parent,
        "inputs": _sealed(inputs, plain=plain),
        "outputs": _sealed({**inputs, **one.outputs} if old else inputs, plain=plain),
        "provider": f"urn:pulumi:{one.stack}::{PROJECT}::pulumi:providers:aws::tenant::1",
        "protect": one.protect,
    }
    if plain:
        state["dependencies"] = list(one.dependencies)
        state["sourcePosition"] = f"project:///{one.source}"
        state["stackTrace"] = [{"sourcePosition": f"project:///{one.source}"}] * 6
    return state


def _sides(one: Made, step: str, *, plain: bool) -> tuple[Any, Any]:
    old = None if one.old is None else _state(one, one.old, old=True, plain=plain)
    new = None if one.new is None else _state(one, one.new, old=False, plain=plain)
    return old, None if step.startswith(("delete", "discard")) else new


def _metadata(one: Made, step: str) -> dict[str, Any]:
    old, new = _sides(one, step, plain=False)
    return {
        "op": step,
        "urn": one.urn,
        "type": one.type,
        "old": old,
        "new": new,
        "keys": list(one.keys),
        "diffs": list(one.diffs),
        "detailedDiff": {
            path: {"diffKind": kind, "inputDiff": True} for path, kind in one.detailed.items()
        }
        or None,
        "logical": True,
        "provider": "",
    }


def _digest_step(one: Made, step: str) -> dict[str, Any]:
    old, new = _sides(one, step, plain=True)
    return {
        "op": step,
        "urn": one.urn,
        "oldState": old,
        "newState": new,
        "diffReasons": list(one.diffs),
        "replaceReasons": list(one.keys),
        "detailedDiff": {
            path: {"kind": kind, "inputDiff": True} for path, kind in one.detailed.items()
        }
        or None,
    }


def large(changes: int) -> Written:
    """Return a preview with so many changes, as various as those of a platform."""
    return Written(made=[_one(number) for number in range(changes)])


_STATEMENT: Final = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents"}] * 4}
)


def _one(number: int) -> Made:
    kind = number % 10
    tags = {"System": f"system-{number % 97}", "Ministry": "総務省", "Environment": "prod"}
    name = f"{('application', 'database', 'archive')[number % 3]}-{number}"
    old: dict[str, Any] = {
        "name": f"kyotsu-prod-{name}",
        "retentionInDays": 400,
        "policy": _STATEMENT,
        "description": "利用者からの申請を受け付ける系の資源です。" * 3,
        "cidrBlock": f"10.{number // 250 % 250}.{number % 250}.0/24",
        "tags": tags,
    }
    new = {**old, "retentionInDays": 400 + number % 5 * 10, "tags": {**tags, "Cost": "shared"}}
    log, bucket = "aws:cloudwatch/logGroup:LogGroup", "aws:s3/bucket:Bucket"
    if kind == 0:
        return Made(type=bucket, name=name, steps=("create",), new=new)
    if kind == 1:
        return Made(type=log, name=name, steps=("delete",), old=old)
    if kind == 2:
        return Made(
            type="aws:ec2/subnet:Subnet",
            name=name,
            steps=("delete-replaced", "replace", "create-replacement"),
            old=old,
            new={**new, "cidrBlock": "10.250.0.0/24"},
            keys=("cidrBlock",),
            diffs=("cidrBlock", "tags"),
            detailed={"cidrBlock": "update-replace"},
        )
    return Made(
        type=log,
        name=name,
        steps=("update",),
        old=old,
        new=new,
        outputs={"arn": f"arn:aws:logs:ap-northeast-1:123456789012:log-group:{name}"},
        diffs=("retentionInDays", "tags"),
        detailed={"retentionInDays": "update", "tags.Cost": "add"},
    )


def main() -> int:
    """Write a large preview into a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    large(int(sys.argv[2]) if len(sys.argv) > 2 else 10_000).write(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
