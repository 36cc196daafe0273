from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import moto
import pytest

from localcloud.emulator import tuning
from localcloud.provider.cloud import Cloud
from localcloud.provider.engineer import Engineer
from localcloud.provider.journal import Journal


@cache
def _cloud() -> Cloud:
    """One for all tests: its clients hold no state, and making them is what takes the time."""
    tuning.tune()
    return Cloud(None, region="ap-northeast-1")


@pytest.fixture
def engineer() -> Iterator[Engineer]:
    """A provider on moto in this process, which is empty at first."""
    with moto.mock_aws():
        yield Engineer(_cloud(), Journal(None, "test"), {})
