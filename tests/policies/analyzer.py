"""Starts a policy pack as the engine does, and talks its protocol."""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE

from policies.graph import Node
from policies.rule import UNKNOWN

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "policies"
EXAMPLE_PACK = Path(__file__).parent / "example_pack"
LEVELS = {analyzer_pb2.ADVISORY: "advisory", analyzer_pb2.MANDATORY: "mandatory"}


@dataclass(frozen=True)
class Said:
    """One diagnostic: its level, the message without the policy's description, and a URN."""

    level: str
    message: str
    urn: str = ""

    @property
    def rule(self) -> str:
        return self.message.split(" ", 1)[0]


class Analyzer:
    """A running pack."""

    def __init__(self, program: Path, *, dry_run: bool = False) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-P", "-m", "pulumi.policy", "127.0.0.1:0", str(program)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        port = self._process.stdout.readline().decode().strip()
        assert port.isdigit(), self.words()
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}")
        self.stub = analyzer_pb2_grpc.AnalyzerStub(self._channel)
        self.stub.ConfigureStack(analyzer_pb2.AnalyzerStackConfigureRequest(dry_run=dry_run))

    def close(self) -> None:
        self._channel.close()
        self._process.terminate()
        self._process.wait(timeout=10)

    def words(self) -> str:
        """What a pack that didn't start has said."""
        self._process.wait(timeout=10)
        assert self._process.stderr is not None
        return self._process.stderr.read().decode()

    def analyze(
        self, token: str, properties: Mapping[str, Any], *, stack: str, name: str = "example"
    ) -> list[Said]:
        answer = self.stub.Analyze(
            analyzer_pb2.AnalyzeRequest(
                type=token,
                name=name,
                urn=f"urn:pulumi:{stack}::kyotsu::{token}::{name}",
                properties=struct(properties),
            )
        )
        return said(answer)

    def remediate(
        self, token: str, properties: Mapping[str, Any], *, stack: str
    ) -> list[dict[str, Any]]:
        answer = self.stub.Remediate(
            analyzer_pb2.AnalyzeRequest(
                type=token,
                name="example",
                urn=f"urn:pulumi:{stack}::kyotsu::{token}::example",
                properties=struct(properties),
            )
        )
        return [json_format.MessageToDict(one.properties) for one in answer.remediations]

    def analyze_stack(self, nodes: Iterable[Node], *, stack: str) -> list[Said]:
        def moved(urn: str) -> str:
            return ":".join((*urn.split(":")[:2], stack, *urn.split(":")[3:]))

        return said(
            self.stub.AnalyzeStack(
                analyzer_pb2.AnalyzeStackRequest(
                    resources=[
                        analyzer_pb2.AnalyzerResource(
                            type=node.type,
                            name=node.name,
                            urn=moved(node.urn),
                            properties=struct(node.properties),
                            options=analyzer_pb2.AnalyzerResourceOptions(protect=node.protect),
                            provider=analyzer_pb2.AnalyzerProviderResource(
                                type="pulumi:providers:aws",
                                name="tenant",
                                urn=f"urn:pulumi:{stack}::kyotsu::pulumi:providers:aws::tenant",
                                properties=struct(node.provider or {}),
                            ),
                            propertyDependencies={
                                name: analyzer_pb2.AnalyzerPropertyDependencies(
                                    urns=[moved(urn) for urn in urns]
                                )
                                for name, urns in node.depends.items()
                            },
                        )
                        for node in nodes
                    ]
                )
            )
        )


def struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    """Return properties as the engine sends them."""
    answer = struct_pb2.Struct()
    answer.update({name: _sent(value) for name, value in properties.items()})
    return answer


def _sent(value: Any) -> Any:
    if value is UNKNOWN:
        return UNKNOWN_STRING_VALUE
    if isinstance(value, Mapping):
        return {str(name): _sent(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_sent(item) for item in value]
    return value


def said(answer: Any) -> list[Said]:
    """Return an answer's diagnostics, without the policies' common description."""
    return [
        Said(
            LEVELS[found.enforcementLevel],
            found.message.removeprefix(found.description).lstrip(),
            found.urn,
        )
        for found in answer.diagnostics
    ]
