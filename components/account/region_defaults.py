"""`RegionDefaults`: what AWS gives an account in each region unasked, closed in one region."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

# A container on a bridge network is one hop further from the metadata service than its server.
METADATA_HOPS = 2


@dataclass(frozen=True, kw_only=True)
class RegionDefaultsArgs:
    """What `RegionDefaults` needs.

    `disk_key_arn` is the key of this region that new disks get; None leaves it to AWS's own key.
    """

    region: str
    disk_key_arn: pulumi.Input[str] | None


class RegionDefaults(pulumi.ComponentResource):
    """The defaults of an account in one region, set so that a thing made carelessly is safe.

    New disks are encrypted; snapshots and images can't be made public; new servers answer IMDSv2
    only; no internet gateway of any network passes anything. The default network, which AWS makes
    in each region of a new account, is taken over with its group and ACL, and left without a rule.

    These are settings of an account, one a region: destroying the stack leaves the network, and
    gives the settings back to AWS's defaults.

    It has no outputs.
    """

    def __init__(
        self, name: str, args: RegionDefaultsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:account:RegionDefaults", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        encryption = aws.ebs.EncryptionByDefault(name, enabled=True, region=args.region, opts=child)
        if args.disk_key_arn is not None:
            aws.ebs.DefaultKmsKey(
                name,
                key_arn=args.disk_key_arn,
                region=args.region,
                # EC2 takes a default key at any time, but until encryption is on it means nothing.
                opts=pulumi.ResourceOptions(parent=self, depends_on=[encryption]),
            )
        aws.ec2.InstanceMetadataDefaults(
            name,
            http_endpoint="enabled",
            http_tokens="required",
            http_put_response_hop_limit=METADATA_HOPS,
            region=args.region,
            opts=child,
        )
        aws.ebs.SnapshotBlockPublicAccess(
            name, state="block-all-sharing", region=args.region, opts=child
        )
        aws.ec2.ImageBlockPublicAccess(
            name, state="block-new-sharing", region=args.region, opts=child
        )
        aws.ec2.VpcBlockPublicAccessOptions(
            name,
            internet_gateway_block_mode="block-bidirectional",
            region=args.region,
            opts=child,
        )
        _close_default_network(name, args.region, child)
        self.register_outputs({})


def _close_default_network(name: str, region: str, child: pulumi.ResourceOptions) -> None:
    """Take over the default VPC, and empty what would let something in or out of it.

    Deleting it isn't done: AWS would let anybody make it again, with everything open.
    """
    vpc = aws.ec2.DefaultVpc(name, region=region, tags={"Name": "closed-default"}, opts=child)
    aws.ec2.DefaultSecurityGroup(
        name,
        vpc_id=vpc.id,
        ingress=[],
        egress=[],
        region=region,
        tags={"Name": "closed-default"},
        opts=child,
    )
    aws.ec2.DefaultNetworkAcl(
        name,
        default_network_acl_id=vpc.default_network_acl_id,
        ingress=[],
        egress=[],
        region=region,
        tags={"Name": "closed-default"},
        opts=pulumi.ResourceOptions(
            parent=child.parent,
            # The default subnets fall to the default ACL by themselves; naming none must not
            # take them off it.
            ignore_changes=["subnetIds"],
        ),
    )
