"""The bucket that a stage's state is kept in.

Its lock is Pulumi's own: a file below `.pulumi/locks/` while an update runs. S3 Object Lock isn't
used, because the state is written anew at each step; versions keep what was written before.
"""

import json
from typing import Any, Final

from botocore.exceptions import ClientError

from kyotsu.bootstrap.account import Account, code_of
from kyotsu.bootstrap.steps import Steps
from kyotsu.errors import UserMistake
from tenancy.naming import physical_name

OLD_VERSIONS_DAYS: Final = 365
_CLOSED: Final = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}


def settle_bucket(account: Account, name_prefix: str, key_arn: str, steps: Steps) -> str:
    """Make the bucket and all that protects it as they have to be; return its name.

    Raises:
        UserMistake: the bucket is another account's.
    """
    s3 = account.client("s3")
    name = physical_name("s3-bucket", name_prefix, "state")
    there = _is_there(s3, name, account)
    steps.make(
        "bucket",
        name,
        there=there,
        act=lambda: s3.create_bucket(
            Bucket=name,
            CreateBucketConfiguration={"LocationConstraint": account.region},
            ObjectOwnership="BucketOwnerEnforced",
        ),
    )
    made = there or not steps.dry_run
    _protect(_Bucket(s3, name, exists=made), account, key_arn, steps)
    return name


class _Bucket:
    """Reads and writes the settings of a bucket that may not be there yet."""

    def __init__(self, s3: Any, name: str, *, exists: bool) -> None:
        self.s3 = s3
        self.name = name
        self.exists = exists

    def read(self, operation: str, key: str, without: str) -> Any:
        """Return a setting; None where there is none. `without` is AWS's code for that."""
        if not self.exists:
            return None
        try:
            return getattr(self.s3, operation)(Bucket=self.name).get(key)
        except ClientError as error:
            if code_of(error) == without:
                return None
            raise

    def write(self, operation: str, **parameters: Any) -> None:
        getattr(self.s3, operation)(Bucket=self.name, **parameters)


def _is_there(s3: Any, name: str, account: Account) -> bool:
    try:
        s3.head_bucket(Bucket=name)
    except ClientError as error:
        if code_of(error) in ("404", "NoSuchBucket"):
            return False
        if code_of(error) == "403":
            raise UserMistake(
                f"the bucket {name} is another account's; write another name_prefix for the stage"
            ) from None
        raise
    owned = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    if name not in owned:
        raise UserMistake(
            f"the bucket {name} is not of account {account.id}, although it can be reached;"
            " write another name_prefix for the stage"
        )
    return True


def _protect(bucket: _Bucket, account: Account, key_arn: str, steps: Steps) -> None:
    versioning = bucket.read("get_bucket_versioning", "Status", "")
    steps.change(
        "versions of the bucket",
        bucket.name,
        right=versioning == "Enabled",
        act=lambda: bucket.write(
            "put_bucket_versioning", VersioningConfiguration={"Status": "Enabled"}
        ),
    )
    rules = [
        {
            "ApplyServerSideEncryptionByDefault": {
                "SSEAlgorithm": "aws:kms",
                "KMSMasterKeyID": key_arn,
            },
            "BucketKeyEnabled": True,
        }
    ]
    encryption = bucket.read(
        "get_bucket_encryption",
        "ServerSideEncryptionConfiguration",
        "ServerSideEncryptionConfigurationNotFoundError",
    )
    steps.change(
        "encryption of the bucket",
        bucket.name,
        right=_by_key(encryption) == key_arn,
        act=lambda: bucket.write(
            "put_bucket_encryption", ServerSideEncryptionConfiguration={"Rules": rules}
        ),
    )
    closed = bucket.read(
        "get_public_access_block",
        "PublicAccessBlockConfiguration",
        "NoSuchPublicAccessBlockConfiguration",
    )
    steps.change(
        "no public access to the bucket",
        bucket.name,
        right=closed == _CLOSED,
        act=lambda: bucket.write("put_public_access_block", PublicAccessBlockConfiguration=_CLOSED),
    )
    kept = bucket.read(
        "get_bucket_lifecycle_configuration", "Rules", "NoSuchLifecycleConfiguration"
    )
    steps.change(
        f"old versions kept for {OLD_VERSIONS_DAYS} days",
        bucket.name,
        right=[rule["ID"] for rule in kept or []] == ["old-versions"],
        act=lambda: bucket.write(
            "put_bucket_lifecycle_configuration", LifecycleConfiguration={"Rules": [_OLD]}
        ),
    )
    _policy(bucket, account, steps)


_OLD: Final = {
    "ID": "old-versions",
    "Status": "Enabled",
    "Filter": {"Prefix": ""},
    "NoncurrentVersionExpiration": {"NoncurrentDays": OLD_VERSIONS_DAYS},
    "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
}


def _by_key(encryption: Any) -> str | None:
    """Return the key that a bucket's encryption names."""
    for rule in (encryption or {}).get("Rules", []):
        return rule.get("ApplyServerSideEncryptionByDefault", {}).get("KMSMasterKeyID")
    return None


def _policy(bucket: _Bucket, account: Account, steps: Steps) -> None:
    what = "only encrypted connections to the bucket"
    if str(bucket.s3.meta.endpoint_url).startswith("http://"):
        # Only an emulator is reached in this way; the policy would keep us out ourselves.
        steps.leave_out(what, bucket.name, "this endpoint is reached without TLS")
        return
    resources = [f"arn:aws:s3:::{bucket.name}", f"arn:aws:s3:::{bucket.name}/*"]
    strangers = {"StringNotEquals": {"aws:PrincipalAccount": account.id}}
    wanted = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": sid,
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": resources,
                "Condition": condition,
            }
            for sid, condition in (
                ("OnlyEncrypted", {"Bool": {"aws:SecureTransport": "false"}}),
                ("OnlyThisAccount", strangers),
            )
        ],
    }
    there = bucket.read("get_bucket_policy", "Policy", "NoSuchBucketPolicy")
    steps.change(
        what,
        bucket.name,
        right=there is not None and json.loads(there) == wanted,
        act=lambda: bucket.write("put_bucket_policy", Policy=json.dumps(wanted)),
    )
