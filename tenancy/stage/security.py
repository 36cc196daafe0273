"""The facts of a stage's security services: which of them are on, and who is told."""

from typing import Annotated, Literal

from pydantic import Field

from tenancy.vocabulary import Declared, Email, SomeUniqueRows, UniqueRows

Protection = Literal["s3", "eks", "malware", "rds", "lambda", "runtime"]
Standard = Literal["aws-fsbp", "cis-3.0", "nist-800-53"]


class SecuritySettings(Declared):
    """The security services of a stage. GuardDuty, Security Hub and AWS Config are always on."""

    contacts: SomeUniqueRows[Email]
    """Who is told of alarms and findings of the whole platform."""
    both_regions: bool
    """Whether the recovery region is watched too. It should be, wherever anything is kept there."""
    protections: UniqueRows[Protection]
    """What GuardDuty watches beside its foundations (API calls, flows, name lookups)."""
    standards: SomeUniqueRows[Standard]
    """What Security Hub checks every account against."""
    unused_access_days: Annotated[int, Field(ge=1, le=365)] | None
    """Access that nobody used for so long is a finding; null: not looked for (it costs by role)."""
    vulnerability_scan: bool
    """Whether Inspector looks for known vulnerabilities in machines, images and functions."""
    data_discovery: bool
    """Whether Macie looks for personal information in the buckets of tenants whose confidentiality
    is 2 or more."""
