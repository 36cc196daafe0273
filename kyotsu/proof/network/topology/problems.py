"""All that can't be read, isn't modelled, or doesn't fit together."""

from kyotsu.proof.network.firewall.shared import unshared
from kyotsu.proof.network.resources.thing import Problem
from kyotsu.proof.network.topology.acls import fought_over
from kyotsu.proof.network.topology.addresses import beside, overlapping
from kyotsu.proof.network.topology.associations import twice
from kyotsu.proof.network.topology.edges import not_followed
from kyotsu.proof.network.topology.network import Network
from kyotsu.proof.network.topology.references import missing
from kyotsu.proof.network.topology.unasked import announced, cut_off


def problems(network: Network) -> tuple[Problem, ...]:
    """Return everything that is wrong with a network; the rest of it goes on without that."""
    return (
        *network.all("problems"),
        *missing(network),
        *overlapping(network.vpcs.values()),
        *beside(network),
        *cut_off(network),
        *announced(network),
        *not_followed(network),
        *twice(network),
        *unshared(network.all("policies"), network.all("rule_groups"), network.all("shared")),
        *fought_over(
            network.all("acls"), network.all("acl_entries"), network.all("acl_associations")
        ),
    )
