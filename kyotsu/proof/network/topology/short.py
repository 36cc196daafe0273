"""Names for people."""


def short(urn: str) -> str:
    """Return the last part of a URN: the resource's own name."""
    return urn.rpartition("::")[2] or urn
