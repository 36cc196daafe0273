"""Says in a sentence what the engine's failure means, and what to do about it."""

import re
from collections.abc import Sequence

_ADVICE: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        # A stage's own name, without a tenant's after it, is its foundation's.
        re.compile(r'unknown stack "(?:[^"/]+/)*[^"/.]+"'),
        ("a tenant reads what its stage's foundation gives, and this backend has no foundation; "
        "`kyotsu up --foundation` with the stage deploys it, then run this again"),
    ),
    (
        re.compile(r"the stack is currently locked", re.IGNORECASE),
        ("another run holds the stack's lock; wait for it, or, if that run is dead, "
        "`kyotsu stack locks` tells whose it is and `kyotsu stack unlock` removes it"),
    ),
    (
        re.compile(r"passphrase must be set|incorrect passphrase", re.IGNORECASE),
        ("the stage's secrets are locked with a passphrase; "
        "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE"),
    ),
    (
        re.compile(r"No valid credential sources|ExpiredToken|InvalidClientTokenId|"
                   r"failed to refresh cached credentials", re.IGNORECASE),
        "AWS did not accept the credentials; sign in again (`aws sso login`) and run this again",
    ),
    (
        re.compile(r"connection refused|Could not connect to the endpoint", re.IGNORECASE),
        ("AWS, or the emulator of the local stage, does not answer; "
        "`kyotsu local status` tells about the emulator, `kyotsu local up` starts it"),
    ),
    (
        re.compile(r"no space left on device", re.IGNORECASE),
        "the disk is full; free some space and run this again",
    ),
    (
        re.compile(r"read-only file system|permission denied", re.IGNORECASE),
        "the engine may not write its state; check who owns the folder that the message names",
    ),
    (
        re.compile(r"PULUMI_ACCESS_TOKEN must be set|not logged in", re.IGNORECASE),
        "no state backend is chosen; run `pulumi login s3://<state bucket>` and run this again",
    ),
)  # fmt: skip
# What the engine says of the whole when it has already said why.
_NOTHING_NEW = ("preview failed", "update failed", "refresh failed", "destroy failed")


def reasons(output: str, diagnostics: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what went wrong, the engine's own words first, then advice where there is any.

    `output` is what the CLI printed, `diagnostics` are the errors among its events.
    """
    said = [line for line in dict.fromkeys(diagnostics) if line not in _NOTHING_NEW]
    said = said or _from_output(output)
    everything = "\n".join((*said, output))
    said.extend(advice for pattern, advice in _ADVICE if pattern.search(everything))
    return tuple(said)


def _from_output(text: str) -> list[str]:
    """Return the error lines of a CLI's output, or its last line where none is marked."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    marked = [line.removeprefix("error: ") for line in lines if line.startswith("error: ")]
    return marked or lines[-1:]
