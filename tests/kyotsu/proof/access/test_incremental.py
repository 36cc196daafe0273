"""What a change can't touch isn't proved again, and it is said why."""

from __future__ import annotations

from pathlib import Path

from bench.plant_access import plant
from kyotsu.desired.cache import Cache
from kyotsu.proof.access.answer import prove
from kyotsu.proof.proof import Proof

from .conftest import Stage, edited, world


def _prove(stage: Stage, cache: Cache) -> Proof:
    return prove(world(stage), cache)


def test_a_tenants_change_proves_again_only_its_own_statements(
    sample: Stage, tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    first = _prove(sample, cache)
    assert not first.kept
    name = "topic:Topic::security"
    again = _prove(edited(sample, "local.mof-shunou", name, name="another-name"), cache)
    proved = {
        f"{one.statement.id} {one.subject}"
        for one in again.verdicts
        if f"{one.statement.id} {one.subject}" not in again.kept
    }
    own = ("ACC-1", "ACC-2", "ACC-3", "ACC-5", "ACC-7")
    assert proved == {f"{statement} mof-shunou" for statement in own}
    assert "neither its own account nor who other tenants can become has changed" in (
        again.kept["ACC-2 meti-kenshu"].en
    )


def test_what_is_kept_is_what_was_proved(sample: Stage, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    planted = plant(sample, "a key for everybody", victim="mof-shunou", other="meti-kenshu")
    first = _prove(planted.graphs, cache)
    second = _prove(planted.graphs, cache)
    assert second.verdicts == first.verdicts
    assert len(second.kept) == len(second.verdicts)


def test_another_boundary_of_one_tenant_proves_what_it_could_do_to_others_again(
    sample: Stage, tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    _prove(sample, cache)
    kind = "a boundary that lets roles be passed"
    planted = plant(sample, kind, victim="mof-shunou", other="meti-kenshu")
    again = _prove(planted.graphs, cache)
    assert "ACC-2 meti-kenshu" not in again.kept
    assert "ACC-5 meti-kenshu" in again.kept
