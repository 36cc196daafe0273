"""Verdicts that are kept beside evaluated graphs, found by all that they rest on."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from kyotsu.desired.cache import Cache
from kyotsu.desired.canonical import digest
from kyotsu.desired.keys import code_hash, packages
from kyotsu.plain import plain
from kyotsu.proof.access.prove import Proof
from kyotsu.proof.access.reading.aws_managed import data_version
from kyotsu.proof.verdict import Outcome, Source, Step, Verdict, Witness
from tenancy.vocabulary import Text

_ALSO: Final = ("review", "desired")
"""Rooms beside this one whose code decides what a verdict is."""


def recall(cache_: Cache, proof: Proof) -> Verdict | None:
    """Return the verdict of an equal proof, made by the same code."""
    note = cache_.note(_key(proof))
    try:
        return None if note is None else _verdict(note, proof)
    except (KeyError, TypeError, ValueError):
        return None  # not written by this code


def keep(cache_: Cache, proof: Proof, verdict: Verdict) -> None:
    """Keep a verdict. A disk that is full costs the next run's time only."""
    cache_.keep_note(_key(proof), plain(verdict))


def _key(proof: Proof) -> str:
    about = [proof.statement.id, proof.subject, *proof.rests_on]
    data = {"actions": version("policy-sentry"), "policies": data_version()}
    return digest({"proof": about, "code": _code(), "packages": packages(), **data})


@cache
def _code() -> str:
    here = Path(__file__).resolve()
    rooms = {"proof": here.parents[1], **{name: here.parents[2] / name for name in _ALSO}}
    return code_hash({**rooms, "tenancy": here.parents[3] / "tenancy"})


def _verdict(note: Mapping[str, Any], proof: Proof) -> Verdict:
    return Verdict(
        statement=proof.statement,
        subject=note["subject"],
        outcome=Outcome(note["outcome"]),
        reasons=tuple(map(_text, note["reasons"])),
        witnesses=tuple(map(_witness, note["witnesses"])),
        rests_on=tuple(map(_source, note["rests_on"])),
        covers=note["covers"],
    )


def _text(note: Mapping[str, str]) -> Text:
    return Text(ja=note["ja"], en=note["en"])


def _source(note: Mapping[str, str]) -> Source:
    return Source(urn=note["urn"], line=note["line"])


def _witness(note: Mapping[str, Any]) -> Witness:
    return Witness(
        title=_text(note["title"]),
        steps=tuple(Step(what=_text(one["what"]), at=_source(one["at"])) for one in note["steps"]),
        facts=tuple((key, value) for key, value in note["facts"]),
    )
