"""The Pulumi program."""

from infra.program import run

run()
