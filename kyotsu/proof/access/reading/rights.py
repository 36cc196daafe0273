"""What a caller's own policies allow: at most, and as far as they are known.

What AWS's own policies allow is known as of a day, and may be more today. So they are taken to
allow everything, and beside that the caller is kept as it was read (docs/adr/0016).
"""

from dataclasses import dataclass, field, replace
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.evaluation.parties import Account, Caller, of_role
from kyotsu.proof.access.policy.demands import Domain
from kyotsu.proof.access.policy.document import read_policy
from kyotsu.proof.access.policy.shortened import shortened
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.aws_managed import aws_managed, is_aws_managed
from kyotsu.proof.access.reading.problems import Problems
from kyotsu.proof.access.reading.read_document import placed
from kyotsu.proof.verdict import Source
from tenancy.vocabulary import Text

TAKEN_TO_ALLOW: Final = "TakenToAllow"
"""The Sid of the statement that stands for what isn't known of a caller's policies."""


@dataclass(kw_only=True)
class Rights:
    """Policies as they are found, one after the other. `source` is whose they are."""

    source: Source
    identity: list[Policy] = field(default_factory=list[Policy])
    of_aws: list[Policy] = field(default_factory=list[Policy])
    boundary: Policy | None = None
    boundary_of_aws: Policy | None = None
    open: bool = False
    """Whether some policy is taken to allow everything."""
    unread: bool = False
    """Whether of some policy, or of the boundary, nothing is known."""
    nowhere: list[str] = field(default_factory=list[str])
    """Policies that are neither declared nor known of AWS."""
    doubts: list[Text] = field(default_factory=list[Text])

    def grant(self, policy: Policy | None, name: str) -> None:
        """Add what a policy says; None for one that can't be read."""
        if policy is not None:
            self.identity.append(policy)
            return
        self.open = self.unread = True
        self.doubts.append(
            Text(
                ja=f"{name} のポリシーを読めないため、全て許すものとしています。",
                en=f"the policy of {name} can't be read; it is taken to allow everything",
            )
        )

    def attach(self, arn: str) -> None:
        """Add a managed policy that isn't declared: one of AWS's own, or one that is nowhere."""
        self.open = True
        read = aws_managed(arn) if is_aws_managed(arn) else None
        if read is None:
            self.unread = True
            self.nowhere.append(arn)
            name = shortened(arn)
            self.doubts.append(
                Text(
                    ja=f"ポリシー {name} の内容は分からないため、全て許すものとしています。",
                    en=f"what {name} has isn't known; it is taken to allow everything",
                )
            )
            return
        self.of_aws.append(read)
        self.doubts.append(_of_aws(read))

    def bound(self, policy: Policy | None, arn: str) -> None:
        """Set the boundary; None for one that isn't declared, or can't be read."""
        self.boundary = policy
        if policy is not None:
            return
        read = aws_managed(arn) if is_aws_managed(arn) else None
        self.boundary_of_aws = read
        self.unread = self.unread or read is None
        self.doubts.append(
            Text(
                ja=f"権限境界 {shortened(arn)} が宣言にないため、無いものとしています。",
                en=f"boundary {shortened(arn)} is not in the desired state, or can't be read; "
                "it is taken to be missing",
            )
        )

    def caller(self, account: Account, organization: str, *, arns: Domain, label: Text) -> Caller:
        """Return who has these rights, held by what holds the account."""
        declared = tuple(self.identity)
        bounded = None if self.boundary is None else (self.boundary,)
        # What is denied still is: all else is allowed.
        at_most = (*declared, _everything(self.source)) if self.open else declared
        caller = caller_of(
            account,
            organization,
            arns=arns,
            label=label,
            source=self.source,
            identity=at_most if declared or not self.open else None,
            boundary=bounded,
            uncertain=self.doubts[0] if self.doubts else None,
        )
        if self.unread or not self.doubts:
            return caller
        of_aws = None if self.boundary_of_aws is None else (self.boundary_of_aws,)
        as_read = caller_of(
            account,
            organization,
            arns=arns,
            label=label,
            source=self.source,
            identity=(*declared, *self.of_aws),
            boundary=bounded or of_aws,
        )
        return replace(caller, as_read=as_read)


def note_nowhere(problems: Problems, account: str, resource: Resource, rights: Rights) -> None:
    """Name the policies of which nothing is known."""
    who = placed(resource)
    for name in map(shortened, rights.nowhere):
        problems.note(
            account,
            Text(
                ja=f"{who} のポリシー {name} は宣言にも、知られたAWSのポリシーにもありません。"
                "全て許すものとしています。",
                en=f"{name} of {who} is neither declared nor among the known policies of AWS; "
                "it is taken to allow everything",
            ),
        )


def caller_of(
    account: Account,
    organization: str,
    *,
    arns: Domain,
    label: Text,
    source: Source,
    identity: tuple[Policy, ...] | None,
    boundary: tuple[Policy, ...] | None,
    uncertain: Text | None = None,
) -> Caller:
    """Return a role of an account as a caller, held by what holds the account."""
    return Caller(
        label=label,
        source=source,
        account=account.id,
        arns=arns,
        identity=identity,
        boundary=boundary,
        controls=account.service_controls,
        facts=of_role(account.id, organization, account.path),
        uncertain=uncertain,
    )


def _of_aws(policy: Policy) -> Text:
    arn, read = policy.source.urn, policy.source.line
    return Text(
        ja=f"AWSは {arn} を変えることがあるため、全て許すものとしています"
        f"({read} の時点では許していません)。",
        en=f"{arn} is AWS's to change, so it is taken to allow everything; "
        f"as of {read} it doesn't allow this",
    )


def _everything(source: Source) -> Policy:
    statement = {"Sid": TAKEN_TO_ALLOW, "Effect": "Allow", "Action": "*", "Resource": "*"}
    return read_policy({"Version": "2012-10-17", "Statement": statement}, source)
