"""The picture of a whole stage: who comes in from where, the hub, and the systems by ministry.

It is laid out here and drawn by the template of all network pictures. Numbers are SVG units.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kyotsu.review.picture.layout import INTERNET, Box, Drawing, Line, Word, fitted
from kyotsu.review.picture.scene import State
from kyotsu.site.model import Site, System
from policies.rule import Text
from tenancy.stage import StageSettings

MOST: Final = 40
"""So many systems are drawn one by one; of more, a box a ministry is."""
_TOP: Final = 16
_ROW: Final = 46
_GAP: Final = 8
_HEAD: Final = 30
_OUTSIDE: Final = (16, 168)
_HUB: Final = (280, 272)
_SYSTEMS: Final = (650, 330)
_PEOPLE: Final = (1120, 150)
_WIDTH: Final = 1286

LAN: Final = Text(ja="政府内ネットワーク", en="Government network")
PEOPLE: Final = Text(ja="インターネットの利用者", en="Users on the internet")
HUB: Final = Text(ja="共通基盤（ハブ）", en="The foundation's hub")


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A system, or a ministry with all of its systems."""

    keys: tuple[str, ...]
    line: Text
    second: str
    href: str
    attached: bool
    from_internet: bool


@dataclass(frozen=True, kw_only=True)
class Leftwards(Line):
    """A curve whose head is at its left end."""

    @property
    def path(self) -> str:
        """The curve, from right to left."""
        bend = max(24.0, (self.x1 - self.x2) / 2)
        end = self.x2 + 7
        return (
            f"M{self.x1:g} {self.y1:g}C{self.x1 - bend:g} {self.y1:g} "
            f"{end + bend:g} {self.y2:g} {end:g} {self.y2:g}"
        )

    @property
    def head(self) -> str:
        """The head's corners."""
        x, y = self.x2, self.y2
        return f"{x:g},{y:g} {x + 9:g},{y - 5:g} {x + 9:g},{y + 5:g}"


@dataclass(frozen=True, kw_only=True)
class Arc(Line):
    """A curve from a system to another one, at the right of both."""

    @property
    def path(self) -> str:
        """The curve, further out the longer it is."""
        out = min(96.0, 28 + abs(self.y2 - self.y1) / 5)
        return (
            f"M{self.x1:g} {self.y1:g}C{self.x1 + out:g} {self.y1:g} "
            f"{self.x2 + out:g} {self.y2:g} {self.x2 + 7:g} {self.y2:g}"
        )

    @property
    def head(self) -> str:
        """The head's corners, at its left end."""
        x, y = self.x2, self.y2
        return f"{x:g},{y:g} {x + 9:g},{y - 5:g} {x + 9:g},{y + 5:g}"


def platform(site: Site) -> Drawing:
    """Return where everything of a stage is drawn."""
    groups = [[row] for row in _ministries(site)] if len(site.here) > MOST else _systems(site)
    boxes: list[Box] = []
    words: list[Word] = []
    middles: dict[str, float] = {}
    placed: list[tuple[_Row, float]] = []
    x, width = _SYSTEMS
    y = float(_TOP)
    for rows in groups:
        if len(site.here) <= MOST:
            height = _HEAD + len(rows) * (_ROW + _GAP) + _GAP
            boxes.append(
                Box(
                    x=x - 14, y=y, width=width + 28, height=height, state=State.SAME,
                    kind="frame", round=10,
                )
            )  # fmt: skip
            words.append(Word(x=x, y=y + 21, text=_ministry(site, rows[0]), kind="strong"))
            y += _HEAD
        for row in rows:
            boxes.append(
                Box(
                    x=x, y=y, width=width, height=_ROW, state=State.SAME, title=row.line,
                    line=_fitted(row.line, width - 20),
                    second=row.second, href=row.href,
                )
            )  # fmt: skip
            middle = y + _ROW / 2
            placed.append((row, middle))
            middles |= dict.fromkeys(row.keys, middle)
            y += _ROW + _GAP
        y += _GAP + 6
    bottom = max(y, _TOP + 320.0)
    hub = list(_hub(site.stage, (_TOP + bottom) / 2))
    frame = hub[0]
    lines = list(_lines(site, placed, middles, frame, boxes))
    return Drawing(
        width=_WIDTH,
        height=bottom + 8,
        boxes=(*hub, *boxes),
        lines=tuple(lines),
        words=(
            Word(x=frame.x + 14, y=frame.y + 22, text=HUB, kind="strong"),
            *words,
        ),
    )


def _systems(site: Site) -> list[list[_Row]]:
    return [
        [
            _Row(
                keys=(one.tenant.key,),
                line=Text(ja=one.tenant.name.ja, en=one.tenant.name.en),
                second=f"{one.tenant.key}  {one.plan.network.cidr if one.plan else ''}",
                href=one.page,
                attached=bool(one.plan and one.plan.network.attached),
                from_internet=_public(one),
            )
            for one in several
            if one.plan is not None
        ]
        for several in site.ministries.values()
        if any(one.plan is not None for one in several)
    ]


def _ministries(site: Site) -> Iterator[_Row]:
    for key, several in site.ministries.items():
        here = [one for one in several if one.plan is not None]
        if not here:
            continue
        name, count = site.fleet.ministries[key].name, len(here)
        yield _Row(
            keys=tuple(one.tenant.key for one in here),
            line=_text(f"{name.ja}:{count}システム", f"{name.en}: {count} systems"),
            second=key,
            href=f"ministries/{key}.html",
            attached=any(one.plan.network.attached for one in here if one.plan),
            from_internet=any(map(_public, here)),
        )


def _fitted(text: Text, room: float) -> Text:
    return Text(ja=fitted(text.ja, room), en=fitted(text.en, room))


def _text(ja: str, en: str) -> Text:
    return Text(ja=ja, en=en)


def _ministry(site: Site, row: _Row) -> Text:
    name = site.fleet.ministries[site.fleet.tenants[row.keys[0]].ministry].name
    return Text(ja=name.ja, en=fitted(name.en, _SYSTEMS[1]))


def _public(one: System) -> bool:
    return one.plan is not None and one.plan.network.ingress == "internet"


def _hub(stage: StageSettings, middle: float) -> Iterator[Box]:
    """Yield the hub's frame, then what is in it."""
    network = stage.network
    parts = [_text("経路の集約（Transit Gateway）", "Transit gateway")]
    if network.firewall:
        parts.append(_text("通信の検査（ファイアウォール）", "Inspection by the firewall"))
    if network.nat == "per-zone":
        parts.append(_text("外部への出口（NAT、ゾーンごと）", "Way out (NAT, one a zone)"))
    else:
        parts.append(_text("外部への出口（NAT）", "Way out (NAT)"))
    if network.central_endpoints:
        parts.append(_text("AWSへの入口（エンドポイント）", "Shared endpoints of AWS"))
    parts.append(_text("名前解決（DNSファイアウォール）", "Names (DNS firewall)"))
    x, width = _HUB
    height = _HEAD + len(parts) * (_ROW - 8 + _GAP) + _GAP + 4
    top = middle - height / 2
    yield Box(x=x, y=top, width=width, height=height, state=State.SAME, kind="frame", round=10)
    for number, part in enumerate(parts):
        yield Box(
            x=x + 12,
            y=top + _HEAD + 4 + number * (_ROW - 8 + _GAP),
            width=width - 24,
            height=_ROW - 8,
            state=State.SAME,
            title=part,
            line=_fitted(part, width - 32),
        )


def _lines(
    site: Site,
    placed: list[tuple[_Row, float]],
    middles: dict[str, float],
    hub: Box,
    boxes: list[Box],
) -> Iterator[Line]:
    """Yield all ways, and add what stands outside of the platform to the boxes."""
    x, width = _SYSTEMS
    middle = hub.y + hub.height / 2
    for row, y in placed:
        if row.attached:
            yield Line(x1=hub.x + hub.width, y1=middle, x2=x, y2=y, state=State.SAME)
    public = [y for row, y in placed if row.from_internet]
    if public:
        far, room = _PEOPLE
        at = sum(public) / len(public)
        boxes.append(
            Box(x=far, y=at - 26, width=room, height=52, state=State.SAME, line=PEOPLE, round=26)
        )
        for y in public:
            yield Leftwards(x1=far, y1=at, x2=x + width, y2=y - 8, state=State.SAME)
    left, room = _OUTSIDE
    outside = [(INTERNET, False)]
    if site.stage.network.government_lan is not None:
        outside.insert(0, (LAN, True))
    for number, (label, inwards) in enumerate(outside):
        at = middle + (number - (len(outside) - 1) / 2) * 130
        boxes.append(
            Box(x=left, y=at - 26, width=room, height=52, state=State.SAME, line=label, round=26)
        )
        if inwards:
            yield Line(x1=left + room, y1=at, x2=hub.x, y2=middle - 20, state=State.SAME)
        else:
            yield Leftwards(x1=hub.x, y1=middle + 20, x2=left + room, y2=at, state=State.SAME)
    if len(site.here) <= MOST:
        yield from _links(site, middles, x + width)


def _links(site: Site, middles: dict[str, float], x: float) -> Iterator[Line]:
    for one in site.here:
        for link in one.tenant.links:
            if link.direction == "outbound" and link.system in middles:
                ports = ", ".join(map(str, link.ports))
                yield Arc(
                    x1=x,
                    y1=middles[one.tenant.key] + 8,
                    x2=x,
                    y2=middles[link.system] + 8,
                    state=State.SAME,
                    title=f"{one.tenant.key} → {link.system} ({ports})",
                )
