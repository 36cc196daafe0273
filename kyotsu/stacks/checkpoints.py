"""Whether the engine writes down each step while it works.

With PULUMI_SKIP_CHECKPOINTS it writes its state at the end only: faster, but an engine that is
killed then forgets everything that it made. So the variable is never inherited from a shell.
"""

from collections.abc import Mapping

VARIABLE = "PULUMI_SKIP_CHECKPOINTS"
WARNING = (
    "WARNING: checkpoints are skipped. If an engine is killed, what it made until then is in no "
    "state: only a stack whose resources a script can import again may be run like this."
)


def with_checkpoints(variables: Mapping[str, str], *, skip: bool) -> dict[str, str]:
    """Return the variables with, or surely without, the one that skips checkpoints."""
    kept = {name: value for name, value in variables.items() if name != VARIABLE}
    return {**kept, VARIABLE: "true"} if skip else kept
