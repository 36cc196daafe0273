"""What can be proved of a stage, by name. What proves it is loaded when it is asked for."""

from typing import TYPE_CHECKING

from kyotsu.proof.asked import Asked

if TYPE_CHECKING:
    from kyotsu.proof.proof import Proof


def network(asked: Asked) -> "Proof":
    """Prove who can send a packet to whom."""
    from kyotsu.proof.network.request import prove

    return prove(asked)


def access(asked: Asked) -> "Proof":
    """Prove who can't do what to whom."""
    from kyotsu.proof.access.request import prove

    return prove(asked)
