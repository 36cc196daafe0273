"""The three documents as files, each held against compliance-trestle's models and validators."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from trestle.core.duplicates_validator import DuplicatesValidator
from trestle.core.refs_validator import RefsValidator
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.component import ComponentDefinition
from trestle.oscal.ssp import SystemSecurityPlan

from kyotsu.evidence.model import Dossier
from kyotsu.evidence.oscal.common import Part
from kyotsu.evidence.oscal.component_definition import component_definition
from kyotsu.evidence.oscal.plan import system_security_plan
from kyotsu.evidence.oscal.results import assessment_results
from policies.frameworks import Frameworks
from tenancy.model import Tenant

_MODELS: Final[Mapping[str, Any]] = {
    "component-definition": ComponentDefinition,
    "system-security-plan": SystemSecurityPlan,
    "assessment-results": AssessmentResults,
}


class InvalidOscal(Exception):  # noqa: N818 - it states what is the case
    """A document that we made isn't valid; the message says which."""


def documents(dossier: Dossier, tenant: Tenant | None, frameworks: Frameworks) -> dict[str, bytes]:
    """Return the files by name.

    Raises:
        InvalidOscal: one of them isn't as OSCAL has it.
    """
    parts = {
        "component-definition": component_definition(dossier, frameworks),
        "system-security-plan": system_security_plan(dossier, tenant),
        "assessment-results": assessment_results(dossier),
    }
    return {f"{name}.json": valid(name, part) for name, part in parts.items()}


def valid(name: str, part: Part) -> bytes:
    """Return a document's bytes. Raises `InvalidOscal` where it isn't one of its kind."""
    try:
        model: Any = _MODELS[name].model_validate(part)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise InvalidOscal(f"{name}: {place}: {first['msg']}") from None
    for validator in (DuplicatesValidator(), RefsValidator()):
        if not validator.model_is_valid(model, quiet=True):
            raise InvalidOscal(f"{name} doesn't pass {type(validator).__name__}")
    return model.oscal_serialize_json(pretty=True).encode()
