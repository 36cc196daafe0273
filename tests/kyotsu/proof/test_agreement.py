"""The prover and the simulator, over random small networks: they must agree.

`python -m bench.agreement` does the same over thousands.
"""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.agreement import EXACT, LOOSE
from bench.networks.agreement import differences, unread
from bench.networks.filters import filter_differences
from bench.networks.small.make import small_network

randoms = st.randoms(use_true_random=False)
quick = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(randoms)
def test_where_aws_has_no_choice_they_agree_on_every_packet(pick: Random) -> None:
    network = small_network(pick, EXACT)
    assert unread(network) == []
    assert [str(one) for one in differences(network)] == []


@quick
@given(randoms)
def test_the_prover_never_misses_what_arrives(pick: Random) -> None:
    network = small_network(pick, LOOSE)
    assert [str(one) for one in differences(network) if one.missed] == []


few = settings(quick, max_examples=50)


@few
@given(randoms)
def test_firewalls_by_themselves_open_carry_on_and_answer_the_same(pick: Random) -> None:
    network = small_network(pick, EXACT)
    found = filter_differences(network, certain=True)
    assert [str(one) for one in found if one is not None] == []


@few
@given(randoms)
def test_of_tcp_they_do_so_whatever_flags_rules_look_at(pick: Random) -> None:
    network = small_network(pick, LOOSE)
    found = filter_differences(network, certain=False)
    assert [str(one) for one in found if one is not None] == []
