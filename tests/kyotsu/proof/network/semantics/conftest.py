"""The stage that each rule is tried on."""

import pytest

from tests.kyotsu.proof.network.building import Stage, small_stage


@pytest.fixture
def stage() -> Stage:
    return small_stage()
