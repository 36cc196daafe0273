"""Records and detectors: what stops being written, watched or sent to the archive."""

from typing import Final

from kyotsu.review.meaning.guards import Guard, guards
from kyotsu.review.meaning.settings import Setting, on_is_safe, ranked, settings
from policies.rule import Severity, Text

_TRAIL: Final = "aws:cloudtrail/trail:Trail"
_FLOW: Final = "aws:ec2/flowLog:FlowLog"
_SUBSCRIPTION: Final = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter"
_WATCHERS: Final = (
    _TRAIL,
    "aws:cloudtrail/eventDataStore:EventDataStore",
    "aws:cfg/recorder:Recorder",
    "aws:cfg/recorderStatus:RecorderStatus",
    "aws:cfg/deliveryChannel:DeliveryChannel",
    "aws:cfg/configurationAggregator:ConfigurationAggregator",
    "aws:cfg/conformancePack:ConformancePack",
    "aws:cfg/organizationManagedRule:OrganizationManagedRule",
    "aws:guardduty/detector:Detector",
    "aws:guardduty/organizationConfiguration:OrganizationConfiguration",
    "aws:securityhub/account:Account",
    "aws:securityhub/organizationConfiguration:OrganizationConfiguration",
    "aws:securityhub/configurationPolicyAssociation:ConfigurationPolicyAssociation",
    "aws:securityhub/findingAggregator:FindingAggregator",
    "aws:securityhub/standardsSubscription:StandardsSubscription",
    "aws:accessanalyzer/analyzer:Analyzer",
    "aws:inspector2/organizationConfiguration:OrganizationConfiguration",
    "aws:macie2/account:Account",
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    "aws:cloudwatch/logDestination:LogDestination",
)


def _on(path: str, *types: str, default: bool, ja: str, en: str) -> Setting:
    return Setting(
        code="log-weaker",
        types=types,
        path=path,
        order=on_is_safe,
        severity=Severity.CRITICAL,
        default=default,
        looser=Text(ja=ja, en=en),
        tighter=Text(
            ja="{name} の記録や監視が強くなります。",
            en="What {name} records or watches becomes more.",
        ),
    )


CLASSIFIERS: Final = (
    settings(
        "logs",
        _on(
            "enableLogging",
            _TRAIL,
            default=True,
            ja="証跡 {name} の記録が止まります。",
            en="The trail {name} stops recording.",
        ),
        _on(
            "isMultiRegionTrail",
            _TRAIL,
            default=False,
            ja="証跡 {name} がほかのリージョンの操作を記録しなくなります。",
            en="The trail {name} no longer records what is done in other regions.",
        ),
        _on(
            "isOrganizationTrail",
            _TRAIL,
            default=False,
            ja="証跡 {name} が組織のほかのアカウントを記録しなくなります。",
            en="The trail {name} no longer records the organization's other accounts.",
        ),
        _on(
            "enableLogFileValidation",
            _TRAIL,
            default=False,
            ja="証跡 {name} の改ざんを検知できなくなります。",
            en="A forged record of the trail {name} can no longer be told.",
        ),
        _on(
            "includeGlobalServiceEvents",
            _TRAIL,
            default=True,
            ja="証跡 {name} がIAMなど全世界共通のサービスを記録しなくなります。",
            en="The trail {name} no longer records global services such as IAM.",
        ),
        _on(
            "enable",
            "aws:guardduty/detector:Detector",
            default=True,
            ja="脅威の検知 {name} が止まります。",
            en="The detector {name} stops watching for threats.",
        ),
        _on(
            "isEnabled",
            "aws:cfg/recorderStatus:RecorderStatus",
            default=False,
            ja="構成の記録 {name} が止まります。",
            en="The recorder {name} stops recording configurations.",
        ),
        Setting(
            code="log-weaker",
            types=(_FLOW,),
            path="trafficType",
            order=ranked("ALL"),
            severity=Severity.HIGH,
            looser=Text(
                ja="フローログ {name} が通信の一部しか記録しなくなります。",
                en="The flow log {name} records only some of the traffic.",
            ),
            tighter=Text(
                ja="フローログ {name} がすべての通信を記録するようになります。",
                en="The flow log {name} records all traffic.",
            ),
        ),
        Setting(
            code="log-weaker",
            types=(_SUBSCRIPTION,),
            path="filterPattern",
            order=ranked(""),
            severity=Severity.HIGH,
            default="",
            looser=Text(
                ja="{name} が保管庫に送るログは一部だけになります。",
                en="{name} sends only some of the log to the archive.",
            ),
            tighter=Text(
                ja="{name} がすべてのログを保管庫に送るようになります。",
                en="{name} sends all of the log to the archive.",
            ),
        ),
    ),
    guards(
        "records",
        Guard(
            code="log-stopped",
            types=(_FLOW,),
            target="vpcId",
            severity=Severity.CRITICAL,
            lost=Text(
                ja="ネットワーク {target} の通信を記録するフローログ {name} がなくなります。",
                en="The network {target} loses {name}, which records its traffic.",
            ),
        ),
        Guard(
            code="log-stopped",
            types=(_SUBSCRIPTION,),
            target="logGroup",
            severity=Severity.CRITICAL,
            lost=Text(
                ja="ロググループ {target} が保管庫に送られなくなります（{name} の削除）。",
                en="The log group {target} is no longer sent to the archive: {name} goes.",
            ),
        ),
        Guard(
            code="log-stopped",
            types=(
                "aws:s3/bucketLogging:BucketLogging",
                "aws:s3/bucketLoggingV2:BucketLoggingV2",
            ),
            target="bucket",
            severity=Severity.HIGH,
            lost=Text(
                ja="バケット {target} へのアクセスを記録する {name} がなくなります。",
                en="The bucket {target} loses {name}, which records who reads and writes it.",
            ),
        ),
        *(
            Guard(
                code="log-stopped",
                types=(one,),
                severity=Severity.CRITICAL,
                lost=Text(
                    ja="{name} がなくなり、このアカウントの記録や監視が一つ止まります。",
                    en="{name} goes, and with it something that records or watches the account.",
                ),
            )
            for one in _WATCHERS
        ),
    ),
)
