"""Buckets, and what is attached to them in resources of their own."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError
from localcloud.provider.types import _s3
from localcloud.provider.values import camel, document, pascal
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, Tags, kept


def _create_bucket(context: Context) -> str:
    given = context.inputs
    place = {"LocationConstraint": context.region} if context.region != "us-east-1" else None
    context.call(
        "create_bucket",
        Bucket=given["bucket"],
        CreateBucketConfiguration=place,
        ObjectLockEnabledForBucket=given.get("objectLockEnabled") or None,
    )
    return str(given["bucket"])


def _read_bucket(context: Context) -> Props:
    context.call("head_bucket", Bucket=context.id)
    try:
        context.call("get_object_lock_configuration", Bucket=context.id)
        locked = True
    except AwsError:
        locked = False
    return {"Bucket": context.id, "Locked": locked}


def _delete_bucket(context: Context) -> None:
    if context.inputs.get("forceDestroy"):
        _s3.empty(context)
    context.call("delete_bucket", Bucket=context.id)


def _read_tags(context: Context, _: Props) -> Any:
    try:
        return tagging.unpaired(context.call("get_bucket_tagging", Bucket=context.id)["TagSet"])
    except AwsError as error:
        if error.code == "NoSuchTagSet":
            return {}
        raise


def _write_tags(context: Context, _fresh: Any, _gone: Any) -> None:
    wanted = tagging.pairs(context.inputs.get("tags") or {})
    if wanted:
        context.call("put_bucket_tagging", Bucket=context.id, Tagging={"TagSet": wanted})
    else:
        context.call("delete_bucket_tagging", Bucket=context.id)


BUCKET = Entry(
    type="aws:s3/bucket:Bucket",
    service="s3",
    inputs={
        "bucket": P(read="Bucket", replace=True),
        "bucketPrefix": P(replace=True),
        "objectLockEnabled": P(read="Locked", default=False, replace=True),
        **kept("forceDestroy"),
    },
    create=_create_bucket,
    read=_read_bucket,
    delete=_delete_bucket,
    outputs={
        "arn": "arn:{partition}:s3:::{id}",
        "bucketDomainName": "{id}.s3.amazonaws.com",
        "bucketRegionalDomainName": "{id}.s3.{region}.amazonaws.com",
        "bucketRegion": "{region}",
        "hostedZoneId": lambda context, _: _s3.HOSTED_ZONES.get(context.region),
    },
    tags=Tags(read=_read_tags, write=_write_tags),
    name=Name(property="bucket", limit=63, lower=True),
    aliases=("aws:s3/bucketV2:BucketV2",),
    example=Example(
        inputs={"bucket": "example-bucket", "tags": {"a": "b"}},
        change={"tags": {"a": "c"}, "forceDestroy": True},
        replace={"objectLockEnabled": True},
        drift=lambda c: c.call(
            "put_bucket_tagging", Bucket=c.id, Tagging={"TagSet": [{"Key": "x", "Value": "y"}]}
        ),
    ),
)

_ENCRYPTION = {"kmsMasterKeyId": "KMSMasterKeyID", "sseAlgorithm": "SSEAlgorithm"}


def _encryption(rules: Any) -> Any:
    """To S3's form, and without what moto doesn't know."""
    return [
        pascal({key: rule[key] for key in rule if key != "blockedEncryptionTypes"}, _ENCRYPTION)
        for rule in rules
    ]


def _decryption(rules: Any) -> Any:
    return camel(rules, _ENCRYPTION)


def _one_rule(rule: Any) -> Any:
    return [pascal(rule)]


VERSIONING = _s3.part(
    "aws:s3/bucketVersioning:BucketVersioning",
    inputs={
        "versioningConfiguration": P(
            "VersioningConfiguration", read=_s3.versioning, to=_s3.versioning_to
        ),
        **kept("mfa"),
    },
    put="put_bucket_versioning",
    get="get_bucket_versioning",
    delete=_s3.suspend_versioning,
    exists="Status",
    example=Example(
        inputs={"bucket": _s3.EXAMPLE, "versioningConfiguration": {"status": "Enabled"}},
        change={"versioningConfiguration": {"status": "Suspended"}},
        drift=lambda c: c.call(
            "put_bucket_versioning", Bucket=c.id, VersioningConfiguration={"Status": "Suspended"}
        ),
    ),
)

ENCRYPTION = _s3.part(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    inputs={
        "rules": P(
            "ServerSideEncryptionConfiguration.Rules",
            to=_encryption,
            back=_decryption,
        )
    },
    put="put_bucket_encryption",
    get="get_bucket_encryption",
    delete=Call("delete_bucket_encryption", {"Bucket": "$id"}),
    aliases=(
        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    ),
    example=Example(
        inputs={
            "bucket": _s3.EXAMPLE,
            "rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}],
        },
        change={
            "rules": [
                {
                    "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms"},
                    "bucketKeyEnabled": True,
                }
            ]
        },
    ),
)

_BLOCK = "PublicAccessBlockConfiguration"

PUBLIC_ACCESS_BLOCK = _s3.part(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    inputs={
        "blockPublicAcls": P(f"{_BLOCK}.BlockPublicAcls", default=False),
        "blockPublicPolicy": P(f"{_BLOCK}.BlockPublicPolicy", default=False),
        "ignorePublicAcls": P(f"{_BLOCK}.IgnorePublicAcls", default=False),
        "restrictPublicBuckets": P(f"{_BLOCK}.RestrictPublicBuckets", default=False),
        **kept("skipDestroy"),
    },
    owned=False,
    put="put_public_access_block",
    get="get_public_access_block",
    delete=Call("delete_public_access_block", {"Bucket": "$id"}),
    example=Example(
        inputs={"bucket": _s3.EXAMPLE, "blockPublicAcls": True},
        change={"restrictPublicBuckets": True},
        drift=lambda c: c.call(
            "put_public_access_block",
            Bucket=c.id,
            PublicAccessBlockConfiguration={"BlockPublicAcls": False},
        ),
    ),
)

POLICY = _s3.part(
    "aws:s3/bucketPolicy:BucketPolicy",
    inputs={"policy": P("Policy", to=document, compare="json")},
    owned=False,
    put="put_bucket_policy",
    get="get_bucket_policy",
    delete=Call("delete_bucket_policy", {"Bucket": "$id"}),
    example=Example(
        inputs={"bucket": _s3.EXAMPLE, "policy": _s3.take_logs("example")},
        change={"policy": _s3.take_logs("changed")},
    ),
)

OWNERSHIP = _s3.part(
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    inputs={
        "rule": P(
            "OwnershipControls.Rules",
            read="OwnershipControls.Rules.0",
            to=_one_rule,
            back=camel,
        )
    },
    owned=False,
    put="put_bucket_ownership_controls",
    get="get_bucket_ownership_controls",
    delete=Call("delete_bucket_ownership_controls", {"Bucket": "$id"}),
    example=Example(
        inputs={"bucket": _s3.EXAMPLE, "rule": {"objectOwnership": "BucketOwnerEnforced"}},
        change={"rule": {"objectOwnership": "ObjectWriter"}},
    ),
)

ENTRIES = [BUCKET, VERSIONING, ENCRYPTION, PUBLIC_ACCESS_BLOCK, POLICY, OWNERSHIP]
