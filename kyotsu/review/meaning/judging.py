"""How classifiers run: one after another, and none of them can hide what it couldn't judge."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.finding import LATER, said, unjudged
from kyotsu.review.meaning.world import Pair, World
from policies.rule import NotKnown, Text

Look = Callable[[World], Iterator[Finding]]
LookAtPair = Callable[[World, Pair], Iterator[Finding]]

_NOT_KNOWN: Final = Text(
    ja="{name} の {path} は更新するまで分からないため、意味を判定できません。",
    en="{name} could not be judged, because {path} isn't known before the update.",
)
_UNREADABLE: Final = Text(
    ja="{name} の {path} を読み取れないため、意味を判定できません。",
    en="{name} could not be judged, because its {path} can't be read.",
)
_BROKEN: Final = Text(
    ja="分類「{name}」が{why}で中断したため、残りを判定できません。",
    en="The classifier {name} broke with {why}, so the rest of its subject is not judged.",
)


class Unreadable(Exception):  # noqa: N818 - a state of what was read, not of this program
    """Something can't be read as what it should be. `path` says what; no value is quoted."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, kw_only=True)
class Classifier:
    """One subject: what it looks at, and the types of resources that it understands."""

    name: str
    types: frozenset[str]
    look: Look


def by_pair(name: str, types: Iterable[str], look: LookAtPair) -> Classifier:
    """Return a classifier that looks at one changed resource at a time."""
    wanted = tuple(types)

    def each(world: World) -> Iterator[Finding]:
        for pair in world.changed(*wanted):
            yield from guarded(pair.name, pair.urn, lambda pair=pair: look(world, pair))

    return Classifier(name=name, types=frozenset(wanted), look=each)


def guarded(name: str, urn: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Yield what a look finds, and that the rest could not be judged where it comes to a halt."""
    try:
        yield from look()
    except NotKnown as missing:
        yield unjudged(said(_NOT_KNOWN, name=name, path=missing.path), urn, after=LATER)
    except Unreadable as error:
        yield unjudged(said(_UNREADABLE, name=name, path=error.path), urn)


def run(classifier: Classifier, world: World) -> Iterator[Finding]:
    """Yield what one classifier finds. One that breaks says so, and stops no other one."""
    try:
        yield from classifier.look(world)
    except Exception as error:  # noqa: BLE001 - a broken classifier must not hide the others
        yield unjudged(said(_BROKEN, name=classifier.name, why=type(error).__name__))
