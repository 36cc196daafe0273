"""What couldn't be understood, and which accounts' statements can't be proved for it."""

from collections import defaultdict
from dataclasses import dataclass, field

from tenancy.vocabulary import Text


@dataclass(kw_only=True)
class Problems:
    """Reasons by account, and reasons that are everybody's."""

    by_account: defaultdict[str, list[Text]] = field(
        default_factory=lambda: defaultdict[str, list[Text]](list)
    )
    of_all: list[Text] = field(default_factory=list[Text])

    def add(self, account: str, reason: Text) -> None:
        """Note that something of an account isn't understood."""
        if reason not in self.by_account[account]:
            self.by_account[account].append(reason)

    def everywhere(self, reason: Text) -> None:
        """Note that something isn't understood that holds, or would hold, every account."""
        if reason not in self.of_all:
            self.of_all.append(reason)

    def of(self, account: str) -> tuple[Text, ...]:
        """Return why statements about an account can't be proved."""
        return tuple(self.by_account.get(account, ()))
