"""What a step of an entry works with: one resource, one provider, one moment."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from localcloud.provider.cloud import Cloud
from localcloud.provider.values import at, prune, put
from localcloud.provider.vocabulary import Call, Entry, Step

if TYPE_CHECKING:
    from localcloud.provider.vocabulary import Input, Props


@dataclass
class Context:
    """One resource in the hands of the provider."""

    cloud: Cloud
    entry: Entry
    inputs: Props
    """The wanted inputs, with the defaults of those not given."""
    id: str = ""
    old: Props = field(default_factory=dict[str, Any])
    """In an update: the inputs as they were, with defaults."""
    state: Props = field(default_factory=dict[str, Any])
    """The outputs as the engine last had them."""
    urn: str = ""

    @property
    def region(self) -> str:
        """The resource's region: its own, else the provider's."""
        return self.inputs.get("region") or self.state.get("region") or self.cloud.region

    @property
    def account(self) -> str:
        """The account that the provider works in."""
        return self.cloud.account

    def call(self, operation: str, /, **params: Any) -> Any:
        """Make one boto3 call in the resource's region."""
        return self.call_to(self.entry.service, operation, **params)

    def call_to(self, service: str, operation: str, /, **params: Any) -> Any:
        """Make one boto3 call to another service than the entry's."""
        region = self.region if self.entry.regional else None
        return self.cloud.call(service, operation, params, region=region)

    @property
    def digest(self) -> str:
        """17 hexadecimal digits that belong to this resource: for ids that AWS doesn't give."""
        return hashlib.sha256(f"{self.account}{self.urn}".encode()).hexdigest()[:17]

    def run(self, step: Call | Step) -> Any:
        """Carry out a declared call or a step."""
        if not isinstance(step, Call):
            return step(self)
        params: Props = {}
        if step.inputs != "none":
            params = self.params(mutable=step.inputs == "mutable")
        params |= prune(self.fill(step.params))
        return self.call_to(step.service or self.entry.service, step.operation, **params)

    def params(self, *, mutable: bool = False) -> Props:
        """Return the API parameters of all given inputs."""
        params: Props = {}
        for name, declared in self.entry.inputs.items():
            if declared.api and not (mutable and declared.replace):
                value = self.value(name)
                if value is not None:
                    put(params, declared.api, value)
        return params

    def value(self, name: str) -> Any:
        """Return an input as the API wants it."""
        value = self.inputs.get(name)
        declared: Input | None = self.entry.inputs.get(name)
        if value is None or declared is None or declared.to is None:
            return value
        return declared.to(value)

    def fill(self, template: Any) -> Any:
        """Put values in the place of ``$names``."""
        if isinstance(template, str) and template.startswith("$"):
            name = template[1:]
            if name in self.inputs:
                return self.value(name)
            own = {"id": self.id, "account": self.account, "region": self.region}
            return own.get(name, self.state.get(name))
        if isinstance(template, Mapping):
            return {key: self.fill(value) for key, value in template.items()}
        if isinstance(template, list):
            return [self.fill(item) for item in template]
        return template

    def text(self, template: str) -> str:
        """Fill a ``{template}`` of inputs, outputs and id, account, region, partition."""
        own = {
            "id": self.id,
            "account": self.account,
            "region": self.region,
            "partition": self.cloud.partition,
            "hash": self.digest,
        }
        return template.format_map({**self.state, **self.inputs, **own})

    def tell(self, source: Any, raw: Props) -> Any:
        """Return an output: from a path in the read answer, a ``{template}`` or a function."""
        if callable(source):
            return source(self, raw)
        return self.text(source) if "{" in source else at(raw, source)
