"""Serves the pack to the engine.

The engine says whether it only previews by the call `ConfigureStack` (seen with 3.259), of which
the SDK keeps nothing but tags. The call is overheard here. Were it never made, the pack would take
every run for an update, and unknown values would block: it fails closed.
"""

from typing import Any

from pulumi.runtime.proto import analyzer_pb2_grpc
from pulumi_policy import Policy, PolicyPack

from policies.session import Session


def serve(name: str, policies: list[Policy], session: Session) -> None:
    """Serve until the engine ends the process; doesn't return."""
    add_to_server = analyzer_pb2_grpc.add_AnalyzerServicer_to_server

    def add_overheard(servicer: Any, server: Any) -> None:
        configure_stack = servicer.ConfigureStack

        def overheard(request: Any, context: Any) -> Any:
            session.dry_run = request.dry_run
            return configure_stack(request, context)

        servicer.ConfigureStack = overheard
        add_to_server(servicer, server)

    analyzer_pb2_grpc.add_AnalyzerServicer_to_server = add_overheard
    PolicyPack(name=name, policies=policies)
