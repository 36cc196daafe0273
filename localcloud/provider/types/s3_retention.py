"""How long a bucket keeps what, who read it, and the account's block of public access."""

from __future__ import annotations

from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.types import _lifecycle, _s3
from localcloud.provider.values import at, camel, pascal, prune
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, kept

LIFECYCLE = _s3.part(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    inputs={
        "rules": P(
            "LifecycleConfiguration.Rules",
            read="Rules",
            to=_lifecycle.to_api,
            back=_lifecycle.from_api,
            compare=_lifecycle.normal,
        ),
        **kept("transitionDefaultMinimumObjectSize", "timeouts"),
    },
    put="put_bucket_lifecycle_configuration",
    get="get_bucket_lifecycle_configuration",
    delete=Call("delete_bucket_lifecycle", {"Bucket": "$id"}),
    aliases=("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",),
    example=Example(
        inputs={
            "bucket": _s3.EXAMPLE,
            "rules": [
                {
                    "id": "archive",
                    "status": "Enabled",
                    "filter": {"prefix": "logs/"},
                    "transitions": [{"days": 90, "storageClass": "GLACIER"}],
                    "expiration": {"days": 400},
                    "noncurrentVersionExpiration": {"noncurrentDays": 30},
                    "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
                }
            ],
        },
        change={
            "rules": [{"id": "all", "status": "Disabled", "filter": {}, "expiration": {"days": 10}}]
        },
        drift=lambda c: c.call(
            "put_bucket_lifecycle_configuration",
            Bucket=c.id,
            LifecycleConfiguration={
                "Rules": [
                    {
                        "ID": "archive",
                        "Status": "Enabled",
                        "Filter": {"Prefix": ""},
                        "Expiration": {"Days": 1},
                    }
                ]
            },
        ),
    ),
)


def _put_logging(context: Context) -> None:
    given = context.inputs
    key_format = pascal(given.get("targetObjectKeyFormat"))
    context.call(
        "put_bucket_logging",
        Bucket=given["bucket"],
        BucketLoggingStatus={
            "LoggingEnabled": prune(
                {
                    "TargetBucket": given["targetBucket"],
                    "TargetPrefix": given.get("targetPrefix") or "",
                    "TargetObjectKeyFormat": key_format,
                }
            )
        },
    )


def _read_logging(context: Context) -> Props | None:
    found: Props = context.call("get_bucket_logging", Bucket=context.id)
    return found.get("LoggingEnabled")


LOGGING = Entry(
    type="aws:s3/bucketLogging:BucketLogging",
    service="s3",
    inputs={
        "bucket": P(replace=True),
        "targetBucket": P(read="TargetBucket"),
        "targetPrefix": P(read="TargetPrefix", default=""),
        **kept("targetGrants", "targetObjectKeyFormat"),
        **kept("expectedBucketOwner", replace=True),
    },
    create=_put_logging,
    id="{bucket}",
    read=_read_logging,
    update=_put_logging,
    delete=Call("put_bucket_logging", {"Bucket": "$id", "BucketLoggingStatus": {}}),
    identity=("bucket",),
    aliases=("aws:s3/bucketLoggingV2:BucketLoggingV2",),
    example=Example(
        inputs={
            "bucket": _s3.EXAMPLE,
            "targetBucket": "@aws:s3/bucketPolicy:BucketPolicy.bucket",
            "targetPrefix": "access/",
        },
        change={"targetPrefix": "other/"},
    ),
)


def _to_lock(rule: Any) -> Any:
    return {"DefaultRetention": pascal(rule["defaultRetention"])} if rule else None


def _lock(raw: Props) -> Any:
    retention = at(raw, "ObjectLockConfiguration.Rule.DefaultRetention")
    if not retention:
        return None
    return {"defaultRetention": {k: v for k, v in camel(retention).items() if v}}


def _unlock(context: Context) -> None:
    """Object lock can't be taken off a bucket, only its default retention."""
    context.call(
        "put_object_lock_configuration",
        Bucket=context.id,
        ObjectLockConfiguration={"ObjectLockEnabled": "Enabled"},
    )


OBJECT_LOCK = _s3.part(
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    inputs={
        "objectLockEnabled": P(
            "ObjectLockConfiguration.ObjectLockEnabled", default="Enabled", replace=True
        ),
        "rule": P("ObjectLockConfiguration.Rule", read=_lock, to=_to_lock),
        **kept("token"),
    },
    put="put_object_lock_configuration",
    get="get_object_lock_configuration",
    delete=_unlock,
    aliases=("aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",),
    example=Example(
        inputs={
            "bucket": "@aws:s3/bucketVersioning:BucketVersioning.bucket",
            "rule": {"defaultRetention": {"mode": "COMPLIANCE", "days": 365}},
        },
        change={"rule": {"defaultRetention": {"mode": "COMPLIANCE", "days": 400}}},
    ),
)

_BLOCK = "PublicAccessBlockConfiguration"
_PUT_BLOCK = Call("put_public_access_block", {"AccountId": "$account"}, inputs="all")

ACCOUNT_BLOCK = Entry(
    type="aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    service="s3control",
    regional=False,
    inputs={
        "accountId": P(replace=True),
        "blockPublicAcls": P(f"{_BLOCK}.BlockPublicAcls", default=False),
        "blockPublicPolicy": P(f"{_BLOCK}.BlockPublicPolicy", default=False),
        "ignorePublicAcls": P(f"{_BLOCK}.IgnorePublicAcls", default=False),
        "restrictPublicBuckets": P(f"{_BLOCK}.RestrictPublicBuckets", default=False),
    },
    create=_PUT_BLOCK,
    id="{account}",
    read=Call("get_public_access_block", {"AccountId": "$account"}),
    update=_PUT_BLOCK,
    delete=Call("delete_public_access_block", {"AccountId": "$account"}),
    example=Example(
        inputs={"blockPublicAcls": True, "blockPublicPolicy": True},
        change={"ignorePublicAcls": True, "restrictPublicBuckets": True},
    ),
)

ENTRIES = [LIFECYCLE, LOGGING, OBJECT_LOCK, ACCOUNT_BLOCK]
