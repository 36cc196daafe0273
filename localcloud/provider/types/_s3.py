"""What the S3 types share: a part of a bucket is put, got and deleted by the bucket's name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Call, Entry, Example, Input, P, Props, Step, kept

HOSTED_ZONES: Final = {"ap-northeast-1": "Z2M4EHUR26P7ZW", "ap-northeast-3": "Z2YQB5RD63NC85"}
EXAMPLE: Final = "@aws:s3/bucket:Bucket.id"


def part(
    token: str,
    *,
    inputs: Mapping[str, Input],
    put: str,
    get: str,
    delete: Call | Step,
    example: Example,
    exists: str = "",
    also: Mapping[str, Any] | None = None,
    aliases: tuple[str, ...] = (),
    owned: bool = True,
) -> Entry:
    """Return an entry for a part of a bucket. `exists` is a path that is there with the part.

    `owned` is whether the type takes ``expectedBucketOwner``.
    """

    def read(context: Context) -> Props | None:
        found: Props = context.call(get, Bucket=context.id)
        return None if exists and at(found, exists) is None else found

    step = Call(put, {"Bucket": "$bucket", **(also or {})}, inputs="all")
    return Entry(
        type=token,
        service="s3",
        inputs={
            "bucket": P(read="", replace=True),
            **inputs,
            **(kept("expectedBucketOwner", replace=True) if owned else {}),
        },
        create=step,
        id="{bucket}",
        read=read,
        update=step,
        delete=delete,
        identity=("bucket",),
        aliases=aliases,
        example=example,
    )


def versioning(raw: Props) -> Any:
    """Versioning as the property has it."""
    if raw.get("Status") is None:
        return None
    mfa = {"mfaDelete": raw["MFADelete"]} if raw.get("MFADelete") else {}
    return {"status": raw["Status"], **mfa}


def versioning_to(value: Any) -> Any:
    """Versioning as S3 takes it; multi-factor deletion can't be set without the factor."""
    return {"Status": value["status"]}


def suspend_versioning(context: Context) -> None:
    """S3 has no call to remove it, and refuses to suspend it where objects can be locked."""
    try:
        context.call(
            "put_bucket_versioning",
            Bucket=context.id,
            VersioningConfiguration={"Status": "Suspended"},
        )
    except AwsError as error:
        if error.code != "InvalidBucketState":
            raise


def empty(context: Context) -> None:
    """Remove all that is in a bucket."""
    found = context.call("list_object_versions", Bucket=context.id)
    for item in [*found.get("Versions", []), *found.get("DeleteMarkers", [])]:
        context.call(
            "delete_object",
            Bucket=context.id,
            Key=item["Key"],
            VersionId=item["VersionId"],
            BypassGovernanceRetention=True,
        )


def take_logs(sid: str) -> str:
    """Return a bucket policy for an example: access logs may be put into the bucket."""
    statement = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::example-bucket/*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
