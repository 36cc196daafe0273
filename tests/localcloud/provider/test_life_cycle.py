"""Every provisioned type of the table, made, read, changed, drifted, replaced and deleted.

Proves that an entry's calls fit together on moto, and that what was made reads back as no
change. It doesn't prove that AWS would answer as moto does.
"""

from __future__ import annotations

import pytest

from localcloud.provider import checks, registry
from localcloud.provider.context import Context
from localcloud.provider.engineer import Engineer
from localcloud.provider.errors import LocalProviderError
from localcloud.provider.vocabulary import Entry, Props

from .examples import Made, checked, resolve, urn

PROVISIONED = [
    entry
    for token, entry in registry.table().items()
    if token == entry.type and entry.example is not None
]


class Life:
    """One resource and what is known of it."""

    def __init__(self, engineer: Engineer, entry: Entry) -> None:
        assert entry.example is not None
        self.engineer, self.entry, self.example = engineer, entry, entry.example
        self.made: Made = {}
        self.inputs = checked(entry, resolve(engineer, entry.example.inputs, self.made))
        self.id, self.outputs = engineer.create(entry.type, urn(entry), self.inputs)

    def read(self) -> tuple[Props, Props] | None:
        return self.engineer.read(
            self.entry.type, urn(self.entry), self.id, self.inputs, self.outputs
        )

    def diff(self, news: Props) -> checks.Difference:
        return checks.diff(self.entry, self.inputs, news, self.outputs, ())

    def with_changes(self, changes: Props) -> Props:
        return checked(self.entry, {**self.inputs, **resolve(self.engineer, changes, self.made)})


OPTIONAL_OUTPUTS = {
    "aws:ec2/eip:Eip": {"associationId", "privateIp"},
}
"""Outputs that the smallest example doesn't have."""

STAYS: set[str] = {
    "aws:cfg/recorderStatus:RecorderStatus",
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    "aws:ec2/defaultRouteTable:DefaultRouteTable",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/defaultVpc:DefaultVpc",
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:sns/topicPolicy:TopicPolicy",
}
"""Types whose deletion leaves a thing that AWS has always."""


@pytest.mark.parametrize("entry", PROVISIONED, ids=[entry.type for entry in PROVISIONED])
def test_a_life(engineer: Engineer, entry: Entry) -> None:
    """One test a type and not one a phase: emptying moto is what takes the time."""
    life = Life(engineer, entry)
    reads_back_without_a_change(life)
    can_be_imported(life)
    replacement_is_asked_for(life)
    drift_is_seen_and_mended(life)
    changes_in_place(life)
    deletes(life)


def reads_back_without_a_change(life: Life) -> None:
    assert life.id
    found = life.read()
    assert found is not None
    outputs, inputs = found
    assert checks.diff(life.entry, inputs, life.inputs, outputs, ()).kinds == {}
    assert outputs == life.outputs
    missing = {name for name in life.entry.outputs if outputs.get(name) is None}
    assert missing <= OPTIONAL_OUTPUTS.get(life.entry.type, set())


def can_be_imported(life: Life) -> None:
    if not life.entry.importable:
        with pytest.raises(LocalProviderError, match="can't be imported"):
            life.engineer.read(life.entry.type, urn(life.entry), life.id, {}, {})
        return
    found = life.engineer.read(life.entry.type, urn(life.entry), life.id, {}, {})
    assert found is not None
    untold = {
        name
        for name, declared in life.entry.inputs.items()
        if declared.read == "" or declared.computed
    }
    told = {key: value for key, value in life.inputs.items() if key not in untold}
    difference = checks.diff(life.entry, found[1], {**found[1], **told}, found[0], ())
    assert difference.kinds == {}


def replacement_is_asked_for(life: Life) -> None:
    if life.example.replace is not None:
        assert life.diff(life.with_changes(life.example.replace)).replaces


def drift_is_seen_and_mended(life: Life) -> None:
    if life.example.drift is None:
        return
    entry, engineer = life.entry, life.engineer
    life.example.drift(
        Context(engineer.cloud, entry, life.inputs, life.id, state=dict(life.outputs))
    )
    found = life.read()
    assert found is not None
    outputs, drifted = found
    assert checks.diff(entry, drifted, life.inputs, outputs, ()).kinds
    engineer.update(entry.type, urn(entry), life.id, drifted, life.inputs, outputs)
    found = life.read()
    assert found is not None
    assert checks.diff(entry, found[1], life.inputs, found[0], ()).kinds == {}


def changes_in_place(life: Life) -> None:
    entry = life.entry
    if life.example.change is None:
        mutable = [name for name, d in entry.inputs.items() if not d.replace and d.path != ""]
        assert not mutable, f"say in the example how {mutable} change"
        assert not entry.tags, "say in the example how tags change"
        return
    news = life.with_changes(life.example.change)
    difference = life.diff(news)
    assert difference.kinds
    assert difference.replaces == []
    life.outputs = life.engineer.update(
        entry.type, urn(entry), life.id, life.inputs, news, life.outputs
    )
    life.inputs = news
    found = life.read()
    assert found is not None
    assert checks.diff(entry, found[1], news, found[0], ()).kinds == {}


def deletes(life: Life) -> None:
    entry, engineer = life.entry, life.engineer
    engineer.delete(entry.type, urn(entry), life.id, life.inputs, life.outputs)
    assert entry.type in STAYS or life.read() is None
    engineer.delete(entry.type, urn(entry), life.id, life.inputs, life.outputs)
