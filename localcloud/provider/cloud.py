"""Connections to the emulated AWS: loopback only, one cache of clients per provider.

boto3 is imported when the first client is made, so that a plugin starts at once.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any, Final
from urllib.parse import urlsplit

from localcloud.provider.errors import AwsError, LocalProviderError

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
ONCE_HEADER: Final = "X-Local-Once"
"""The emulator answers a second call with the same value as it answered the first."""

once: ContextVar[Once | None] = ContextVar("once", default=None)
"""Set while a resource is being created: numbers the calls that belong to the creation."""

_session_lock = threading.Lock()
_sessions: list[Any] = []


class Once:
    """Names each call of one attempt at creating one resource."""

    def __init__(self, attempt: str) -> None:
        self.attempt = attempt
        self._calls = 0

    def next(self) -> str:
        """Return the name of the next call of the attempt."""
        self._calls += 1
        return f"{self.attempt}/{self._calls}"


def check_endpoint(endpoint: str) -> str:
    """Return the endpoint; raise where it isn't this machine's own."""
    host = urlsplit(endpoint).hostname
    if host not in LOOPBACK:
        raise LocalProviderError(
            f"the local provider is a development tool and talks to this machine only, but the "
            f"endpoint is {endpoint!r}; use Pulumi's own aws plugin for anything else"
        )
    return endpoint


def _session() -> Any:
    """One botocore session for the process: its loader caches the service models."""
    with _session_lock:
        if not _sessions:
            import botocore.session

            _sessions.append(botocore.session.Session())
        return _sessions[0]


class Cloud:
    """The emulated AWS as one provider sees it.

    `endpoint` is None for moto in this process (unit tests). `roles` are assumed one after the
    other; the account that answers must be the last role's.
    """

    def __init__(
        self,
        endpoint: str | None,
        *,
        region: str,
        roles: Sequence[str] = (),
        access_key: str = "local",
        secret_key: str = "local",  # noqa: S107 - moto takes any
    ) -> None:
        self.endpoint = None if endpoint is None else check_endpoint(endpoint)
        self.region = region
        self.partition = "aws"
        self._credentials: dict[str, str] = {
            "aws_access_key_id": access_key,
            "aws_secret_access_key": secret_key,
        }
        self._clients: dict[tuple[str, str], Any] = {}
        self._lock = threading.Lock()
        for role in roles:
            self._assume(role)
        self.identity: dict[str, str] = self.call("sts", "get_caller_identity")
        self.account: str = self.identity["Account"]
        if roles and (wanted := account_of(roles[-1])) != self.account:
            raise LocalProviderError(
                f"the role {roles[-1]} is in account {wanted}, but the emulator answers as account "
                f"{self.account}; the account isn't known to it"
            )

    def _assume(self, role: str) -> None:
        answer = self.call(
            "sts", "assume_role", {"RoleArn": role, "RoleSessionName": "local-provider"}
        )
        given = answer["Credentials"]
        self._credentials = {
            "aws_access_key_id": given["AccessKeyId"],
            "aws_secret_access_key": given["SecretAccessKey"],
            "aws_session_token": given["SessionToken"],
        }
        self._clients.clear()

    def client(self, service: str, region: str | None = None) -> Any:
        """Return the client of a service in a region, made once."""
        key = (service, region or self.region)
        client = self._clients.get(key)
        if client is None:
            with self._lock:
                client = self._clients.get(key) or self._make(*key)
                self._clients[key] = client
        return client

    def _make(self, service: str, region: str) -> Any:
        from botocore.config import Config

        config = Config(
            retries={"total_max_attempts": 2, "mode": "standard"},
            connect_timeout=5,
            read_timeout=60,
            max_pool_connections=32,
            proxies={},
            s3={"addressing_style": "path"},
            parameter_validation=False,
        )
        session = _session()
        with _session_lock:
            client = session.create_client(
                service,
                region_name=region,
                endpoint_url=self.endpoint,
                config=config,
                **self._credentials,
            )
        client.meta.events.register("before-call.*.*", _mark)
        if self.endpoint is not None:
            client.meta.events.register("before-sign.*.*", self._stay_home)
        return client

    def _stay_home(self, request: Any, **_: Any) -> None:
        """Undo host prefixes (s3control puts the account id before the host's name)."""
        netloc = urlsplit(request.url).netloc
        home = urlsplit(self.endpoint or "").netloc
        if netloc != home:
            request.url = request.url.replace(f"//{netloc}", f"//{home}", 1)

    def call(
        self,
        service: str,
        operation: str,
        params: Mapping[str, Any] | None = None,
        *,
        region: str | None = None,
    ) -> dict[str, Any]:
        """Make one call; errors come as `AwsError`, parameters that are None aren't sent."""
        import botocore.exceptions

        given = {key: value for key, value in (params or {}).items() if value is not None}
        try:
            return getattr(self.client(service, region), operation)(**given)
        except botocore.exceptions.ClientError as error:
            info: Any = error.response.get("Error", {})
            code = str(info.get("Code", "Unknown"))
            message = str(info.get("Message", "")) or "no message"
            if ("<" in message and "Not Implemented" in message) or code == "500":
                message = (
                    "moto doesn't carry this call out; list the type as recorded only, "
                    "in localcloud/provider/types/"
                )
            raise AwsError(service, operation, code, message) from None
        except (
            botocore.exceptions.EndpointConnectionError,
            botocore.exceptions.ConnectionClosedError,
            botocore.exceptions.ConnectTimeoutError,
            botocore.exceptions.ReadTimeoutError,
        ):
            raise LocalProviderError(
                f"{service}.{operation}: the emulator at {self.endpoint} doesn't answer; "
                f"start it again with `kyotsu local up`"
            ) from None
        except botocore.exceptions.BotoCoreError as error:
            raise AwsError(service, operation, type(error).__name__, str(error)) from None


def _mark(params: Any, **_: Any) -> None:
    attempt = once.get()
    if attempt is not None:
        params["headers"][ONCE_HEADER] = attempt.next()


def account_of(arn: str) -> str:
    """Return the account in an ARN; raises where there is none."""
    match = re.match(r"arn:[^:]+:[^:]*:[^:]*:(\d{12}):", arn)
    if match is None:
        raise LocalProviderError(f"{arn!r} is not the ARN of a role in an account")
    return match[1]
