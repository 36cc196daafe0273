"""Running packs, shared by the tests that talk to them."""

from collections.abc import Iterator

import pytest

from tests.policies.analyzer import EXAMPLE_PACK, PACK, Analyzer


@pytest.fixture(scope="session")
def pack() -> Iterator[Analyzer]:
    """The project's own pack, in an update."""
    running = Analyzer(PACK)
    yield running
    running.close()


@pytest.fixture(scope="session")
def previewing_pack() -> Iterator[Analyzer]:
    """The project's own pack, in a preview."""
    running = Analyzer(PACK, dry_run=True)
    yield running
    running.close()


@pytest.fixture(scope="session")
def example_pack() -> Iterator[Analyzer]:
    """The same rules, with the facts that the examples are held against."""
    running = Analyzer(EXAMPLE_PACK)
    yield running
    running.close()
