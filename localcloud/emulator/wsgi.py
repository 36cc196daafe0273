"""What stands around moto's application.

``/_local/identity`` tells which emulator
this is, so that one that was started anew is not taken for the old. And a request that carries
the header ``X-Local-Once`` is carried out once: a second one with the same value gets the first
answer again. The provider names each call of a creation by it, so that a creation whose outcome
was lost can be asked for again (ADR 0005). The memory of both ends with the process, as moto's.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from typing import Any

IDENTITY = "/_local/identity"
Start = Callable[..., Any]


class Once:
    """WSGI: answer a repeated ``X-Local-Once`` as the first time."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._answers: dict[str, tuple[str, list[tuple[str, str]], bytes]] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer a request."""
        name = environ.pop("HTTP_X_LOCAL_ONCE", None)
        if name is None:
            return self._application(environ, start_response)
        with self._lock:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            answer = self._answers.get(name)
            if answer is not None:
                environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            else:
                answer = self._ask(environ)
                if answer[0].startswith("2"):
                    self._answers[name] = answer
        status, headers, body = answer
        start_response(status, headers)
        return [body]

    def _ask(self, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def keep(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
            started.append((status, headers))

        body = b"".join(self._application(environ, keep))
        status, headers = started[-1]
        return status, headers, body


class Identified:
    """WSGI: tell the identity of this emulator."""

    def __init__(self, application: Any, identity: dict[str, str]) -> None:
        self._application = application
        self._body = json.dumps(identity).encode()

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer a request."""
        if environ.get("PATH_INFO") != IDENTITY:
            return self._application(environ, start_response)
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(self._body)))]
        start_response("200 OK", headers)
        return [self._body]
