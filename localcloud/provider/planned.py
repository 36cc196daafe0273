"""Outputs that no call to AWS is needed for: of previews, and of what is only recorded."""

from __future__ import annotations

from localcloud.provider.carry_out import effective
from localcloud.provider.context import Context
from localcloud.provider.vocabulary import Entry, Props
from localcloud.provider.wire import UNKNOWN


def planned(entry: Entry, inputs: Props, region: str, old: Props | None = None) -> Props:
    """Return the outputs as far as a preview knows them."""
    outputs: Props = {name: (old or {}).get(name, UNKNOWN) for name in entry.all_outputs}
    given = {k: v for k, v in effective(entry, inputs).items() if not k.startswith("__")}
    computed = {
        name: (old or {}).get(name, UNKNOWN)
        for name, d in entry.inputs.items()
        if d.computed and name not in given
    }
    if entry.regional:
        given.setdefault("region", region)
    if entry.tags:
        outputs["tagsAll"] = given.get("tags", {})
    return outputs | computed | given


def describe_record(context: Context) -> Props:
    """Return the outputs of a resource that is only recorded: what can be said without AWS."""
    entry = context.entry
    outputs = {key: value for key, value in context.inputs.items() if not key.startswith("__")}
    if entry.regional:
        outputs["region"] = context.region
    for name, source in entry.outputs.items():
        if isinstance(source, str) and "{" in source:
            outputs[name] = context.text(source)
        elif callable(source) and entry.anything:
            outputs[name] = source(context, {})
    if entry.tags:
        outputs["tagsAll"] = outputs.get("tags", {})
    return outputs


def planned_record(entry: Entry, inputs: Props, state: Props) -> Props:
    """Return the outputs of a recorded resource after an update."""
    kept = {name: value for name, value in state.items() if name in entry.all_outputs}
    given = {k: v for k, v in effective(entry, inputs).items() if not k.startswith("__")}
    if entry.regional:
        given.setdefault("region", state.get("region"))
    if entry.tags:
        kept["tagsAll"] = given.get("tags", {})
    return kept | given
