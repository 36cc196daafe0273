"""Proves what each rule decides beyond its two examples: each of its branches, case by case.

The shared demands (switches, keys, bounds, documents) have their cases in `test_reading.py`.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

import pytest

from policies.reading.examples import ACCOUNT, BUCKET, IN_ORGANIZATION, KEY, allow, document, trust
from policies.rule import UNKNOWN, NotKnown
from policies.rules import all_rules

RULES: Final = {rule.id: rule for rule in all_rules()}
ROOT: Final = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
PROVIDER: Final = {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/issuer.example.com"}
ANYWHERE: Final = "0.0.0.0/0"


def _policy(*statements: Mapping[str, Any]) -> dict[str, Any]:
    return {"policy": document(*statements)}


def _encryption(key_enabled: bool = True, **by_default: Any) -> dict[str, Any]:
    name = "applyServerSideEncryptionByDefault"
    return {"rules": [{name: by_default, "bucketKeyEnabled": key_enabled}]}


def _tls_only(**changes: Any) -> dict[str, Any]:
    statement = {
        "Effect": "Deny",
        "Principal": {"AWS": "*"},
        "Action": ["s3:*"],
        "Resource": [BUCKET, f"{BUCKET}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": False}},
    }
    return _policy({**statement, **changes})


def _data(kind: str = "AWS::S3::Object", **selector: Any) -> dict[str, Any]:
    return {"eventSelectors": [{"dataResources": [{"type": kind}], **selector}]}


def _advanced(*fields: tuple[str, str]) -> dict[str, Any]:
    selectors = [{"field": field, "equals": [value]} for field, value in fields]
    return {"advancedEventSelectors": [{"fieldSelectors": selectors}]}


def _group(**rule: Any) -> dict[str, Any]:
    return {"ingress": [{"protocol": "tcp", "cidrBlocks": [ANYWHERE], **rule}]}


def _control(length: int) -> str:
    """Return a control policy of so many characters."""
    bare = document({"Effect": "Deny", "Sid": ""})
    return document({"Effect": "Deny", "Sid": "x" * (length - len(bare))})


def _task(**container: Any) -> dict[str, Any]:
    return {"containerDefinitions": json.dumps([{"name": "app"}, container])}


def _listener(protocol: str, *actions: Mapping[str, Any]) -> dict[str, Any]:
    return {"protocol": protocol, "defaultActions": list(actions)}


LAMBDAS: Final = {"type": "AWS::Lambda::Function"}
OBJECTS: Final = {"type": "AWS::S3::Object"}
TO_HTTPS: Final = {"type": "redirect", "redirect": {"protocol": "HTTPS"}}
FORWARD: Final = {"type": "forward"}
S3_OBJECT: Final = ("resources.type", "AWS::S3::Object")

KEPT: Final[list[tuple[str, Mapping[str, Any]]]] = [
    ("S3-03", _encryption(sseAlgorithm="AES256", key_enabled=False)),
    ("S3-03", _encryption(sseAlgorithm="aws:kms", kmsMasterKeyId=UNKNOWN)),
    ("S3-03", _encryption(sseAlgorithm="aws:kms:dsse", kmsMasterKeyId=KEY, key_enabled=False)),
    ("S3-05", _tls_only()),
    ("S3-05", _tls_only(Resource="*", Action="*")),
    ("LOG-01", {"retentionInDays": 365, "kmsKeyId": UNKNOWN}),
    ("KMS-01", {"customerMasterKeySpec": "RSA_4096"}),
    ("S3-09", {"rule": {"defaultRetention": {"mode": "COMPLIANCE", "years": 1.0}}}),
    ("S3-12", {"accessControlPolicy": {"grants": [{"grantee": {"id": "x"}}]}}),
    ("S3-12", {"grants": [{"uri": "http://acs.amazonaws.com/groups/s3/LogDelivery"}]}),
    ("S3-13", {"publicAccessBlockConfiguration": {}}),
    ("CT-01", {"isMultiRegionTrail": True, "isOrganizationTrail": True, "enableLogging": True}),
    ("CT-05", _data()),
    ("CT-05", _advanced(("eventCategory", "Data"), S3_OBJECT)),
    ("CT-05", {**_data(readWriteType="All"), "advancedEventSelectors": UNKNOWN}),
    ("CT-05", {"eventSelectors": [{"dataResources": [LAMBDAS, OBJECTS]}]}),
    ("CFG-01", {"recordingGroup": {}}),
    ("GD-01", {"enable": True, "findingPublishingFrequency": "FIFTEEN_MINUTES"}),
    (
        "SH-01",
        {"autoEnable": False, "organizationConfiguration": {"configurationType": "CENTRAL"}},
    ),
    ("IAM-01", _policy(allow("*", resource=BUCKET))),
    ("IAM-01", _policy({"Effect": "Deny", "Action": "*", "Resource": "*"})),
    ("IAM-02", _policy(allow("s3:Get*"))),
    ("IAM-02", _policy({"Effect": "Deny", "Action": "s3:*", "Resource": "*"})),
    ("IAM-03", {"policyArn": UNKNOWN}),
    ("IAM-03", {"policyArn": f"arn:aws:iam::{ACCOUNT}:policy/ours"}),
    ("IAM-05", {"assumeRolePolicy": trust(ROOT)}),
    ("IAM-06", {"assumeRolePolicy": trust({"Service": "ec2.amazonaws.com"})}),
    ("IAM-06", {"assumeRolePolicy": trust({"Service": "logs.amazonaws.com"}, IN_ORGANIZATION)}),
    (
        "IAM-06",
        {
            "assumeRolePolicy": document(
                {"Effect": "Deny", "Principal": {"Service": "logs.amazonaws.com"}, "Action": "*"}
            )
        },
    ),
    (
        "IAM-11",
        _policy(allow("iam:PassRole", condition={"StringEquals": {"iam:PassedToService": "ecs"}})),
    ),
    (
        "IAM-11",
        _policy(
            allow(
                "iam:PutRolePolicy",
                condition={"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam:example"}},
            )
        ),
    ),
    ("IAM-11", _policy(allow("iam:GetRole"))),
    ("IAM-13", _policy(allow("kms:Decrypt", resource="arn:aws:kms:*:1:key/mrk-*"))),
    ("IAM-13", _policy(allow("kms:Encrypt"))),
    ("IAM-13", _policy(allow("*", resource="arn:aws:logs:ap-northeast-1:1:*"))),
    ("IAM-13", _policy(allow("*", resource="arn:aws:s3:::x/key/*"))),
    ("IAM-14", _policy({"Effect": "Deny", "NotAction": "iam:*", "NotResource": "*"})),
    ("ORG-01", {"type": "TAG_POLICY", "content": "{}"}),
    ("ORG-01", {"type": "RESOURCE_CONTROL_POLICY", "content": document({"Effect": "Deny"})}),
    ("IAM-01", {**_policy(allow("*")), "path": "/boundary/"}),
    ("IAM-02", {**_policy(allow("iam:*")), "path": "/boundary/"}),
    ("IAM-11", {**_policy(allow("iam:*")), "path": "/boundary/"}),
    ("IAM-13", {**_policy(allow("*")), "path": "/boundary/"}),
    ("ORG-01", {"content": _control(10_240)}),
    ("ORG-01", {"content": _control(5_120), "type": "RESOURCE_CONTROL_POLICY"}),
    ("ORG-01", {"content": document({"Effect": "Allow"}, {"Effect": "Deny"})}),
    ("VPC-03", _group(fromPort=443.0, toPort=443.0)),
    ("VPC-03", _group(cidrBlocks=["10.0.0.0/8"], fromPort=22.0, toPort=22.0)),
    ("VPC-03", {"ipProtocol": "tcp", "fromPort": 22.0, "referencedSecurityGroupId": UNKNOWN}),
    ("VPC-03", {"egress": [{"protocol": "-1", "cidrBlocks": [ANYWHERE]}]}),
    ("VPC-04", _group(fromPort=443.0, toPort=443.0)),
    ("VPC-05", _group(protocol="-1")),
    ("VPC-05", {"egress": [{"protocol": "tcp", "cidrBlocks": [ANYWHERE]}]}),
    ("VPC-07", {"egress": [{"action": "allow", "protocol": "-1", "cidrBlock": ANYWHERE}]}),
    ("VPC-07", {"ingress": [{"action": "deny", "protocol": "-1", "cidrBlock": ANYWHERE}]}),
    ("VPC-08", {"transitGatewayId": UNKNOWN, "maxAggregationInterval": 60.0}),
    ("VPC-08", {"transitGatewayAttachmentId": "tgw-attach-1", "maxAggregationInterval": 60.0}),
    ("VPC-09", {"vpcEndpointType": "GatewayLoadBalancer"}),
    ("VPC-10", {"vpcEndpointType": "Gateway"}),
    ("VPC-12", {"internetGatewayBlockMode": "block-bidirectional"}),
    (
        "TGW-01",
        {"defaultRouteTableAssociation": "disable", "defaultRouteTablePropagation": "disable"},
    ),
    ("FH-01", {"kinesisSourceConfiguration": {"kinesisStreamArn": UNKNOWN}}),
    ("RDS-01", {"replicateSourceDb": UNKNOWN}),
    ("RDS-04", {"replicateSourceDb": "source"}),
    ("RDS-05", {"replicateSourceDb": "source"}),
    ("RDS-07", {"replicateSourceDb": "source"}),
    ("EC2-01", {"metadataOptions": {"httpEndpoint": "disabled"}}),
    ("EC2-01", {"metadataOptions": [{"httpTokens": "required"}]}),
    ("EC2-02", {"associatePublicIpAddress": "", "networkInterfaces": []}),
    ("EC2-02", {"networkInterfaces": [{"associatePublicIpAddress": "false"}]}),
    ("EC2-05", {"userData": "no Base64!", "userDataBase64": b64encode(b"echo").decode()}),
    ("EC2-06", {"blockDeviceMappings": [{"ebs": {"encrypted": "true"}}, {"noDevice": "x"}]}),
    ("EC2-06", {"blockDeviceMappings": [{"virtualName": "ephemeral0"}]}),
    ("ALB-01", _listener("HTTPS", FORWARD)),
    ("ALB-01", _listener("TLS", FORWARD)),
    ("ALB-01", _listener("GENEVE", FORWARD)),
    ("ALB-02", {"protocol": "HTTP"}),
    ("ALB-02", {"protocol": "TLS", "sslPolicy": "ELBSecurityPolicy-TLS-1-2-2017-01"}),
    ("ALB-02", {"protocol": "TLS", "sslPolicy": "ELBSecurityPolicy-FS-1-2-Res-2020-10"}),
    ("ALB-02", {"protocol": "TLS", "sslPolicy": "ELBSecurityPolicy-TLS13-1-3-2021-06"}),
    ("ALB-03", {"loadBalancerType": "network"}),
    ("ALB-04", {"loadBalancerType": "gateway"}),
    ("ALB-04", {"accessLogs": {"enabled": True, "bucket": UNKNOWN}}),
    ("ECS-05", _task(secrets=[{"name": "DB_PASSWORD", "valueFrom": "arn"}])),
    ("LMB-01", {"principal": ACCOUNT}),
    ("LMB-01", {"principal": "*", "principalOrgId": "o-example"}),
    ("LMB-01", {"principal": "s3.amazonaws.com", "sourceArn": UNKNOWN}),
    ("LMB-03", {"packageType": "Image"}),
    ("CF-01", {"defaultCacheBehavior": {"viewerProtocolPolicy": "https-only"}}),
    ("WAF-01", {"ruleJson": "[]"}),
    ("SSM-01", {"type": "String", "name": "/app/mode"}),
    ("SSM-01", {"type": "SecureString", "name": "/app/mode", "keyId": UNKNOWN}),
    ("SEC-04", {"rotationRules": {"scheduleExpression": "rate(30 days)"}}),
    ("RSH-01", {"encrypted": "true", "kmsKeyId": KEY}),
    ("EKS-02", {"encryptionConfig": {"resources": ["secrets"], "provider": {"keyArn": UNKNOWN}}}),
    ("BUD-01", {"notifications": [{}, {"subscriberSnsTopicArns": [UNKNOWN]}]}),
]

BROKEN: Final[list[tuple[str, Mapping[str, Any], str]]] = [
    ("LOG-01", {"retentionInDays": "365", "kmsKeyId": KEY}, "retentionInDays is not"),
    ("LOG-01", {"retentionInDays": 364.0, "kmsKeyId": KEY}, "retentionInDays is not"),
    ("S3-12", {"acl": "public-read-write"}, "acl is public-read"),
    ("S3-09", {"rule": {"defaultRetention": {"mode": "COMPLIANCE"}}}, "shorter than 365 days"),
    ("IAM-01", _policy(allow("s3:Get*", "*")), "allows every action"),
    ("IAM-13", _policy({**allow("kms:Decrypt"), "Resource": [KEY, "*"]}), "decryption"),
    (
        "ALB-01",
        _listener("HTTP", {"type": "forward", "redirect": {"protocol": "HTTPS"}}),
        "not all",
    ),
    ("SSM-01", {"type": "String", "name": "/app/password"}, "type is not SecureString"),
    ("LOG-01", {"retentionInDays": 365.0}, "kmsKeyId is not set"),
    ("LOG-01", {"retentionInDays": True, "kmsKeyId": KEY}, "retentionInDays is not"),
    ("S3-01", {}, "blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets"),
    ("S3-03", {"rules": []}, "rules is not set"),
    (
        "S3-03",
        _encryption(sseAlgorithm="aws:kms", kmsMasterKeyId=KEY, key_enabled=False),
        "bucketK",
    ),
    ("S3-03", _encryption(sseAlgorithm="aws:kms", kmsMasterKeyId="alias/aws/s3"), "AWS's own"),
    ("S3-05", {"policy": "{"}, "not JSON"),
    ("S3-05", _tls_only(Effect="Allow"), "doesn't deny plain HTTP"),
    ("S3-05", _tls_only(Principal=ROOT), "doesn't deny plain HTTP"),
    ("S3-05", _tls_only(Action="s3:GetObject"), "doesn't deny plain HTTP"),
    ("S3-05", _tls_only(Condition={"Bool": {"aws:SecureTransport": "true"}}), "doesn't deny"),
    ("S3-05", _tls_only(Resource=[f"{BUCKET}/*"]), "doesn't deny plain HTTP"),
    ("S3-07", {"bucket": "data"}, "targetBucket is not set"),
    ("S3-09", {"rule": {"defaultRetention": {"mode": "COMPLIANCE", "days": 364.0}}}, "shorter"),
    ("S3-10", {"rules": [{"status": "Disabled", "expiration": {"days": 1.0}}]}, "unfinished"),
    (
        "S3-10",
        {"rules": [{"status": "Enabled", "abortIncompleteMultipartUpload": {"x": 1.0}}]},
        "moves or expires",
    ),
    ("S3-12", {"acl": "authenticated-read"}, "acl is public-read"),
    (
        "S3-12",
        {
            "accessControlPolicy": {
                "grants": [{"grantee": {"uri": "http://acs.amazonaws.com/groups/global/AllUsers"}}]
            }
        },
        "accessControlPolicy.grants has a grant to everybody",
    ),
    (
        "S3-12",
        {"grants": [{"uri": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"}]},
        "grants has a grant to everybody",
    ),
    (
        "CT-01",
        {"isMultiRegionTrail": True, "isOrganizationTrail": True, "enableLogging": False},
        "enableLogging is false",
    ),
    ("CT-01", {"isMultiRegionTrail": True}, "isOrganizationTrail is not true"),
    ("CT-04", {"cloudWatchLogsGroupArn": "x"}, "cloudWatchLogsRoleArn is not set"),
    ("CT-05", _data("AWS::Lambda::Function"), "no event selector"),
    ("CT-05", _advanced(S3_OBJECT, ("readOnly", "true")), "no event selector"),
    ("CT-05", _advanced(("resources.type", "AWS::Lambda::Function")), "no event selector"),
    ("CFG-01", {"recordingGroup": {"exclusionByResourceTypes": [{"x": 1.0}]}}, "exclusionBy"),
    (
        "GD-01",
        {"enable": False, "findingPublishingFrequency": "FIFTEEN_MINUTES"},
        "enable is false",
    ),
    ("IAM-01", _policy(allow("s3:GetObject"), allow("*:*")), "statement 2 of policy allows every"),
    ("IAM-02", _policy(allow("s3:GetObject", "S3:*")), "all actions of a service"),
    ("IAM-03", {"policyArn": "arn:aws:iam::aws:policy/IAMFullAccess"}, "for administrators"),
    ("IAM-03", {"policyArn": "arn:aws:iam::aws:policy/PowerUserAccess"}, "for administrators"),
    ("IAM-03", {}, "policyArn is not set"),
    ("IAM-05", {"assumeRolePolicy": trust(PROVIDER)}, "an exact aud and sub"),
    (
        "IAM-05",
        {
            "assumeRolePolicy": trust(
                PROVIDER, {"StringLike": {"issuer:sub": "*", "issuer:aud": "x"}}
            )
        },
        "an exact aud and sub",
    ),
    ("IAM-08", {"user": UNKNOWN, "policyArn": "x"}, "user is set"),
    ("IAM-10", {"minimumPasswordLength": 14.0, "passwordReusePrevention": 23.0}, "passwordReuse"),
    ("IAM-03", {"policyArn": "arn:aws:iam::1:policy/boundary/x"}, "permissions boundary"),
    ("IAM-01", {**_policy(allow("*")), "path": "/bounds/"}, "every action"),
    ("IAM-11", _policy(allow("iam:*")), "widen"),
    ("IAM-11", _policy(allow("iam:UpdateAssumeRolePolicy")), "widen"),
    ("IAM-13", _policy(allow("kms:ReEncrypt*", resource="arn:aws:kms:*:1:key/*")), "decryption"),
    ("IAM-13", _policy(allow("kms:*", resource="arn:aws:kms:*")), "decryption"),
    ("IAM-14", _policy({"Effect": "Allow", "NotAction": "a:*", "Resource": "*"}), "NotAction"),
    ("IAM-15", {"managedPolicyArns": ["x"]}, "managedPolicyArns is set"),
    ("ORG-01", {"content": "{"}, "content is not JSON"),
    ("ORG-01", {"content": _control(10_241)}, "longer than 10240"),
    (
        "ORG-01",
        {"content": _control(5_121), "type": "RESOURCE_CONTROL_POLICY"},
        "longer than 5120",
    ),
    ("ORG-03", {"enabledFeatures": []}, "lacks RootCredentialsManagement, RootSessions"),
    ("VPC-02", {"egress": [{"protocol": "-1"}]}, "egress is set"),
    ("VPC-03", _group(fromPort=0.0, toPort=65535.0), "ingress[0] opens SSH or RDP"),
    ("VPC-03", _group(fromPort=3389.0, toPort=3389.0), "opens SSH or RDP"),
    ("VPC-03", _group(protocol="-1", ipv6CidrBlocks=["::/0"], cidrBlocks=[]), "opens SSH or RDP"),
    (
        "VPC-03",
        {"type": "ingress", "protocol": "-1", "cidrBlocks": [ANYWHERE]},
        "the rule opens SSH or RDP",
    ),
    ("VPC-04", _group(fromPort=80.0, toPort=80.0), "more than HTTPS"),
    ("VPC-04", _group(protocol="icmp", fromPort=-1.0, toPort=-1.0), "more than HTTPS"),
    ("VPC-05", {"egress": [{"protocol": "-1", "cidrBlocks": [ANYWHERE]}]}, "everything out"),
    (
        "VPC-07",
        {"ruleAction": "allow", "protocol": "-1", "cidrBlock": ANYWHERE, "egress": False},
        "the rule opens SSH or RDP",
    ),
    ("VPC-08", {"trafficType": "ALL"}, "maxAggregationInterval is not 60"),
    ("VPC-09", {"vpcEndpointType": "Interface"}, "policy is not set"),
    ("VPC-10", {"vpcEndpointType": "Interface"}, "privateDnsEnabled is not true"),
    ("TGW-01", {"defaultRouteTableAssociation": "disable"}, "defaultRouteTablePropagation is not"),
    ("TGW-01", {"defaultRouteTablePropagation": "disable"}, "defaultRouteTableAssociation is not"),
    ("FH-01", {"serverSideEncryption": {"keyType": "CUSTOMER_MANAGED_CMK"}}, "enabled is not true"),
    (
        "FH-01",
        {"serverSideEncryption": {"enabled": True, "keyType": "CUSTOMER_MANAGED_CMK"}},
        "keyArn is not set",
    ),
    ("KIN-01", {"kmsKeyId": KEY}, "encryptionType is not KMS"),
    ("BK-02", {"changeableForDays": 3.0, "minRetentionDays": 29.0}, "minRetentionDays is below"),
    ("BK-03", {"rules": []}, "rules is not set"),
    ("BK-03", {"rules": [{"copyActions": [{"x": 1.0}]}]}, "lifecycle.deleteAfter is not set"),
    ("RDS-01", {"storageEncrypted": True}, "kmsKeyId is not set"),
    ("RDS-07", {}, "manageMasterUserPassword is not true"),
    ("RDS-07", {"manageMasterUserPassword": True, "masterPassword": "x"}, "masterPassword is set"),
    ("EC2-01", {"metadataOptions": {"httpEndpoint": "enabled"}}, "httpTokens is not required"),
    ("EC2-02", {"networkInterfaces": [{"associatePublicIpAddress": "true"}]}, "of an interface"),
    ("EC2-03", {"encrypted": True}, "kmsKeyId is not set"),
    (
        "EC2-05",
        {"userData": b64encode(b"PASSWORD=correct-horse").decode()},
        "userData has what looks like a secret",
    ),
    ("EC2-05", {"userDataBase64": b64encode(b"TOKEN=abcdefgh").decode()}, "userDataBase64 has"),
    ("EC2-06", {"ebsBlockDevices": [{"encrypted": True}, {}]}, "a disk in ebsBlockDevices"),
    ("EC2-06", {"blockDeviceMappings": [{"ebs": {"volumeSize": 8.0}}]}, "blockDeviceMappings"),
    ("ALB-01", _listener("TCP", FORWARD), "not HTTPS or TLS"),
    ("ALB-01", _listener("HTTP", TO_HTTPS, FORWARD), "not all is redirected"),
    ("ALB-01", _listener("HTTP"), "not all is redirected"),
    ("ALB-02", {"protocol": "TLS"}, "sslPolicy is not"),
    ("ALB-03", {}, "dropInvalidHeaderFields is not true"),
    ("ALB-03", {"loadBalancerType": "application"}, "dropInvalidHeaderFields is not true"),
    ("ALB-04", {"accessLogs": {"enabled": True}}, "accessLogs.bucket is not set"),
    ("ALB-04", {"loadBalancerType": "network"}, "accessLogs.enabled is not true"),
    ("ECR-03", {}, "encryptionConfigurations is not set"),
    ("ECR-03", {"encryptionConfigurations": [{"encryptionType": "KMS"}]}, "kmsKey is not set"),
    ("ECS-01", _task(privileged=True), "container 2 is privileged"),
    ("ECS-03", _task(readonlyRootFilesystem=True), "container 1 has a writable root"),
    ("ECS-04", _task(), "container 1 has no log driver"),
    ("ECS-05", _task(environment=[{"name": "MODE"}, {"name": "API_KEY"}]), "container 2 has what"),
    ("ECS-06", {"ipcMode": "host"}, "ipcMode is host"),
    ("LMB-01", {"principal": "*"}, "principal is anyone"),
    ("LMB-01", {}, "principal is not set"),
    ("LMB-03", {}, "runtime is not set"),
    ("LMB-03", {"runtime": "nodejs18.x", "packageType": "Zip"}, "no longer supports"),
    ("CF-01", {}, "defaultCacheBehavior is not set"),
    (
        "CF-01",
        {
            "defaultCacheBehavior": {"viewerProtocolPolicy": "https-only"},
            "orderedCacheBehaviors": [{"viewerProtocolPolicy": "allow-all"}],
        },
        "viewerProtocolPolicy is not",
    ),
    ("NFW-01", {"deleteProtection": True}, "subnetChangeProtection is not true"),
    (
        "NFW-02",
        {"firewallPolicy": {"statelessDefaultActions": ["aws:drop"]}},
        "statelessFragmentDefaultActions has neither",
    ),
    ("SSM-01", {"type": "SecureString", "name": "/app/mode"}, "keyId is not set"),
    ("SSM-01", {"type": "SecureString", "keyId": "alias/aws/ssm"}, "AWS's own"),
    ("SEC-04", {}, "automaticallyAfterDays is above 90"),
    ("DDB-01", {"serverSideEncryption": {"kmsKeyArn": KEY}}, "enabled is not true"),
    ("OS-01", {"encryptAtRest": {"enabled": True}}, "kmsKeyId is not set"),
    ("OS-03", {"domainEndpointOptions": {"enforceHttps": False}}, "enforceHttps is not true"),
    ("EFS-01", {"encrypted": True}, "kmsKeyId is not set"),
    ("EC-01", {"atRestEncryptionEnabled": True}, "kmsKeyId is not set"),
    ("RSH-01", {"encrypted": "false", "kmsKeyId": KEY}, "encrypted is not true"),
    ("RSH-01", {"encrypted": True}, "kmsKeyId is not set"),
    ("EKS-01", {}, "endpointPublicAccess is not false"),
    ("EKS-02", {"encryptionConfig": {"provider": {"keyArn": KEY}}}, "has no secrets"),
    ("BUD-01", {}, "notifications has no subscriber"),
]

LEFT_OPEN: Final[list[tuple[str, Mapping[str, Any], str]]] = [
    ("S3-03", {"rules": UNKNOWN}, "rules"),
    ("S3-04", {"versioningConfiguration": {"status": UNKNOWN}}, "versioningConfiguration.status"),
    ("S3-12", {"grants": UNKNOWN}, "grants"),
    ("CT-05", {"eventSelectors": UNKNOWN}, "eventSelectors"),
    ("SH-01", {"autoEnable": UNKNOWN}, "autoEnable"),
    ("VPC-03", {"ipProtocol": "tcp", "fromPort": 22.0, "cidrIpv4": UNKNOWN}, "cidrIpv4"),
    ("VPC-04", {"ipProtocol": "tcp", "fromPort": UNKNOWN, "cidrIpv4": ANYWHERE}, "fromPort"),
    ("EC2-01", {"metadataOptions": UNKNOWN}, "metadataOptions"),
    ("EC2-02", {"networkInterfaces": UNKNOWN}, "networkInterfaces"),
    ("ALB-01", {"protocol": "HTTP", "defaultActions": UNKNOWN}, "defaultActions"),
    ("SSM-01", {"type": "String", "name": UNKNOWN}, "name"),
    ("LMB-04", {"environment": {"variables": UNKNOWN}}, "environment.variables"),
    ("EKS-01", {"vpcConfig": UNKNOWN}, "vpcConfig"),
]


EACH: Final[list[tuple[str, list[dict[str, Any]]]]] = [
    (
        "IAM-11",
        [
            _policy(allow(f"iam:{action}"))
            for action in (
                "AddUserToGroup",
                "AttachGroupPolicy",
                "AttachRolePolicy",
                "AttachUserPolicy",
                "CreateAccessKey",
                "CreateLoginProfile",
                "CreatePolicyVersion",
                "DeleteRolePermissionsBoundary",
                "PutGroupPolicy",
                "PutRolePolicy",
                "PutUserPolicy",
                "SetDefaultPolicyVersion",
                "UpdateLoginProfile",
            )
        ],
    ),
    (
        "IAM-06",
        [
            {"assumeRolePolicy": trust({"Service": f"{service}.amazonaws.com"})}
            for service in ("firehose", "pipes", "scheduler", "ssm", "states", "vpc-flow-logs")
        ],
    ),
    (
        "LMB-03",
        [
            {"runtime": runtime}
            for runtime in (
                *(f"dotnet{version}" for version in ("5.0", "6", "7")),
                *(f"dotnetcore{version}" for version in ("1.0", "2.0", "2.1", "3.1")),
                *("go1.x", "java8", "nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10"),
                *("nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x"),
                *("provided", "python2.7", "python3.6", "python3.7", "python3.9"),
                *("ruby2.5", "ruby2.7"),
            )
        ],
    ),
    (
        "S3-02",
        [
            {**RULES["S3-02"].compliant, switch: False}
            for switch in ("blockPublicAcls", "blockPublicPolicy", "restrictPublicBuckets")
        ],
    ),
    (
        "S3-13",
        [
            {"publicAccessBlockConfiguration": {switch: False}}
            for switch in ("blockPublicAcls", "ignorePublicAcls", "restrictPublicBuckets")
        ],
    ),
    (
        "ORG-01",
        [
            {"type": f"{kind}_CONTROL_POLICY", "content": document({"Effect": "Allow"})}
            for kind in ("SERVICE", "RESOURCE")
        ],
    ),
]
"""Each of these breaks its rule: one case for each item of a list that the rule keeps."""

ENDS: Final = ("expiration", "noncurrentVersionExpiration", "noncurrentVersionTransitions")


def _name(case: Any) -> str:
    return case if isinstance(case, str) else ""


@pytest.mark.parametrize(("rule", "properties"), KEPT, ids=_name)
def test_a_resource_keeps_the_rule(rule: str, properties: Mapping[str, Any]) -> None:
    assert RULES[rule].check(properties) is None


@pytest.mark.parametrize(("rule", "properties", "words"), BROKEN, ids=_name)
def test_a_resource_breaks_the_rule(rule: str, properties: Mapping[str, Any], words: str) -> None:
    problem = RULES[rule].check(properties)
    assert problem is not None
    assert words in problem


@pytest.mark.parametrize(("rule", "properties", "path"), LEFT_OPEN, ids=_name)
def test_what_the_rule_hangs_on_is_not_known(
    rule: str, properties: Mapping[str, Any], path: str
) -> None:
    with pytest.raises(NotKnown) as caught:
        RULES[rule].check(properties)
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("rule", "properties"),
    [(rule, properties) for rule, several in EACH for properties in several],
    ids=_name,
)
def test_each_item_of_a_list_breaks_the_rule(rule: str, properties: Mapping[str, Any]) -> None:
    assert RULES[rule].check(properties) is not None


@pytest.mark.parametrize("end", [*ENDS, "transitions"])
def test_any_end_of_a_life_will_do(end: str) -> None:
    rule = {"status": "Enabled", "abortIncompleteMultipartUpload": {"x": 1.0}, end: [{"x": 1.0}]}
    assert RULES["S3-10"].check({"rules": [rule]}) is None


@pytest.mark.parametrize(
    "policy",
    [
        "Policy-Min-TLS-1-2-PFS-2023-10",
        "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08",
        "Policy-Min-TLS-1-2-2019-07",
    ],
)
def test_any_modern_policy_of_a_search_domain_will_do(policy: str) -> None:
    options = {"enforceHttps": True, "tlsSecurityPolicy": policy}
    assert RULES["OS-03"].check({"domainEndpointOptions": options}) is None
