"""What the platform does for the controls: one component, one implementation a framework."""

from kyotsu.evidence.model import ControlEvidence, Dossier
from kyotsu.evidence.oscal.common import Part, component_id, id_of, metadata, prop, token
from policies.frameworks import Frameworks


def component_definition(dossier: Dossier, frameworks: Frameworks) -> Part:
    """Return the component definition; controls that no rule serves are left out."""
    implementations = [
        {
            "uuid": id_of(dossier, "implementation", name),
            "source": framework.source,
            "description": framework.title,
            "implemented-requirements": [
                _requirement(dossier, one)
                for one in dossier.controls
                if one.framework == name and one.rules
            ],
        }
        for name, framework in frameworks.frameworks.items()
    ]
    return {
        "uuid": id_of(dossier, "component-definition"),
        "metadata": metadata(dossier, "Component definition"),
        "components": [
            {
                "uuid": component_id(dossier),
                "type": "service",
                "title": "Government Common Platform",
                "description": "The platform, as it is provisioned for this system.",
                "control-implementations": implementations,
            }
        ],
    }


def _requirement(dossier: Dossier, one: ControlEvidence) -> Part:
    return {
        "uuid": id_of(dossier, "requirement", one.framework, one.id),
        "control-id": token(one.framework, one.id),
        "description": one.summary.en,
        "props": [prop("label", one.id), *(prop("rule", rule) for rule in one.rules)],
        "remarks": one.left.en,
    }
