"""Proves what resources cost in a month: what is counted, what is listed as not counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib import metadata
from pathlib import Path
from typing import Any

from kyotsu.desired.graph import Resource
from kyotsu.prices.book import load_book
from kyotsu.prices.charges import CHARGES, FREE_TYPES, Fixed, Use, is_free
from kyotsu.prices.cost import Cost, monthly_cost
from kyotsu.prices.money import Range
from tenancy.volumes import VOLUMES

BOOK = load_book()
TODAY = date(2026, 11, 1)


def resource(token: str, region: str = "ap-northeast-1", **inputs: Any) -> Resource:
    return Resource(
        urn=f"urn:pulumi:x::kyotsu::{token}::one",
        type=token,
        name="one",
        kind="custom",
        parent=None,
        inputs=inputs,
        region=region,
    )


def cost(*resources: Resource, volumes: Mapping[str, Range] | None = None) -> Cost:
    return monthly_cost(resources, BOOK, volumes or {}, today=TODAY)


def endpoint(zones: object) -> Resource:
    token = "aws:ec2/vpcEndpoint:VpcEndpoint"
    return resource(token, vpcEndpointType="Interface", subnetIds=zones)


def test_an_interface_endpoint_costs_its_hours_in_each_zone() -> None:
    found = cost(endpoint(["a", "c", "d"]))
    assert found.fixed == Range.exactly(Decimal("0.014") * 730 * 3)
    assert found.by_use == Range()
    assert found.undeclared == ("vpc-endpoint-gb",)
    assert not found.complete


def test_a_gateway_endpoint_costs_nothing() -> None:
    found = cost(resource("aws:ec2/vpcEndpoint:VpcEndpoint", vpcEndpointType="Gateway"))
    assert found.total == Range()


def test_what_is_known_only_after_an_update_is_listed() -> None:
    (unpriced,) = cost(endpoint({"$unknown": True})).unpriced
    assert unpriced.what == "aws:ec2/vpcEndpoint:VpcEndpoint"
    assert unpriced.why == "how much of vpc-endpoint-hour it takes isn't known yet"
    assert len(unpriced.urns) == 1


def test_a_guess_gives_a_range_and_use_is_charged_once_a_stack() -> None:
    groups = [resource("aws:cloudwatch/logGroup:LogGroup") for _ in range(3)]
    volumes = {"logs-ingested-gb": Range(Decimal(10), Decimal(40))}
    found = cost(*groups, volumes=volumes)
    assert found.by_use == Range(Decimal("7.60"), Decimal("30.40"))
    assert found.undeclared == ("logs-stored-gb-month",)


def test_a_volume_that_no_resource_opens_is_charged_too() -> None:
    found = cost(volumes={"fargate-vcpu-hour": Range.exactly(Decimal(100))})
    assert found.total == Range.exactly(Decimal("5.056"))


def test_an_unknown_type_and_a_missing_region_are_listed() -> None:
    found = cost(resource("aws:ec2/instance:Instance"), resource("aws:kms/key:Key", "eu-west-1"))
    assert [(one.what, one.why) for one in found.unpriced] == [
        ("aws:ec2/instance:Instance", "the price book doesn't know this type"),
        ("kms-key-month", "the price book has no price in eu-west-1"),
    ]


def test_components_and_providers_cost_nothing() -> None:
    provider = resource("pulumi:providers:aws")
    assert cost(provider).complete


def test_an_old_price_and_one_without_a_date_are_named() -> None:
    volumes = {"flow-logs-gb": Range.exactly(1)}
    found = cost(resource("aws:ec2/eip:Eip"), volumes=volumes)
    assert found.doubts == (
        "the price public-ipv4-hour in ap-northeast-1 has no date: it was written from memory",
        (
            "the price flow-logs-gb in ap-northeast-1 is of 2023-02-07, 1363 days old;"
            " the limit is 180"
        ),
    )


def test_osaka_has_its_own_price() -> None:
    found = cost(resource("aws:kms/key:Key", "ap-northeast-3"))
    (line,) = found.lines
    assert (line.region, line.usd) == ("ap-northeast-3", Range.exactly(Decimal("1.00")))


def test_all_prices_that_are_charged_are_in_the_book_and_of_the_right_kind() -> None:
    for token, charges in CHARGES.items():
        for charge in charges:
            if isinstance(charge, Fixed):
                assert BOOK.prices[charge.price].kind == "fixed", token
            else:
                assert charge.volume in VOLUMES, token


def test_volumes_are_the_prices_by_use() -> None:
    assert set(VOLUMES) == {key for key, price in BOOK.prices.items() if price.kind == "use"}


def test_each_type_is_one_of_the_providers() -> None:
    # As text: importing so many of the SDK's lazy packages would slow other tests.
    sdk = Path(str(metadata.distribution("pulumi-aws").locate_file("pulumi_aws")))
    known: set[str] = set()
    for module in {token.split(":")[1].split("/")[0] for token in (*CHARGES, *FREE_TYPES)}:
        folder = next(sdk / name for name in (module, f"{module}_") if (sdk / name).is_dir())
        for path in folder.glob("*.py"):
            known.update(re.findall(r"'(aws:\w+/\w+:\w+)'", path.read_text("utf-8")))
    assert {*CHARGES, *FREE_TYPES} - known == set()


def test_nothing_is_both_free_and_charged() -> None:
    assert not set(CHARGES) & FREE_TYPES
    assert not any(map(is_free, CHARGES))
    assert is_free("aws:s3/bucketPolicy:BucketPolicy")
    assert not is_free("aws:ec2/vpcIpam:VpcIpam")
    assert Use("x") != Fixed("x", lambda _: None)
