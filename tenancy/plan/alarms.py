"""What a tenant's services are watched by, before anybody knows their resources.

Each alarm is a query over all resources of a service (CloudWatch Metrics Insights), so that it
holds for what the system's developers will make, by whatever name:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, kw_only=True)
class AlarmPlan:
    """A query, and the value from which somebody is told. Periods have five minutes."""

    name: str
    """Its identity within the tenant, such as `lambda-errors`."""
    title_ja: str
    """What is the case when it goes off, in Japanese."""
    title_en: str
    query: str
    comparison: Literal["GreaterThanThreshold", "LessThanThreshold"] = "GreaterThanThreshold"
    threshold: float
    periods: int = 1
    """For so many periods on end."""


def _alarm(
    name: str,
    titles: tuple[str, str],
    query: str,
    threshold: float,
    *,
    periods: int = 1,
    below: bool = False,
) -> AlarmPlan:
    ja, en = titles
    return AlarmPlan(
        name=name,
        title_ja=ja,
        title_en=en,
        query=query,
        comparison="LessThanThreshold" if below else "GreaterThanThreshold",
        threshold=threshold,
        periods=periods,
    )


_DATABASE = _alarm(
    "database-cpu",
    (
        "データベースのCPU使用率が30分にわたり90%を超えている",
        "Databases are above 90% CPU for 30 min",
    ),
    'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/RDS", DBInstanceIdentifier)',
    90,
    periods=6,
)

ALWAYS: Final = (
    _alarm(
        "log-delivery",
        ("ログが保管庫に届いていない", "Logs don't reach the archive"),
        "SELECT SUM(DeliveryErrors)"
        ' FROM SCHEMA("AWS/Logs", DestinationType, FilterName, LogGroupName)',
        0,
    ),
)
"""What every environment is watched by."""

BY_SERVICE: Final[Mapping[str, tuple[AlarmPlan, ...]]] = {
    "api-gateway": (
        _alarm(
            "api-errors",
            ("APIがサーバー側の誤りを返している", "APIs answer with errors of their own"),
            'SELECT SUM("5XXError") FROM SCHEMA("AWS/ApiGateway", ApiName)',
            10,
        ),
    ),
    "aurora": (_DATABASE,),
    "dynamodb": (
        _alarm(
            "table-throttled",
            ("DynamoDBが要求を制限している", "DynamoDB throttles requests"),
            'SELECT SUM(ThrottledRequests) FROM SCHEMA("AWS/DynamoDB", Operation, TableName)',
            10,
        ),
    ),
    "ec2": (
        _alarm(
            "server-status",
            ("サーバーの状態確認が失敗している", "Servers fail their status checks"),
            'SELECT MAX(StatusCheckFailed) FROM SCHEMA("AWS/EC2", InstanceId)',
            0,
            periods=2,
        ),
    ),
    "elastic-load-balancing": (
        _alarm(
            "targets-unhealthy",
            ("負荷分散の先に応答しないものがある", "Load balancers have targets that don't answer"),
            "SELECT MAX(UnHealthyHostCount)"
            ' FROM SCHEMA("AWS/ApplicationELB", LoadBalancer, TargetGroup)',
            0,
            periods=2,
        ),
        _alarm(
            "targets-errors",
            ("利用者にサーバー側の誤りを返している", "Users get errors of the servers"),
            'SELECT SUM(HTTPCode_Target_5XX_Count) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer)',
            10,
        ),
    ),
    "lambda": (
        _alarm(
            "function-errors",
            ("関数の実行が失敗している", "Functions fail"),
            'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)',
            5,
        ),
    ),
    "opensearch": (
        _alarm(
            "search-red",
            ("全文検索のデータの一部が読めない", "A part of the search data can't be read"),
            'SELECT MAX("ClusterStatus.red") FROM SCHEMA("AWS/ES", ClientId, DomainName)',
            0,
        ),
    ),
    "rds": (
        _DATABASE,
        _alarm(
            "database-storage",
            ("データベースの空き容量が5GiBを下回った", "A database has less than 5 GiB left"),
            'SELECT MIN(FreeStorageSpace) FROM SCHEMA("AWS/RDS", DBInstanceIdentifier)',
            5 * 1024**3,
            below=True,
        ),
    ),
    "sqs": (
        _alarm(
            "queue-age",
            ("1時間以上処理されないメッセージがある", "Messages wait for more than an hour"),
            'SELECT MAX(ApproximateAgeOfOldestMessage) FROM SCHEMA("AWS/SQS", QueueName)',
            3600,
        ),
    ),
    "step-functions": (
        _alarm(
            "workflow-failures",
            ("処理の流れが失敗している", "Workflows fail"),
            'SELECT SUM(ExecutionsFailed) FROM SCHEMA("AWS/States", StateMachineArn)',
            0,
        ),
    ),
}
"""What is watched where a service is declared. A service that isn't here has no figure that means
the same in all systems."""


def plan_alarms(services: Iterable[str]) -> tuple[AlarmPlan, ...]:
    """Return the alarms of an environment that uses these services, each once."""
    found = {alarm.name: alarm for alarm in ALWAYS}
    for service in sorted(services):
        found.update((alarm.name, alarm) for alarm in BY_SERVICE.get(service, ()))
    return tuple(found.values())
