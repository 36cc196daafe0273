"""Markdown, SARIF, JSON and the terminal: whole markup, nothing executed, nothing lost unsaid."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt
from rich.console import Console

from bench.generate_preview import Made, Ruled, Written, large
from kyotsu.errors import UserMistake
from kyotsu.review.model import Review
from kyotsu.review.rendering.as_json import as_json, from_json, together
from kyotsu.review.rendering.escaping import code, plain
from kyotsu.review.rendering.markdown import as_markdown
from kyotsu.review.rendering.render import Format, rendered
from kyotsu.review.rendering.sarif import as_sarif
from kyotsu.review.rendering.terminal import print_review
from kyotsu.review.words.language import Language
from tests.kyotsu.review.conftest import review

SCHEMA: Final = Path(__file__).with_name("standards") / "sarif-2.1.0-rtm.5.schema.json"
GITHUB: Final = 65_536
EVIL: Final = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "`code` ``two`` ```three",
    "[click](javascript:alert(1))",
    "![x](http://example.go.jp/x.png)",
    "@everyone and @org/team",
    "# heading\n## another\n- item\n1. one\n> quote",
    "| a | b |\n| --- | --- |",
    "</details></summary><!-- -->",
    "fixes #1, GH-12, http://example.go.jp, www.example.go.jp",
    "*bold* _it_ ~~gone~~ $math$ \\ &amp; &lt;",
    "\u202egnp.exe\u0000\x1b[31mred",
    "a" * 3000,
)


def evil_review(tmp_path: Path) -> Review:
    made = [
        Made(
            type="aws:s3/bucket:Bucket",
            name=text,
            steps=("update",) if number % 2 else ("delete",),
            old={"bucket": text, "tags": {text: "v"}, "retentionInDays": 9},
            new={"bucket": text + "!", "tags": {text: "w"}, "retentionInDays": 1},
        )
        for number, text in enumerate(EVIL)
    ]
    ruled = [Ruled(message=text, urn=made[0].urn, policy=text, pack=text) for text in EVIL]
    said = [("error", text) for text in EVIL]
    return review(tmp_path, Written(made=made, ruled=ruled, said=said))


def tokens(text: str) -> list[Any]:
    """Return the tokens of Markdown as GitHub reads it."""
    return MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)


def flat(found: list[Any]) -> list[Any]:
    return [one for token in found for one in (token, *(token.children or ()))]


def check_markup(text: str) -> None:
    """Fail where markup is left open, or where what isn't ours is markup."""
    seen = flat(tokens(text))
    ours = "".join(one.content for one in seen if one.type in ("html_block", "html_inline"))
    assert ours.count("<details>") == ours.count("</details>") == ours.count("<summary>")
    assert ours.count("<summary>") == ours.count("</summary>")
    for token in seen:
        if token.type in ("html_block", "html_inline"):
            left = token.content
            for ours in (
                "<!-- kyotsu review -->",
                "<details>",
                "</details>",
                "<summary>",
                "</summary>",
            ):
                left = left.replace(ours, "")
            assert "<" not in left, token.content
        assert token.type not in ("image", "fence", "code_block"), token
        if token.type == "link_open":
            assert token.attrs["href"] == "https://example.go.jp/whole", token


def test_no_name_becomes_markup(tmp_path: Path) -> None:
    text = as_markdown(evil_review(tmp_path))
    check_markup(text)
    headings = [one for one in tokens(text) if one.type == "heading_open"]
    assert {one.tag for one in headings} == {"h2", "h3"}
    for token in flat(tokens(text)):
        if token.type == "text":  # a mention in code is none
            assert "@everyone" not in token.content
            assert "http://" not in token.content


def test_any_budget_is_kept_and_markup_is_never_cut(tmp_path: Path) -> None:
    found = evil_review(tmp_path)
    whole = as_markdown(found)
    size = len(whole.encode())
    told: set[int] = set()
    for budget in [0, 1, 50, 120, *range(200, size + 400, 211), size - 1, size]:
        text = as_markdown(found, budget=budget, whole="https://example.go.jp/whole")
        assert len(text.encode()) <= budget
        check_markup(text)
        told.add(len(text))
        if 2000 < budget < size:
            assert "https://example.go.jp/whole" in text
    assert len(told) > 20
    assert as_markdown(found, budget=size) == whole


def test_dangers_outlive_details(tmp_path: Path) -> None:
    found = review(tmp_path, large(1000))
    text = as_markdown(found, budget=GITHUB)
    assert len(text.encode()) <= GITHUB
    assert text.index("### 危険な変更") < text.index("<details>")
    assert text.count("🔴") == 100
    short = as_markdown(found, budget=3000, language=Language.EN)
    assert "### Dangers (" in short
    assert "more" in short


@given(st.text())
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    (paragraph, *rest) = MarkdownIt("gfm-like", {"linkify": False}).parse(f"- x {plain(text)} x")
    seen = "".join(
        one.content for one in flat([paragraph, *rest]) if one.type in ("text", "text_special")
    )
    assert not [one for one in flat(rest) if one.type.endswith(("_open", "html_inline"))][2:]
    bare = seen.replace("\u200b", "")
    for part in text.split():
        if part.isalnum() and part.isascii():
            assert part in bare


@given(st.text(alphabet="`|\\ a\n*<@"))
def test_code_spans_hold_whatever_is_in_them(text: str) -> None:
    table = f"| a |\n| --- |\n| {code(text)} |\n"
    spans = [one for one in flat(tokens(table)) if one.type == "code_inline"]
    assert len(spans) == 1
    assert "a" in text or "a" not in spans[0].content


def test_each_language_is_whole(tmp_path: Path) -> None:
    found = review(tmp_path, large(20))
    japanese = as_markdown(found, language=Language.JA)
    english = as_markdown(found, language=Language.EN)
    assert "There are changes" not in japanese
    assert "変更があります" not in english
    for text in (japanese, english):
        assert text.count("### ") == as_markdown(found).count("### ")


def test_sarif_is_valid_and_names_places(tmp_path: Path) -> None:
    document = json.loads(as_sarif(evil_review(tmp_path)))
    Draft4Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(document)
    (run,) = document["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        assert place["artifactLocation"]["uri"] in ("Pulumi.yaml", "components/network/tier.py")


def test_an_exception_is_suppressed_in_sarif(tmp_path: Path) -> None:
    made = Made(type="aws:s3/bucket:Bucket", name="x", steps=("create",), new={})
    said = (
        "S3-01 (critical): S3 buckets block all public access: excepted until 2027-03-31, because."
    )
    ruled = Ruled(message=said, urn=made.urn, level="advisory")
    document = json.loads(as_sarif(review(tmp_path, Written(made=[made], ruled=[ruled]))))
    (result,) = (r for r in document["runs"][0]["results"] if r["ruleId"] == "S3-01")
    assert result["suppressions"][0]["justification"].startswith("excepted until")


def test_a_review_of_nothing_says_so() -> None:
    for form in Format:
        assert rendered(Review(stacks=()), form).strip()


def test_json_gives_the_review_back(tmp_path: Path) -> None:
    found = evil_review(tmp_path)
    assert from_json(as_json(found), "x") == found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is no review"),
        ("{}", "is no review"),
        ('{"format": 99, "review": {}}', "of format 99, and 1 is understood"),
        ('{"format": 1, "review": {"stacks": [{}]}}', "not a whole review: stacks.0"),
        ('{"format": 1, "review": [', "is no review"),
    ],
)
def test_wrong_json_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UserMistake, match=sentence):
        from_json(text, "a.json")


def test_reviews_of_shards_are_put_together(tmp_path: Path) -> None:
    one = review(tmp_path, Written(made=[large(1).made[0]]))
    other = Made(type="aws:s3/bucket:Bucket", name="x", steps=("create",), new={}, stack="prod")
    both = together([one, review(tmp_path, Written(made=[other])), one])
    assert sorted(stack.subject.stack for stack in both.stacks) == ["prod", "prod.soumu-shinsei"]


def test_equal_changes_are_one_line_over_the_fleet(tmp_path: Path) -> None:
    from kyotsu.review.grouping import groups_of
    from kyotsu.review.knowledge.anybody import Anybody
    from kyotsu.review.model import Subject

    class Tenants(Anybody):
        """Takes each stack for a tenant's."""

        def subject(self, project: str, stack: str) -> Subject:
            stage, _, key = stack.partition(".")
            return Subject(project=project, stack=stack, stage=stage, tenant=key)

    from kyotsu.review.build import review_of
    from kyotsu.review.files import previews_of

    pairs = [
        Written(
            made=[
                Made(
                    type="aws:cloudwatch/logGroup:LogGroup",
                    name="logs",
                    steps=("update",),
                    old={"name": f"{key}-logs", "retentionInDays": 90},
                    new={"name": f"{key}-logs", "retentionInDays": 400},
                    stack=f"prod.{key}",
                )
            ]
        ).write(tmp_path, f"{key}.")
        for key in ("aa-one", "bb-two", "cc-three")
    ]
    events, digests = zip(*pairs, strict=True)
    found = review_of(previews_of(events, digests), Tenants())
    (group,) = groups_of(found)
    assert len(group.who) == 3
    assert [(line.path, line.before, line.after) for line in group.lines] == [
        ("retentionInDays", 90, 400)
    ]
    assert "3 個のシステムに共通する 1 件の変更" in as_markdown(found)


def test_the_terminal_shows_no_escape_sequences_of_names(tmp_path: Path) -> None:
    page = StringIO()
    print_review(evil_review(tmp_path), Console(file=page, width=120), Language.BOTH)
    assert "\x1b" not in page.getvalue()
    assert "\u202e" not in page.getvalue()


def test_a_budget_is_for_markdown_only(tmp_path: Path) -> None:
    found = review(tmp_path, large(1))
    for form in Format:
        if form is not Format.MD:
            with pytest.raises(UserMistake, match="goes with --format md"):
                rendered(found, form, budget=1000)
    with pytest.raises(UserMistake, match="from 0"):
        rendered(found, Format.MD, budget=-1)
