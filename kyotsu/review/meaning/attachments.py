"""Policies that a role gets attached: AWS's own by what they are known for, ours by their text."""

from collections.abc import Iterator
from typing import Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.actions import DOCUMENTS, granted
from kyotsu.review.meaning.documents import read
from kyotsu.review.meaning.finding import looser, said, stricter, unjudged
from kyotsu.review.meaning.judging import by_pair
from kyotsu.review.meaning.world import Pair, World
from policies.rule import UNKNOWN, NotKnown, Severity, Text

_TYPES: Final = {
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment": "policyArn",
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
}
_OF_AWS: Final = "arn:aws:iam::aws:policy/"
_KNOWN: Final = {
    "AdministratorAccess": Severity.CRITICAL,
    "IAMFullAccess": Severity.CRITICAL,
    "PowerUserAccess": Severity.HIGH,
    "ReadOnlyAccess": Severity.MEDIUM,
    "SecurityAudit": Severity.LOW,
    "job-function/ViewOnlyAccess": Severity.LOW,
    "job-function/Billing": Severity.MEDIUM,
}
_ATTACHED: Final = Text(
    ja="{name} により、AWSの定める権限 {policy} が与えられます。",
    en="{name} grants what AWS's own policy {policy} allows.",
)
_NOT_READ: Final = Text(
    ja="{name} が与えるAWSの定める権限 {policy} の中身は、ここでは読めないため判定できません。",
    en="{name} grants AWS's own policy {policy}, whose text isn't here to be judged.",
)
_GONE: Final = Text(ja="{name} による権限がなくなります。", en="What {name} granted is withdrawn.")


def _look(world: World, pair: Pair) -> Iterator[Finding]:
    name = _TYPES[pair.node.type]
    if pair.new is None:
        text = said(_GONE, name=pair.name)
        yield stricter("permissions-withdrawn", text, pair.urn, before=pair.before(name))
        return
    if pair.old is not None and pair.before(name) == pair.after(name):
        return
    ours = world.after.targets(pair.new, name, *DOCUMENTS)
    for policy in ours:
        # One that is new itself is told where it is made.
        if policy.urn in world.before.nodes:
            document = read(policy, DOCUMENTS[policy.type])
            yield from granted(Pair(old=None, new=pair.new), (), document)
    if ours:
        return
    value = pair.after(name)
    if value is UNKNOWN or value is None:
        raise NotKnown(name)
    policy_name = str(value).removeprefix(_OF_AWS)
    severity = _KNOWN.get(policy_name) if str(value).startswith(_OF_AWS) else None
    if severity is None:
        text = said(_NOT_READ, name=pair.name, policy=policy_name)
        yield unjudged(text, pair.urn, after=value)
    else:
        text = said(_ATTACHED, name=pair.name, policy=policy_name)
        yield looser("permissions-attached", severity, text, pair.urn, after=value)


CLASSIFIER: Final = by_pair("attached policies", _TYPES, _look)
