"""Looks into a tenant's account, read-only: what is there, and CloudWatch's metrics of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from kyotsu.prices.quantities import HOURS
from kyotsu.usage.model import Hour, Machine, Observed, Part

GB: Final = Decimal(1024**3)
MONTH: Final = timedelta(hours=int(HOURS))
_SECOND: Final = timedelta(seconds=1)
_DAY: Final = 86_400
_HOUR: Final = 3_600
_SLICE: Final = timedelta(days=50)
"""CloudWatch answers with at most 1,440 data points a call."""


def observe(session: Any, begins: datetime, ends: datetime) -> Observed:
    """Return what is in the session's account and region, and how much it was used."""
    ec2, watch = session.client("ec2"), session.client("cloudwatch")
    metrics = _Metrics(watch, begins, ends)
    return Observed(
        begins=begins,
        ends=ends,
        machines=tuple(_machines(ec2, metrics)),
        parts=tuple(_parts(ec2, metrics)),
        measured=_measured(metrics),
    )


def volumes(session: Any, begins: datetime, ends: datetime) -> Mapping[str, Decimal]:
    """Return what metrics tell of an account's volumes in a month, by the price book's keys.

    What has no data from the first day of the period on is left out: it would be too small.
    """
    metrics = _Metrics(session.client("cloudwatch"), begins, ends)
    return _measured(metrics, since=begins + timedelta(days=1))


class _Metrics:
    """Sums and hours of metrics over a period."""

    def __init__(self, client: Any, begins: datetime, ends: datetime) -> None:
        self.client = client
        self.begins = begins
        self.ends = ends

    def points(
        self, namespace: str, name: str, dimensions: dict[str, str], seconds: int, *kinds: str
    ) -> Iterator[dict[str, Any]]:
        at = self.begins
        while at < self.ends:
            until = min(at + _SLICE, self.ends)
            answer = self.client.get_metric_statistics(
                Namespace=namespace,
                MetricName=name,
                Dimensions=[{"Name": key, "Value": value} for key, value in dimensions.items()],
                StartTime=at,
                EndTime=until,
                Period=seconds,
                Statistics=list(kinds),
            )
            yield from sorted(answer["Datapoints"], key=lambda point: point["Timestamp"])
            at = until

    def total(self, namespace: str, name: str, dimensions: dict[str, str]) -> Decimal | None:
        """Return a metric's sum; None where there is no data."""
        points = list(self.points(namespace, name, dimensions, _DAY, "Sum"))
        return sum((Decimal(str(one["Sum"])) for one in points), Decimal(0)) if points else None

    def of_all(self, namespace: str, name: str, dimension: str) -> list[dict[str, Any]]:
        """Return the daily sums of all that have the metric."""
        pages = self.client.get_paginator("list_metrics").paginate(
            Namespace=namespace, MetricName=name
        )
        return [
            point
            for page in pages
            for metric in page["Metrics"]
            if len(metric["Dimensions"]) == 1
            for one in metric["Dimensions"]
            if one["Name"] == dimension
            for point in self.points(namespace, name, {dimension: one["Value"]}, _DAY, "Sum")
        ]


def _machines(ec2: Any, metrics: _Metrics) -> Iterator[Machine]:
    for page in ec2.get_paginator("describe_instances").paginate():
        for one in (one for group in page["Reservations"] for one in group["Instances"]):
            if one["State"]["Name"] == "terminated":
                continue
            points = metrics.points(
                "AWS/EC2",
                "CPUUtilization",
                {"InstanceId": one["InstanceId"]},
                _HOUR,
                "Average",
                "Maximum",
            )
            yield Machine(
                id=one["InstanceId"],
                type=one["InstanceType"],
                running=one["State"]["Name"] == "running",
                hours=tuple(
                    Hour(
                        begins=point["Timestamp"],
                        average=float(point["Average"]),
                        most=float(point["Maximum"]),
                    )
                    for point in points
                ),
            )


def _parts(ec2: Any, metrics: _Metrics) -> Iterator[Part]:
    for page in ec2.get_paginator("describe_nat_gateways").paginate():
        for one in _that_are(page["NatGateways"], "available"):
            name = one["NatGatewayId"]
            used = metrics.total("AWS/NATGateway", "BytesOutToDestination", {"NatGatewayId": name})
            yield Part(id=name, what="nat-gateway", units=HOURS, used=used)
    for page in ec2.get_paginator("describe_vpc_endpoints").paginate():
        for one in _that_are(page["VpcEndpoints"], "available"):
            if one["VpcEndpointType"] != "Interface":
                continue
            name = one["VpcEndpointId"]
            dimensions = {
                "Endpoint Type": "Interface",
                "Service Name": one["ServiceName"],
                "VPC Endpoint Id": name,
                "VPC Id": one["VpcId"],
            }
            used = metrics.total("AWS/PrivateLinkEndpoints", "BytesProcessed", dimensions)
            zones = len(one.get("SubnetIds", ()))
            yield Part(
                id=f"{name} ({one['ServiceName'].rpartition('.')[2]})",
                what="endpoint",
                units=HOURS * zones,
                used=used,
            )
    for one in ec2.describe_addresses()["Addresses"]:
        used = Decimal(1 if one.get("AssociationId") else 0)
        yield Part(id=one["PublicIp"], what="address", units=HOURS, used=used)
    for page in ec2.get_paginator("describe_volumes").paginate():
        for one in page["Volumes"]:
            used = Decimal(1 if one.get("Attachments") else 0)
            yield Part(id=one["VolumeId"], what="volume", units=Decimal(one["Size"]), used=used)


_VOLUMES: Final = {
    "logs-ingested-gb": ("AWS/Logs", ("IncomingBytes",), "LogGroupName"),
    # What comes in from either side is what is processed, and charged for.
    "nat-gateway-gb": (
        "AWS/NATGateway",
        ("BytesInFromSource", "BytesInFromDestination"),
        "NatGatewayId",
    ),
}
"""The metrics of bytes that tell a volume, and the dimension that each thing has its own of.

Source: "CloudWatch metrics" in the guides of CloudWatch Logs and of NAT gateways.
"""


def _measured(metrics: _Metrics, since: datetime | None = None) -> dict[str, Decimal]:
    """Return the volumes that metrics tell, of a month; only those with data before `since`."""
    months = Decimal((metrics.ends - metrics.begins) // _SECOND) / Decimal(MONTH // _SECOND)
    found: dict[str, Decimal] = {}
    for key, (namespace, names, dimension) in _VOLUMES.items():
        points = [one for name in names for one in metrics.of_all(namespace, name, dimension)]
        if points and (since is None or min(one["Timestamp"] for one in points) <= since):
            found[key] = sum((Decimal(str(one["Sum"])) for one in points), Decimal(0)) / GB / months
    return found


def _that_are(rows: Iterable[dict[str, Any]], state: str) -> Iterator[dict[str, Any]]:
    for one in rows:
        if one["State"].lower() == state:
            yield one
