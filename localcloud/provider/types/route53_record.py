"""Records of hosted zones."""

from __future__ import annotations

from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.vocabulary import Entry, Example, P, Props, kept


def _bare(name: Any) -> str:
    return str(name or "").rstrip(".").lower()


def _record(inputs: Props) -> Props:
    found: Props = {"Name": inputs["name"], "Type": inputs["type"]}
    if inputs.get("aliases"):
        alias = inputs["aliases"][0]
        found["AliasTarget"] = {
            "DNSName": alias["name"],
            "HostedZoneId": alias["zoneId"],
            "EvaluateTargetHealth": alias["evaluateTargetHealth"],
        }
        return found
    found["TTL"] = inputs["ttl"]
    found["ResourceRecords"] = [{"Value": value} for value in inputs["records"]]
    return found


def _change(context: Context, action: str) -> None:
    context.call(
        "change_resource_record_sets",
        HostedZoneId=context.inputs["zoneId"],
        ChangeBatch={"Changes": [{"Action": action, "ResourceRecordSet": _record(context.inputs)}]},
    )


def _create(context: Context) -> str:
    _change(context, "UPSERT" if context.inputs["allowOverwrite"] else "CREATE")
    return f"{context.inputs['zoneId']}_{_bare(context.inputs['name'])}_{context.inputs['type']}"


def _read(context: Context) -> Props | None:
    zone, name, kind = context.id.split("_", 1)[0], *context.id.split("_", 1)[1].rsplit("_", 1)
    answer = context.call("list_resource_record_sets", HostedZoneId=zone)
    for one in answer["ResourceRecordSets"]:
        if (_bare(one["Name"]), one["Type"]) == (name, kind):
            return {**one, "Zone": zone}
    return None


def _values(found: Props) -> list[str]:
    return [one["Value"] for one in found.get("ResourceRecords") or ()]


def _aliases(found: Props) -> list[Props]:
    target = found.get("AliasTarget")
    if not target:
        return []
    return [
        {
            "name": target["DNSName"],
            "zoneId": target["HostedZoneId"],
            "evaluateTargetHealth": target["EvaluateTargetHealth"],
        }
    ]


def _led_to(value: Any) -> Any:
    return [{**one, "name": _bare(one.get("name"))} for one in value or ()]


RECORD = Entry(
    type="aws:route53/record:Record",
    service="route53",
    inputs={
        "zoneId": P(read="Zone", replace=True),
        "name": P(read="Name", compare=_bare, replace=True),
        "type": P(read="Type", replace=True),
        "ttl": P(read="TTL"),
        "records": P(read=_values, compare="set"),
        "aliases": P(read=_aliases, compare=_led_to),
        "allowOverwrite": P(read="", default=False),
        **kept("healthCheckId", "setIdentifier"),
    },
    create=_create,
    read=_read,
    update=lambda context: _change(context, "UPSERT"),
    delete=lambda context: _change(context, "DELETE"),
    outputs={"fqdn": lambda context, _: _bare(context.inputs.get("name"))},
    regional=False,
    importable=False,
    identity=("zoneId", "name", "type"),
    example=Example(
        inputs={
            "zoneId": "@aws:route53/zone:Zone.zoneId",
            "name": "www.example.internal",
            "type": "A",
            "ttl": 300,
            "records": ["192.0.2.1"],
        },
        change={"records": ["192.0.2.2"]},
        replace={"name": "other.example.internal"},
    ),
)

ENTRIES = [RECORD]
