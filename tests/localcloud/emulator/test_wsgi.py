"""What stands around moto: an identity, and requests that are carried out once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from werkzeug.test import Client

from localcloud.emulator.wsgi import IDENTITY, Identified, Once


class Counter:
    """An application that answers how often it was asked."""

    def __init__(self, status: str = "200 OK") -> None:
        self.asked, self.status = 0, status

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        start_response(self.status, [("X-Asked", str(self.asked))])
        return [f"{self.asked}".encode()]


def test_the_same_name_gets_the_same_answer() -> None:
    client = Client(Once(Counter()))
    first = client.post("/", headers={"X-Local-Once": "a/1"}, data=b"x" * 1000)
    again = client.post("/", headers={"X-Local-Once": "a/1"}, data=b"x" * 1000)
    other = client.post("/", headers={"X-Local-Once": "a/2"})
    assert (first.text, again.text, other.text) == ("1", "1", "2")
    assert again.headers["X-Asked"] == "1"


def test_a_request_without_a_name_is_always_carried_out() -> None:
    client = Client(Once(Counter()))
    assert [client.get("/").text for _ in range(2)] == ["1", "2"]


def test_a_refusal_is_not_remembered() -> None:
    client = Client(Once(Counter("400 Bad Request")))
    answers = [client.post("/", headers={"X-Local-Once": "a/1"}).text for _ in range(2)]
    assert answers == ["1", "2"]


def test_it_tells_who_it_is() -> None:
    client = Client(Identified(Counter(), {"instance": "abc"}))
    assert client.get(IDENTITY).json == {"instance": "abc"}
    assert client.get("/").text == "1"
