"""The pictures of a review: one for each network that changes, pictures that look alike as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from kyotsu.review.model import Review
from kyotsu.review.picture.layout import Drawing, drawn
from kyotsu.review.picture.reading import scenes_of
from kyotsu.review.picture.scene import Scene, State
from policies.rule import Text

MOST: Final = 12
"""So many pictures at most; changes beyond are in the list like all others."""
_FOLDER: Final = Path(__file__).parent / "templates"
_MOST_NAMES: Final = 8

_CAPTION: Final = Text(ja="{stacks}: ネットワーク「{name}」", en="{stacks}: the network “{name}”")
_TOLD: Final = {
    State.NEW: Text(ja="新しいもの: {names}", en="New: {names}"),
    State.GONE: Text(ja="なくなるもの: {names}", en="Gone: {names}"),
    State.CHANGED: Text(ja="変わるもの: {names}", en="Changed: {names}"),
}


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture, and in words what changes in it."""

    svg: Markup
    caption: Text
    told: tuple[Text, ...]


def pictures_of(review: Review) -> tuple[Picture, ...]:
    """Return the pictures, in the order of the stacks."""
    found: dict[object, tuple[Scene, list[str]]] = {}
    for stack in review.stacks:
        for scene in scenes_of(stack):
            key = scene.name, repr(scene.likeness)
            found.setdefault(key, (scene, []))[1].append(stack.subject.label)
    return tuple(
        _picture(number, scene, names)
        for number, (scene, names) in enumerate(list(found.values())[:MOST], start=1)
    )


def _picture(number: int, scene: Scene, stacks: list[str]) -> Picture:
    shown, more = ", ".join(stacks[:_MOST_NAMES]), len(stacks) - _MOST_NAMES
    told = shown if more <= 0 else f"{shown} (+{more})"
    return Picture(
        svg=as_svg(drawn(scene), f"picture-{number}"),
        caption=_filled(_CAPTION, stacks=told, name=scene.name),
        told=tuple(
            _filled(sentence, names=_listed(scene.words[state]))
            for state, sentence in _TOLD.items()
            if state in scene.words
        ),
    )


def style() -> str:
    """Return the style sheet of drawings. The page has the colours, as custom properties."""
    return (_FOLDER / "network.css").read_text(encoding="utf-8").strip()


def as_svg(drawing: Drawing, name: str, language: Literal["ja", "en"] | None = None) -> Markup:
    """Return a drawing; `name` is the id of its caption. Without a language, it has both."""
    svg = _template().render(d=drawing, name=name, only=language)
    return Markup(svg)  # noqa: S704 - drawn by a template that escapes all names


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("network.svg.j2")


def _filled(text: Text, **values: str | Text) -> Text:
    def of(language: str) -> dict[str, str]:
        return {
            name: one if isinstance(one, str) else getattr(one, language)
            for name, one in values.items()
        }

    return Text(ja=text.ja.format(**of("ja")), en=text.en.format(**of("en")))


def _listed(kinds: Mapping[Text, list[str]]) -> Text:
    """Return names by what they are names of: "Subnets (private-a, private-c)"."""

    def of(language: str) -> str:
        return ", ".join(
            f"{getattr(kind, language)} ({_some(names)})" for kind, names in kinds.items()
        )

    return Text(ja=of("ja"), en=of("en"))


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f", +{more}" if more > 0 else "")
