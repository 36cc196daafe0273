"""The assessment results: each observation, and what it says of the controls."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from kyotsu.evidence.model import ControlEvidence, Dossier, Observation, Status
from kyotsu.evidence.oscal.common import Part, at, component_id, id_of, metadata, prop, token

_REASONS: Final = {
    Status.MET: "pass",
    Status.EXCEPTED: "other",
    Status.NOT_MET: "fail",
    Status.UNCHECKED: "other",
}


def assessment_results(dossier: Dossier) -> Part:
    """Return one result with an observation for each rule and resource."""
    by_rule: defaultdict[str, list[str]] = defaultdict(list)
    observations: list[Part] = []
    for seen in dossier.observations:
        made = _observation(dossier, seen)
        observations.append(made)
        by_rule[seen.rule].append(made["uuid"])
    assessed = [one for one in dossier.controls if one.status in _REASONS]
    tokens = [{"control-id": token(one.framework, one.id)} for one in assessed]
    return {
        "uuid": id_of(dossier, "results"),
        "metadata": metadata(dossier, "Assessment results"),
        "import-ap": {"href": "system-security-plan.json"},
        "results": [
            {
                "uuid": id_of(dossier, "result"),
                "title": "Rules held against every resource",
                "description": "Each rule of the policy pack was held against each resource that "
                "it looks at. Controls that no rule serves, or for which there is nothing to look "
                "at, aren't assessed here.",
                "start": at(dossier),
                "reviewed-controls": {"control-selections": [{"include-controls": tokens}]},
                "observations": observations,
                "findings": [_finding(dossier, one, by_rule) for one in assessed],
            }
        ],
    }


def _observation(dossier: Dossier, seen: Observation) -> Part:
    return {
        "uuid": id_of(dossier, "observation", seen.rule, seen.urn, seen.message),
        "title": f"{seen.rule} on {seen.name}",
        "description": seen.message or "The rule is kept.",
        "methods": ["TEST"],
        "props": [
            prop("rule", seen.rule),
            prop("result", seen.kind.value),
            *([prop("urn", seen.urn)] if seen.urn else []),
            *(prop("property", name) for name in seen.properties),
        ],
        "subjects": [{"subject-uuid": component_id(dossier), "type": "component"}],
        "collected": at(dossier),
    }


def _finding(dossier: Dossier, one: ControlEvidence, by_rule: Mapping[str, Sequence[str]]) -> Part:
    met = one.status is Status.MET
    related = [{"observation-uuid": uuid} for rule in one.rules for uuid in by_rule.get(rule, ())]
    return {
        "uuid": id_of(dossier, "finding", one.framework, one.id),
        "title": f"{one.framework} {one.id}",
        "description": one.summary.en,
        "target": {
            "type": "objective-id",
            "target-id": token(one.framework, one.id),
            "status": {
                "state": "satisfied" if met else "not-satisfied",
                "reason": _REASONS[one.status],
            },
        },
        "props": [prop("label", one.id), prop("status", one.status.value)],
        "related-observations": related,
        "remarks": one.left.en,
    }
