"""What can go wrong in the local provider, as the person at the terminal will read it."""

from __future__ import annotations


class LocalProviderError(Exception):
    """A mistake that the reader can mend; shown without a traceback."""


class UnknownTypeError(LocalProviderError):
    """A resource type or function that is not in the table."""


class AwsError(LocalProviderError):
    """A call that the emulated AWS refused."""

    def __init__(self, service: str, operation: str, code: str, message: str) -> None:
        super().__init__(f"{service}.{operation}: {code}: {message}")
        self.service = service
        self.operation = operation
        self.code = code
        self.message = message

    @property
    def missing(self) -> bool:
        """Whether it says that the thing isn't there."""
        code = self.code
        return (
            "NotFound" in code
            or "NoSuch" in code
            or "DoesNotExist" in code
            or code
            in {
                "404",
                "AWS.SimpleQueueService.NonExistentQueue",
                "ChildNotFoundException",
                "WAFNonexistentItemException",
                "InvalidDocument",
            }
        )
