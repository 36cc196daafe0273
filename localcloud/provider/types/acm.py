"""Certificates."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types._recorded import only
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, kept


def _create_certificate(context: Context) -> str:
    answer = context.call("request_certificate", **context.params())
    return str(answer["CertificateArn"])


def _names(found: Props) -> list[str]:
    """Return the further names: moto tells those that were given, AWS the first one as well."""
    names: list[str] = found.get("SubjectAlternativeNames") or []
    return [name for name in names if name != found["DomainName"]]


def _validation(_: Context, found: Props) -> list[dict[str, Any]]:
    return sorted(
        (
            {
                "domainName": one["DomainName"],
                "resourceRecordName": at(one, "ResourceRecord.Name"),
                "resourceRecordType": at(one, "ResourceRecord.Type"),
                "resourceRecordValue": at(one, "ResourceRecord.Value"),
            }
            for one in found.get("DomainValidationOptions") or ()
        ),
        key=lambda one: str(one["domainName"]),
    )


CERTIFICATE = Entry(
    type="aws:acm/certificate:Certificate",
    service="acm",
    inputs={
        "domainName": P("DomainName", replace=True),
        "subjectAlternativeNames": P(
            "SubjectAlternativeNames", read=_names, compare="set", replace=True
        ),
        "validationMethod": P("ValidationMethod", read="", replace=True),
        # moto's keys are all of RSA with 2048 bits.
        **kept("keyAlgorithm", "validationOptions", replace=True),
        **kept("options"),
    },
    create=_create_certificate,
    read=Call("describe_certificate", {"CertificateArn": "$id"}),
    at="Certificate",
    delete=Call("delete_certificate", {"CertificateArn": "$id"}),
    outputs={"arn": "CertificateArn", "domainValidationOptions": _validation, "type": "Type"},
    tags=tagging.listed(
        target={"CertificateArn": "$id"},
        tag="add_tags_to_certificate",
        untag="remove_tags_from_certificate",
        read="list_tags_for_certificate",
        create=None,
    ),
    example=Example(
        inputs={
            "domainName": "system.example.go.jp",
            "subjectAlternativeNames": ["*.system.example.go.jp"],
            "validationMethod": "DNS",
        },
        change={"tags": {"a": "b"}},
        replace={"domainName": "other.example.go.jp"},
    ),
)

ENTRIES = [
    CERTIFICATE,
    only(
        "aws:acm/certificateValidation:CertificateValidation",
        "moto issues certificates after a minute, whatever the domain's records are",
        id="{certificateArn}",
        replace=("certificateArn", "validationRecordFqdns"),
    ),
]
