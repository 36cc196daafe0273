"""Whom ministries call, and when somebody answers."""

from typing import Annotated

from pydantic import StringConstraints

from tenancy.model.environment import OperatingHours
from tenancy.vocabulary import Declared, Email, Text


class SupportSettings(Declared):
    """The platform's desk. It is named in the rules that are agreed with each ministry."""

    desk: Text
    """The post or division that answers."""
    email: Email
    """Its address."""
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9-]{4,18}$")] | None = None
    """Its telephone number, for what can't wait."""
    hours: OperatingHours = OperatingHours(days="weekdays", start="09:00", end="18:00")
    """When it answers, in Japan's time. Alarms are looked at around the clock."""
