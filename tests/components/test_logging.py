"""Proves what central logging is made of: archive, trail, alarms, tables. No engine."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from components.logging.cis_alarms import ALARMS, TrailAlarm
from components.logging.log_archive import LogArchive, LogArchiveArgs
from components.logging.log_search import LogSearch, LogSearchArgs
from components.logging.log_table import LogTable
from components.logging.organization_trail import (
    OrganizationTrail,
    OrganizationTrailArgs,
    trail_arn,
    trail_name,
)
from components.logging.tables import TABLES
from components.logging.trail_alarms import TrailAlarms, TrailAlarmsArgs
from tenancy.stage.logging import PREFIXES, LogClass, LogKeeping
from tests.components.alone import statements
from tests.components.conftest import evaluate

if TYPE_CHECKING:
    from tests.components.conftest import Recorder

MANAGEMENT, ARCHIVE_ACCOUNT = "111111111111", "222222222222"
ORGANIZATION = "o-example"
READER = "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_log-administrator_*"
BUCKET = "kyotsu-test-log-archive"
TRAIL = f"arn:aws:cloudtrail:ap-northeast-1:{MANAGEMENT}:trail/kyotsu-test-organization"
KEEPING: dict[LogClass, LogKeeping] = {
    kind: LogKeeping(keep_days=1000 + number, deep_archive_after=365 if number else None)
    for number, kind in enumerate(PREFIXES)
}


@pytest.fixture(scope="module")
def archive() -> Recorder:
    return evaluate(
        lambda: LogArchive(
            "archive",
            LogArchiveArgs(
                name_prefix="kyotsu-test",
                region="ap-northeast-1",
                account_id=ARCHIVE_ACCOUNT,
                management_account_id=MANAGEMENT,
                organization_id=ORGANIZATION,
                trail_arn=trail_arn("kyotsu-test", "ap-northeast-1", MANAGEMENT),
                readers=(READER,),
                retention_days=731,
                keeping=KEEPING,
                protect=True,
            ),
        )
    )


def _policy(archive: Recorder, bucket: str) -> dict[str, dict[str, Any]]:
    return statements(archive.of("aws:s3/bucketPolicy:BucketPolicy")[bucket]["policy"])


class TestArchive:
    def test_what_keeps_logs_is_locked_and_what_tells_of_readers_is_not(
        self, archive: Recorder
    ) -> None:
        locks = archive.of("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
        assert {name: lock["rule"]["defaultRetention"] for name, lock in locks.items()} == {
            "archive": {"mode": "COMPLIANCE", "days": 731},
            "archive-requests": {"mode": "COMPLIANCE", "days": 731},
        }

    def test_each_class_has_its_own_tiers_and_end(self, archive: Recorder) -> None:
        lifecycles = archive.of("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
        rules = {
            rule["id"]: rule
            for name in ("archive", "archive-requests")
            for rule in lifecycles[name]["rules"]
            if rule["id"] != "unfinished-uploads"
        }
        assert set(rules) == set(PREFIXES)
        for kind, keeping in KEEPING.items():
            rule = rules[kind]
            assert rule["filter"] == {"prefix": f"{PREFIXES[kind]}/"}
            assert rule["expiration"] == {"days": keeping.keep_days}
            wanted = [(90, "GLACIER_IR")]
            if keeping.deep_archive_after:
                wanted.append((365, "DEEP_ARCHIVE"))
            found = [(row["days"], row["storageClass"]) for row in rule["transitions"]]
            assert found == wanted

    def test_prefixes_are_apart(self) -> None:
        prefixes = [f"{prefix}/" for prefix in PREFIXES.values()]
        assert len(set(prefixes)) == len(prefixes)
        assert not any(
            one != other and one.startswith(other) for one in prefixes for other in prefixes
        )

    def test_only_the_organizations_own_trail_may_write_its_events(self, archive: Recorder) -> None:
        writes = _policy(archive, "archive")["TrailWrites"]
        assert writes["Principal"] == {"Service": "cloudtrail.amazonaws.com"}
        assert writes["Condition"] == {"StringEquals": {"aws:SourceArn": TRAIL}}
        assert writes["Resource"] == [
            f"arn:aws:s3:::{BUCKET}/audit/AWSLogs/{owner}/*" for owner in (MANAGEMENT, ORGANIZATION)
        ]

    def test_services_write_for_the_organization_only_and_each_to_its_place(
        self, archive: Recorder
    ) -> None:
        policy = _policy(archive, "archive")
        ours = {"StringEquals": {"aws:SourceOrgID": ORGANIZATION}}
        assert policy["ConfigWrites"]["Condition"] == ours
        assert policy["ConfigWrites"]["Resource"] == (
            f"arn:aws:s3:::{BUCKET}/configuration/AWSLogs/*"
        )
        assert policy["LogDeliveryWrites"]["Condition"] == ours
        assert policy["LogDeliveryWrites"]["Resource"] == [
            f"arn:aws:s3:::{BUCKET}/{PREFIXES[kind]}/*" for kind in ("flow", "dns", "firewall")
        ]
        requests = _policy(archive, "archive-requests")["LoadBalancersWrite"]
        assert requests["Condition"] == ours

    @pytest.mark.parametrize("bucket", ["archive", "archive-requests"])
    def test_nobody_reads_but_those_who_are_named(self, archive: Recorder, bucket: str) -> None:
        denied = _policy(archive, bucket)["OnlyReadersOfLogs"]
        assert denied["Effect"] == "Deny"
        assert set(denied["Action"]) == {"s3:GetObject", "s3:GetObjectVersion"}
        assert denied["Condition"]["ArnNotLike"] == {"aws:PrincipalArn": READER}

    def test_the_key_lets_each_service_encrypt_and_no_principal_of_another_account(
        self, archive: Recorder
    ) -> None:
        key = statements(archive.of("aws:kms/key:Key")["archive"]["policy"])
        services = {
            sid: row["Principal"].get("Service")
            for sid, row in key.items()
            if sid != "OwningAccount"
        }
        assert services == {
            "LogDeliveryOfTheOrganization": "delivery.logs.amazonaws.com",
            "LogGroupsOfThisAccount": "logs.ap-northeast-1.amazonaws.com",
            "TrailEncrypts": "cloudtrail.amazonaws.com",
            "TrailLooksAtKey": "cloudtrail.amazonaws.com",
            "ConfigOfTheOrganization": "config.amazonaws.com",
        }
        assert key["TrailEncrypts"]["Condition"]["StringEquals"] == {"aws:SourceArn": TRAIL}
        assert all("Condition" in row for sid, row in key.items() if sid != "OwningAccount")


@pytest.fixture(scope="module")
def trail() -> dict[str, Any]:
    made = evaluate(
        lambda: OrganizationTrail(
            "trail",
            OrganizationTrailArgs(
                name_prefix="kyotsu-test",
                region="ap-northeast-1",
                account_id=ARCHIVE_ACCOUNT,
                bucket_name=BUCKET,
                bucket_arn=f"arn:aws:s3:::{BUCKET}",
                key_arn="arn:key",
                searchable_days=365,
                protect=True,
            ),
        )
    )
    return made.of("aws:cloudtrail/trail:Trail")["trail"]


class TestTrail:
    def test_it_covers_everything_is_signed_and_under_our_key(self, trail: dict[str, Any]) -> None:
        assert trail["isOrganizationTrail"]
        assert trail["isMultiRegionTrail"]
        assert trail["includeGlobalServiceEvents"]
        assert trail["enableLogFileValidation"]
        assert trail["kmsKeyId"] == "arn:key"
        assert (trail["s3BucketName"], trail["s3KeyPrefix"]) == (BUCKET, "audit")
        assert trail["name"] == trail_name("kyotsu-test") == TRAIL.rsplit("/", 1)[1]

    def test_its_own_deliveries_are_not_recorded_and_reads_of_them_are(
        self, trail: dict[str, Any]
    ) -> None:
        selectors = {
            selector["name"]: {field.pop("field"): field for field in selector["fieldSelectors"]}
            for selector in trail["advancedEventSelectors"]
        }
        inside = f"arn:aws:s3:::{BUCKET}/"
        elsewhere = selectors["Objects in all buckets but the archive"]
        assert elsewhere["resources.ARN"] == {"notStartsWiths": [inside]}
        assert "readOnly" not in elsewhere
        reads = selectors["Reads of the archive"]
        assert reads["resources.ARN"] == {"startsWiths": [inside]}
        assert reads["readOnly"] == {"equals": ["true"]}
        assert selectors["All management events"] == {"eventCategory": {"equals": ["Management"]}}


class TestAlarms:
    def test_they_are_those_of_the_benchmark_each_once(self) -> None:
        controls = [alarm.control for alarm in ALARMS]
        assert controls == [f"4.{number}" for number in range(1, 16)]
        assert len({alarm.name for alarm in ALARMS}) == len(ALARMS)

    @pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.name)
    def test_a_pattern_is_one_that_cloudwatch_takes(self, alarm: TrailAlarm) -> None:
        # PutMetricFilter takes 1,024 characters.
        assert len(alarm.pattern) <= 1024
        assert re.fullmatch(r"\{ .* \}", alarm.pattern)
        assert alarm.pattern.count("(") == alarm.pattern.count(")")
        inner = alarm.pattern[2:-2]
        terms = re.split(r" \|\| | && ", re.sub(r"[()]", "", inner))
        term = r'\$(\.\w+)+ (((=|!=) ("[^"]*"|[\w.]+))|NOT EXISTS)'
        assert [part for part in terms if not re.fullmatch(term, part.strip())] == []

    def test_each_alarm_counts_its_own_filter_and_tells_the_topic(self) -> None:
        made = evaluate(
            lambda: TrailAlarms(
                "alarms",
                TrailAlarmsArgs(
                    name_prefix="kyotsu-test",
                    group_name="/kyotsu-test/trail",
                    alarms=ALARMS,
                    topic_arn="arn:topic",
                ),
            )
        )
        filters = made.of("aws:cloudwatch/logMetricFilter:LogMetricFilter")
        alarms = made.of("aws:cloudwatch/metricAlarm:MetricAlarm")
        assert set(filters) == set(alarms)
        for name, alarm in alarms.items():
            counted = filters[name]["metricTransformation"]
            assert (alarm["namespace"], alarm["metricName"]) == (
                counted["namespace"],
                counted["name"],
            )
            assert alarm["alarmActions"] == ["arn:topic"]
            assert alarm["treatMissingData"] == "notBreaching"


@pytest.fixture(scope="module")
def search() -> Recorder:
    return evaluate(
        lambda: LogSearch(
            "search",
            LogSearchArgs(
                name_prefix="kyotsu-test",
                organization_id=ORGANIZATION,
                bucket_name=BUCKET,
                requests_bucket_name="kyotsu-test-request-logs",
                key_arn="arn:key",
                account_ids=(ARCHIVE_ACCOUNT, MANAGEMENT),
                protect=False,
            ),
        )
    )


class TestTables:
    @pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
    def test_athena_finds_every_partition_by_itself(
        self, search: Recorder, table: LogTable
    ) -> None:
        made = search.of("aws:glue/catalogTable:CatalogTable")[f"search-{table.name}"]
        found = made["parameters"]
        partitions = [key["name"] for key in made["partitionKeys"]]
        template = found["storage.location.template"]
        # Athena refuses a partition that the place doesn't name, or that has no projection.
        assert re.findall(r"\$\{(\w+)\}", template) == partitions
        assert all(f"projection.{name}.type" in found for name in partitions)
        assert found["projection.account.values"] == f"{ARCHIVE_ACCOUNT},{MANAGEMENT}"
        bucket = BUCKET if table.bucket == "archive" else "kyotsu-test-request-logs"
        assert template.startswith(f"s3://{bucket}/")
        assert "{organization}" not in template
        assert not set(partitions) & set(table.columns)

    def test_the_trails_place_is_below_the_organization(self, search: Recorder) -> None:
        made = search.of("aws:glue/catalogTable:CatalogTable")["search-audit"]
        assert made["parameters"]["storage.location.template"] == (
            f"s3://{BUCKET}/audit/AWSLogs/{ORGANIZATION}"
            "/${account}/CloudTrail/${region}/${day}"
        )

    def test_results_stay_under_our_key_and_nobody_can_send_them_elsewhere(
        self, search: Recorder
    ) -> None:
        group = search.of("aws:athena/workgroup:Workgroup")["search"]["configuration"]
        assert group["enforceWorkgroupConfiguration"]
        result = group["resultConfiguration"]
        assert result["outputLocation"] == "s3://kyotsu-test-log-queries/"
        assert result["encryptionConfiguration"] == {
            "encryptionOption": "SSE_KMS",
            "kmsKeyArn": "arn:key",
        }

    def test_a_line_of_a_load_balancers_log_fits_its_columns(self) -> None:
        (table,) = (table for table in TABLES if table.name == "requests")
        # From AWS's documentation of access log entries.
        line = (
            "https 2026-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 "
            "192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "
            '"GET https://www.example.com:443/ HTTP/1.1" "curl/7.46.0" '
            "ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 "
            "arn:aws:elasticloadbalancing:us-east-2:123456789012:"
            "targetgroup/my-targets/73e2d6bc24d8a067 "
            '"Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" '
            '"arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012" '
            '1 2026-07-02T22:22:48.364000Z "authenticate,forward" "-" "-" '
            '"10.0.0.1:80" "200" "-" "-" '
            "TID_123456"
        )
        found = re.fullmatch(table.serde_parameters["input.regex"], line)
        assert found is not None
        values = dict(zip(table.columns, found.groups(), strict=True))
        assert values["client_ip"] == "192.168.131.39"
        assert values["request_verb"] == "GET"
        assert values["elb_status_code"] == "200"
        assert values["domain_name"] == "www.example.com"
        assert values["conn_trace_id"] == "TID_123456"

    def test_policies_are_documents(self, archive: Recorder) -> None:
        for policy in archive.of("aws:s3/bucketPolicy:BucketPolicy").values():
            assert json.loads(policy["policy"])["Version"] == "2012-10-17"
