"""Started by Pulumi's engine; the pack then serves until the engine ends it."""

import os
import sys

from pulumi_policy import PolicyPack

from policies.loading import load_session
from policies.pack import NAME, policies_of
from tenancy.finding import InvalidDeclarations

try:
    session = load_session(dry_run=os.environ.get("PULUMI_DRY_RUN") == "true")
except (InvalidDeclarations, ValueError) as error:
    sys.exit(f"the policy pack can't be used: {error}")
PolicyPack(name=NAME, policies=policies_of(session))
