"""NET-02: every VPC's traffic is logged into the archive."""

from collections.abc import Iterator

from policies.facts import Facts
from policies.graph import REFERENCE, Graph, Node
from policies.rule import UNKNOWN, Severity, Text
from policies.stack_rule import Found, StackRule, cannot_tell, found
from policies.stack_rules._examples import ARCHIVE, TENANT, node

VPC = "aws:ec2/vpc:Vpc"
FLOW_LOG = "aws:ec2/flowLog:FlowLog"
BUCKET = "aws:s3/bucket:Bucket"


def check(graph: Graph, facts: Facts) -> Iterator[Found]:
    """Yield VPCs without a flow log, and flow logs that go elsewhere or leave traffic out."""
    for vpc in graph.of_type(VPC):
        logs = graph.pointed_at(vpc, FLOW_LOG, "vpcId")
        if not logs:
            yield found(vpc, "no flow log")
        for log in logs:
            if log.get("trafficType") != "ALL":
                yield found(log, "trafficType is not ALL")
            yield from _destination(graph, log, facts.archive_bucket)


def _destination(graph: Graph, log: Node, archive: str) -> Iterator[Found]:
    destination = log.get("logDestination")
    if isinstance(destination, str):
        if destination.split("/")[0] != f"arn:aws:s3:::{archive}":
            yield found(log, f"logDestination is not {archive}")
        return
    sources = graph.targets(log, "logDestination", BUCKET, REFERENCE)
    if destination is UNKNOWN and not sources:
        yield cannot_tell(log, "logDestination")
    elif not sources:
        yield found(log, f"logDestination is not {archive}")
    for source in sources:
        if source.type == BUCKET and source.get("bucket") != archive:
            yield found(log, f"logDestination is {source.name}, not {archive}")


_VPC = node(VPC, "tenant", {"cidrBlock": "10.128.0.0/20"})


def _log(bucket: str) -> Node:
    return node(
        FLOW_LOG,
        "tenant",
        {"trafficType": "ALL", "logDestination": f"arn:aws:s3:::{bucket}", "vpcId": UNKNOWN},
        depends={"vpcId": _VPC},
    )


RULE = StackRule(
    id="NET-02",
    title=Text(
        ja="全てのVPCの通信記録をログ保管庫に送ること",
        en="Every VPC's traffic is logged into the archive",
    ),
    remedy=Text(
        ja="VPCごとにFlowLogを作り、trafficTypeをALL、logDestinationをログ保管庫のバケットにする",
        en="give the VPC a FlowLog with trafficType ALL and the log archive as logDestination",
    ),
    severity=Severity.HIGH,
    controls={
        "CIS AWS 3.0": ("3.7",),
        "CIS AWS 5.0": ("3.7",),
        "AWS FSBP": ("EC2.6",),
        "NIST SP 800-53 r5": ("AU-12", "SI-4"),
        "統一基準 R7": ("7.1.4(1)(a)", "6.4.1(3)(b)"),
    },
    check=check,
    compliant=(_VPC, _log(ARCHIVE)),
    violating=(_VPC, _log("somebody-elses-bucket")),
    facts=TENANT,
)
