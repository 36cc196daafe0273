"""Stands in for AWS STS on loopback: a preview enters no account, and a comparison only reads.

An engine's preview compares what the program says with the stack's state. It asks AWS for nothing,
but each provider signs in to its account when it starts, and would need a role there for that: the
only one that a new account has may do everything, and the code that is previewed is a pull
request's. ADR 13 says what else was weighed. The credentials that are given out then open nothing.

A comparison with what is really there has to read. It is let in by the role that the program names,
but for a session that only reads. In both cases the program and its providers' inputs stay as they
are.
"""

import re
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final, cast
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from kyotsu.errors import WorldFault
from kyotsu.stacks import reading

VARIABLE: Final = "AWS_ENDPOINT_URL_STS"
"""Where AWS's SDKs, and so its provider, ask for STS.

Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
"""
_XMLNS: Final = "https://sts.amazonaws.com/doc/2011-06-15/"
_ROLE: Final = re.compile(r"arn:aws[a-z-]*:iam::(\d{12}):role/(.+)")
_OURS: Final = "ASIAKYOT"
"""What our keys begin with; the account's twelve digits follow."""
_KEY: Final = re.compile(r"Credential=([A-Z0-9]+)/")
_HOURS: Final = 12
_LOOK_EVERY_SECONDS: Final = 0.02
"""How often the server looks whether it is to end; each preview waits for that."""
_NOBODYS: Final = "000000000000"
_HOME: Final = "ap-northeast-1"
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
    with _served(environment, _nobody) as variables:
        yield variables


@contextmanager
def reading_door(environment: Mapping[str, str]) -> Generator[Mapping[str, str]]:
    """Do as `closed_door`, but let in for sessions that only see how things are set.

    Raises:
        WorldFault: the caller's own credentials can't be fetched.
    """
    import boto3

    own = {**environment, **_fetched(environment)}
    sts = boto3.client(
        "sts",
        region_name=own.get("AWS_REGION") or own.get("AWS_DEFAULT_REGION") or _HOME,
        endpoint_url=own.get(VARIABLE) or own.get("AWS_ENDPOINT_URL"),
        aws_access_key_id=own.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=own.get("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=own.get("AWS_SESSION_TOKEN"),
    )

    def enter(account: str, role: str, session: str) -> Keys:
        taken = sts.assume_role(
            RoleArn=f"arn:aws:iam::{account}:role/{role}",
            RoleSessionName=session,
            PolicyArns=[{"arn": reading.MANAGED}],
            Policy=reading.NO_DATA,
        )["Credentials"]
        return Keys(
            account=account,
            key=taken["AccessKeyId"],
            secret=taken["SecretAccessKey"],
            token=taken["SessionToken"],
            until=taken["Expiration"],
        )

    with _served(environment, enter) as variables:
        yield variables


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Credentials in an account, until a time in UTC."""

    account: str
    key: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    until: datetime


Enter = Callable[[str, str, str], Keys]
"""Returns what lets in to an account by a role, for a session's name. Raises `ClientError`."""


def _nobody(account: str, role: str, session: str) -> Keys:
    del role, session
    return Keys(
        account=account,
        key=f"{_OURS}{account}",
        secret="opens-nothing",  # noqa: S106 - it is none
        token="opens-nothing",  # noqa: S106 - it is none
        until=datetime.now(tz=UTC) + timedelta(hours=_HOURS),
    )


@contextmanager
def _served(environment: Mapping[str, str], enter: Enter) -> Generator[Mapping[str, str]]:
    own = _fetched(environment)
    server = _Server(enter)
    thread = Thread(
        target=server.serve_forever,
        args=(_LOOK_EVERY_SECONDS,),
        name="closed-door",
        daemon=True,
    )
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


class _Server(ThreadingHTTPServer):
    """What all answers share: how an account is entered, and whose each key is."""

    def __init__(self, enter: Enter) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.enter = enter
        self.accounts: dict[str, str] = {}


class _Answers(BaseHTTPRequestHandler):
    """AWS's query protocol: https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html."""

    @property
    def _ours(self) -> _Server:
        return cast("_Server", self.server)

    def do_POST(self) -> None:
        """Answer one request."""
        length = int(self.headers.get("Content-Length") or 0)
        asked = {key: rows[0] for key, rows in parse_qs(self.rfile.read(length).decode()).items()}
        action = asked.get("Action", "")
        if action == "AssumeRole" and (role := _ROLE.fullmatch(asked.get("RoleArn", ""))):
            self._let_in(role[1], role[2], asked.get("RoleSessionName", "kyotsu"))
        elif action == "GetCallerIdentity":
            found = _KEY.search(self.headers.get("Authorization") or "")
            self._answer(
                action, _identity(self._ours.accounts.get(found[1] if found else "", _NOBODYS))
            )
        else:
            self._refuse(f"whoever previews or compares may not {action}")

    def _let_in(self, account: str, role: str, session: str) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            keys = self._ours.enter(account, role, session)
        except (BotoCoreError, ClientError) as error:
            self._refuse(f"account {account} isn't entered: {error}")
            return
        self._ours.accounts[keys.key] = account
        self._answer("AssumeRole", _assumed(keys, role, session))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: what is signed stays unread."""

    def _answer(self, action: str, result: str) -> None:
        self._send(
            200,
            f'<{action}Response xmlns="{_XMLNS}"><{action}Result>{result}</{action}Result>'
            f"<ResponseMetadata><RequestId>preview</RequestId></ResponseMetadata>"
            f"</{action}Response>",
        )

    def _refuse(self, reason: str) -> None:
        self._send(
            403,
            f'<ErrorResponse xmlns="{_XMLNS}"><Error><Type>Sender</Type><Code>AccessDenied</Code>'
            f"<Message>{escape(reason)}</Message></Error>"
            "<RequestId>preview</RequestId></ErrorResponse>",
        )

    def _send(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _assumed(keys: Keys, role: str, session: str) -> str:
    arn = f"arn:aws:sts::{keys.account}:assumed-role/{role.rsplit('/', 1)[-1]}/{session}"
    return (
        f"<AssumedRoleUser><AssumedRoleId>AROAPREVIEW:{escape(session)}</AssumedRoleId>"
        f"<Arn>{escape(arn)}</Arn></AssumedRoleUser>"
        f"<Credentials><AccessKeyId>{escape(keys.key)}</AccessKeyId>"
        f"<SecretAccessKey>{escape(keys.secret)}</SecretAccessKey>"
        f"<SessionToken>{escape(keys.token)}</SessionToken>"
        f"<Expiration>{keys.until:%Y-%m-%dT%H:%M:%SZ}</Expiration></Credentials>"
    )


def _identity(account: str) -> str:
    return (
        f"<Arn>arn:aws:sts::{account}:assumed-role/preview/kyotsu</Arn>"
        f"<UserId>AROAPREVIEW:kyotsu</UserId><Account>{account}</Account>"
    )
