"""Making, reading, changing and removing a resource as its `Entry` declares it."""

from __future__ import annotations

import re
from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError, LocalProviderError
from localcloud.provider.values import at, known, same
from localcloud.provider.vocabulary import Entry, Input, Props


class PartlyMadeError(LocalProviderError):
    """A resource exists, but a later step of making or changing it failed."""

    def __init__(self, message: str, resource: str, outputs: Props) -> None:
        super().__init__(message)
        self.resource = resource
        self.outputs = outputs


def effective(entry: Entry, inputs: Props) -> Props:
    """Return the inputs with the defaults of those that aren't given."""
    defaults = {
        name: declared.default
        for name, declared in entry.inputs.items()
        if declared.default is not None
    }
    return {**defaults, **{key: value for key, value in inputs.items() if value is not None}}


def is_recorded(entry: Entry, inputs: Props) -> bool:
    """Whether a resource of these inputs is only recorded."""
    return entry.recorded is not None and entry.recorded.when(known(inputs))


def create(context: Context) -> Props:
    """Make the resource; sets the context's id and returns the outputs."""
    entry = context.entry
    tags = context.inputs.get("tags") or {}
    answer = _make(context, tags)
    if isinstance(answer, str):
        context.id = answer
    elif callable(entry.id):
        context.id = entry.id(context)
    elif "{" in entry.id:
        context.id = context.text(entry.id)
    else:
        context.id = str(at(answer, entry.id))
    try:
        if tags and entry.tags and entry.tags.create is None:
            entry.tags.write(context, tags, ())
        _set(
            context, [name for name, d in entry.inputs.items() if d.set and _wanted(context, name)]
        )
        return _outputs(context)
    except LocalProviderError as error:
        raise PartlyMadeError(str(error), context.id, dict(context.inputs)) from error


def _make(context: Context, tags: Props) -> Any:
    entry = context.entry
    step = entry.create
    if callable(step):
        return step(context)
    with_tags = entry.tags.create(tags) if entry.tags and entry.tags.create and tags else {}
    params = context.params() if step.inputs != "none" else {}
    filled = {key: value for key, value in context.fill(step.params).items() if value is not None}
    service = step.service or entry.service
    return context.call_to(service, step.operation, **{**params, **filled, **with_tags})


def _wanted(context: Context, name: str) -> bool:
    """Whether an input's own call must run after create: not for what AWS does by itself."""
    declared, value = context.entry.inputs[name], context.inputs.get(name)
    return not declared.api and value is not None and value != declared.default


def _set(context: Context, names: list[str]) -> None:
    """Run the inputs' own calls, one that serves several inputs once."""
    done: list[Any] = []
    for name in names:
        step = context.entry.inputs[name].set
        if step is not None and not any(step is other for other in done):
            done.append(step)
            context.run(step)


def _outputs(context: Context) -> Props:
    raw = _read(context)
    if raw is None:
        raise LocalProviderError(f"{context.entry.service}: {context.id} is gone again")
    return describe(context, raw)


def _read(context: Context) -> Props | None:
    entry = context.entry
    try:
        answer = context.run(entry.read)
    except AwsError as error:
        if error.missing:
            return None
        raise
    found = at(answer, entry.at) if answer is not None else None
    if found is None or found == [] or (found == {} and entry.at):
        return None
    return found


def describe(context: Context, raw: Props) -> Props:
    """Return the outputs: inputs as AWS has them where it tells, and what it computes."""
    entry = context.entry
    outputs = {key: value for key, value in context.inputs.items() if not key.startswith("__")}
    for name, declared in entry.inputs.items():
        there = _back(declared, raw)
        if there is not None and not same(outputs.get(name), there, declared.compare):
            outputs[name] = there
    if entry.regional:
        outputs["region"] = context.region
    context.state = {**context.state, **outputs}
    for name, source in entry.outputs.items():
        outputs[name] = context.tell(source, raw)
        context.state[name] = outputs[name]
    if entry.tags:
        tags = {
            key: value
            for key, value in entry.tags.read(context, raw).items()
            if not key.startswith("aws:")
        }
        outputs["tags"] = tags
        outputs["tagsAll"] = tags
    return {key: value for key, value in outputs.items() if value is not None}


def _back(declared: Input, raw: Props) -> Any:
    path = declared.path
    if callable(path):
        return path(raw)
    value = at(raw, path) if path else None
    return declared.back(value) if declared.back and value is not None else value


def read(context: Context, inputs: Props, *, importing: bool = False) -> tuple[Props, Props] | None:
    """Read the resource: (outputs, inputs) as AWS has them now, or None where it is gone.

    The inputs keep what the program gave where AWS means the same by it, and take over what was
    changed behind its back. In an import they are all that AWS tells.
    """
    entry = context.entry
    given = {key: value for key, value in inputs.items() if not key.startswith("__")}
    if importing:
        given = _from_id(entry, context.id)
    context.inputs = effective(entry, given)
    raw = _read(context)
    if raw is None:
        return None
    outputs = describe(context, raw)
    now = dict(given)
    for name, declared in entry.inputs.items():
        there = outputs.get(name)
        if importing:
            if there is not None and not same(there, declared.default) and not declared.computed:
                now[name] = there
        elif name in given or not declared.computed:
            now |= _drifted(name, given.get(name, declared.default), there, declared)
    if entry.tags and (outputs["tags"] or "tags" in given):
        now["tags"] = outputs["tags"]
    return outputs, now


def _from_id(entry: Entry, resource: str) -> Props:
    """For an import: the inputs that an id made from a ``{template}`` holds."""
    if not entry.importable:
        raise LocalProviderError(
            f"{entry.type} can't be imported on the local stage: its id doesn't tell what it is"
        )
    if not (isinstance(entry.id, str) and "{" in entry.id):
        return {}
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(entry.id))
    found = re.fullmatch(pattern, resource)
    if found is None:
        raise LocalProviderError(f"{resource!r} is not an id of {entry.type}: {entry.id}")
    return {key: text for key, text in found.groupdict().items() if key in entry.inputs}


def _drifted(name: str, ours: Any, there: Any, declared: Input) -> Props:
    return {} if same(ours, there, declared.compare) else {name: there}


def update(context: Context) -> Props:
    """Change the resource in place from `context.old` to `context.inputs`; returns the outputs."""
    entry = context.entry
    old, new = context.old, context.inputs
    changed = [
        name
        for name, declared in entry.inputs.items()
        if not same(old.get(name), new.get(name), declared.compare)
        and not (declared.computed and name not in new)
    ]
    _set(context, [name for name in changed if entry.inputs[name].set])
    if entry.update and any(not entry.inputs[name].set for name in changed):
        context.run(entry.update)
    if entry.tags:
        before, after = old.get("tags") or {}, new.get("tags") or {}
        extra = [key for key in before if key not in after]
        fresh = {key: value for key, value in after.items() if before.get(key) != value}
        if fresh or extra:
            entry.tags.write(context, fresh, extra)
    return _outputs(context)


def delete(context: Context) -> None:
    """Remove the resource; that it is gone already is no error."""
    try:
        context.run(context.entry.delete)
    except AwsError as error:
        if not error.missing:
            raise
