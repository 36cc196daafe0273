"""What couldn't be understood, and which accounts' statements can't be proved for it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tenancy.vocabulary import Text


@dataclass(kw_only=True)
class Problems:
    """Reasons by account, and reasons that are everybody's."""

    by_account: defaultdict[str, list[Text]] = field(
        default_factory=lambda: defaultdict[str, list[Text]](list)
    )
    of_all: list[Text] = field(default_factory=list[Text])
    noted: defaultdict[str, list[Text]] = field(
        default_factory=lambda: defaultdict[str, list[Text]](list)
    )

    @property
    def all(self) -> Iterator[Text]:
        """Everything that was noted, whose ever it is."""
        yield from self.of_all
        for reasons in (self.by_account, self.noted):
            yield from (one for ones in reasons.values() for one in ones)

    def add(self, account: str, reason: Text) -> None:
        """Note that something of an account isn't understood."""
        if reason not in self.by_account[account]:
            self.by_account[account].append(reason)

    def everywhere(self, reason: Text) -> None:
        """Note that something isn't understood that holds, or would hold, every account."""
        if reason not in self.of_all:
            self.of_all.append(reason)

    def note(self, account: str, reason: Text) -> None:
        """Note that something of an account isn't understood, where what it could do is assumed.

        Such a reason makes a statement "not proved" only where a call hangs on it.
        """
        if reason not in self.noted[account]:
            self.noted[account].append(reason)

    def of(self, account: str) -> tuple[Text, ...]:
        """Return why statements about an account can't be proved."""
        return tuple(self.by_account.get(account, ()))
