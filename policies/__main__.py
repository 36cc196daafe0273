"""Started by Pulumi's engine; the pack then serves until the engine ends it."""

import sys
from pathlib import Path

from policies.loading import load_session
from policies.pack import NAME, policies_of
from policies.serving import serve
from tenancy.finding import InvalidDeclarations

# The levels beside this very file, and the declarations around it: the engine may have been given
# the pack of another copy of the project than the one that is installed.
FOLDER = Path(__file__).resolve().parent

try:
    session = load_session(root=FOLDER.parent, folder=FOLDER, dry_run=False)
except (InvalidDeclarations, ValueError) as error:
    sys.exit(f"the policy pack can't be used: {error}")
serve(NAME, policies_of(session), session)
