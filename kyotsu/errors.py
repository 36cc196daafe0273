"""How the command ends when something is wrong: one sentence and an exit status.

| status | meaning |
| --- | --- |
| 0 | done |
| 1 | the engine or a policy said no to something, or `kyotsu proof` could not prove everything |
| 2 | a mistake in what the user wrote or asked for; nothing was done |
| 3 | a fault of the world: no engine, no credentials, disk full; run again when mended |
| 4 | `kyotsu fleet drift`, `kyotsu diff --exit-code`: nothing failed, and something differs |
| 130 | interrupted; run again to finish |
"""

FAILED = 1
MISTAKE = 2
FAULT = 3
DRIFTED = 4
INTERRUPTED = 130


class KyotsuError(Exception):
    """An end with a message for the person at the terminal; never shown with a traceback."""

    exit_status = FAILED


class UserMistake(KyotsuError):  # noqa: N818 - named for what it is, not for its base class
    """Something the user wrote or asked for can't be; the message says what to write instead."""

    exit_status = MISTAKE


class Interrupted(KyotsuError):  # noqa: N818
    """Somebody pressed Ctrl-C."""

    exit_status = INTERRUPTED


class WorldFault(KyotsuError):  # noqa: N818
    """Something outside of the user's files is not as it must be; the message says what to mend."""

    exit_status = FAULT
