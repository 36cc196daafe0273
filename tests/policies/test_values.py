"""Proves that what the SDK hides behind raising proxies becomes plain values."""

from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, unknown_checking_proxy

from policies.rule import UNKNOWN
from policies.values import plain


def test_unknown_values_are_marked_at_any_depth() -> None:
    proxied = unknown_checking_proxy(
        {"a": UNKNOWN_STRING_VALUE, "b": {"c": [1.0, UNKNOWN_STRING_VALUE]}, "d": True}
    )
    assert plain(proxied) == {"a": UNKNOWN, "b": {"c": [1.0, UNKNOWN]}, "d": True}


def test_text_is_not_taken_for_a_list() -> None:
    assert plain({"name": "abc", "raw": b"abc"}) == {"name": "abc", "raw": b"abc"}
