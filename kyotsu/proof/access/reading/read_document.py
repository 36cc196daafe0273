"""A resource's policy document, with its names filled in; what can't be read is a problem."""

from kyotsu.desired.graph import Resource
from kyotsu.desired.placeholders import references
from kyotsu.proof.access.policy.document import read_policy
from kyotsu.proof.access.policy.elements import NotUnderstood
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.names import Names
from kyotsu.proof.access.reading.names import source as source_of
from kyotsu.proof.access.reading.problems import Problems
from tenancy.vocabulary import Text


def read_document(
    names: Names,
    problems: Problems,
    resource: Resource,
    text: object,
    account: str,
    what: tuple[str, str],
) -> Policy | None:
    """Return a resource's document; None, and a problem of its account, where it isn't one."""
    filled = names.filled(text)
    gone = sorted({urn.rpartition("::")[2] for urn, _ in references(filled)})
    try:
        if not gone:
            return read_policy(filled, source_of(resource))
        problem = f"refers to {gone[0]}, which is not in the desired state"
    except NotUnderstood as error:
        problem = str(error)
    ja, en = what
    problems.add(
        account,
        Text(
            ja=f"{named(resource)} の{ja}を読めません({problem})。",
            en=f"the {en} of {named(resource)} {problem}",
        ),
    )
    return None


def named(resource: Resource) -> str:
    """Return a resource's name, with the line that declares it where that is known."""
    line = source_of(resource).line
    return f"{resource.name} ({line})" if line else resource.name
