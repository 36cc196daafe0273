"""S3-03: where KMS encrypts a bucket, it does so under a key of ours."""

from functools import partial

from policies.reading.demands import own_key
from policies.reading.examples import KEY
from policies.reading.values import first_problem, objects_at, value_at
from policies.rule import Properties, Rule, Severity, Text

BY_DEFAULT = "applyServerSideEncryptionByDefault"
OWN_KEY = own_key(f"{BY_DEFAULT}.kmsMasterKeyId")


def check(properties: Properties) -> str | None:
    """Return what a rule lacks.

    Keys that S3 itself manages (AES256) are let pass: targets of access logs can't have others, and
    which bucket is one can't be seen from here.
    """
    rules = objects_at(properties, "rules")
    if not rules:
        return "rules is not set"
    return first_problem(partial(_problem, rule) for rule in rules)


def _problem(rule: Properties) -> str | None:
    algorithm = value_at(rule, f"{BY_DEFAULT}.sseAlgorithm")
    if algorithm == "AES256":
        return None
    # With encryption in two layers (aws:kms:dsse) there are no bucket keys.
    if algorithm != "aws:kms:dsse" and value_at(rule, "bucketKeyEnabled") is not True:
        return "bucketKeyEnabled is not true"
    return OWN_KEY(rule)


def _encrypted(**by_default: str) -> Properties:
    return {"rules": [{BY_DEFAULT: by_default, "bucketKeyEnabled": True}]}


RULE = Rule(
    id="S3-03",
    title=Text(
        ja="S3でKMS暗号化を行うときは自前の鍵とバケットキーを使うこと",
        en="Buckets that KMS encrypts use a key of ours and a bucket key",
    ),
    remedy=Text(
        ja="kmsMasterKeyIdに自前の鍵を指定し、bucketKeyEnabledをtrueにする",
        en="set kmsMasterKeyId to a key of ours and bucketKeyEnabled to true",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    ),
    uses=(),
    controls={
        "NIST SP 800-53 r5": ("SC-28(1)",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=check,
    compliant=_encrypted(sseAlgorithm="aws:kms", kmsMasterKeyId=KEY),
    violating=_encrypted(sseAlgorithm="aws:kms"),
)
