"""Small previews in files, and reviews of them, without an engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.generate_preview import Made, Ruled, Written
from kyotsu.review.build import review_of
from kyotsu.review.files import previews_of
from kyotsu.review.knowledge.anybody import Anybody
from kyotsu.review.model import Review, StackReview

Reviewed = Callable[..., StackReview]


def review(folder: Path, *written: Written, key: bytes | None = None) -> Review:
    """Write previews, and return their review."""
    pairs = [one.write(folder, f"{number}.") for number, one in enumerate(written)]
    opened = previews_of([events for events, _ in pairs], [digest for _, digest in pairs])
    return review_of(opened, Anybody(), key=key)


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    """Return what reviews some resources as one stack's preview."""

    def reviewed(
        *made: Made, ruled: tuple[Ruled, ...] = (), said: tuple[tuple[str, str], ...] = ()
    ) -> StackReview:
        return review(tmp_path, Written(made=made, ruled=ruled, said=said)).stacks[0]

    return reviewed
