"""How types are declared that moto 5.2 can't carry out: only the engine's state keeps them.

Their inputs aren't declared one by one, because nothing is done with them; only what replaces is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.vocabulary import Entry, Name, P, Props, Recorded, Tags


def _never(context: Context) -> Any:
    raise AssertionError(f"{context.entry.type} is only recorded")


_TAGS = Tags(read=lambda context, _: _never(context), write=lambda c, _fresh, _gone: _never(c))


def only(
    type: str,  # noqa: A002 - the word of the table
    reason: str,
    *,
    id: str = "{hash}",  # noqa: A002 - the word of the table
    arn: str | None = None,
    replace: tuple[str, ...] = (),
    name: str | None = None,
    tags: bool = False,
    regional: bool = True,
    outputs: Mapping[str, str | Callable[[Context, Props], Any]] | None = None,
) -> Entry:
    """Return an entry. In `id`, ``{hash}`` is 17 digits that belong to the resource."""
    return Entry(
        type=type,
        service="",
        inputs={key: P(read="", replace=True) for key in (*replace, *((name,) if name else ()))},
        create=_never,
        id=id,
        read=_never,
        delete=_never,
        outputs={**({"arn": arn} if arn else {}), **(outputs or {})},
        tags=_TAGS if tags else None,
        name=Name(property=name) if name else None,
        recorded=Recorded(reason=reason),
        regional=regional,
        anything=True,
    )


def arn_of(service: str, rest: str) -> str:
    """Return the template of an ARN here."""
    return f"arn:{{partition}}:{service}:{{region}}:{{account}}:{rest}"
