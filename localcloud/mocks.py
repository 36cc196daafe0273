"""The local provider's table as Pulumi mocks, on moto in the same process.

A unit test runs a program, or one component, and then asks boto3 what was made::

    with MotoMocks() as mocks:
        mocks.run(lambda: TenantNetwork("network", args))
        vpcs = mocks.client("ec2").describe_vpcs()["Vpcs"]

No engine, no server, and no way out: while it is open, a socket to anything but this machine is
refused. Mocks run no transforms, prove no URN and replace nothing; the engine's tests do that.
"""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

import moto
from pulumi.runtime import mocks as sdk
from pulumi.runtime.stack import run_pulumi_func, wait_for_rpcs

from localcloud.emulator import tuning
from localcloud.environment import REGION
from localcloud.provider import checks, registry
from localcloud.provider.cloud import LOOPBACK, Cloud
from localcloud.provider.configuration import default_tags_of, parse, roles_of
from localcloud.provider.engineer import Engineer
from localcloud.provider.errors import LocalProviderError
from localcloud.provider.invokes import invoke
from localcloud.provider.journal import Journal
from localcloud.provider.vocabulary import Props

_PROVIDER = "pulumi:providers:aws"


class OutsideError(Exception):
    """Something tried to reach another machine in a unit test."""


class MotoMocks(sdk.Mocks):
    """Carries resources out on in-process moto as the local provider would.

    Explicit ``aws.Provider`` resources are honoured: region, roles (so other accounts) and
    default tags. `resources` has every registered resource's outputs by logical name.
    """

    def __init__(self, *, region: str = REGION, project: str = "kyotsu", stack: str = "local"):
        self.region, self.project, self.stack = region, project, stack
        self.resources: dict[str, Props] = {}
        """By ``<type token> <logical name>``: the outputs, with ``id``."""
        self._providers: dict[str, Engineer] = {}
        self._clouds: dict[tuple[str, tuple[str, ...]], Cloud] = {}
        self._moto: Any = None
        self._connect: Any = None

    def __enter__(self) -> Self:
        tuning.tune()
        self._moto = moto.mock_aws()
        self._moto.start()
        self._connect = socket.socket.connect
        guarded = self._connect

        def connect(this: socket.socket, address: Any) -> None:
            if this.family != socket.AF_UNIX and address[0] not in LOOPBACK:
                raise OutsideError(f"a unit test tried to reach {address[0]}:{address[1]}")
            guarded(this, address)

        socket.socket.connect = connect
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        socket.socket.connect = self._connect
        self._moto.stop()

    def run(self, program: Callable[[], Any], *, preview: bool = False) -> Any:
        """Run a program to its end in an event loop of its own; returns what it returned.

        Raises what the program raised, or the provider in its name.
        """
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        result: list[Any] = []

        def call() -> None:
            result.append(program())

        async def all_of_it() -> None:
            sdk.set_mocks(self, project=self.project, stack=self.stack, preview=preview)
            await run_pulumi_func(call)
            await wait_for_rpcs()

        try:
            loop.run_until_complete(all_of_it())
        finally:
            # Where one resource failed, those that wait for it fail too, and nobody asks.
            rest = asyncio.all_tasks(loop)
            loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
            loop.set_exception_handler(lambda _loop, _failure: None)
            gc.collect()
            loop.close()
            asyncio.set_event_loop(asyncio.new_event_loop())
        return result[0]

    def client(self, service: str, region: str | None = None, role: str | None = None) -> Any:
        """Return a client for assertions, in the default account or as a role in another."""
        return self._cloud(self.region, (role,) if role else ()).client(service, region)

    def new_resource(self, args: sdk.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        """Make one resource; called by the SDK."""
        if args.typ == _PROVIDER:
            self._providers[args.name] = self._engineer_of(args.inputs)
            return args.name, args.inputs
        if not args.custom or not args.typ.startswith("aws:"):
            return args.resource_id or f"{args.name}-id", args.inputs
        engineer = self._engineer(args.provider)
        entry = registry.entry(args.typ)
        where = registry.files()[args.typ]
        inputs, failures = checks.check(
            entry, args.name, {}, args.inputs, engineer.default_tags, where
        )
        if failures:
            reasons = "; ".join(failure.reason for failure in failures)
            raise LocalProviderError(f"{args.typ} {args.name}: {reasons}")
        urn = f"urn:pulumi:{self.stack}::{self.project}::{args.typ}::{args.name}"
        made, outputs = engineer.create(args.typ, urn, inputs)
        self.resources[f"{args.typ} {args.name}"] = {**outputs, "id": made}
        return made, outputs

    def call(self, args: sdk.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        """Answer a function; called by the SDK."""
        return invoke(args.token, self._engineer(args.provider).cloud, args.args), []

    def _engineer(self, provider: str | None) -> Engineer:
        """Return the engineer of a provider reference, ``<urn>::<id>``; or of the default one."""
        name = (provider or "").rsplit("::", 1)[-1]
        return self._providers.get(name) or self._engineer_of({})

    def _engineer_of(self, inputs: Mapping[str, Any]) -> Engineer:
        plain = parse(dict(inputs))
        cloud = self._cloud(str(plain.get("region") or self.region), roles_of(plain))
        return Engineer(cloud, Journal(None, "mocks"), default_tags_of(plain))

    def _cloud(self, region: str, roles: tuple[str, ...]) -> Cloud:
        key = (region, roles)
        if key not in self._clouds:
            self._clouds[key] = Cloud(None, region=region, roles=roles)
        return self._clouds[key]
