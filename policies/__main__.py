"""Started by Pulumi's engine; the pack then serves until the engine ends it."""

import sys

from policies.loading import load_session
from policies.pack import NAME, policies_of
from policies.serving import serve
from tenancy.finding import InvalidDeclarations

try:
    session = load_session(dry_run=False)
except (InvalidDeclarations, ValueError) as error:
    sys.exit(f"the policy pack can't be used: {error}")
serve(NAME, policies_of(session), session)
