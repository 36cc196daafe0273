"""`kyotsu policy`: the rules, what they cover, and a check of any Pulumi state."""

from kyotsu.policy.commands import app

__all__ = ["app"]
