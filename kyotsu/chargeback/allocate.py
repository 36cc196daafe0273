"""Says whose each line of a bill is, and what that makes for each tenant."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kyotsu.chargeback.model import Chargeback, Charged, Export, Group, Unallocated
from kyotsu.prices.money import CENT, YEN, ZERO, apportion, split
from kyotsu.prices.rate import Rate
from tenancy.stage.cost import Sharing

FOUNDATION: Final = "the foundation"
NOBODY: Final = "nobody"


@dataclass(frozen=True, kw_only=True)
class Owners:
    """Whose accounts are whose in a stage."""

    stage: str
    tenants: Mapping[str, str]
    """Tenants' keys, with their ministry."""
    accounts: Mapping[str, str]
    """Account names, with the tenant's key or `FOUNDATION`."""


def owner(group: Group, payer: str, owners: Owners) -> tuple[str, str]:
    """Return whose a group of lines is: a tenant's key, `FOUNDATION`, or `NOBODY` and why.

    `payer` is the id of the account that pays.

    The account decides, because a tenant's account is its own and a tag can be written by whoever
    works in it. The tag decides only where the account is not known by its name.
    """
    if (known := owners.accounts.get(group.account_name)) is not None:
        return known, ""
    if group.account_id == payer:
        return FOUNDATION, ""
    if group.tag in owners.tenants:
        return group.tag, ""
    if group.tag:
        return NOBODY, f"the tag CostCenter={group.tag} belongs to no tenant of {owners.stage}"
    account = group.account_name or group.account_id
    return NOBODY, f"account {account} is no tenant's of {owners.stage}, and there is no tag"


def charge(export: Export, owners: Owners, rate: Rate, sharing: Sharing) -> Chargeback:
    """Return the month's bill, charged. Its parts add up to the export's total, to the cent."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    services: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    attached: dict[str, Decimal] = defaultdict(Decimal)
    nobodys: list[Unallocated] = []
    notes: list[str] = []
    for group in export.groups:
        whose, why = owner(group, export.payer, owners)
        amounts[whose] += group.usd
        services[whose][group.service] += group.usd
        attached[whose] += group.attachments
        if whose == NOBODY:
            nobodys.append(Unallocated(group=group, why=why))
        elif group.tag and group.tag != whose and whose != FOUNDATION:
            kind = "another tenant" if group.tag in owners.tenants else "no tenant"
            notes.append(
                f"in the account of {whose}, {group.usd.normalize():f} dollars of {group.service}"
                f" are tagged CostCenter={group.tag}, which is {kind}'s; they are {whose}'s"
            )
    keys = sorted(
        (key for key in owners.tenants if key in amounts),
        key=lambda key: (owners.tenants[key], key),
    )
    notes.extend(
        f"{key} has no line in {export.month}" for key in sorted(owners.tenants) if key not in keys
    )
    cents = apportion({**amounts}, CENT)
    foundation = cents.get(FOUNDATION, ZERO)
    nobody = cents.get(NOBODY, ZERO)
    shares = dict.fromkeys(keys, ZERO)
    if keys:
        weights = {key: _weight(sharing, amounts[key], attached[key]) for key in keys}
        shares = split(foundation, weights, CENT)
    else:
        nobody += foundation
    yen = apportion(
        {key: (cents[key] + shares[key]) * rate.yen for key in keys} | {NOBODY: nobody * rate.yen},
        YEN,
    )
    return Chargeback(
        stage=owners.stage,
        export=export,
        rate=rate,
        sharing=sharing,
        tenants=tuple(
            Charged(
                key=key,
                ministry=owners.tenants[key],
                own=cents[key],
                share=shares[key],
                yen=yen[key],
                services=dict(sorted(services[key].items())),
            )
            for key in keys
        ),
        foundation=foundation,
        unallocated=tuple(nobodys),
        unallocated_usd=nobody,
        unallocated_yen=yen[NOBODY],
        total=sum(cents.values(), ZERO),
        total_yen=sum(yen.values(), ZERO),
        notes=(*export.notes, *notes),
    )


def _weight(sharing: Sharing, own: Decimal, attached: Decimal) -> Decimal:
    if sharing == "equal":
        return Decimal(1)
    return max(ZERO, attached if sharing == "attachment" else own)
