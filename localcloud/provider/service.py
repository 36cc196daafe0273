"""The provider as the engine speaks to it: ``pulumirpc.ResourceProvider`` over gRPC."""

from __future__ import annotations

import threading
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from localcloud.provider import answers, checks, planned, registry, wire
from localcloud.provider.configuration import configuration, diff_config
from localcloud.provider.engineer import Engineer, connect
from localcloud.provider.errors import LocalProviderError
from localcloud.provider.invokes import invoke

Grpc = grpc.ServicerContext


class Service(provider_pb2_grpc.ResourceProviderServicer):
    """One plugin process: one provider configuration, many resources at once."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._engineer: Engineer | None = None
        self._cancelled = threading.Event()

    # The protocol's edges -------------------------------------------------------------------

    def Handshake(self, request: Any, context: Grpc) -> Any:  # noqa: N802 - the protocol's names
        """Say that secrets are understood."""
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def GetPluginInfo(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Tell the version that the SDK asks for."""
        return plugin_pb2.PluginInfo(version=self._version)

    def GetSchema(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Tell a schema without types: the SDK has them."""
        schema = f'{{"name": "aws", "version": "{self._version}", "resources": {{}}}}'
        return provider_pb2.GetSchemaResponse(schema=schema)

    def CheckConfig(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Accept the configuration; `Configure` judges it."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Compare two configurations of the provider."""

        def answer() -> Any:
            olds = wire.decode(request.old_inputs) or wire.decode(request.olds)
            return answers.difference(
                diff_config(wire.reveal(olds), wire.reveal(wire.decode(request.news)))
            )

        return answers.guard(context, "aws provider", answer)

    def Configure(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Reach the emulator."""

        def answer() -> Any:
            raw = wire.decode(request.args)
            if not raw:
                prefix = "aws:config:"
                raw = {key.removeprefix(prefix): text for key, text in request.variables.items()}
            self._engineer = connect(configuration(raw))
            return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

        return answers.guard(context, "aws provider", answer)

    def Cancel(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Begin nothing more."""
        self._cancelled.set()
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Answer a function."""

        def answer() -> Any:
            args = wire.reveal(wire.decode(request.args))
            found = wire.encode(invoke(request.tok, self._ready.cloud, args))
            return answers.returned(found)

        return answers.guard(context, request.tok, answer)

    # Resources --------------------------------------------------------------------------------

    def Check(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Check and complete a resource's inputs."""

        def answer() -> Any:
            token, name = answers.named(request.urn)
            olds, news = wire.decode(request.olds), wire.decode(request.news)
            if olds and self._engineer:
                self._engineer.journal.checked(request.urn)
            entry = registry.entry(token)
            where = registry.files()[token]
            tags = self._engineer.default_tags if self._engineer else {}
            inputs, failures = checks.check(entry, name, olds, news, tags, where)
            secret = {name for name, declared in entry.inputs.items() if declared.secret}
            return provider_pb2.CheckResponse(
                inputs=wire.encode(wire.conceal(inputs, frozenset(secret))),
                failures=[
                    provider_pb2.CheckFailure(property=failure.property, reason=failure.reason)
                    for failure in failures
                ],
            )

        return answers.guard(context, answers.label(request.urn), answer)

    def Diff(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Compare a resource's inputs with its state."""

        def answer() -> Any:
            if self._engineer:
                self._engineer.journal.known(request.urn, request.id, compared=True)
            state = wire.reveal(wire.decode(request.olds))
            olds = wire.reveal(wire.decode(request.old_inputs)) or state
            news = wire.reveal(wire.decode(request.news))
            entry = registry.entry(answers.named(request.urn)[0])
            return answers.difference(checks.diff(entry, olds, news, state, request.ignoreChanges))

        return answers.guard(context, answers.label(request.urn), answer)

    def Create(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Make a resource, or say what a preview knows of it."""

        def answer() -> Any:
            token, _ = answers.named(request.urn)
            inputs = wire.decode(request.properties)
            secret, plain = wire.secret_keys(inputs), wire.reveal(inputs)
            if request.preview:
                region = self._ready.cloud.region
                outputs = planned.planned(registry.entry(token), plain, region)
                return provider_pb2.CreateResponse(properties=answers.out(outputs, secret))
            self._stop_if_cancelled()
            with answers.half_way(context, answers.label(request.urn), request.properties, secret):
                made, outputs = self._ready.create(token, request.urn, plain)
            return provider_pb2.CreateResponse(id=made, properties=answers.out(outputs, secret))

        return answers.guard(context, answers.label(request.urn), answer)

    def Read(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Read a resource for a refresh or an import."""

        def answer() -> Any:
            state, inputs = wire.decode(request.properties), wire.decode(request.inputs)
            secret = wire.secret_keys(state) | wire.secret_keys(inputs)
            found = self._ready.read(
                answers.named(request.urn)[0],
                request.urn,
                request.id,
                wire.reveal(inputs),
                wire.reveal(state),
            )
            if found is None:
                return provider_pb2.ReadResponse()
            outputs, now = found
            defaults = inputs.get("__defaults")
            return provider_pb2.ReadResponse(
                id=request.id.split("@ap-")[0] if not inputs else request.id,
                properties=answers.out(outputs, secret),
                inputs=answers.out({**now, "__defaults": defaults}, secret),
            )

        return answers.guard(context, answers.label(request.urn), answer)

    def Update(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Change a resource in place."""

        def answer() -> Any:
            token, _ = answers.named(request.urn)
            state, news = wire.decode(request.olds), wire.decode(request.news)
            secret = wire.secret_keys(news) | (wire.secret_keys(state) - {*news})
            olds, plain = wire.reveal(wire.decode(request.old_inputs)), wire.reveal(news)
            if request.preview:
                entry, region = registry.entry(token), self._ready.cloud.region
                outputs = planned.planned(entry, plain, region, wire.reveal(state))
            else:
                self._stop_if_cancelled()
                with answers.half_way(context, answers.label(request.urn), request.news, secret):
                    outputs = self._ready.update(
                        token, request.urn, request.id, olds, plain, wire.reveal(state)
                    )
            return provider_pb2.UpdateResponse(properties=answers.out(outputs, secret))

        return answers.guard(context, answers.label(request.urn), answer)

    def Delete(self, request: Any, context: Grpc) -> Any:  # noqa: N802
        """Remove a resource."""

        def answer() -> Any:
            self._stop_if_cancelled()
            self._ready.delete(
                answers.named(request.urn)[0],
                request.urn,
                request.id,
                wire.reveal(wire.decode(request.old_inputs)),
                wire.reveal(wire.decode(request.properties)),
            )
            return empty_pb2.Empty()

        return answers.guard(context, answers.label(request.urn), answer)

    def settle(self) -> None:
        """Forget the creations of this process: the engine that asked for them has ended well."""
        if self._engineer:
            self._engineer.journal.settle()

    @property
    def _ready(self) -> Engineer:
        if self._engineer is None:
            raise LocalProviderError("the provider was asked to work before it was configured")
        return self._engineer

    def _stop_if_cancelled(self) -> None:
        if self._cancelled.is_set():
            raise LocalProviderError("cancelled")
