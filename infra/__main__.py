"""The Pulumi program."""

import gc

# The program only adds, and ends in seconds: collecting is a third of its processor time.
gc.disable()

from infra.program import run  # noqa: E402 - after the line above

run()
