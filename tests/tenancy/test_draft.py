"""A declaration that is written by the tool reads back as what it was written from."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tenancy.draft import SCHEMA_LINE, render, spell_scalar
from tenancy.yamltext import read
from tests.tenancy.example import SHINSEI, Project

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40),
)


def data_of(text: str) -> Any:
    document, findings = read("a.yaml", text.encode())
    assert document is not None, findings
    return document.data


@given(SCALARS)
def test_a_scalar_reads_back(value: object) -> None:
    assert isinstance(value, str | int | bool | None)
    assert data_of(f"a: {spell_scalar(value)}\n") == {"a": value}
    assert data_of(f"a: [{spell_scalar(value)}]\n") == {"a": [value]}


def test_a_declaration_reads_back_with_and_without_comments(project: Project) -> None:
    data = data_of((project.root / SHINSEI).read_text(encoding="utf-8"))
    for comments in (True, False):
        text = render(data, comments=comments)
        assert text.startswith(SCHEMA_LINE)
        assert data_of(text) == data


def test_what_is_left_out_is_mentioned(project: Project) -> None:
    data = data_of((project.root / SHINSEI).read_text(encoding="utf-8"))
    text = render({key: value for key, value in data.items() if key != "links"})
    assert "\n# links: Linked systems on the platform." in text
    assert "\n    # zones: Availability zones by letter." in text
    assert max(map(len, text.splitlines())) <= 100
