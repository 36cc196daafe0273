"""NET-8: a tenant's names are known to itself and to the platform's resolver.

https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html: a private zone
answers the networks that it is associated with. Other tenants ask the platform's resolver, whose
network every zone is associated with; names give no way to anywhere.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kyotsu.proof.network.case import FOUNDATION, Case
from kyotsu.proof.verdict import Outcome, Source, Statement, Step, Verdict, Witness
from tenancy.vocabulary import Text

STATEMENT: Final = Statement(
    id="NET-8",
    title=Text(
        ja="システムの名前は、自身と共通の名前解決にだけ知られる",
        en="A system's names are known to itself and to the platform's resolver",
    ),
)
_KNOWN: Final = Text(
    ja="この名前空間が、ほかのネットワークにも知られています。",
    en="This zone is known to another network as well.",
)
_PROFILE: Final = Text(
    ja="基盤のものでない DNS プロファイルが適用されています。",
    en="A DNS profile that isn't the foundation's is applied.",
)


def judge(case: Case) -> Iterator[Verdict]:
    """Yield a verdict for each tenant that has a zone."""
    links = defaultdict[str, list[tuple[str, str]]](list)
    for one in case.network.all("zone_links"):
        links[one.zone].append((one.vpc, one.urn))
    for part in case.parts:
        key = part.stack.partition(".")[2]
        if key not in case.declared.tenants:
            continue
        found: list[tuple[Text, Source]] = []
        met: set[str] = set()
        for zone in part.zones:
            met.add(zone.urn)
            for vpc, urn in (*((vpc, zone.urn) for vpc in zone.vpcs), *links[zone.urn]):
                met.add(urn)
                if case.owner(vpc) not in (key, FOUNDATION):
                    found.append((_KNOWN, case.source(urn)))
        for profile in part.profile_links:
            met.add(profile.urn)
            if profile.profile.startswith("urn:pulumi:") and not profile.profile.startswith(
                f"urn:pulumi:{case.declared.stage}::"
            ):
                found.append((_PROFILE, case.source(profile.urn)))
        yield Verdict(
            statement=STATEMENT,
            subject=key,
            outcome=Outcome.VIOLATED if found else Outcome.PROVED,
            witnesses=tuple(
                Witness(title=text, steps=(Step(what=text, at=at),)) for text, at in found
            ),
            rests_on=() if found else case.sources(met),
        )
