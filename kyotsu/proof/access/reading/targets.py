"""What holds data, keys, logs or secrets, and the policy on each.

A type that is in no table here, and carries a policy all the same, makes its account's statements
"not proved": nothing is known of what its policy opens.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.evaluation.parties import Account, Target
from kyotsu.proof.access.policy.demands import MISSING, Domain, known
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.shortened import shortened
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.kinds import KINDS, Kind
from kyotsu.proof.access.reading.names import Names, referred
from kyotsu.proof.access.reading.names import source as source_of
from kyotsu.proof.access.reading.not_modelled import note_if_not_modelled
from kyotsu.proof.access.reading.organization import Organization
from kyotsu.proof.access.reading.problems import Problems
from kyotsu.proof.access.reading.read_document import ON_RESOURCE, placed, read_document
from kyotsu.proof.access.reading.resource_policies import (
    Given,
    as_document,
    read_given,
    together,
)
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Protected:
    """One resource with what can be asked of it, by AWS's resource type."""

    kind: Kind
    urn: str
    account: str
    parts: Mapping[str, Target]
    behind: str | None = None
    """The URN of what is called through it; None for what is called itself."""


def read_targets(
    names: Names, organization: Organization, problems: Problems
) -> tuple[Protected, ...]:
    """Return what is protected, sorted by URN."""
    return tuple(_Reader(names, organization, problems).read())


class _Reader:
    def __init__(self, names: Names, organization: Organization, problems: Problems) -> None:
        self._names = names
        self._organization = organization
        self._problems = problems
        self._given = read_given(names, problems)
        self._aliases = _aliases(names)

    def read(self) -> list[Protected]:
        found: list[Protected] = []
        for resource in self._names.resources.values():
            account = self._organization.accounts.get(self._names.account_of(resource))
            if resource.kind != "custom":
                continue
            kind = KINDS.get(resource.type)
            if kind is None or account is None:
                note_if_not_modelled(self._names, self._problems, resource)
            else:
                found.append(self._protected(resource, kind, account))
        return sorted(found, key=lambda one: one.urn)

    def _protected(self, resource: Resource, kind: Kind, account: Account) -> Protected:
        given = list(self._given.get(resource.urn, ()))
        if kind.policy and resource.inputs.get(kind.policy) is not None:
            given.append((resource, kind.policy))
        arn = self._names.arn(resource)
        label = Text(
            ja=f"{account.name} の{kind.title.ja} {resource.name}",
            en=f"{kind.title.en} {resource.name} of {account.name}",
        )
        policy = self._policy(resource, kind, account, given)
        facts = self._facts(resource, kind, account)
        return Protected(
            kind=kind,
            urn=resource.urn,
            account=account.id,
            parts={
                part: Target(
                    label=label,
                    source=source_of(given[-1][0] if given else resource),
                    arns=(Pattern(arn + after),),
                    account=account.id,
                    policy=policy,
                    by_policy_only=kind.by_policy_only,
                    controls=account.resource_controls,
                    facts=facts,
                )
                for part, after in kind.parts
            },
            behind=self._behind(resource, kind),
        )

    def _policy(
        self, resource: Resource, kind: Kind, account: Account, given: list[Given]
    ) -> Policy | None:
        """Return what all together say; a second document is a problem, for one alone counts."""
        documents = [(of, of.inputs.get(key)) for of, key in given if key]
        if len(documents) > 1:
            listed = shortened(" and ".join(placed(of) for of, _ in documents))
            reason = Text(
                ja=f"{placed(resource)} に複数のポリシーがあります({listed})。",
                en=f"{placed(resource)} has several policies: {listed}",
            )
            self._problems.add(account.id, reason)
        if not documents and kind.by_policy_only:
            documents = [(resource, _default_key_policy(account.id))]
        documents += [(of, as_document(self._names, of)) for of, key in given if not key]
        read = [
            read_document(self._names, self._problems, of, text, account.id, ON_RESOURCE)
            for of, text in documents
        ]
        return together((one for one in read if one is not None), source_of(resource))

    def _facts(self, resource: Resource, kind: Kind, account: Account) -> dict[str, Domain]:
        region = {"aws:requestedregion": known(resource.region)} if resource.region else {}
        own: dict[str, Domain] = {}
        if kind.service == "kms":
            own = {"kms:resourcealiases": MISSING}
            if resource.urn in self._aliases:
                own = {"kms:resourcealiases": known(*self._aliases[resource.urn])}
        elif kind.service == "s3" and not kind.behind:
            # The account's own access points are asked about one by one; others make their own.
            own = {
                "s3:dataaccesspointaccount": Domain(outside=(Pattern(account.id),)),
                "s3:dataaccesspointarn": Domain(
                    outside=(Pattern(f"arn:aws:s3:*:{account.id}:accesspoint/*"),)
                ),
            }
        return {
            **region,
            **own,
            "aws:resourceaccount": known(account.id),
            "aws:resourceorgid": known(self._organization.id),
        }

    def _behind(self, resource: Resource, kind: Kind) -> str | None:
        if not kind.behind:
            return None
        value = resource.inputs.get(kind.behind)
        urn = referred(value)
        if urn is None:
            buckets = (one for one in self._names.resources.values() if one.type in KINDS)
            urn = next((one.urn for one in buckets if one.inputs.get(kind.behind) == value), None)
        if urn is None or urn not in self._names.resources:
            self._problems.add(
                self._names.account_of(resource),
                Text(
                    ja=f"{placed(resource)} が何の前にあるか分かりません。",
                    en=f"what is behind {placed(resource)} can't be told",
                ),
            )
        return urn or ""


def _aliases(names: Names) -> Mapping[str, tuple[str, ...]]:
    """Return the aliases of keys, by the keys' URNs."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for resource in names.resources.values():
        key = referred(resource.inputs.get("targetKeyId"))
        if resource.type == "aws:kms/alias:Alias" and key is not None:
            found[key].append(names.text(str(resource.inputs.get("name"))))
    return {key: tuple(sorted(ones)) for key, ones in found.items()}


def _default_key_policy(account: str) -> Mapping[str, object]:
    """Return what a key has where nothing else is said.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    """
    statement = {
        "Sid": "DefaultKeyPolicy",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    return {"Version": "2012-10-17", "Statement": statement}
