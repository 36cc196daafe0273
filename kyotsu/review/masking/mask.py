"""Masks a whole preview: gathers what is secret anywhere in it, then lets nothing of it through."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from kyotsu.review.masking.known import Known, Marker
from kyotsu.review.masking.where import Places
from kyotsu.review.reading.records import State
from kyotsu.review.reading.wire import Hidden
from policies.reading.secrets import names_secret

LONGEST: Final = 20_000
"""Characters of a text that a review keeps. A longer one keeps its beginning and its mark."""
_BEGINNING: Final = 200


class Secrets:
    """What is secret in one preview: where, and what of it is seen in the open."""

    def __init__(self, states: Iterable[tuple[str, State]]) -> None:
        self.places: defaultdict[str, Places] = defaultdict(Places)
        every = list(states)
        for urn, state in every:
            places = self.places[urn]
            places.add(state.inputs)
            places.add(state.outputs)
            for name in state.secret_outputs:
                places.mark(name)
        self.values: list[Any] = []
        for urn, state in every:
            if (places := self.places[urn]).empty:
                continue
            for side in (state.inputs, state.outputs):
                self.values.extend(_uncovered(side, places))


class Masker:
    """Masks the values and the texts of one preview.

    `known` and `marker` are those of the whole review, so that a secret of one stack is masked in
    all, and equal secrets have equal marks.
    """

    def __init__(self, secrets: Secrets, known: Known, marker: Marker) -> None:
        self._places = secrets.places
        self._known = known
        self._marker = marker

    def text(self, text: str) -> str:
        """Return a message, a name or another text without secrets."""
        return self._known.text(text)

    def side(self, urn: str, side: Mapping[str, Any]) -> dict[str, Any]:
        """Return a resource's properties without secrets, in the marks of a review."""
        masked = self._masked(side, self._places.get(urn))
        assert isinstance(masked, dict)  # noqa: S101 - a resource isn't secret as a whole
        return cast("dict[str, Any]", masked)

    def _masked(self, value: Any, places: Places | None) -> Any:
        if isinstance(value, Hidden):
            return self._secret(value)
        if places is not None and places.hides(value):
            return self._secret(value)
        if isinstance(value, str):
            return self._shown(value)
        if isinstance(value, dict):
            found = cast("dict[str, Any]", value)
            return {
                self._known.text(key): self._secret(inner)
                if isinstance(inner, str) and names_secret(key)
                else self._masked(inner, places.at(key) if places else None)
                for key, inner in found.items()
            }
        if isinstance(value, list):
            below = places.item() if places else None
            return [self._masked(inner, below) for inner in cast("list[Any]", value)]
        if isinstance(value, int | float) and not isinstance(value, bool):
            text = str(value)
            return value if self._known.text(text) == text else self._secret(value)
        return value

    def _secret(self, value: Any) -> dict[str, Any]:
        if value == {"$unknown": True} or value is None:
            return {"$secret": ""}
        bare = _revealed(value)
        return {"$secret": "" if bare is None else self._marker.mark(bare)}

    def _shown(self, text: str) -> Any:
        masked = self._known.text(text)
        if len(masked) <= LONGEST:
            return masked
        return {
            "$long": self._marker.mark(masked),
            "begin": masked[:_BEGINNING],
            "characters": len(masked),
        }


def _uncovered(value: Any, places: Places | None) -> Iterator[Any]:
    """Yield what is seen of secrets: in the open in one version, or as the engine gave it."""
    if isinstance(value, Hidden):
        if value.value is not None:
            yield _revealed(value)
        return
    if places is not None and places.hides(value):
        yield _revealed(value)
    elif isinstance(value, Mapping):
        for key, inner in cast("Mapping[str, Any]", value).items():
            yield from _uncovered(inner, places.at(key) if places else None)
    elif isinstance(value, list):
        for inner in cast("list[Any]", value):
            yield from _uncovered(inner, places.item() if places else None)


def _revealed(value: Any) -> Any:
    """Return a secret value without wrappers; None where the engine gave nothing of it."""
    if isinstance(value, Hidden):
        return _revealed(value.value)
    if isinstance(value, Mapping):
        return {key: _revealed(one) for key, one in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, list):
        return [_revealed(one) for one in cast("list[Any]", value)]
    return value
