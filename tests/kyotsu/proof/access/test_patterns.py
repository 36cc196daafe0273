"""Sets of texts: what is found is inside, and where nothing is found nothing is inside."""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyotsu.proof.access.policy.intersection import find
from kyotsu.proof.access.policy.patterns import Pattern

ALPHABET = "ab:"
EVERY_SHORT_TEXT = ["".join(one) for length in range(6) for one in product(ALPHABET, repeat=length)]
PATTERNS = st.text("ab:*?", max_size=4).map(Pattern)
GROUPS = st.lists(PATTERNS, min_size=1, max_size=2).map(tuple)


@given(st.lists(GROUPS, min_size=1, max_size=3), st.lists(PATTERNS, max_size=3))
def test_a_text_is_found_exactly_where_there_is_one(
    inside: list[tuple[Pattern, ...]], outside: list[Pattern]
) -> None:
    def is_in(text: str) -> bool:
        return all(any(fnmatchcase(text, one.text) for one in group) for group in inside) and not (
            any(fnmatchcase(text, one.text) for one in outside)
        )

    found = find(inside, tuple(outside))
    if found is None:
        assert not any(map(is_in, EVERY_SHORT_TEXT))
    else:
        assert is_in(found)


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("arn:aws:iam::*:role/x", "arn:aws:iam::1:role/x", True),
        ("arn:aws:iam::*:role/x", "arn:aws:iam::1:2:role/x", False),
        ("arn:aws:logs:*:*:log-group:*", "arn:aws:logs:r:1:log-group:a:b", True),
        ("arn:aws:sns:?:1:t", "arn:aws:sns:::1:t", False),
    ],
)
def test_a_wildcard_crosses_no_colon_but_in_the_last_part_of_an_arn(
    pattern: str, text: str, matches: bool
) -> None:
    assert Pattern(pattern, parted=True).matches(text) is matches


def test_a_wildcard_that_may_not_cross_a_colon_leaves_what_does() -> None:
    everything = (Pattern("arn:aws:iam::*:role/x"),)
    parted = (Pattern("arn:aws:iam::*:role/x", parted=True),)
    found = find([everything], parted)
    assert found is not None
    assert ":" in found.removeprefix("arn:aws:iam::").removesuffix(":role/x")
    assert find([parted], everything) is None


def test_long_patterns_with_much_in_common_are_decided() -> None:
    kept = [Pattern(f"arn:aws:iam::*:role/platform-{number}-*") for number in range(20)]
    inside = (Pattern("arn:aws:iam::123456789012:role/platform-1*"),)
    assert find([inside], tuple(kept)) is not None
    assert find([inside], (*kept, Pattern("*platform-*"))) is None
