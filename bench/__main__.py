"""Runs every benchmark, and prints each figure beside its limit. Exit status 1 if one isn't met."""

import sys

from rich.console import Console

from bench import (
    agreement,
    chargeback,
    components,
    desired,
    fleet,
    local_stage,
    papers,
    planted,
    policies,
    proof_access,
    proof_network,
    review,
    tenant_check,
    tenant_preview,
)
from bench.figures import table


def main() -> int:
    """Measure one thing after the other, so that none disturbs another."""
    console = Console(width=140)
    figures = [
        figure
        for benchmark in (
            tenant_check,
            components,
            policies,
            tenant_preview,
            local_stage,
            fleet,
            desired,
            review,
            papers,
            proof_access,
            proof_network,
            chargeback,
            agreement,
            planted,
        )
        for figure in benchmark.measure()
    ]
    console.print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
