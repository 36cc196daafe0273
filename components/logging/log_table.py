"""How a class of log becomes a table for Athena: its columns, and where its objects are.

Partitions are projected: Athena works the places out from the query's conditions, so that nobody
has to register a new day or account, and a query reads only what it asks for:
https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

Columns = Mapping[str, str]
"""Names and Hive types, in the order of the format."""
ORGANIZATION: Final = "{organization}"
PROJECTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    # Who fills the table knows the accounts.
    "account": {"type": "enum"},
    # Our regions, and the one in which AWS has its global services.
    "region": {"type": "enum", "values": "ap-northeast-1,ap-northeast-3,us-east-1"},
    "day": {
        "type": "date",
        "format": "yyyy/MM/dd",
        "range": "2026/04/01,NOW",
        "interval": "1",
        "interval.unit": "DAYS",
    },
}
"""How the values of a partition are known."""


@dataclass(frozen=True, kw_only=True)
class LogTable:
    """One class of log as a table.

    `location` is below the bucket; `{organization}` stands for the organization's id, and `${...}`
    for partitions, which are the table's further columns.
    """

    name: str
    about: str
    columns: Columns
    location: str
    serde: str
    serde_parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    input_format: str = "org.apache.hadoop.mapred.TextInputFormat"
    further: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    """Partitions beside account, region and day, with their projection. What is `injected` must be
    named in each query."""
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    bucket: Literal["archive", "requests"] = "archive"

    @property
    def partitions(self) -> Sequence[str]:
        """The names of the partitions, in the order of the objects' keys."""
        return re.findall(r"\$\{(\w+)\}", self.location)


def projection(table: LogTable) -> dict[str, str]:
    """Return the properties by which Athena knows a table's partitions, without the accounts."""
    known = {**PROJECTIONS, **table.further}
    return {
        "projection.enabled": "true",
        **{
            f"projection.{name}.{key}": value
            for name in table.partitions
            for key, value in known[name].items()
        },
    }
