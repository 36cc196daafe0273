"""The whole table against the installed pulumi_aws: no type or property of our own invention."""

from __future__ import annotations

import pytest

from localcloud.provider import registry
from localcloud.provider.vocabulary import Entry

from . import sdk

ENTRIES = [entry for token, entry in registry.table().items() if token == entry.type]
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=[entry.type for entry in ENTRIES])


@every_entry
def test_the_sdk_registers_the_type(entry: Entry) -> None:
    assert {entry.type, *entry.aliases} <= sdk.files().keys() | RETIRED


RETIRED = {"aws:s3/bucketLoggingV2:BucketLoggingV2"} - sdk.files().keys()


@every_entry
def test_every_input_is_an_argument_of_the_sdk(entry: Entry) -> None:
    assert set(entry.all_inputs) - sdk.sdk_type(entry.type).inputs == set()


@every_entry
def test_every_output_is_a_property_of_the_sdk(entry: Entry) -> None:
    assert set(entry.all_outputs) - sdk.sdk_type(entry.type).properties == set()


@every_entry
def test_what_has_tags_or_a_region_in_the_sdk_has_them_here(entry: Entry) -> None:
    inputs = sdk.sdk_type(entry.type).inputs
    assert ("tags" in inputs) == (entry.tags is not None)
    assert ("region" in inputs) == entry.regional


@every_entry
def test_what_is_provisioned_has_an_example(entry: Entry) -> None:
    assert entry.anything or entry.example is not None


@every_entry
def test_an_entry_declares_no_output_that_is_a_given_input(entry: Entry) -> None:
    computed = {name for name, declared in entry.inputs.items() if declared.read == ""}
    assert set(entry.outputs) & set(entry.inputs) <= computed
