"""Which proofs a change calls for, and what they say of it.

A proof is of the whole stage: of its desired state as it is declared here, and at the base. What
was proved at the base is kept, so of the change only what it can affect is proved again.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kyotsu.errors import KyotsuError
from kyotsu.proof import provers
from kyotsu.proof.asked import Asked
from kyotsu.proof.network.reading.types import CARRIERS
from kyotsu.proof.proof import Proof
from kyotsu.review.findings import Proven
from kyotsu.review.model import StackReview
from kyotsu.review.proof import not_made, told
from kyotsu.review.words import proof as words
from policies.rule import Text


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What can be proved of a stage, by the name that `kyotsu proof` has for it.

    `types` are what the types of the resources that it is about begin with.
    """

    name: str
    title: Text
    types: tuple[str, ...]
    prove: Callable[[Asked], Proof]


MATTERS: Final = (
    Matter(
        name="network",
        title=words.NETWORK,
        types=(*CARRIERS, "aws:route53/", "aws:ram/"),
        prove=provers.network,
    ),
    Matter(
        name="access",
        title=words.ACCESS,
        types=(
            "aws:backup/vault",
            "aws:cloudformation/",
            "aws:cloudtrail/",
            "aws:cloudwatch/log",
            "aws:codebuild/",
            "aws:detective/",
            "aws:dynamodb/",
            "aws:ec2/amiLaunchPermission",
            "aws:ec2/instance:",
            "aws:ec2/snapshotCreateVolumePermission",
            "aws:ec2/vpcEndpoint",
            "aws:ecr/",
            "aws:fms/",
            "aws:guardduty/",
            "aws:iam/",
            "aws:inspector2/",
            "aws:kms/",
            "aws:lambda/",
            "aws:macie2/",
            "aws:organizations/",
            "aws:s3/",
            "aws:s3control/",
            "aws:sagemaker/",
            "aws:secretsmanager/",
            "aws:securityhub/",
            "aws:sfn/",
            "aws:sns/",
            "aws:sqs/",
            "aws:ssoadmin/",
            "aws:vpc/ipamOrganizationAdminAccount",
        ),
        prove=provers.access,
    ),
)


def proven(root: Path, stage: str, base: str, stacks: Sequence[StackReview]) -> tuple[Proven, ...]:
    """Return what a review says of the proofs; nothing of a matter that the change isn't about.

    A proof that can't be made is told as not proved: a review never fails for it.
    """
    asked = Asked(
        root=root, stage=stage, tenants=(), base=base, anew=False, workers=os.cpu_count() or 1
    )
    types = {one.type for stack in stacks for one in stack.changes}
    return tuple(line for matter in _concerned(types) for line in _said(matter, asked))


def _concerned(types: Iterable[str]) -> Iterator[Matter]:
    known = tuple(types)
    return (one for one in MATTERS if any(it.startswith(one.types) for it in known))


def _said(matter: Matter, asked: Asked) -> Iterable[Proven]:
    try:
        return tuple(told(matter.prove(asked), matter.title, matter.name))
    except KyotsuError as error:
        return (not_made(matter.title, str(error)),)
    except Exception as error:  # noqa: BLE001 - whatever it is, the rest of the review is worth it
        # Its words may be anybody's: they stay here.
        return (not_made(matter.title, type(error).__name__),)
