"""The second look at a proof, as the command asks for it."""

from infra.clock import today
from kyotsu.desired.reading import graphs
from kyotsu.proof.again.checked import checked
from kyotsu.proof.asked import Asked
from kyotsu.proof.deployed import deployment
from kyotsu.proof.network.declared import declared
from kyotsu.proof.proof import Checked, Proof


def check(asked: Asked, proof: Proof) -> Checked:
    """Check a proof of a stage of a project by the second method.

    Raises:
        UserMistake: a declaration is wrong.
        WorldFault: the process that evaluates can't go on.
    """
    told = declared(asked.root, asked.stage, today())
    if asked.of_engine:
        return checked(proof, told, deployment(asked).graphs)
    found = graphs(asked.root, asked.stage, (), workers=asked.workers, must_succeed=False)
    return checked(proof, told, (one.graph for one in found))
