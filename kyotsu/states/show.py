"""Tables of locks and of pending operations."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from rich.table import Table

from kyotsu.states.locks import Holder, Lock, holder
from kyotsu.states.pending import State

_ADVICE = {
    Holder.ALIVE: "at work",
    Holder.DEAD: "dead: `kyotsu stack unlock` removes the lock",
    Holder.ELSEWHERE: "can't be seen from here",
    Holder.UNREADABLE: "the lock can't be read",
}


def locks_table(locks: Iterable[Lock], runs: Mapping[int, str]) -> Table:
    """Return a table of locks. `runs` tells which of our runs started a process of this host."""
    table = Table("stack", "since (UTC)", "who", "process", "run", "state")
    for lock in locks:
        state = holder(lock)
        local = state in (Holder.ALIVE, Holder.DEAD)
        table.add_row(
            lock.stack.rpartition("/")[2],
            f"{lock.since.astimezone(UTC):%Y-%m-%d %H:%M:%S} ({_age(lock)})",
            f"{lock.username}@{lock.hostname}" if lock.pid is not None else "?",
            str(lock.pid or "?"),
            runs.get(lock.pid, "") if local and lock.pid is not None else "",
            _ADVICE[state],
        )
    return table


def pending_table(states: Iterable[State]) -> Table:
    """Return a table of what is pending."""
    table = Table("stack", "operation", "type", "name", "id")
    for state in states:
        for operation in state.pending:
            table.add_row(
                state.stack, operation.kind, operation.type, operation.name, operation.id or "?"
            )
    return table


def _age(lock: Lock) -> str:
    minutes = int(lock.age(datetime.now(tz=UTC)).total_seconds() // 60)
    days, hours = minutes // 1440, minutes % 1440 // 60
    return f"{days} d {hours} h" if days else f"{hours} h {minutes % 60} min"
