"""A resource's policy document, with its names filled in; what can't be read is a problem."""

from dataclasses import dataclass
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.desired.placeholders import references
from kyotsu.proof.access.policy.document import read_policy
from kyotsu.proof.access.policy.elements import NotUnderstood
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.limits import too_long
from kyotsu.proof.access.reading.names import Names
from kyotsu.proof.access.reading.names import source as source_of
from kyotsu.proof.access.reading.problems import Problems
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a document is to its resource, and so what it has to say."""

    title: Text
    principals: bool
    """Whether each statement names whom it is about; otherwise none may."""


IDENTITY: Final = Document(title=Text(ja="ポリシー", en="policy"), principals=False)
BOUNDARY: Final = Document(title=Text(ja="権限境界", en="boundary"), principals=False)
ON_RESOURCE: Final = Document(title=Text(ja="ポリシー", en="policy"), principals=True)
TRUST: Final = Document(title=Text(ja="信頼ポリシー", en="trust"), principals=True)


def read_document(
    names: Names,
    problems: Problems,
    resource: Resource,
    text: object,
    account: str,
    what: Document,
) -> Policy | None:
    """Return a resource's document; None, and a problem of its account, where it isn't one."""
    filled = names.filled(text)
    gone = sorted({urn.rpartition("::")[2] for urn, _ in references(filled)})
    try:
        if not gone:
            read = read_policy(filled, source_of(resource))
            check(read, resource.type, principals=what.principals)
            note_untold(problems, account, resource, read)
            return read
        problem = f"refers to {gone[0]}, which is not in the desired state"
    except NotUnderstood as error:
        problem = str(error)
    problems.add(
        account,
        Text(
            ja=f"{placed(resource)} の{what.title.ja}を読めません({problem})。",
            en=f"the {what.title.en} of {placed(resource)} {problem}",
        ),
    )
    return None


def check(policy: Policy, type_: str, *, principals: bool, kind: str = "") -> None:
    """Raise `NotUnderstood` for what AWS refuses in a document that is one by its grammar.

    `kind` is the type of a policy of the organization.
    """
    problem = too_long(type_, policy.document, kind=kind)
    if problem is not None:
        raise NotUnderstood(problem)
    for number, one in enumerate(policy.statements, start=1):
        where = f"statement {one.shown if one.sid else number}"
        if principals and one.who is None:
            raise NotUnderstood(f"names no principal in {where}")
        if not principals and one.who is not None:
            raise NotUnderstood(f"names a principal in {where}, and belongs to whoever has it")


def note_untold(problems: Problems, account: str, resource: Resource, policy: Policy) -> None:
    """Note each condition of which nothing can be told, whoever calls."""
    for one in policy.statements:
        for condition in one.conditions:
            if condition.test is None and not condition.with_variables:
                problems.note(
                    account,
                    Text(
                        ja=f"{placed(resource)} の文 {one.shown} の条件 {condition.shown} は"
                        "分かりません。許可では満たされ、拒否では満たされないものとしています。",
                        en=f"condition {condition.shown} in statement {one.shown} of "
                        f"{placed(resource)} isn't known; it is taken to be met where that allows, "
                        "and not where it denies",
                    ),
                )


def placed(resource: Resource) -> str:
    """Return a resource's name, with the line that declares it where that is known."""
    line = source_of(resource).line
    return f"{resource.name} ({line})" if line else resource.name
