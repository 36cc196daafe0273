"""Judges candidates: what they cost today, what they would cost here, and whether to move."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kyotsu.cost.compute import volumes_of
from kyotsu.cost.model import StageCost
from kyotsu.prices.book import Book
from kyotsu.prices.cost import monthly_cost
from kyotsu.prices.money import CENT, YEN, Range, rounded, split
from kyotsu.roi.economics import MONTHS, Economics, named
from kyotsu.roi.model import Factor, Result, Verdict
from tenancy.candidate import Assumptions, Candidate, YearlyCost
from tenancy.vocabulary import Text
from tenancy.volumes import Volume

KINDS: Final = {
    "hardware": Text(ja="機器", en="hardware"),
    "software": Text(ja="ソフトウェア", en="software"),
    "data-centre": Text(ja="データセンター", en="data centre"),
    "network": Text(ja="回線", en="network"),
    "operation": Text(ja="運用", en="operation"),
    "maintenance": Text(ja="保守", en="maintenance"),
    "other": Text(ja="その他", en="other"),
}

NAMES: Final = {
    "fixed": Text(ja="基盤上の固定費", en="fixed cost here"),
    "use": Text(ja="基盤上の使用料", en="cost of use here"),
    "yen": Text(ja="為替", en="exchange rate"),
    "discount": Text(ja="割引率", en="discount rate"),
    "staff": Text(ja="職員の時間単価", en="cost of staff"),
    "hours-today": Text(ja="現在の職員時間", en="staff hours today"),
    "hours-here": Text(ja="移行後の職員時間", en="staff hours here"),
    "hours-migration": Text(ja="移行の職員時間", en="staff hours of moving"),
    "migration": Text(ja="移行費用", en="cost of moving"),
    "renewal": Text(ja="機器更新費用", en="renewal of hardware"),
}


@dataclass(frozen=True, kw_only=True)
class Judge:
    """What all candidates are judged by."""

    assumptions: Assumptions
    cost: StageCost
    book: Book
    today: date

    def ranked(self, candidates: Iterable[Candidate]) -> tuple[Result, ...]:
        """Return all results, the one that pays most first."""
        results = [self.result(one) for one in candidates]
        return tuple(sorted(results, key=lambda one: (-one.npv_middle, one.candidate.key)))

    def result(self, candidate: Candidate) -> Result:
        """Return what comes out for one candidate."""
        model = next(one.own for one in self.cost.tenants if one.key == candidate.here.like)
        volumes = volumes_of(candidate.here.volumes)
        use = monthly_cost((), self.book, volumes, today=self.today)
        economics = self._economics(candidate, model.fixed, use.total)
        values = economics.middle()
        worst, best = (economics.extreme(best=end) for end in (False, True))
        npv = Range(*sorted((economics.npv(worst), economics.npv(best)))).rounded(YEN)
        middle = rounded(economics.npv(values), YEN)
        payback = economics.payback(values)
        even = economics.break_even(values)
        return Result(
            candidate=candidate,
            model=model,
            use=use,
            today=_between(economics.today(worst), economics.today(best)),
            here=_between(economics.here(worst), economics.here(best)),
            share=self.cost.rate.in_yen(self._share() * MONTHS),
            marginal=self.cost.rate.in_yen(model.fixed + use.total),
            once=_between(economics.once(worst), economics.once(best)),
            npv=npv,
            npv_middle=middle,
            payback_years=None if payback is None else rounded(payback, Decimal("0.1")),
            break_even=None if even is None else rounded(even, CENT),
            swings=economics.swings(self.assumptions.sensitivity_percent),
            cash=_added_up(economics.cash(values)),
            verdict=_verdict(middle, npv),
            unknown=tuple(
                sorted({*model_unknown(candidate, self.cost), *(one.what for one in use.unpriced)})
            ),
        )

    def _share(self) -> Range:
        """Return a month's share of the foundation with one tenant more, in equal parts."""
        whole = self.cost.foundation.total
        names = dict.fromkeys([*(one.key for one in self.cost.tenants), ""], Decimal(1))
        return Range(split(whole.low, names, CENT)[""], split(whole.high, names, CENT)[""])

    def _economics(self, candidate: Candidate, fixed: Range, use: Range) -> Economics:
        assumed, moving = self.assumptions, candidate.migration
        values = {
            "fixed": fixed,
            "use": use,
            "yen": Range.exactly(self.cost.rate.yen),
            "discount": _range(assumed.discount_percent),
            "staff": _range(assumed.staff_yen_per_hour),
            "hours-today": _range(candidate.today.staff_hours),
            "hours-here": _range(candidate.here.staff_hours),
            "hours-migration": _range(moving.staff_hours),
            "migration": _range(moving.cost_yen),
            "renewal": _range(candidate.today.renewal_yen),
        }
        factors = {key: named(NAMES[key].ja, NAMES[key].en, value) for key, value in values.items()}
        dollars: set[str] = set()
        for side, costs, ja, en in (
            ("today", candidate.today.costs, "現在の", " today"),
            ("here", candidate.here.costs, "移行後の", " here"),
        ):
            for number, cost in enumerate(costs):
                key = f"{side}:{number}"
                factors[key] = _cost(cost, ja, en)
                if cost.currency == "USD":
                    dollars.add(key)
        ends = candidate.today.hardware_ends
        renewal = max(0, ends.year - self.today.year)
        return Economics(
            factors=factors,
            dollars=frozenset(dollars),
            years=assumed.years,
            renewal_year=renewal if renewal <= assumed.years else None,
            months_in_both=moving.months,
        )


def model_unknown(candidate: Candidate, cost: StageCost) -> tuple[str, ...]:
    """Return the volumes that the model's stack is charged by and the candidate doesn't give."""
    model = next(one.own for one in cost.tenants if one.key == candidate.here.like)
    opened = {line.price for line in model.lines if not line.fixed} | set(model.undeclared)
    unpriced = (one.what for one in model.unpriced)
    return (*sorted(opened - set(candidate.here.volumes)), *unpriced)


def _range(volume: Volume) -> Range:
    return Range(volume.low, volume.high)


def _cost(cost: YearlyCost, ja: str, en: str) -> Factor:
    kind = KINDS[cost.kind]
    return named(f"{ja}{kind.ja}費", f"{kind.en}{en}", _range(cost.amount))


def _between(one: Decimal, other: Decimal) -> Range:
    return Range(min(one, other), max(one, other)).rounded(YEN)


def _added_up(flows: list[Decimal]) -> tuple[Decimal, ...]:
    return tuple(rounded(sum(flows[: end + 1], Decimal(0)), YEN) for end in range(len(flows)))


def _verdict(middle: Decimal, npv: Range) -> Verdict:
    if middle <= 0:
        return "stay"
    return "move" if npv.low > 0 else "move-if"
