"""What must hold before a lock is broken."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from kyotsu.errors import UserMistake
from kyotsu.states.locks import Holder, Lock

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def duration(text: str) -> timedelta:
    """Return what `90m`, `2h` or `1d` means.

    Raises:
        UserMistake: it is none of these.
    """
    found = re.fullmatch(r"([0-9]{1,6})([mhd])", text)
    if found is None:
        raise UserMistake(f"{text!r} is no duration; write 90m, 2h or 1d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def check_breakable(
    lock: Lock,
    holder: Holder,
    *,
    older_than: timedelta | None,
    confirmed: Sequence[str],
    now: datetime,
) -> None:
    """Refuse to break a lock that may be held by a run that lives.

    A dead holder's lock on this host may be broken. That of another host can't be checked: it
    must be older than a person says that a run can be, and its stack named a second time.

    Raises:
        UserMistake: the lock may not be broken like this; the message says what would be needed.
    """
    stack = lock.stack.rpartition("/")[2]
    if holder is Holder.DEAD:
        return
    if holder is Holder.ALIVE:
        raise UserMistake(
            f"{stack} is locked by a living engine, process {lock.pid} of {lock.username}, since "
            f"{lock.since:%Y-%m-%d %H:%M:%S} UTC; wait for it, or stop it first (Ctrl-C where it "
            f"runs, or `kill -INT {lock.pid}`)"
        )
    where = f"on {lock.hostname}" if holder is Holder.ELSEWHERE else "by nobody knows whom"
    if older_than is None or stack not in confirmed:
        raise UserMistake(
            f"{stack} was locked {where}, which can't be checked from here; make sure that nothing "
            f"runs there, then give --older-than 2h (or longer) and --confirm {stack}"
        )
    if lock.age(now) < older_than:
        raise UserMistake(
            f"{stack} was locked {where} only {_minutes(lock.age(now))} minutes ago, "
            f"less than --older-than; it may well be at work"
        )


def _minutes(age: timedelta) -> int:
    return int(age.total_seconds() // 60)
