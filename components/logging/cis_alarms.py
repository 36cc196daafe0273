"""What in the trail is told of at once: the list of the CIS AWS Foundations Benchmark.

The patterns are the benchmark's own, because Security Hub compares them. So the platform's updates
raise some of these alarms too: who gets one compares it with the record of deployments.

Source: CIS AWS Foundations Benchmark 3.0.0, chapter 4, and
https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
"""

from dataclasses import dataclass
from typing import Final

from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class TrailAlarm:
    """A filter on the trail's events, and from how many events in five minutes somebody is told."""

    name: str
    """Its identity, and the metric's name."""
    title: Text
    pattern: str
    """CloudWatch Logs' filter pattern for JSON events."""
    threshold: int = 1
    control: str | None = None
    """The benchmark's number."""


def _events(names: str) -> str:
    return " || ".join(f"($.eventName = {name})" for name in names.split())


def _of(source: str, names: str) -> str:
    return f"{{ ($.eventSource = {source}.amazonaws.com) && ({_events(names)}) }}"


def _any(names: str) -> str:
    return f"{{ {_events(names)} }}"


def _alarm(
    name: str, control: str | None, ja: str, en: str, pattern: str, threshold: int = 1
) -> TrailAlarm:
    return TrailAlarm(
        name=name,
        title=Text(ja=ja, en=en),
        pattern=pattern,
        threshold=threshold,
        control=control,
    )


ALARMS: Final = (
    _alarm(
        "unauthorized-calls",
        "4.1",
        "許可されていない操作が繰り返されている",
        "Somebody keeps trying what is not allowed",
        '{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) && '
        '($.sourceIPAddress != "delivery.logs.amazonaws.com") && '
        '($.eventName != "HeadBucket") }',
        threshold=10,
    ),
    _alarm(
        "console-without-mfa",
        "4.2",
        "多要素認証なしでコンソールにサインインした",
        "Somebody signed in to the console without a second factor",
        '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && '
        '($.userIdentity.type = "IAMUser") && '
        '($.responseElements.ConsoleLogin = "Success") }',
    ),
    _alarm(
        "root-use",
        "4.3",
        "ルートユーザーが使われた",
        "A root user was used",
        '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && '
        '$.eventType != "AwsServiceEvent" }',
    ),
    _alarm(
        "iam-changes",
        "4.4",
        "IAMのポリシーが変更された",
        "IAM policies were changed",
        _of(
            "iam",
            "DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy "
            "PutRolePolicy PutUserPolicy CreatePolicy DeletePolicy CreatePolicyVersion "
            "DeletePolicyVersion AttachRolePolicy DetachRolePolicy AttachUserPolicy "
            "DetachUserPolicy AttachGroupPolicy DetachGroupPolicy",
        ),
    ),
    _alarm(
        "trail-changes",
        "4.5",
        "証跡の設定が変更された",
        "The trail's settings were changed",
        _any(
            "CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging",
        ),
    ),
    _alarm(
        "failed-sign-ins",
        "4.6",
        "コンソールへのサインインが繰り返し失敗している",
        "Signing in to the console keeps failing",
        '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
        threshold=5,
    ),
    _alarm(
        "key-deletion",
        "4.7",
        "暗号鍵が無効にされたか、削除が予約された",
        "A key was disabled or is to be deleted",
        _of(
            "kms",
            "DisableKey ScheduleKeyDeletion",
        ),
    ),
    _alarm(
        "bucket-policy-changes",
        "4.8",
        "バケットのポリシーが変更された",
        "Policies of buckets were changed",
        _of(
            "s3",
            "PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle "
            "PutBucketReplication DeleteBucketPolicy DeleteBucketCors DeleteBucketLifecycle "
            "DeleteBucketReplication",
        ),
    ),
    _alarm(
        "config-changes",
        "4.9",
        "AWS Configの記録の設定が変更された",
        "What AWS Config records was changed",
        _of(
            "config",
            "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel "
            "PutConfigurationRecorder",
        ),
    ),
    _alarm(
        "security-group-changes",
        "4.10",
        "セキュリティグループが変更された",
        "Security groups were changed",
        _any(
            "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress "
            "RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateSecurityGroup "
            "DeleteSecurityGroup",
        ),
    ),
    _alarm(
        "network-acl-changes",
        "4.11",
        "ネットワークACLが変更された",
        "Network ACLs were changed",
        _any(
            "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry "
            "ReplaceNetworkAclEntry ReplaceNetworkAclAssociation",
        ),
    ),
    _alarm(
        "gateway-changes",
        "4.12",
        "ネットワークの出入口が変更された",
        "Gateways of networks were changed",
        _any(
            "CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway "
            "CreateInternetGateway DeleteInternetGateway DetachInternetGateway",
        ),
    ),
    _alarm(
        "route-changes",
        "4.13",
        "経路が変更された",
        "Routes were changed",
        _of(
            "ec2",
            "CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation "
            "DeleteRouteTable DeleteRoute DisassociateRouteTable",
        ),
    ),
    _alarm(
        "vpc-changes",
        "4.14",
        "VPCが変更された",
        "VPCs were changed",
        _any(
            "CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection "
            "CreateVpcPeeringConnection DeleteVpcPeeringConnection "
            "RejectVpcPeeringConnection",
        ),
    ),
    _alarm(
        "guardrail-changes",
        "4.15",
        "組織またはガードレールが変更された",
        "The organization or its guardrails were changed",
        _of(
            "organizations",
            "AcceptHandshake AttachPolicy CreateAccount CreateOrganizationalUnit "
            "CreatePolicy DeclineHandshake DeleteOrganization DeleteOrganizationalUnit "
            "DeletePolicy DetachPolicy DisablePolicyType EnablePolicyType "
            "InviteAccountToOrganization LeaveOrganization MoveAccount "
            "RemoveAccountFromOrganization UpdatePolicy UpdateOrganizationalUnit",
        ),
    ),
)
