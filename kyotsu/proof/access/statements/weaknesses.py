"""By what calls the platform's guards in a tenant's account would be taken away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Weakness:
    """What would weaken one type of resource."""

    actions: tuple[str, ...]
    arn: str = "*"
    """`{arn}` for the resource's own; `*` for what is a setting of the whole account."""


WEAKNESSES: Final[Mapping[str, Weakness]] = {
    "aws:accessanalyzer/analyzer:Analyzer": Weakness(
        actions=(
            "access-analyzer:createarchiverule",
            "access-analyzer:deleteanalyzer",
            "access-analyzer:updateanalyzer",
            "access-analyzer:updatearchiverule",
        ),
    ),
    "aws:account/alternativeContact:AlternativeContact": Weakness(
        actions=("account:deletealternatecontact", "account:putalternatecontact"),
    ),
    "aws:cfg/recorder:Recorder": Weakness(
        actions=(
            "config:deleteconfigurationrecorder",
            "config:disassociateresourcetypes",
            "config:putconfigurationrecorder",
            "config:stopconfigurationrecorder",
        ),
    ),
    "aws:cfg/deliveryChannel:DeliveryChannel": Weakness(
        actions=("config:deletedeliverychannel", "config:putdeliverychannel"),
    ),
    "aws:cloudwatch/logGroup:LogGroup": Weakness(
        arn="{arn}",
        actions=(
            "logs:deleteloggroup",
            "logs:deletelogstream",
            "logs:deleteretentionpolicy",
            "logs:disassociatekmskey",
            "logs:putretentionpolicy",
        ),
    ),
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": Weakness(
        actions=("logs:deletesubscriptionfilter", "logs:putsubscriptionfilter"),
    ),
    "aws:ebs/encryptionByDefault:EncryptionByDefault": Weakness(
        actions=("ec2:disableebsencryptionbydefault",),
    ),
    "aws:ebs/defaultKmsKey:DefaultKmsKey": Weakness(
        actions=("ec2:modifyebsdefaultkmskeyid", "ec2:resetebsdefaultkmskeyid"),
    ),
    "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": Weakness(
        actions=("ec2:disablesnapshotblockpublicaccess", "ec2:enablesnapshotblockpublicaccess"),
    ),
    "aws:ec2/flowLog:FlowLog": Weakness(actions=("ec2:deleteflowlogs",)),
    "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": Weakness(
        actions=("ec2:disableimageblockpublicaccess",),
    ),
    "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": Weakness(
        actions=("ec2:modifyinstancemetadatadefaults",),
    ),
    "aws:ec2/networkAcl:NetworkAcl": Weakness(
        actions=(
            "ec2:createnetworkaclentry",
            "ec2:deletenetworkaclentry",
            "ec2:replacenetworkaclassociation",
            "ec2:replacenetworkaclentry",
        ),
    ),
    "aws:ec2/routeTable:RouteTable": Weakness(
        actions=(
            "ec2:associateroutetable",
            "ec2:createroute",
            "ec2:deleteroute",
            "ec2:disassociateroutetable",
            "ec2:replaceroute",
            "ec2:replaceroutetableassociation",
        ),
    ),
    "aws:ec2/vpc:Vpc": Weakness(
        actions=(
            "ec2:attachinternetgateway",
            "ec2:attachvpngateway",
            "ec2:createegressonlyinternetgateway",
            "ec2:createnatgateway",
            "ec2:createtransitgatewayvpcattachment",
            "ec2:createvpcpeeringconnection",
            "ec2:acceptvpcpeeringconnection",
        ),
    ),
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": Weakness(
        actions=(
            "ec2:createvpcblockpublicaccessexclusion",
            "ec2:modifyvpcblockpublicaccessexclusion",
            "ec2:modifyvpcblockpublicaccessoptions",
        ),
    ),
    "aws:kms/alias:Alias": Weakness(
        arn="{arn}",
        actions=("kms:deletealias", "kms:updatealias"),
    ),
    "aws:kms/key:Key": Weakness(
        arn="{arn}",
        actions=("kms:disablekey", "kms:putkeypolicy", "kms:schedulekeydeletion"),
    ),
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": Weakness(
        actions=("s3:putaccountpublicaccessblock",),
    ),
}
"""By type, the calls that take away what the platform put there.

The calls that weaken each are its service's own, from the API references; what adds to a log or
makes a finding is not among them.
"""
OF_EVERY_ACCOUNT: Final = (
    "account:closeaccount",
    "guardduty:createfilter",
    "guardduty:deletedetector",
    "guardduty:disassociatefromadministratoraccount",
    "guardduty:disassociatefrommasteraccount",
    "guardduty:updatedetector",
    "iam:createopenidconnectprovider",
    "iam:createsamlprovider",
    "inspector2:disable",
    "macie2:disablemacie",
    "macie2:disassociatefromadministratoraccount",
    "organizations:leaveorganization",
    "securityhub:disablesecurityhub",
    "securityhub:disassociatefromadministratoraccount",
)
"""Of the organization's own services and of the account itself, which no tenant's stack declares.

https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
"""
