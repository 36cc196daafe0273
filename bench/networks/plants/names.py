"""NET-8 and NET-9: names and things that are shared with those who must not have them.

They give nobody a way to anywhere, so no packet shows them.
"""

from bench.networks.draft import ref
from bench.networks.hand import Hand
from bench.networks.plants.planted import Plant

ZONE = "aws:route53/zone:Zone"
SHARE = "aws:ram/resourceShare:ResourceShare"
SHARED_WITH = "aws:ram/principalAssociation:PrincipalAssociation"


def zone_known_to_another_tenant(hand: Hand) -> Plant | None:
    """Associate a tenant's private zone with another tenant's network."""
    one, other = hand.pick.sample(list(hand.fleet.sites.values()), 2)
    # One that comes from the internet has a public zone besides.
    zone = next(zone for zone in hand.draft.all(one.stack, ZONE) if zone.inputs.get("vpcs"))
    if hand.pick.random() < 0.5:
        vpcs = [*zone.inputs["vpcs"], {"vpcId": ref(other.vpc), "vpcRegion": "ap-northeast-1"}]
        hand.draft.change(zone, vpcs=vpcs)
    else:
        stack = hand.pick.choice([one.stack, other.stack])
        inputs = {"zoneId": ref(zone, "zoneId"), "vpcId": ref(other.vpc)}
        token = "aws:route53/zoneAssociation:ZoneAssociation"  # noqa: S105 - a type's
        hand.draft.add(stack, token, hand.name(), inputs, like=one.vpc)
    return Plant(statement="NET-8", subject=one.key, tenants=(one.key, other.key))


def profile_of_somebody_else(hand: Hand) -> Plant | None:
    """Apply a DNS profile to a tenant's network that isn't the foundation's."""
    one, other = hand.pick.sample(list(hand.fleet.sites.values()), 2)
    profile = hand.draft.add(
        other.stack, "aws:route53/profilesProfile:ProfilesProfile", hand.name(), {}, like=other.vpc
    )
    link = hand.draft.find(one.stack, "aws:route53/profilesAssociation:ProfilesAssociation")
    hand.draft.change(link, profileId=ref(profile))
    return Plant(statement="NET-8", subject=one.key, tenants=(one.key,))


def shared_outside(hand: Hand) -> Plant | None:
    """Share the transit gateway with somebody outside of the organization."""
    stage = hand.fleet.stage
    share = hand.draft.find(stage, SHARE)
    if hand.pick.random() < 0.5:
        hand.draft.change(share, allowExternalPrincipals=True)
    else:
        inputs = {"resourceShareArn": ref(share, "arn"), "principal": "999999999999"}
        hand.draft.add(stage, SHARED_WITH, hand.name(), inputs, like=share)
    return Plant(statement="NET-9", subject=stage, tenants=())


KINDS = (zone_known_to_another_tenant, profile_of_somebody_else, shared_outside)
