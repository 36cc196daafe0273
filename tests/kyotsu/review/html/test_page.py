"""What is in the page before any script runs: it is whole, escaped, and reaches no network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

from kyotsu.review.html.page import as_html
from kyotsu.review.model import Action, Change
from tests.kyotsu.review.html.reviews import change, example, network, quiet, review, tenant

HOSTILE = "</script><script>window.owned=1</script><img src=x onerror=window.owned=1>"


def hostile() -> Change:
    """A change whose every word would run, if any of them could."""
    return change(
        "aws:s3/bucket:Bucket",
        HOSTILE,
        Action.CREATE,
        after={"bucket": HOSTILE, "tags": {HOSTILE: HOSTILE}},
    )


def _data(page: str) -> dict[str, list[dict[str, str]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_summary_and_dangers_are_there_in_both_languages_without_a_script() -> None:
    page = as_html(example()).partition('<script type="application/json"')[0]
    assert "3件のスタックのうち1件が変わります。7件の資源に変更があります。" in page
    assert "1 of 3 stacks change, with changes to 7 resources." in page
    assert "中のデータは引き継がれません" in page
    assert "the data in it is not carried over" in page
    assert "The network vpc loses vpc, which records its traffic." in page
    assert "120,000 → 131,000 – 150,000" in page


def test_a_page_without_any_change_says_so() -> None:
    page = as_html(review(quiet("mof-shunou")), "en")
    assert '<html lang="en">' in page
    assert "None of the 1 stacks changes." in page
    assert _data(page)["changes"] == []


def test_nothing_in_a_review_becomes_markup() -> None:
    base = tenant((hostile(),))
    stack = replace(base, subject=replace(base.subject, tenant=HOSTILE))
    page = as_html(review(replace(stack, resources=(*stack.resources, *network()))))
    assert page.count("<script") == 2
    assert "<img" not in page
    assert _data(page)["stacks"] == [HOSTILE]


def test_only_what_is_named_by_its_hash_may_run_or_style() -> None:
    page = as_html(example())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    for tag in ("script", "style"):
        text = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert text
        digest = base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert not re.findall(r"(?:src|href)=[\"'](?!#)", page)
    assert " style=" not in page


def test_every_change_is_in_the_data_with_what_it_means() -> None:
    changes = _data(as_html(example()))["changes"]
    assert sorted(one["n"] for one in changes) == [
        "operator", "private-d", "private-d", "private-out", "records", "vpc", "web",
    ]  # fmt: skip
    (records,) = (one for one in changes if one["n"] == "records")
    assert records["v"][0][1] == {"m": "secret", "k": "1f3a9c2e"}
    assert records["dn"] == 1
