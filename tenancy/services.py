"""The cloud services that a tenant may declare, and what each means for its environment.

The ledger wants a service's name, its provider and an overview (R7 2.1.2(1)-1 k, l, n); the network
wants to know which interface endpoints reach it, whether it keeps data in the tenant's subnets, and
which logs it writes. Endpoint names are those of "AWS services that integrate with AWS PrivateLink"
in the AWS PrivateLink Guide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tenancy.vocabulary import Text

PROVIDER: Final = Text(
    ja="アマゾン ウェブ サービス ジャパン合同会社", en="Amazon Web Services Japan G.K."
)


@dataclass(frozen=True, kw_only=True)
class CloudService:
    """One service that tenants may use."""

    name: str
    overview: Text
    provider: Text = PROVIDER
    endpoints: tuple[str, ...] = ()
    """Interface endpoints, by short name."""
    keeps_data_in_subnets: bool = False
    """Whether its instances live in the protected tier."""
    logs: tuple[str, ...] = ()
    """Log groups beyond `application` and `audit`."""


def _service(
    name: str,
    ja: str,
    en: str,
    *endpoints: str,
    data: bool = False,
    logs: tuple[str, ...] = (),
) -> CloudService:
    return CloudService(
        name=name,
        overview=Text(ja=ja, en=en),
        endpoints=endpoints,
        keeps_data_in_subnets=data,
        logs=logs,
    )


SERVICES: Final[Mapping[str, CloudService]] = {
    "api-gateway": _service(
        "Amazon API Gateway", "APIの公開と管理", "Publishes and manages APIs", "execute-api"
    ),
    "athena": _service(
        "Amazon Athena", "S3上のデータへのSQL", "SQL over data in S3", "athena", "glue"
    ),
    "aurora": _service(
        "Amazon Aurora",
        "MySQL及びPostgreSQL互換のデータベース",
        "Databases compatible with MySQL and PostgreSQL",
        data=True,
        logs=("database",),
    ),
    "bedrock": _service(
        "Amazon Bedrock", "基盤モデルの利用", "Use of foundation models", "bedrock-runtime"
    ),
    "cognito": _service(
        "Amazon Cognito", "利用者の認証", "Authentication of a system's users", "cognito-idp"
    ),
    "dynamodb": _service("Amazon DynamoDB", "キーバリュー型データベース", "A key-value database"),
    "ec2": _service(
        "Amazon EC2",
        "仮想サーバー",
        "Virtual servers",
        "ec2",
        "ec2messages",
        "ssm",
        "ssmmessages",
        logs=("operating-system",),
    ),
    "ecs-fargate": _service(
        "Amazon ECS on AWS Fargate",
        "サーバー管理の要らないコンテナ実行",
        "Runs containers without servers to manage",
        "ecr.api",
        "ecr.dkr",
        "ssmmessages",
    ),
    "efs": _service(
        "Amazon EFS", "共有ファイルシステム", "A shared file system", "elasticfilesystem", data=True
    ),
    "elastic-load-balancing": _service(
        "Elastic Load Balancing", "負荷分散", "Spreads load", "elasticloadbalancing"
    ),
    "elasticache": _service(
        "Amazon ElastiCache",
        "メモリー内データベース",
        "An in-memory database",
        data=True,
        logs=("database",),
    ),
    "eventbridge": _service("Amazon EventBridge", "イベントの配送", "Delivers events", "events"),
    "glue": _service("AWS Glue", "データの変換と目録", "Transforms and catalogues data", "glue"),
    "kinesis": _service(
        "Amazon Kinesis Data Streams", "データの流れの収集", "Collects streams", "kinesis-streams"
    ),
    "lambda": _service("AWS Lambda", "関数の実行", "Runs functions", "lambda", logs=("function",)),
    "opensearch": _service(
        "Amazon OpenSearch Service", "全文検索", "Full-text search", data=True, logs=("search",)
    ),
    "rds": _service(
        "Amazon RDS",
        "関係データベース",
        "Relational databases",
        data=True,
        logs=("database",),
    ),
    "redshift": _service(
        "Amazon Redshift",
        "データウェアハウス",
        "A data warehouse",
        "redshift-data",
        data=True,
        logs=("database",),
    ),
    "s3": _service("Amazon S3", "オブジェクトの保存", "Stores objects"),
    "secrets-manager": _service(
        "AWS Secrets Manager", "認証情報の保管", "Keeps credentials", "secretsmanager"
    ),
    "ses": _service("Amazon SES", "電子メールの送信", "Sends e-mail", "email-smtp"),
    "sns": _service("Amazon SNS", "通知", "Notifications", "sns"),
    "sqs": _service("Amazon SQS", "メッセージの待ち行列", "Message queues", "sqs"),
    "step-functions": _service(
        "AWS Step Functions", "処理の流れの制御", "Directs workflows", "states"
    ),
    "textract": _service(
        "Amazon Textract", "文書の文字認識", "Reads text from documents", "textract"
    ),
    "waf": _service("AWS WAF", "ウェブアプリケーションの防御", "Protects web applications"),
}

ALWAYS_ENDPOINTS: Final = ("kms", "logs", "monitoring", "sts")
"""What every environment reaches privately, whatever it declares: keys, logs, metrics, roles."""

ALWAYS_LOGS: Final = ("application", "audit")
"""The log groups that every environment has."""
