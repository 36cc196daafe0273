"""Proves that the table has every type that the program uses. It proves nothing about AWS."""

from __future__ import annotations

from kyotsu.desired import reading
from kyotsu.diff.replacement import REPLACED_BY, STATEFUL
from tests.kyotsu.diff.conftest import SOURCE


def test_every_type_of_the_sample_stacks_is_in_the_table_and_no_other() -> None:
    used = {
        resource.type
        for stage in ("local", "prod")
        for found in reading.graphs(SOURCE, stage, [])
        for resource in found.graph.resources
        if resource.type.startswith("aws:")
    }
    assert used == REPLACED_BY.keys()


def test_what_holds_data_is_in_the_table() -> None:
    assert REPLACED_BY.keys() >= STATEFUL
