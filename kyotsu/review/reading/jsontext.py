"""Reads JSON piece by piece, so that a digest of a hundred megabytes is never held as a whole.

A file may hold one document, one a line, or several that are indented; the engine writes all three.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, cast

from kyotsu.errors import UserMistake

_CHUNK: Final = 1 << 20
_SPACE: Final = " \t\r\n"
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
_AGAIN: Final = "; run the preview again, and let it write the whole file"


class JsonText:
    """A cursor in a file of JSON. `name` is what a mistake calls the file."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._parse = json.JSONDecoder().raw_decode
        self._text = ""
        self._at = 0
        self._line = 1
        self._chunk = _CHUNK
        self._ended = False
        self._halves = False

    def peek(self) -> str:
        """Return the next character that isn't white space; empty at the file's end."""
        while True:
            text, at = self._text, self._at
            while at < len(text) and text[at] in _SPACE:
                at += 1
            self._at = at
            if at < len(text):
                return text[at]
            if not self._more():
                return ""

    def take(self, character: str) -> None:
        """Step over a character that must be there."""
        found = self.peek()
        if found != character:
            raise self._mistake("is cut off" if not found else "is not JSON")
        self._at += 1

    def value(self) -> Any:
        """Return the value at the cursor, whole."""
        if not self.peek():
            raise self._mistake("is cut off")
        while True:
            try:
                value, end = self._parse(self._text, self._at)
            except (ValueError, RecursionError):
                # Whether it is wrong or only goes on is known at the end of the file alone.
                if not self._more():
                    raise self._mistake("is cut off, or is not JSON") from None
                continue
            # What touches the end of the text may go on, as a number does.
            if end == len(self._text) and self._more():
                continue
            self._at = end
            self._chunk = _CHUNK
            return _mended(value) if self._halves else value

    def items(self) -> Iterator[Any]:
        """Yield the items of the list at the cursor."""
        self.take("[")
        while self.peek() != "]":
            yield self.value()
            if self.peek() != "]":
                self.take(",")
        self.take("]")

    def fields(self) -> Iterator[str]:
        """Yield the keys of the object at the cursor; the caller takes each one's value."""
        self.take("{")
        while self.peek() != "}":
            key = self.value()
            if not isinstance(key, str):
                raise self._mistake("is not JSON")
            self.take(":")
            yield key
            if self.peek() != "}":
                self.take(",")
        self.take("}")

    def _more(self) -> bool:
        """Read on; what is behind the cursor is let go."""
        if self._ended:
            return False
        raw = self._file.read(self._chunk)
        self._chunk *= 2  # a value of many megabytes is parsed anew a few times only
        self._line += self._text.count("\n", 0, self._at)
        try:
            fresh = self._decode.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            line = self._line + self._text.count("\n", self._at) + raw.count(b"\n", 0, error.start)
            raise UserMistake(
                f"{self._name}: line {line}: this is not UTF-8 text{_AGAIN}"
            ) from None
        self._ended = not raw
        self._halves = self._halves or _HALF.search(fresh) is not None
        self._text = self._text[self._at :] + fresh
        self._at = 0
        return bool(fresh)

    def _mistake(self, what: str) -> UserMistake:
        line = self._line + self._text.count("\n", 0, self._at)
        return UserMistake(f"{self._name}: line {line}: the file {what}{_AGAIN}")


def _mended(value: Any) -> Any:
    """Return a value without halves of surrogate pairs, which JSON can hold and no text may."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        found = cast("dict[str, Any]", value)
        return {_mended(key): _mended(inner) for key, inner in found.items()}
    if isinstance(value, list):
        return [_mended(inner) for inner in cast("list[Any]", value)]
    return value
