"""The blocks that keep data from the public, whatever a policy says."""

from typing import Final

from kyotsu.review.meaning.guards import Guard, guards
from kyotsu.review.meaning.settings import Setting, off_is_safe, on_is_safe, ranked, settings
from policies.rule import Severity, Text

_BLOCK: Final = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
_ACCOUNT: Final = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
_LOOSER: Final = Text(
    ja="公開を防ぐ設定 {name} が緩みます。",
    en="{name}, which keeps data from the public, is loosened.",
)
_TIGHTER: Final = Text(
    ja="公開を防ぐ設定 {name} が厳しくなります。",
    en="{name}, which keeps data from the public, becomes stricter.",
)
_PUBLIC: Final = Text(
    ja="{name} がインターネットから到達できるアドレスを持つようになります。",
    en="{name} gets an address that the internet can reach.",
)
_PRIVATE: Final = Text(
    ja="{name} がインターネットから到達できるアドレスを持たなくなります。",
    en="{name} no longer has an address that the internet can reach.",
)

CLASSIFIERS: Final = (
    settings(
        "public access",
        *(
            Setting(
                code="public-access-block-loosened",
                types=(_BLOCK, _ACCOUNT),
                path=path,
                order=on_is_safe,
                severity=Severity.CRITICAL,
                looser=_LOOSER,
                tighter=_TIGHTER,
            )
            for path in (
                "blockPublicAcls",
                "blockPublicPolicy",
                "ignorePublicAcls",
                "restrictPublicBuckets",
            )
        ),
        Setting(
            code="public-access-block-loosened",
            types=("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",),
            path="state",
            order=ranked("block-all-sharing", "block-new-sharing", "unblocked"),
            severity=Severity.CRITICAL,
            looser=_LOOSER,
            tighter=_TIGHTER,
        ),
        Setting(
            code="public-access-block-loosened",
            types=("aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",),
            path="state",
            order=ranked("block-new-sharing", "unblocked"),
            severity=Severity.CRITICAL,
            looser=_LOOSER,
            tighter=_TIGHTER,
        ),
        Setting(
            code="public-access-block-loosened",
            types=("aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",),
            path="internetGatewayBlockMode",
            order=ranked("block-bidirectional", "block-ingress", "off"),
            severity=Severity.CRITICAL,
            looser=_LOOSER,
            tighter=_TIGHTER,
        ),
        Setting(
            code="public-access-block-loosened",
            types=("aws:s3/bucketOwnershipControls:BucketOwnershipControls",),
            path="rule.objectOwnership",
            order=ranked("BucketOwnerEnforced"),
            severity=Severity.HIGH,
            looser=_LOOSER,
            tighter=_TIGHTER,
        ),
        Setting(
            code="public-address",
            types=("aws:ec2/subnet:Subnet",),
            path="mapPublicIpOnLaunch",
            order=off_is_safe,
            severity=Severity.HIGH,
            looser=Text(
                ja="サブネット {name} で起動するサーバーに公開アドレスが付くようになります。",
                en="Servers that start in the subnet {name} get a public address.",
            ),
            tighter=Text(
                ja="サブネット {name} で起動するサーバーに公開アドレスが付かなくなります。",
                en="Servers that start in the subnet {name} get no public address any more.",
            ),
        ),
        Setting(
            code="public-address",
            types=("aws:rds/instance:Instance",),
            path="publiclyAccessible",
            order=off_is_safe,
            severity=Severity.CRITICAL,
            looser=_PUBLIC,
            tighter=_PRIVATE,
        ),
        Setting(
            code="public-address",
            types=("aws:ec2/instance:Instance",),
            path="associatePublicIpAddress",
            order=off_is_safe,
            severity=Severity.HIGH,
            looser=_PUBLIC,
            tighter=_PRIVATE,
        ),
        Setting(
            code="public-address",
            types=("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"),
            path="internal",
            order=on_is_safe,
            severity=Severity.HIGH,
            looser=_PUBLIC,
            tighter=_PRIVATE,
        ),
    ),
    guards(
        "public access blocks",
        Guard(
            code="public-access-block-removed",
            types=(_BLOCK,),
            target="bucket",
            severity=Severity.CRITICAL,
            lost=Text(
                ja="バケット {target} から、公開を防ぐ設定 {name} がなくなります。",
                en="The bucket {target} loses {name}, which keeps it from the public.",
            ),
        ),
        *(
            Guard(
                code="public-access-block-removed",
                types=(one,),
                severity=Severity.CRITICAL,
                lost=Text(
                    ja="アカウント全体で公開を防ぐ設定 {name} がなくなります。",
                    en="The whole account loses {name}, which keeps data from the public.",
                ),
            )
            for one in (
                _ACCOUNT,
                "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
                "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
                "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
            )
        ),
    ),
)
