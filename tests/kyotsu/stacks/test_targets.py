"""Proves which stacks are meant by the options of a command."""

from pathlib import Path

import pytest

from infra.clock import today
from kyotsu.errors import UserMistake
from kyotsu.stacks.guards import check_confirmed
from kyotsu.stacks.targets import Selection, Target, select
from tenancy.load import Fleet, load_fleet

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    return load_fleet(ROOT, today=today())


def _select(
    fleet: Fleet,
    *tenants: str,
    stage: str = "local",
    everything: bool = False,
    foundation: bool = False,
) -> Selection:
    return select(
        fleet,
        fleet.stages[stage],
        tenants=tenants,
        everything=everything,
        foundation=foundation,
    )


def test_nothing_named_means_everything(fleet: Fleet) -> None:
    selection = _select(fleet)
    assert selection.foundation == Target(stage="local")
    assert [target.tenant for target in selection.tenants] == list(fleet.tenants)
    assert selection == _select(fleet, everything=True)


def test_a_named_tenant_is_all_that_is_touched(fleet: Fleet) -> None:
    selection = _select(fleet, "soumu-shinsei")
    assert [target.stack for target in selection.all] == ["local.soumu-shinsei"]


def test_the_foundation_alone(fleet: Fleet) -> None:
    assert [target.stack for target in _select(fleet, foundation=True).all] == ["local"]


def test_a_tenant_named_twice_is_worked_on_once(fleet: Fleet) -> None:
    assert len(_select(fleet, "soumu-shinsei", "soumu-shinsei").tenants) == 1


def test_a_slip_in_a_name_is_answered_with_the_nearest(fleet: Fleet) -> None:
    with pytest.raises(UserMistake, match=r"no tenant soumu-shinsey; did you mean soumu-shinsei\?"):
        _select(fleet, "soumu-shinsey")


def test_a_tenant_without_an_environment_in_the_stage_is_refused(fleet: Fleet) -> None:
    here = fleet.keys_in(fleet.stages["dev"])
    absent = next(key for key in fleet.tenants if key not in here)
    with pytest.raises(UserMistake, match=f"{absent} declares no dev environment"):
        _select(fleet, absent, stage="dev")


def test_destroying_in_prod_wants_each_name_again(fleet: Fleet) -> None:
    selection = _select(fleet, "soumu-shinsei", stage="prod")
    with pytest.raises(UserMistake, match="add --confirm soumu-shinsei"):
        check_confirmed(fleet.stages["prod"], selection, [])
    with pytest.raises(UserMistake, match="add --confirm soumu-shinsei"):
        check_confirmed(fleet.stages["prod"], selection, ["mof-shunou"])
    check_confirmed(fleet.stages["prod"], selection, ["soumu-shinsei"])


def test_destroying_what_is_only_emulated_needs_no_confirmation(fleet: Fleet) -> None:
    check_confirmed(fleet.stages["local"], _select(fleet), [])
