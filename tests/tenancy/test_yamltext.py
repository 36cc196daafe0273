"""What YAML means here, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenancy.yamltext import Document, read, scalar, spell


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("09:00", "09:00"),
        ("2026-04-01", "2026-04-01"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("0x1f", "0x1f"),
        (".inf", ".inf"),
        (".", "."),
        ("-", "-"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0012", 12),
        ("-3", -3),
        ("+3", 3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("9" * 30, float("9" * 30)),
    ],
)
def test_a_plain_scalar(text: str, meaning: object) -> None:
    found = scalar(text)
    assert (found, type(found)) == (meaning, type(meaning))


def test_quoted_scalars_are_text() -> None:
    document, findings = read("a.yaml", b"a: \"1\"\nb: 'true'\nc: |\n  2\n")
    assert isinstance(document, Document)
    assert (document.data, findings) == ({"a": "1", "b": "true", "c": "2\n"}, [])


def test_lines_of_keys_and_items() -> None:
    text = "# comment\na:\n  b:\n    - c: 1\n      d: 2\n    - 3\n"
    document, _ = read("a.yaml", text.encode())
    assert isinstance(document, Document)
    assert document.lines == {
        (): 2,
        ("a",): 2,
        ("a", "b"): 3,
        ("a", "b", 0): 4,
        ("a", "b", 0, "c"): 4,
        ("a", "b", 0, "d"): 5,
        ("a", "b", 1): 6,
    }
    assert document.line(("a", "b", 0, "missing", "deeper")) == 4
    assert spell(("a", "b", 0, "d")) == "a.b[0].d"


@given(st.binary(max_size=200))
def test_any_bytes_give_a_document_or_a_finding(raw: bytes) -> None:
    document, findings = read("a.yaml", raw)
    assert (document is None) == bool(findings) or document is not None


YAML_PARTS = st.text(alphabet="ab:-[]{}&*!|>'\"#, \n", max_size=80)


@given(YAML_PARTS)
def test_any_text_gives_a_document_or_a_finding(text: str) -> None:
    document, findings = read("a.yaml", text.encode())
    assert document is not None or len(findings) == 1
