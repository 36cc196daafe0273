"""A dossier of few resources, judged by all rules."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.clock import today
from kyotsu.desired.graph import Graph, Resource
from kyotsu.evidence.collect import dossiers
from kyotsu.evidence.model import Dossier, Origin
from kyotsu.policy.session import open_session
from policies.frameworks import Frameworks, load_frameworks
from policies.session import catalogue
from tenancy.load import Fleet, load_fleet

ROOT = Path(__file__).resolve().parents[3]
STACK = "local.mhlw-kansen"
ORIGIN = Origin(
    stage="local",
    basis="desired",
    commit="c" * 40,
    committed=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    uncommitted=0,
    pack="a" * 64,
)
VOLUME = "aws:ebs/volume:Volume"


def resource(type_: str, logical: str, /, **inputs: object) -> Resource:
    return Resource(
        urn=f"urn:pulumi:{STACK}::kyotsu::{type_}::{logical}",
        type=type_,
        name=logical,
        kind="custom",
        parent=None,
        inputs=inputs,
    )


KEPT = resource(VOLUME, "kept", encrypted=True, kmsKeyId="arn:aws:kms:x:1:key/1")
BROKEN = resource(VOLUME, "broken", encrypted=False)
LATER = resource(VOLUME, "later", encrypted={"$unknown": True})


@pytest.fixture(scope="session")
def fleet() -> Fleet:
    return load_fleet(ROOT, today=today())


@pytest.fixture(scope="session")
def frameworks() -> Frameworks:
    session = open_session(ROOT)
    return load_frameworks(tuple(catalogue(session.rules, session.stack_rules).values()))


def dossier_of(fleet: Fleet, frameworks: Frameworks, *resources: Resource) -> Dossier:
    session = open_session(ROOT, dry_run=True)
    graph = Graph(STACK, tuple(sorted(resources, key=lambda one: one.urn)))
    (found,) = dossiers(fleet, session, frameworks, ORIGIN, [graph])
    return found


@pytest.fixture(scope="session")
def dossier(fleet: Fleet, frameworks: Frameworks) -> Dossier:
    return dossier_of(fleet, frameworks, KEPT, BROKEN)
