"""`kyotsu tenant`: declare, check and show tenants."""

from kyotsu.tenant.commands import app

__all__ = ["app"]
