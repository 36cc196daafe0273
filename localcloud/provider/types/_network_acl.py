"""What the network ACL types share."""

from __future__ import annotations

from localcloud.provider.context import Context
from localcloud.provider.types import _ec2
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Props


def entry_params(rule: Props, egress: bool) -> Props:
    protocol = _ec2.number(rule["protocol"])
    whole = protocol == "-1"
    return {
        "RuleNumber": rule["ruleNo"],
        "RuleAction": rule["action"],
        "Protocol": protocol,
        "Egress": egress,
        "CidrBlock": rule.get("cidrBlock") or None,
        "Ipv6CidrBlock": rule.get("ipv6CidrBlock") or None,
        "PortRange": None
        if whole
        else {"From": rule.get("fromPort") or 0, "To": rule.get("toPort") or 0},
    }


def association(context: Context, subnet: str) -> Props:
    filters = [{"Name": "association.subnet-id", "Values": [subnet]}]
    answer = context.call("describe_network_acls", Filters=filters)
    associations: list[Props] = at(answer, "NetworkAcls.0.Associations") or []
    return next(item for item in associations if item["SubnetId"] == subnet)


def associate(context: Context, acl: str, subnet: str) -> str:
    current = association(context, subnet)
    if current["NetworkAclId"] == acl:
        return str(current["NetworkAclAssociationId"])
    answer = context.call(
        "replace_network_acl_association",
        AssociationId=current["NetworkAclAssociationId"],
        NetworkAclId=acl,
    )
    return str(answer["NewAssociationId"])


def default_of(context: Context, vpc: str) -> str:
    filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "default", "Values": ["true"]}]
    return str(
        at(context.call("describe_network_acls", Filters=filters), "NetworkAcls.0.NetworkAclId")
    )
