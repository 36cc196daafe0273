"""The system security plan: what the system is, and how each control is implemented."""

from typing import Final

from kyotsu.evidence.model import ControlEvidence, Dossier, Status
from kyotsu.evidence.oscal.common import (
    NAMESPACE,
    Part,
    component_id,
    id_of,
    metadata,
    prop,
    token,
)
from tenancy.model import Tenant

_STATES: Final = {
    Status.MET: "implemented",
    Status.EXCEPTED: "alternative",
    Status.NOT_MET: "planned",
    Status.UNCHECKED: "planned",
    Status.NOT_APPLICABLE: "not-applicable",
    Status.PERSON: "partial",
}
"""OSCAL's words for the states: https://pages.nist.gov/OSCAL/ (implementation-status)."""


def system_security_plan(dossier: Dossier, tenant: Tenant | None) -> Part:
    """Return the plan of a system; of the foundation without a tenant."""
    return {
        "uuid": id_of(dossier, "plan"),
        "metadata": metadata(dossier, "System security plan"),
        "import-profile": {"href": "component-definition.json"},
        "system-characteristics": {
            "system-ids": [{"identifier-type": NAMESPACE, "id": dossier.stack}],
            "system-name": dossier.subject.en,
            "description": dossier.subject.en if tenant is None else tenant.purpose.en,
            "system-information": {"information-types": [_information(dossier, tenant)]},
            "status": {"state": "operational"},
            "authorization-boundary": {
                "description": "The AWS account of the system in its stage, and what the "
                "platform's foundation provides to it."
            },
        },
        "system-implementation": {
            "components": [
                {
                    "uuid": component_id(dossier),
                    "type": "this-system",
                    "title": "Government Common Platform",
                    "description": "The platform, as it is provisioned for this system.",
                    "status": {"state": "operational"},
                }
            ]
        },
        "control-implementation": {
            "description": "Rules hold the declared resources before each update.",
            "implemented-requirements": [_requirement(dossier, one) for one in dossier.controls],
        },
    }


def _information(dossier: Dossier, tenant: Tenant | None) -> Part:
    # The foundation keeps the logs of all systems, so it is of the highest grades.
    grades = tenant.classification if tenant else None
    return {
        "uuid": id_of(dossier, "information"),
        "title": "Information of the system",
        "description": "Grades are those of the unified standards: confidentiality 1 to 3, "
        "integrity and availability 1 to 2.",
        "confidentiality-impact": {
            "base": f"confidentiality-{grades.confidentiality if grades else 3}"
        },
        "integrity-impact": {"base": f"integrity-{grades.integrity if grades else 2}"},
        "availability-impact": {"base": f"availability-{grades.availability if grades else 2}"},
    }


def _requirement(dossier: Dossier, one: ControlEvidence) -> Part:
    return {
        "uuid": id_of(dossier, "plan-requirement", one.framework, one.id),
        "control-id": token(one.framework, one.id),
        "props": [prop("label", one.id)],
        "by-components": [
            {
                "uuid": id_of(dossier, "by-component", one.framework, one.id),
                "component-uuid": component_id(dossier),
                "description": one.summary.en,
                "implementation-status": {"state": _STATES[one.status]},
                "remarks": one.left.en,
            }
        ],
    }
