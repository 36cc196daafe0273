"""The auditors' questions to the archive, as saved queries: filled in where it says so, and run.

SQL of Athena engine 3 (Trino): https://docs.aws.amazon.com/athena/latest/ug/ddl-sql-reference.html
"""

from dataclasses import dataclass
from typing import Final

from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class SavedQuery:
    """One question. Its `?` are asked for, in order, when it is run."""

    name: str
    title: Text
    sql: str


def _query(name: str, ja: str, en: str, sql: str) -> SavedQuery:
    return SavedQuery(name=name, title=Text(ja=ja, en=en), sql=sql.strip() + "\n")


QUERIES: Final = (
    _query(
        "who-did-what-in-a-tenant",
        "あるテナントで、誰が、いつ、何を変更したか（アカウント番号、初日、最終日の順に入力）",
        "Who changed what in a tenant, and when (give account, first day, last day)",
        """
SELECT eventtime, coalesce(useridentity.arn, useridentity.invokedby) AS who, sourceipaddress,
       eventsource, eventname, errorcode, requestparameters
FROM audit
WHERE account = ?
  AND day BETWEEN ? AND ?
  AND readonly = 'false'
ORDER BY eventtime
LIMIT 10000
""",
    ),
    _query(
        "denied-flows",
        "拒否された通信の多い順（アカウント番号、初日、最終日の順に入力）",
        "Denied connections, the most frequent first (give account, first day, last day)",
        """
SELECT srcaddr, dstaddr, dstport, protocol, count(*) AS attempts, sum(packets) AS packets,
       from_unixtime(min("start")) AS first_seen, from_unixtime(max("end")) AS last_seen
FROM flow
WHERE account = ?
  AND day BETWEEN ? AND ?
  AND action = 'REJECT'
GROUP BY srcaddr, dstaddr, dstport, protocol
ORDER BY attempts DESC
LIMIT 1000
""",
    ),
    _query(
        "root-use",
        "ルートユーザーの使用（初日、最終日の順に入力）",
        "Uses of root users (give first day, last day)",
        """
SELECT eventtime, account, sourceipaddress, useragent, eventsource, eventname, errorcode
FROM audit
WHERE day BETWEEN ? AND ?
  AND useridentity.type = 'Root'
  AND useridentity.invokedby IS NULL
  AND eventtype <> 'AwsServiceEvent'
ORDER BY eventtime
""",
    ),
    _query(
        "guardrail-changes",
        "ガードレール、証跡、検知、記録の変更（初日、最終日の順に入力）",
        "Changes to guardrails, trails, detectors and recorders (give first day, last day)",
        """
SELECT eventtime, account, coalesce(useridentity.arn, useridentity.invokedby) AS who,
       eventsource, eventname, errorcode, requestparameters
FROM audit
WHERE day BETWEEN ? AND ?
  AND readonly = 'false'
  AND (
    (eventsource = 'organizations.amazonaws.com' AND eventname LIKE '%Policy%')
    OR (eventsource = 'cloudtrail.amazonaws.com' AND eventname IN
        ('UpdateTrail', 'DeleteTrail', 'StopLogging', 'PutEventSelectors'))
    OR (eventsource IN ('guardduty.amazonaws.com', 'securityhub.amazonaws.com')
        AND regexp_like(eventname, '^(Delete|Disable|Update)'))
    OR (eventsource = 'config.amazonaws.com' AND regexp_like(eventname, '^(Delete|Stop|Put)'))
  )
ORDER BY eventtime
""",
    ),
    _query(
        "who-read-the-archive",
        "ログ保管庫を読んだ者（初日、最終日の順に入力）",
        "Who read the log archive (give first day, last day)",
        """
SELECT day, useridentity.arn AS who, sourceipaddress, eventname, count(*) AS objects
FROM audit
WHERE day BETWEEN ? AND ?
  AND eventsource = 's3.amazonaws.com'
  AND eventname IN ('GetObject', 'HeadObject')
  AND cardinality(filter(resources, r -> r.arn LIKE 'arn:aws:s3:::%-log-archive/%')) > 0
GROUP BY day, useridentity.arn, sourceipaddress, eventname
ORDER BY day, objects DESC
""",
    ),
    _query(
        "platform-in-a-tenant",
        "基盤の運用者がテナントのアカウントで行った操作（アカウント番号、初日、最終日の順に入力）",
        "What the platform itself did in a tenant's account (give account, first day, last day)",
        """
SELECT eventtime, useridentity.sessioncontext.sessionissuer.username AS role, eventsource,
       eventname, errorcode, requestparameters
FROM audit
WHERE account = ?
  AND day BETWEEN ? AND ?
  AND readonly = 'false'
  AND useridentity.sessioncontext.sessionissuer.username = 'OrganizationAccountAccessRole'
ORDER BY eventtime
LIMIT 10000
""",
    ),
)
