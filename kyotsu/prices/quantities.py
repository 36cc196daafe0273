"""How much of a price a resource takes, from what it declares.

Inputs are as in Pulumi's own names (camelCase). A quantity is None where it is known only after an
update; then the resource is reported as having no price.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

HOURS: Final = Decimal(730)
"""Of a month: AWS's own pricing calculator counts so."""

Quantity = Callable[[Mapping[str, Any]], Decimal | None]


def one(inputs: Mapping[str, Any]) -> Decimal:
    """One a month."""
    del inputs
    return Decimal(1)


def hours(inputs: Mapping[str, Any]) -> Decimal:
    """All hours of a month."""
    del inputs
    return HOURS


def hours_for_each(name: str) -> Quantity:
    """All hours of a month for each item of a list."""

    def count(inputs: Mapping[str, Any]) -> Decimal | None:
        items = inputs.get(name)
        return HOURS * len(items) if isinstance(items, list) else None

    return count


def public_addresses(inputs: Mapping[str, Any]) -> Decimal | None:
    """Hours of a load balancer's public addresses: one a subnet, and none where it is internal.

    Source: https://aws.amazon.com/vpc/pricing/
    """
    return Decimal(0) if inputs.get("internal") is True else hours_for_each("subnets")(inputs)


def endpoint_hours(inputs: Mapping[str, Any]) -> Decimal | None:
    """Hours in each zone for interface endpoints; gateways to S3 and DynamoDB cost nothing.

    Source: https://aws.amazon.com/privatelink/pricing/
    """
    if inputs.get("vpcEndpointType", "Gateway") == "Gateway":
        return Decimal(0)
    zones = inputs.get("subnetIds") or inputs.get("subnetConfigurations")
    return HOURS * len(zones) if isinstance(zones, list) else None


def secret_replicas(inputs: Mapping[str, Any]) -> Decimal | None:
    """Count a secret, and each replica as one more.

    Source: https://aws.amazon.com/secrets-manager/pricing/
    """
    replicas = inputs.get("replicas", [])
    return Decimal(1 + len(replicas)) if isinstance(replicas, list) else None


def alarm_metrics(inputs: Mapping[str, Any]) -> Decimal | None:
    """Count the metrics of an alarm: one, or those that it computes from.

    Source: https://aws.amazon.com/cloudwatch/pricing/
    """
    queries = inputs.get("metricQueries", [])
    if not isinstance(queries, list):
        return None
    metrics = [query for query in queries if isinstance(query, dict) and "metric" in query]
    return Decimal(max(1, len(metrics)))


def rules(inputs: Mapping[str, Any]) -> Decimal | None:
    """Count the rules of a web ACL."""
    found = inputs.get("rules", [])
    return Decimal(len(found)) if isinstance(found, list) else None
