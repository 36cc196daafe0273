"""Proves what the security services are told to do, and who hears of findings. No engine."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from cfnlint.api import lint_all

from components.security import config_rules
from components.security.access_analysis import AccessAnalysis, AccessAnalysisArgs
from components.security.config_recorder import ConfigRecorder, ConfigRecorderArgs
from components.security.data_discovery import DataDiscovery, DataDiscoveryArgs, Member
from components.security.findings import TOLD, FindingsRoute, FindingsRouteArgs, pattern
from components.security.management_watch import ManagementWatch, ManagementWatchArgs
from components.security.platform_alerts import PlatformAlerts, PlatformAlertsArgs
from components.security.posture import SecurityPosture, SecurityPostureArgs
from components.security.threat_detection import ThreatDetection, ThreatDetectionArgs
from components.security.vulnerability_scan import VulnerabilityScan, VulnerabilityScanArgs
from tests.components.alone import statements
from tests.components.conftest import evaluate

if TYPE_CHECKING:
    from tests.components.conftest import Recorder

TOKYO, OSAKA = "ap-northeast-1", "ap-northeast-3"
SECURITY, ARCHIVE, TENANT = "111111111111", "222222222222", "333333333333"


def test_guardduty_is_on_for_all_accounts_in_each_region_with_the_stages_protections() -> None:
    made = evaluate(
        lambda: ThreatDetection(
            "threats",
            ThreatDetectionArgs(regions=(TOKYO, OSAKA), protections=("s3", "runtime")),
        )
    )
    detectors = made.of("aws:guardduty/detector:Detector")
    assert {detector["region"] for detector in detectors.values()} == {TOKYO, OSAKA}
    members = made.of("aws:guardduty/organizationConfiguration:OrganizationConfiguration")
    assert all(one["autoEnableOrganizationMembers"] == "ALL" for one in members.values())
    features = made.of(
        "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature"
    )
    assert {(one["region"], one["name"], one["autoEnable"]) for one in features.values()} == {
        (region, name, "ALL")
        for region in (TOKYO, OSAKA)
        for name in ("S3_DATA_EVENTS", "RUNTIME_MONITORING")
    }
    runtime = features[f"threats-{TOKYO}-runtime"]["additionalConfigurations"]
    assert {agent["name"] for agent in runtime} == {
        "EKS_ADDON_MANAGEMENT",
        "ECS_FARGATE_AGENT_MANAGEMENT",
        "EC2_AGENT_MANAGEMENT",
    }


def test_the_management_account_gives_away_its_trail_and_is_watched_itself() -> None:
    made = evaluate(
        lambda: ManagementWatch(
            "watch", ManagementWatchArgs(log_archive_account_id=ARCHIVE, regions=(TOKYO, OSAKA))
        )
    )
    (delegated,) = made.of(
        "aws:cloudtrail/organizationDelegatedAdminAccount:OrganizationDelegatedAdminAccount"
    ).values()
    assert delegated["accountId"] == ARCHIVE
    assert len(made.of("aws:guardduty/detector:Detector")) == 2


@pytest.fixture(scope="module")
def posture() -> Recorder:
    return evaluate(
        lambda: SecurityPosture(
            "posture",
            SecurityPostureArgs(
                name_prefix="kyotsu-test",
                region=TOKYO,
                linked_regions=(OSAKA,),
                root_id="r-1234",
                standards=("aws-fsbp", "cis-3.0", "nist-800-53"),
            ),
        )
    )


def test_one_policy_at_the_root_configures_security_hub_everywhere(posture: Recorder) -> None:
    organization = posture.of(
        "aws:securityhub/organizationConfiguration:OrganizationConfiguration"
    )["posture"]
    # AWS refuses a central configuration with either of these on.
    assert organization["autoEnable"] is False
    assert organization["autoEnableStandards"] == "NONE"
    assert organization["organizationConfiguration"] == {"configurationType": "CENTRAL"}
    policy = posture.of("aws:securityhub/configurationPolicy:ConfigurationPolicy")["posture"]
    assert policy["configurationPolicy"]["enabledStandardArns"] == [
        f"arn:aws:securityhub:{TOKYO}::standards/{standard}"
        for standard in (
            "aws-foundational-security-best-practices/v/1.0.0",
            "cis-aws-foundations-benchmark/v/3.0.0",
            "nist-800-53/v/5.0.0",
        )
    ]
    association = posture.of(
        "aws:securityhub/configurationPolicyAssociation:ConfigurationPolicyAssociation"
    )["posture"]
    assert association == {"policyId": "posture-id", "targetId": "r-1234"}


def test_findings_of_osaka_come_to_tokyo(posture: Recorder) -> None:
    gathered = posture.of("aws:securityhub/findingAggregator:FindingAggregator")["posture"]
    assert gathered == {"linkingMode": "SPECIFIED_REGIONS", "specifiedRegions": [OSAKA]}


def test_a_stage_of_one_region_links_none() -> None:
    made = evaluate(
        lambda: SecurityPosture(
            "posture",
            SecurityPostureArgs(
                name_prefix="kyotsu-test",
                region=TOKYO,
                linked_regions=(),
                root_id="r-1234",
                standards=("aws-fsbp",),
            ),
        )
    )
    gathered = made.of("aws:securityhub/findingAggregator:FindingAggregator")["posture"]
    assert gathered == {"linkingMode": "NO_REGIONS"}


@pytest.mark.parametrize(("days", "analyzers"), [(90, 3), (None, 2)])
def test_access_from_outside_is_looked_for_in_each_region_and_unused_access_once(
    days: int | None, analyzers: int
) -> None:
    made = evaluate(
        lambda: AccessAnalysis(
            "access", AccessAnalysisArgs(regions=(TOKYO, OSAKA), unused_access_days=days)
        )
    )
    found = made.of("aws:accessanalyzer/analyzer:Analyzer")
    assert len(found) == analyzers
    assert all(one["type"].startswith("ORGANIZATION") for one in found.values())
    unused = [one for one in found.values() if one["type"] == "ORGANIZATION_UNUSED_ACCESS"]
    assert [one["configuration"]["unusedAccess"]["unusedAccessAge"] for one in unused] == (
        [] if days is None else [days]
    )


def test_inspector_takes_in_accounts_that_were_there_before() -> None:
    made = evaluate(
        lambda: VulnerabilityScan(
            "scan",
            VulnerabilityScanArgs(
                account_id=SECURITY, members={"log-archive": ARCHIVE, "soumu-shinsei": TENANT}
            ),
        )
    )
    own, members = made.of("aws:inspector2/enabler:Enabler").values()
    assert own["accountIds"] == [SECURITY]
    # AWS takes the administrator or members in one call, never both.
    assert members["accountIds"] == [ARCHIVE, TENANT]
    associated = made.of("aws:inspector2/memberAssociation:MemberAssociation")
    assert {name: one["accountId"] for name, one in associated.items()} == {
        "scan-log-archive": ARCHIVE,
        "scan-soumu-shinsei": TENANT,
    }


@pytest.mark.parametrize("keys", [("a",), ("a", "b")])
def test_another_tenant_changes_nothing_of_macies_job(keys: tuple[str, ...]) -> None:
    made = evaluate(
        lambda: DataDiscovery(
            "macie",
            DataDiscoveryArgs(
                name_prefix="kyotsu-test",
                members={key: Member(account_id=TENANT, email="a@example.go.jp") for key in keys},
            ),
        )
    )
    assert set(made.of("aws:macie2/member:Member")) == {f"macie-{key}" for key in keys}
    job = made.of("aws:macie2/classificationJob:ClassificationJob")["macie"]
    assert job["scheduleFrequency"] == {"weeklySchedule": "MONDAY"}
    (criterion,) = job["s3JobDefinition"]["bucketCriteria"]["includes"]["ands"]
    assert criterion["tagCriterion"]["tagValues"] == [
        {"key": "DataClassification", "value": "confidentiality-2"},
        {"key": "DataClassification", "value": "confidentiality-3"},
    ]


def test_global_resources_are_recorded_once_and_everything_goes_to_the_archive() -> None:
    made = evaluate(
        lambda: ConfigRecorder(
            "recorder",
            ConfigRecorderArgs(
                regions=(TOKYO, OSAKA),
                bucket_name="archive",
                prefix="configuration",
                key_arn="arn:key",
            ),
        )
    )
    recorders = made.of("aws:cfg/recorder:Recorder")
    assert {
        one["region"]: one["recordingGroup"]["includeGlobalResourceTypes"]
        for one in recorders.values()
    } == {TOKYO: True, OSAKA: False}
    for channel in made.of("aws:cfg/deliveryChannel:DeliveryChannel").values():
        assert channel["s3BucketName"] == "archive"
        assert channel["s3KeyPrefix"] == "configuration"
        assert channel["s3KmsKeyArn"] == "arn:key"
    assert all(
        one["isEnabled"] for one in made.of("aws:cfg/recorderStatus:RecorderStatus").values()
    )


def test_the_conformance_pack_is_a_template_that_cloudformation_takes() -> None:
    text = json.dumps(config_rules.template())
    # AWS Config takes a template of up to 51,200 bytes.
    assert len(text) < 51_200
    # Of the linter's remarks those that are only advice about metadata don't matter here.
    assert [found for found in lint_all(text) if not found.rule.id.startswith("I")] == []


class TestFindings:
    @pytest.fixture
    def route(self) -> Recorder:
        return evaluate(
            lambda: FindingsRoute(
                "findings", FindingsRouteArgs(owner_name="kyotsu-test", topic_arn="arn:topic")
            )
        )

    def test_what_is_told_is_new_open_and_severe(self) -> None:
        wanted: Any = pattern(TOLD)["detail"]
        assert wanted["findings"] == {
            "Severity": {"Label": ["HIGH", "CRITICAL"]},
            "Workflow": {"Status": ["NEW"]},
            "RecordState": ["ACTIVE"],
        }

    def test_the_message_is_in_both_languages_and_uses_only_what_is_read(
        self, route: Recorder
    ) -> None:
        (target,) = route.of("aws:cloudwatch/eventTarget:EventTarget").values()
        transformer = target["inputTransformer"]
        template = transformer["inputTemplate"]
        used = set(re.findall(r"<(\w+)>", template))
        assert used == set(transformer["inputPaths"])
        assert target["arn"] == "arn:topic"
        assert "対応を要する事象" in template
        assert "needs action" in template
        # EventBridge takes lines of quoted text; what is inside may hold no further quote.
        assert all(re.fullmatch(r'"[^"]*"', line) for line in template.split("\n"))
        assert len(template) < 8192


class TestAlerts:
    @pytest.fixture
    def alerts(self) -> Recorder:
        return evaluate(
            lambda: PlatformAlerts(
                "alerts",
                PlatformAlertsArgs(
                    name_prefix="kyotsu-test",
                    region=TOKYO,
                    account_id=SECURITY,
                    alarm_account_ids=(ARCHIVE,),
                    contacts=("a@example.go.jp", "b@example.go.jp"),
                    protect=False,
                ),
            )
        )

    def test_every_contact_is_told(self, alerts: Recorder) -> None:
        told = alerts.of("aws:sns/topicSubscription:TopicSubscription").values()
        assert {(one["protocol"], one["endpoint"]) for one in told} == {
            ("email", "a@example.go.jp"),
            ("email", "b@example.go.jp"),
        }

    def test_alarms_of_the_log_archives_account_may_publish_and_no_other_accounts(
        self, alerts: Recorder
    ) -> None:
        policy = statements(alerts.of("aws:sns/topicPolicy:TopicPolicy")["alerts"]["policy"])
        alarms = policy["AlarmsOfCloudWatch"]
        assert alarms["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
        assert alarms["Condition"] == {
            "ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:{TOKYO}:{ARCHIVE}:alarm:*"}
        }
