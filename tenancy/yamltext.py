"""YAML text into plain data, with the line of every key and value.

Only what declarations need is read: one document, a mapping at its top, keys that are words, values
as in YAML 1.2's core schema (`no`, `09:00` and `2026-04-01` are text). Anchors, aliases, tags and
repeated keys are refused while reading, so nothing can be made to explode.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from tenancy.finding import Finding

Path = tuple[str | int, ...]
"""A place in a document: keys, and positions counted from 0."""

MAX_BYTES: Final = 256 * 1024
MAX_DEPTH: Final = 20

_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_CONSTANTS: Final[Mapping[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip


@dataclass(frozen=True)
class Document:
    """What a file says, and where it says it."""

    path: str
    """Relative to the project's root."""
    data: Mapping[str, Any]
    lines: Mapping[Path, int]
    """The line of each key or item, counted from 1; `()` is the first line of the mapping."""

    def line(self, at: Path) -> int:
        """Return the line of a place, or of the nearest place around it that exists."""
        while at not in self.lines and at:
            at = at[:-1]
        return self.lines.get(at, 1)

    def finding(self, at: Path, problem: str, remedy: str) -> Finding:
        """Return a finding at a place in this document."""
        return Finding(self.path, self.line(at), spell(at), problem, remedy)


def spell(at: Path) -> str:
    """Return a place as people write it, such as `environments.prod.egress[0].to`."""
    text = ""
    for step in at:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text or "file"


class _Refused(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, line: int, at: Path, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.line: int = line
        self.at: Path = at
        self.problem: str = problem
        self.remedy: str = remedy


def scalar(text: str) -> str | int | float | bool | None:
    """Return what a plain scalar means."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in "+-.0123456789":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text


class _Reader:
    """Builds data from the parser's events, in one pass."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.lines: dict[Path, int] = {}
        self.repeated: list[tuple[int, Path]] = []

    def document(self) -> Any:
        self._next()  # start of the stream
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        data = self._value(self._next(), ())
        self._next()  # end of the document
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise _Refused(
                _line(after), (), "there is a second document", "keep one document a file"
            )
        return data

    def _next(self) -> yaml.Event:
        return next(self._events)

    def _value(self, event: yaml.Event, at: Path) -> Any:
        if at not in self.lines:
            self.lines[at] = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(
                _line(event), at, f"*{event.anchor} is a YAML alias", "write the value out"
            )
        assert isinstance(event, yaml.NodeEvent)  # noqa: S101 - the parser's grammar
        if event.anchor is not None:
            raise _Refused(
                _line(event), at, f"&{event.anchor} is a YAML anchor", "remove it, write values out"
            )
        if isinstance(event, yaml.ScalarEvent):
            if event.tag is not None:
                raise _Refused(_line(event), at, f"{event.tag} is a YAML tag", "remove it")
            return scalar(event.value) if event.implicit[0] else event.value
        if len(at) >= MAX_DEPTH:
            raise _Refused(_line(event), at, "it is nested too deeply", "flatten it")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, at)
        assert isinstance(event, yaml.MappingStartEvent)  # noqa: S101 - the parser's grammar
        return self._mapping(event, at)

    def _sequence(self, start: yaml.SequenceStartEvent, at: Path) -> list[Any]:
        self._refuse_tag(start, at)
        items: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*at, len(items))))
        return items

    def _mapping(self, start: yaml.MappingStartEvent, at: Path) -> dict[str, Any]:
        self._refuse_tag(start, at)
        items: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.value == "<<":
                raise _Refused(
                    _line(event), at, "a key is not a word", "write a word, a colon and a space"
                )
            if event.anchor is not None:
                raise _Refused(_line(event), at, f"&{event.anchor} is a YAML anchor", "remove it")
            key = event.value
            here = (*at, key)
            if key in items:
                self.repeated.append((_line(event), here))
                # The first one counts; the second is read for its own mistakes and dropped.
                kept = dict(self.lines)
                self._value(self._next(), here)
                self.lines = kept
                continue
            self.lines[here] = _line(event)
            items[key] = self._value(self._next(), here)
        return items

    def _refuse_tag(
        self, start: yaml.SequenceStartEvent | yaml.MappingStartEvent, at: Path
    ) -> None:
        if start.tag is not None:
            raise _Refused(_line(start), at, f"{start.tag} is a YAML tag", "remove it")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        japanese = re.search("[\u3041-\u30ff\u4e00-\u9fff]", raw.decode("cp932", errors="replace"))
        problem = "this looks like Shift_JIS" if japanese else "this is not UTF-8 text"
        raise _Refused(line, (), problem, "save the file as UTF-8") from None


def _data(raw: bytes, reader: list[_Reader], max_bytes: int) -> Mapping[str, Any]:
    if len(raw) > max_bytes:
        raise _Refused(
            1, (), f"the file has {len(raw):,} bytes", f"keep it under {max_bytes:,} bytes"
        )
    text = _decode(raw)
    if (tab := text.find("\t")) >= 0:
        line = text.count("\n", 0, tab) + 1
        raise _Refused(line, (), "there is a tab character", "indent with spaces")
    reader.append(_Reader(text))
    try:
        data = reader[0].document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Refused(
            mark.line + 1 if mark else 1,
            (),
            f"this is not YAML: {error.problem or error.context}",
            "look at the indentation and the quotes around here",
        ) from None
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        raise _Refused(1, (), f"this is not YAML: {reason}", "remove the character") from None
    if data is None:
        raise _Refused(1, (), "the file is empty", "write the declaration, or delete the file")
    if not isinstance(data, dict):
        raise _Refused(
            reader[0].lines.get((), 1), (), "the file is not a mapping", "begin it with a key"
        )
    return data


def read(
    path: str, raw: bytes, *, max_bytes: int = MAX_BYTES
) -> tuple[Document | None, list[Finding]]:
    """Return what a file's bytes say, or None and what is wrong with them.

    A repeated key is a finding beside the document.
    """
    reader: list[_Reader] = []
    try:
        data = _data(raw, reader, max_bytes)
    except _Refused as refused:
        finding = Finding(path, refused.line, spell(refused.at), refused.problem, refused.remedy)
        return None, [finding]
    document = Document(path, data, reader[0].lines)
    return document, [
        Finding(path, line, spell(at), f"{spell(at)} is written twice", "keep one of them")
        for line, at in reader[0].repeated
    ]
