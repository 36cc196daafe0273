"""Agreements as files: what was signed can be read again, and a change of one letter shows.

The hash is SHA-256 over the canonical JSON (RFC 8785) of everything else in the file. It is printed
on the page that is signed, so that paper and file can be held together.
"""

import json
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from kyotsu.desired.canonical import digest
from kyotsu.errors import UserMistake
from kyotsu.plain import plain
from kyotsu.responsibility.model import Agreement

SCHEMA: Final = 1


def hash_of(agreement: Agreement) -> str:
    """Return the hash that stands on the document, 64 hexadecimal digits."""
    return digest(_content(agreement))


def as_json(agreement: Agreement) -> str:
    """Return the file that is kept with what was signed."""
    return json.dumps(
        {**_content(agreement), "hash": hash_of(agreement)}, ensure_ascii=False, indent=2
    )


def read_signed(path: Path, tenant: str, stage: str) -> Agreement:
    """Return the agreement in a file.

    Raises:
        UserMistake: it can't be read, was altered, or is about another system or stage.
    """
    try:
        data: Any = json.loads(path.read_text("utf-8"))
        written = data.pop("hash")
        version = data.pop("schema")
    except OSError as error:
        raise UserMistake(f"{path} can't be read: {error.strerror}") from None
    except (ValueError, KeyError, AttributeError, TypeError):
        raise UserMistake(
            f"{path} is no agreement; give the file that --format json wrote"
        ) from None
    if version != SCHEMA:
        raise UserMistake(
            f"{path} is of form {version!r}, and this command reads form {SCHEMA}; use the version "
            "that wrote it"
        )
    if digest({"schema": version, **data}) != written:
        raise UserMistake(
            f"{path} was altered after it was written: its hash doesn't match; find the original"
        )
    try:
        found = TypeAdapter(Agreement).validate_python(data)
    except ValidationError:
        raise UserMistake(f"{path} is no agreement, although its hash matches") from None
    if (found.tenant, found.stage) != (tenant, stage):
        raise UserMistake(
            f"{path} is about {found.tenant} in {found.stage}, not {tenant} in {stage}"
        )
    return found


def _content(agreement: Agreement) -> dict[str, Any]:
    return {"schema": SCHEMA, **plain(agreement)}
