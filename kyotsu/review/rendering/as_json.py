"""A review as JSON, and back: what one machine has reviewed, another puts together."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kyotsu.errors import UserMistake
from kyotsu.review.model import FORMAT, Review


@cache
def _adapter() -> TypeAdapter[Review]:
    return TypeAdapter(Review)


def as_json(review: Review) -> str:
    """Return it as one line of JSON, with `format` for its version."""
    body = _adapter().dump_json(review).decode()
    return f'{{"format":{FORMAT},"review":{body}}}\n'


def from_json(text: str | bytes, name: str) -> Review:
    """Return the review that `as_json` wrote; `name` is what a mistake calls the file.

    Raises:
        UserMistake: it is no review, or one of another version's.
    """
    from pydantic_core import from_json as parse

    try:
        data: Any = parse(text)
        version, body = data["format"], data["review"]
    except (ValueError, KeyError, TypeError):
        raise UserMistake(
            f"{name} is no review; give what `kyotsu review --format json` wrote"
        ) from None
    if version != FORMAT:
        raise UserMistake(
            f"{name} is a review of format {version}, and {FORMAT} is understood; make it anew"
        )
    try:
        return _adapter().validate_python(body, strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise UserMistake(
            f"{name} is not a whole review: {place}: {first['msg']}; make it anew"
        ) from None


def together(reviews: list[Review]) -> Review:
    """Return one review of all stacks: foundations first, then by name."""
    stacks = {
        (stack.subject.project, stack.subject.stack): stack
        for review in reviews
        for stack in review.stacks
    }
    first = reviews[0]
    return Review(
        stacks=tuple(
            sorted(
                stacks.values(),
                key=lambda one: (one.subject.tenant is not None, one.subject.stack),
            )
        ),
        made_at=max((one.made_at for one in reviews if one.made_at), default=None),
        commit=first.commit,
        base=first.base,
        notes=tuple(dict.fromkeys(note for one in reviews for note in one.notes)),
        proof=tuple(dict.fromkeys(line for one in reviews for line in one.proof)),
    )
