"""Where everything of a scene is drawn. All numbers are SVG units, which are pixels at first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

from kyotsu.review.meaning.ways import Kind
from kyotsu.review.picture.scene import MARKS, Chip, Gateway, Road, Scene, State
from policies.rule import Text

_LEFT: Final = 16
_TOP: Final = 16
_HEAD: Final = 44
_LABELS: Final = 104
_CELL: Final = 168
_BOX: Final = 40
_GAP: Final = 10
_ROADS: Final = 92
_GATE: Final = 184
_OUT: Final = 132
_CHIP: Final = 26
_LETTER: Final = 7.2

NAMES: Final = {
    Kind.DIRECT: Text(ja="インターネットゲートウェイ", en="Internet gateway"),
    Kind.OUTWARD: Text(ja="NATゲートウェイ", en="NAT gateway"),
    Kind.HUB: Text(ja="ハブ・検査への経路", en="To hub or inspection"),
    Kind.PEER: Text(ja="別のネットワーク", en="Another network"),
}
INTERNET: Final = Text(ja="インターネット", en="The internet")
HUB: Final = Text(ja="ハブ", en="The hub")


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle with up to two lines of text."""

    x: float
    y: float
    width: float
    height: float
    state: State
    kind: str = "box"
    title: Text | None = None
    line: Text | None = None
    second: str = ""
    round: int = 6
    href: str = ""
    """Where it leads; nowhere, where it is empty."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A curve from left to right, with a head."""

    x1: float
    y1: float
    x2: float
    y2: float
    state: State
    title: str = ""

    @property
    def path(self) -> str:
        """The curve, leaving and arriving level."""
        bend = max(24.0, (self.x2 - self.x1) / 2)
        end = self.x2 - 7
        return (
            f"M{self.x1:g} {self.y1:g}C{self.x1 + bend:g} {self.y1:g} "
            f"{end - bend:g} {self.y2:g} {end:g} {self.y2:g}"
        )

    @property
    def head(self) -> str:
        """The head's corners."""
        x, y = self.x2, self.y2
        return f"{x:g},{y:g} {x - 9:g},{y - 5:g} {x - 9:g},{y + 5:g}"


@dataclass(frozen=True, kw_only=True)
class Word:
    """A text that stands by itself."""

    x: float
    y: float
    text: Text
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Everything with its place, the lowest first."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    words: tuple[Word, ...]


def drawn(scene: Scene) -> Drawing:
    """Return where a scene's parts are drawn."""
    zones, tiers = scene.zones or [""], scene.tiers
    grid = _LABELS + len(zones) * (_CELL + _GAP)
    gates_x = _LEFT + grid + _ROADS
    frame = grid + _ROADS + _GATE + 16
    boxes: list[Box] = []
    words: list[Word] = []
    middles: dict[str, float] = {}
    y = float(_TOP + _HEAD + 20)
    for number, zone in enumerate(zones):
        x = _LEFT + _LABELS + number * (_CELL + _GAP) + _CELL / 2
        words.append(Word(x=x, y=y - 8, text=_same(zone), kind="soft middle"))
    for tier in tiers:
        cells = {zone: [s for s in scene.subnets if (s.tier, s.zone) == (tier, zone)]
                 for zone in zones}  # fmt: skip
        rows = max(len(found) for found in cells.values())
        height = rows * (_BOX + 6) + 12
        boxes.append(
            Box(x=_LEFT + 8, y=y, width=grid - 8, height=height, state=State.SAME, kind="tier")
        )
        words.append(Word(x=_LEFT + 18, y=y + height / 2 + 4, text=_same(fitted(tier, 86))))
        for number, zone in enumerate(zones):
            for place, one in enumerate(cells[zone]):
                boxes.append(
                    Box(
                        x=_LEFT + _LABELS + number * (_CELL + _GAP),
                        y=y + 8 + place * (_BOX + 6),
                        width=_CELL - 4,
                        height=_BOX,
                        state=one.state,
                        title=_same(f"{one.name} {one.cidr}"),
                        line=_same(fitted(_marked(_short(scene, one.name), one.state), _CELL - 20)),
                        second=one.cidr,
                    )
                )
        middles[tier] = y + height / 2
        y += height + _GAP
    bottom = max(y, _TOP + _HEAD + 20 + len(scene.gateways) * (_BOX + _GAP + 4))
    gates = dict(_gates(scene, middles, gates_x, bottom))
    boxes += [box for box, _ in gates.values()]
    chips, bottom = _chips(scene.chips, bottom + 4, frame)
    lines = list(_roads(scene, middles, gates, _LEFT + grid))
    words += [
        Word(x=line.x1 + 6, y=line.y1 - 7, text=_same(line.title), kind=f"{line.state} word small")
        for line in lines
        if line.state is not State.SAME
    ]
    outer = list(_outer(scene, gates, _LEFT + frame, bottom))
    whole = Box(
        x=_LEFT, y=_TOP, width=frame, height=bottom - _TOP + 8, state=scene.state, kind="frame",
        title=_same(scene.name), round=10,
    )  # fmt: skip
    head = _marked(scene.name, scene.state)
    words += [
        Word(x=_LEFT + 16, y=_TOP + 26, text=_same(head), kind=f"strong {scene.state} word"),
        Word(x=_LEFT + 28 + _width(head), y=_TOP + 26, text=_same(scene.cidr), kind="soft"),
    ]
    width = _LEFT + frame + (_OUT + 76 if outer else _LEFT)
    return Drawing(
        width=width,
        height=bottom + 24,
        boxes=(whole, *boxes, *chips, *(one for one in outer if isinstance(one, Box))),
        lines=(*lines, *(one for one in outer if isinstance(one, Line))),
        words=tuple(words),
    )


def _gates(
    scene: Scene, middles: dict[str, float], x: float, bottom: float
) -> Iterator[tuple[tuple[Kind, str], tuple[Box, float]]]:
    """Yield each gateway's box and its middle, in the order in which their tiers lie.

    So the fewest ways cross; gateways that no way leads to come last.
    """

    def height(one: Gateway) -> tuple[float, str]:
        ends = [
            middles[road.tier]
            for road in scene.roads
            if road.gateway == (one.kind, one.name) and road.tier in middles
        ]
        return (sum(ends) / len(ends) if ends else bottom), one.name

    top = _TOP + _HEAD + 20
    room = (bottom - top) / max(1, len(scene.gateways))
    for number, one in enumerate(sorted(scene.gateways, key=height)):
        middle = top + room * (number + 0.5)
        name = _same(fitted(one.name, _GATE - 16))
        box = Box(
            x=x,
            y=middle - _BOX / 2,
            width=_GATE,
            height=_BOX,
            state=one.state,
            title=_same(one.name),
            line=_each(NAMES[one.kind], one.state),
            second=name.en,
        )
        yield (one.kind, one.name), (box, middle)


def _roads(
    scene: Scene,
    middles: dict[str, float],
    gates: dict[tuple[Kind, str], tuple[Box, float]],
    x: float,
) -> Iterator[Line]:
    """Yield the ways from tiers to gateways, what stays first, so that nothing hides a change."""
    arriving: dict[tuple[Kind, str], list[Road]] = {}
    for road in sorted(scene.roads, key=lambda one: middles.get(one.tier, 0)):
        arriving.setdefault(road.gateway, []).append(road)
    for road in sorted(scene.roads, key=lambda one: one.state is not State.SAME):
        box, middle = gates[road.gateway]
        others = arriving[road.gateway]
        spread = (others.index(road) - (len(others) - 1) / 2) * min(14, 32 / len(others))
        yield Line(
            x1=x,
            y1=middles[road.tier],
            x2=box.x,
            y2=middle + spread,
            state=road.state,
            title=fitted(", ".join(road.destinations), _ROADS - 12),
        )


def _outer(
    scene: Scene, gates: dict[tuple[Kind, str], tuple[Box, float]], right: float, bottom: float
) -> Iterator[Box | Line]:
    """Yield what is outside of the network, and the lines that lead there."""
    x = right + 60
    for label, kinds in ((INTERNET, (Kind.DIRECT, Kind.OUTWARD)), (HUB, (Kind.HUB, Kind.PEER))):
        ends = [(one, *gates[one.kind, one.name]) for one in scene.gateways if one.kind in kinds]
        if not ends and not (label is HUB and scene.attached):
            continue
        middle = sum(y for _, _, y in ends) / len(ends) if ends else bottom - 30
        yield Box(x=x, y=middle - 26, width=_OUT, height=52, state=State.SAME, line=label, round=26)
        for gate, box, y in ends:
            yield Line(x1=box.x + box.width, y1=y, x2=x, y2=middle, state=gate.state)
        if label is HUB and scene.attached and not ends:
            yield Line(x1=right, y1=middle, x2=x, y2=middle, state=scene.attached)


def _chips(chips: tuple[Chip, ...], y: float, frame: float) -> tuple[list[Box], float]:
    found: list[Box] = []
    x = float(_LEFT + 10)
    for chip in chips:
        line = _chip_text(chip)
        width = max(_width(line.ja), _width(line.en)) + 22
        if x + width > _LEFT + frame - 8:
            x, y = float(_LEFT + 10), y + _CHIP + 6
        found.append(
            Box(x=x, y=y, width=width, height=_CHIP, state=chip.worst, line=line, round=13)
        )
        x += width + 8
    return found, y + (_CHIP + 6 if chips else 0)


def _chip_text(chip: Chip) -> Text:
    total = sum(count for _, count in chip.states)
    told = " ".join(f"{MARKS[state]}{n}" for state, n in chip.states if state is not State.SAME)
    rest = f" {total} ({told})" if told else f" {total}"
    return Text(ja=chip.label.ja + rest, en=chip.label.en + rest)


def _each(text: Text, state: State) -> Text:
    return Text(ja=_marked(text.ja, state), en=_marked(text.en, state))


def _marked(text: str, state: State) -> str:
    return f"{MARKS[state]} {text}".strip()


def _short(scene: Scene, name: str) -> str:
    """Return a subnet's name without that of its network, which is above it."""
    return name.removeprefix(f"{scene.name}-")


def _same(text: str) -> Text:
    return Text(ja=text, en=text)


def _width(text: str) -> float:
    return sum(12.0 if east_asian_width(sign) in "WF" else _LETTER for sign in text)


def fitted(text: str, room: float) -> str:
    """Return a text that is no wider than the room: cut, with an ellipsis, where it must be."""
    if _width(text) <= room:
        return text
    while text and _width(text + "…") > room:
        text = text[:-1]
    return text + "…"
