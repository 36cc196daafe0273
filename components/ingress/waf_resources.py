"""AWS WAF's resources, by their tokens.

`pulumi_aws.wafv2` has classes for every statement within every statement: importing it costs
1.3 s of processor time and 90 MB, in each run of the program, for three resources. So they are
registered here as that module would do it, with properties in Pulumi's own spelling (camelCase). A
test holds each property's name against `pulumi_aws`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pulumi

Block = Mapping[str, Any]
"""A nested property: names in camelCase."""
TEXTS: Final[Mapping[str, frozenset[str]]] = {
    "aws:wafv2/webAcl:WebAcl": frozenset({"arn"}),
    "aws:wafv2/webAclAssociation:WebAclAssociation": frozenset(),
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": frozenset(),
}
"""Outputs that are used and sure to be texts, by token."""


class WebAcl(pulumi.CustomResource):
    """`aws:wafv2/webAcl:WebAcl`, for what has an address in a region."""

    arn: pulumi.Output[str]

    def __init__(
        self,
        resource_name: str,
        *,
        name: str,
        description: str,
        rules: Sequence[Block],
        visibility: Block,
        tags: Mapping[str, str],
        opts: pulumi.ResourceOptions,
    ) -> None:
        super().__init__(
            "aws:wafv2/webAcl:WebAcl",
            resource_name,
            {
                "name": name,
                "description": description,
                "scope": "REGIONAL",
                "defaultAction": {"allow": {}},
                "rules": list(rules),
                "visibilityConfig": visibility,
                "tags": dict(tags),
                "arn": None,
            },
            opts,
        )


class WebAclAssociation(pulumi.CustomResource):
    """`aws:wafv2/webAclAssociation:WebAclAssociation`: what a web ACL stands before."""

    def __init__(
        self,
        resource_name: str,
        *,
        web_acl_arn: pulumi.Input[str],
        resource_arn: pulumi.Input[str],
        opts: pulumi.ResourceOptions,
    ) -> None:
        super().__init__(
            "aws:wafv2/webAclAssociation:WebAclAssociation",
            resource_name,
            {"webAclArn": web_acl_arn, "resourceArn": resource_arn},
            opts,
        )


class WebAclLoggingConfiguration(pulumi.CustomResource):
    """`aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration`: where it logs."""

    def __init__(
        self,
        resource_name: str,
        *,
        web_acl_arn: pulumi.Input[str],
        log_group_arn: pulumi.Input[str],
        redacted_fields: Sequence[Block],
        opts: pulumi.ResourceOptions,
    ) -> None:
        super().__init__(
            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
            resource_name,
            {
                "resourceArn": web_acl_arn,
                "logDestinationConfigs": [log_group_arn],
                "redactedFields": list(redacted_fields),
            },
            opts,
        )
