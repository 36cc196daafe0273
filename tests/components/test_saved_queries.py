"""Proves that the auditors' saved queries are SQL of Athena's, about columns that there are."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.errors import OptimizeError
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from components.logging.saved_queries import QUERIES, SavedQuery
from components.logging.tables import TABLES

SCHEMA = MappingSchema(
    {
        table.name: {**table.columns, **dict.fromkeys(table.partitions, "string")}
        for table in TABLES
    },
    dialect="hive",
)
every_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)


def _parsed(sql: str) -> exp.Select:
    found = sqlglot.parse_one(sql, dialect="athena")
    assert isinstance(found, exp.Select)
    return found


@every_query
def test_each_column_is_one_of_its_table(query: SavedQuery) -> None:
    qualify(_parsed(query.sql), schema=SCHEMA, dialect="athena", quote_identifiers=False)


def test_a_column_that_there_is_not_is_found() -> None:
    wrong = QUERIES[0].sql.replace("sourceipaddress", "sourceaddress")
    with pytest.raises(OptimizeError, match="sourceaddress"):
        qualify(_parsed(wrong), schema=SCHEMA, dialect="athena", quote_identifiers=False)


@every_query
def test_the_days_are_asked_for_so_that_not_everything_is_read(query: SavedQuery) -> None:
    select = _parsed(query.sql)
    days = [
        between
        for between in select.find_all(exp.Between)
        if isinstance(between.this, exp.Column) and between.this.name == "day"
    ]
    assert len(days) == 1
    where = select.args["where"].this
    # Where it stands beside an OR, Athena would read all days for the other side.
    assert days[0] in list(where.flatten() if isinstance(where, exp.And) else [where])


@every_query
def test_what_is_asked_for_is_told(query: SavedQuery) -> None:
    asked = len(list(_parsed(query.sql).find_all(exp.Placeholder)))
    told = query.title.en.partition("(give ")[2].rstrip(")").split(", ")
    assert asked == len(told)
    # Athena takes names of up to 128 characters, descriptions of 1,024.
    assert len(query.name) <= 128
    assert len(f"{query.title.ja} / {query.title.en}") <= 1024


def test_the_issues_questions_are_among_them() -> None:
    assert {
        "who-did-what-in-a-tenant",
        "denied-flows",
        "root-use",
        "guardrail-changes",
    } <= {query.name for query in QUERIES}
