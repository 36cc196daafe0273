"""Where a self-managed backend keeps its files: a folder or an S3 bucket.

The layout is Pulumi's own: `.pulumi/stacks/<project>/<stack>.json` and
`.pulumi/locks/organization/<project>/<stack>/<id>.json`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from kyotsu.errors import WorldFault


class Storage(Protocol):
    """The files of a backend by their keys, such as `locks/organization/kyotsu/local/1.json`."""

    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Yield the keys that begin with `prefix`, and when each was written."""
        ...

    def read(self, key: str) -> bytes | None:
        """Return what the file holds; None where there is none (any more)."""
        ...

    def delete(self, key: str) -> None:
        """Remove the file; no error where there is none."""
        ...


class FolderStorage:
    """The backend of `file://`. `folder` is its `.pulumi`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Yield keys in order."""
        for path in sorted((self.folder / prefix).rglob("*")):
            try:
                written = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
            except FileNotFoundError:
                continue
            if path.is_file():
                yield path.relative_to(self.folder).as_posix(), written

    def read(self, key: str) -> bytes | None:
        """Read a file."""
        try:
            return (self.folder / key).read_bytes()
        except FileNotFoundError:
            return None

    def delete(self, key: str) -> None:
        """Remove a file."""
        (self.folder / key).unlink(missing_ok=True)


class BucketStorage:
    """The backend of `s3://`. `client` is boto3's; `prefix` leads to `.pulumi/`."""

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix

    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Yield keys in order."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=f"{self._prefix}{prefix}"
        )
        for page in pages:
            for found in page.get("Contents", []):
                yield found["Key"].removeprefix(self._prefix), found["LastModified"]

    def read(self, key: str) -> bytes | None:
        """Read an object."""
        try:
            return self._client.get_object(Bucket=self._bucket, Key=f"{self._prefix}{key}")[
                "Body"
            ].read()
        except self._client.exceptions.NoSuchKey:
            return None

    def delete(self, key: str) -> None:
        """Remove an object."""
        self._client.delete_object(Bucket=self._bucket, Key=f"{self._prefix}{key}")


def open_storage(url: str) -> Storage:
    """Return the storage of the backend at `url`, as `pulumi whoami` or `pulumi login` have it.

    Raises:
        WorldFault: the backend keeps its locks and states in a way that isn't known here.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        folder = Path(parts.netloc + parts.path).expanduser()
        return FolderStorage(folder / ".pulumi")
    if parts.scheme == "s3":
        prefix = parts.path.strip("/")
        return BucketStorage(
            _client(parse_qs(parts.query)),
            parts.netloc,
            f"{prefix}/.pulumi/" if prefix else ".pulumi/",
        )
    raise WorldFault(
        f"locks and states of the backend {url} can't be read from here, only those of file:// and "
        "s3://; `pulumi cancel --stack <stack>` and `pulumi stack export` ask the backend itself"
    )


def _client(options: dict[str, list[str]]) -> Any:
    """Return a client as the options of Pulumi's S3 address want it."""
    import boto3  # costs half a second, and a folder doesn't need it
    from botocore.config import Config

    given = {name: values[-1] for name, values in options.items()}
    endpoint = given.get("endpoint")
    if endpoint is not None and "://" not in endpoint:
        endpoint = f"{'http' if given.get('disableSSL') == 'true' else 'https'}://{endpoint}"
    style = "path" if given.get("s3ForcePathStyle") == "true" else "auto"
    session: Any = boto3.Session(profile_name=given.get("profile"))
    return session.client(
        "s3",
        region_name=given.get("region"),
        endpoint_url=endpoint,
        config=Config(s3={"addressing_style": style}),
    )
