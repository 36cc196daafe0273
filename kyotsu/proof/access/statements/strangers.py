"""Whoever holds a token of an identity provider, and is none of the platform's pipelines.

https://docs.github.com/en/actions/reference/security/oidc
"""

from typing import Final

from kyotsu.proof.access.evaluation.parties import Caller, of_outsider
from kyotsu.proof.access.policy.demands import Domain
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.verdict import Source
from tenancy.guardrails.perimeter import PIPELINE_ISSUER
from tenancy.vocabulary import Text

FEDERATED: Final = ("sts:assumerolewithwebidentity", "sts:assumerolewithsaml")
_SUBJECT: Final = "repo:"


def stranger(repository: str, provider: str, source: Source) -> Caller:
    """Return who holds a provider's token, but for jobs of the platform's own repository.

    Of the tokens of pipelines it is known what they say: the repository, and in the subject the
    same. To whom another provider gives tokens isn't known, so what it lets in is not proved.
    """
    host = provider.partition(":oidc-provider/")[2] or provider
    facts = {**of_outsider(), "aws:principaltype": Domain()}
    uncertain = None
    if host == PIPELINE_ISSUER:
        facts |= {
            f"{host}:repository": Domain(outside=(Pattern(repository),), may_be_missing=False),
            f"{host}:sub": Domain(
                inside=((Pattern(f"{_SUBJECT}*/*:*"),),),
                outside=(Pattern(f"{_SUBJECT}{repository}:*"),),
                may_be_missing=False,
            ),
            f"{host}:job_workflow_ref": Domain(outside=(Pattern(f"{repository}/*"),)),
        }
        label = Text(ja="別のリポジトリーのジョブ", en="a job of another repository")
    else:
        label = Text(ja=f"{host} のトークンを持つ者", en=f"whoever has a token of {host}")
        uncertain = Text(
            ja=f"{host} が誰にトークンを渡すかは分かりません。",
            en=f"to whom {host} gives tokens isn't known",
        )
    return Caller(
        label=label,
        source=source,
        kind="federated",
        account="",
        arns=Domain(),
        identity=None,
        service=provider,
        facts=facts,
        uncertain=uncertain,
    )
