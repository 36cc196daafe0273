"""`AccessAnalysis`: who from outside can reach something, and who has access that nobody uses."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class AccessAnalysisArgs:
    """What `AccessAnalysis` needs; the home region is the first of `regions`.

    `unused_access_days` is None where unused access is not looked for. `after`: what must be there
    before, such as the delegation.
    """

    regions: Sequence[str]
    unused_access_days: int | None
    after: Sequence[pulumi.Resource] = ()


class AccessAnalysis(pulumi.ComponentResource):
    """Analyzers of IAM Access Analyzer over the whole organization, in the delegated account.

    Access from outside is looked for in each region, because resources are regional; unused access
    once, because roles are global. The first is free of charge, the second costs by role and month.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
    """

    def __init__(
        self, name: str, args: AccessAnalysisArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:security:AccessAnalysis", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self, depends_on=list(args.after))
        for region in args.regions:
            aws.accessanalyzer.Analyzer(
                f"{name}-external-{region}",
                analyzer_name="external-access",
                type="ORGANIZATION",
                region=region,
                opts=child,
            )
        if args.unused_access_days is not None:
            aws.accessanalyzer.Analyzer(
                f"{name}-unused",
                analyzer_name="unused-access",
                type="ORGANIZATION_UNUSED_ACCESS",
                configuration=aws.accessanalyzer.AnalyzerConfigurationArgs(
                    unused_access=aws.accessanalyzer.AnalyzerConfigurationUnusedAccessArgs(
                        unused_access_age=args.unused_access_days
                    )
                ),
                opts=child,
            )
        self.register_outputs({})
