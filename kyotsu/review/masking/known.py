"""Finds known secrets in any text: messages, names, documents, other resources' properties."""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterable
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, MatchKind

from kyotsu.review.masking.forms import SHORTEST, WITHIN_WORDS, forms_of, texts_in

_MARK: Final = 8
_KEPT: Final = 20_000
# What is a secret by its look: keys and tokens of services, private keys, passwords in addresses.
_LOOKS: Final = re.compile(
    r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"
    r"|\bgh[pousr]_[A-Za-z0-9]{20,}\b|\bgithub_pat_[A-Za-z0-9_]{20,}\b|\bpul-[0-9a-f]{40}\b"
    r"|\bxox[abprs]-[A-Za-z0-9-]{10,}\b|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
    r"|(?<=://)[^\s/:@]+:[^\s/@]+(?=@)"
    r"|(?i:(?<=password=)|(?<=passwd=)|(?<=secret=)|(?<=token=)|(?<=password: )|(?<=secret: ))"
    r"(?!\[secret)[^\s&,;\"']+",
    re.DOTALL,
)

# What is in all of them; most texts have none of it, and are done with quickly.
_HINTS: Final = AhoCorasick(
    ["AKIA", "ASIA", "PRIVATE KEY", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "pul-"]
    + ["xox", "eyJ", "://"]
    + [
        cased + sign
        for word in ("password", "passwd", "secret", "token")
        for cased in (word, word.upper(), word.capitalize())
        for sign in ("=", ": ")
    ]
)


class Marker:
    """Gives a secret its mark: equal secrets have equal marks, and nobody can go back from one.

    The key is made anew for each review and never written. Give the same one to compare reviews.
    """

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)

    def mark(self, value: Any) -> str:
        """Return eight hexadecimal digits for a value."""
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
        data = text.encode("utf-8", "surrogatepass")
        return hmac.new(self._key, data, hashlib.sha256).hexdigest()[:_MARK]


class Known:
    """Masks what is known to be secret, wherever it is written."""

    def __init__(self, values: Iterable[Any], marker: Marker) -> None:
        self._marker = marker
        marks: dict[str, str] = {}
        for value in values:
            for text in texts_in(value):
                mark = marker.mark(text)
                for form in forms_of(text):
                    marks.setdefault(form, mark)
        self._forms = list(marks)
        self._marks = [marks[form] for form in self._forms]
        self._finder = (
            AhoCorasick(self._forms, matchkind=MatchKind.Standard) if self._forms else None
        )
        self._seen: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._forms)

    def text(self, text: str) -> str:
        """Return a text without any secret that is known or that looks like one."""
        if len(text) < SHORTEST:
            return text
        found = self._seen.get(text)
        if found is None:
            found = self._replaced(text)
            if _HINTS.find_matches_as_indexes(found):
                found = _LOOKS.sub(self._looked, found)
            if len(self._seen) < _KEPT:
                self._seen[text] = found
        return found

    def _looked(self, found: re.Match[str]) -> str:
        return f"[secret {self._marker.mark(found[0])}]"

    def _replaced(self, text: str) -> str:
        if self._finder is None:
            return text
        spans: list[tuple[int, int, str]] = []
        for form, start, end in sorted(
            self._finder.find_matches_as_indexes(text, overlapping=True),
            key=lambda match: (match[1], -match[2]),
        ):
            if end - start < WITHIN_WORDS and _in_a_word(text, start, end):
                continue
            if spans and start < spans[-1][1]:
                first, last, mark = spans[-1]
                spans[-1] = (first, max(last, end), mark)
            else:
                spans.append((start, end, self._marks[form]))
        if not spans:
            return text
        pieces: list[str] = []
        at = 0
        for start, end, mark in spans:
            pieces += (text[at:start], f"[secret {mark}]")
            at = end
        return "".join((*pieces, text[at:]))


def _in_a_word(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum())
