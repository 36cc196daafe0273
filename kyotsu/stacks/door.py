"""Stands in for AWS STS on loopback while something is previewed, so that no account is entered.

An engine's preview compares what the program says with the stack's state. It asks AWS for nothing,
but each provider signs in to its account when it starts, and would need a role there for that: the
only one that a new account has may do everything, and the code that is previewed is a pull
request's. ADR 13 says what else was weighed. The credentials that are given out here open nothing.
"""

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from kyotsu.errors import WorldFault

VARIABLE: Final = "AWS_ENDPOINT_URL_STS"
"""Where AWS's SDKs, and so its provider, ask for STS.

Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
"""
_XMLNS: Final = "https://sts.amazonaws.com/doc/2011-06-15/"
_ROLE: Final = re.compile(r"arn:aws[a-z-]*:iam::(\d{12}):role/(.+)")
_OURS: Final = "ASIAKYOT"
"""What our keys begin with; the account's twelve digits follow."""
_KEY: Final = re.compile(rf"Credential={_OURS}(\d{{12}})/")
_HOURS: Final = 12
_NOBODYS: Final = "000000000000"
_BY_WAY_OF_STS: Final = ("AWS_PROFILE", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE")
"""Variables that make an SDK ask STS for the caller's own credentials."""


@contextmanager
def closed_door(environment: Mapping[str, str]) -> Generator[Mapping[str, str]]:
    """Serve until the block ends, and yield the variables by which an engine finds it.

    `environment` is the engine's. Where its own credentials come by way of STS (a profile with a
    role, a web identity), they are fetched before the door is closed: the engine needs them for
    the state.

    Raises:
        WorldFault: they can't be fetched.
    """
    own = _fetched(environment)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = Thread(target=server.serve_forever, name="closed-door", daemon=True)
    thread.start()
    try:
        yield {**own, VARIABLE: f"http://127.0.0.1:{server.server_port}"}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _fetched(environment: Mapping[str, str]) -> Mapping[str, str]:
    if environment.get("AWS_ACCESS_KEY_ID") or not any(map(environment.get, _BY_WAY_OF_STS)):
        return {}
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        found = boto3.Session().get_credentials()
        keys = None if found is None else found.get_frozen_credentials()
    except (BotoCoreError, ClientError) as error:
        raise WorldFault(f"AWS doesn't let you in: {error}; sign in, then run this again") from None
    if keys is None or keys.access_key is None or keys.secret_key is None:
        return {}
    return {
        "AWS_ACCESS_KEY_ID": keys.access_key,
        "AWS_SECRET_ACCESS_KEY": keys.secret_key,
        **({"AWS_SESSION_TOKEN": keys.token} if keys.token else {}),
    }


class _Answers(BaseHTTPRequestHandler):
    """AWS's query protocol: https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html."""

    def do_POST(self) -> None:
        """Answer one request."""
        length = int(self.headers.get("Content-Length") or 0)
        asked = {key: rows[0] for key, rows in parse_qs(self.rfile.read(length).decode()).items()}
        action = asked.get("Action", "")
        if action == "AssumeRole" and (role := _ROLE.fullmatch(asked.get("RoleArn", ""))):
            session = asked.get("RoleSessionName", "kyotsu")
            self._answer(action, _assumed(role[1], role[2], session))
        elif action == "GetCallerIdentity":
            found = _KEY.search(self.headers.get("Authorization") or "")
            self._answer(action, _identity(found[1] if found else _NOBODYS))
        else:
            self._refuse(action)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: what is signed stays unread."""

    def _answer(self, action: str, result: str) -> None:
        self._send(
            200,
            f'<{action}Response xmlns="{_XMLNS}"><{action}Result>{result}</{action}Result>'
            f"<ResponseMetadata><RequestId>preview</RequestId></ResponseMetadata>"
            f"</{action}Response>",
        )

    def _refuse(self, action: str) -> None:
        self._send(
            403,
            f'<ErrorResponse xmlns="{_XMLNS}"><Error><Type>Sender</Type><Code>AccessDenied</Code>'
            f"<Message>a preview enters no account, and may not {escape(action)}</Message></Error>"
            "<RequestId>preview</RequestId></ErrorResponse>",
        )

    def _send(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _assumed(account: str, role: str, session: str) -> str:
    until = datetime.now(tz=UTC) + timedelta(hours=_HOURS)
    arn = f"arn:aws:sts::{account}:assumed-role/{role.rsplit('/', 1)[-1]}/{session}"
    return (
        f"<AssumedRoleUser><AssumedRoleId>AROAPREVIEW:{escape(session)}</AssumedRoleId>"
        f"<Arn>{escape(arn)}</Arn></AssumedRoleUser>"
        f"<Credentials><AccessKeyId>{_OURS}{account}</AccessKeyId>"
        "<SecretAccessKey>opens-nothing</SecretAccessKey><SessionToken>opens-nothing</SessionToken>"
        f"<Expiration>{until:%Y-%m-%dT%H:%M:%SZ}</Expiration></Credentials>"
    )


def _identity(account: str) -> str:
    return (
        f"<Arn>arn:aws:sts::{account}:assumed-role/preview/kyotsu</Arn>"
        f"<UserId>AROAPREVIEW:kyotsu</UserId><Account>{account}</Account>"
    )
