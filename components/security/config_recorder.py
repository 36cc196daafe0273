"""`ConfigRecorder`: AWS Config in one account: how each resource is and was configured."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class ConfigRecorderArgs:
    """What `ConfigRecorder` needs.

    `regions`: where the account keeps anything, the home region first. `prefix` is where the
    archive keeps this class of log. `after`: what must be there before, such as the archive, whose
    policy AWS Config tries when a channel is made.
    """

    regions: Sequence[str]
    bucket_name: pulumi.Input[str]
    prefix: str
    key_arn: pulumi.Input[str]
    after: Sequence[pulumi.Resource] = ()


class ConfigRecorder(pulumi.ComponentResource):
    """A recorder of all resources in each region, which delivers to the log archive.

    It is made by the stack of the account that it records, not by a StackSet: so a preview shows
    it, the policies judge it, and it stands before anything that it is to record. Global resources
    (IAM) are recorded once, in the home region.

    Source: https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
    """

    def __init__(
        self, name: str, args: ConfigRecorderArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:security:ConfigRecorder", name, {}, opts)
        role = aws.iam.ServiceLinkedRole(
            name,
            aws_service_name="config.amazonaws.com",
            opts=pulumi.ResourceOptions(parent=self),
        )
        for region in args.regions:
            recorder = aws.cfg.Recorder(
                f"{name}-{region}",
                name="default",
                region=region,
                role_arn=role.arn,
                recording_group=aws.cfg.RecorderRecordingGroupArgs(
                    all_supported=True,
                    include_global_resource_types=region == args.regions[0],
                ),
                opts=pulumi.ResourceOptions(parent=self),
            )
            channel = aws.cfg.DeliveryChannel(
                f"{name}-{region}",
                name="default",
                region=region,
                s3_bucket_name=args.bucket_name,
                s3_key_prefix=args.prefix,
                s3_kms_key_arn=args.key_arn,
                snapshot_delivery_properties=aws.cfg.DeliveryChannelSnapshotDeliveryPropertiesArgs(
                    delivery_frequency="TwentyFour_Hours"
                ),
                # AWS Config takes a channel only where there is a recorder.
                opts=pulumi.ResourceOptions(parent=self, depends_on=[recorder, *args.after]),
            )
            aws.cfg.RecorderStatus(
                f"{name}-{region}",
                name=recorder.name,
                region=region,
                is_enabled=True,
                opts=pulumi.ResourceOptions(parent=self, depends_on=[channel]),
            )
        self.register_outputs({})
