"""Changes that are planted in a program, previewed by the real engine, and what is said of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kyotsu.conftest import Project

pytestmark = pytest.mark.engine

PLANTED = """
import json

import pulumi

from infra.program import run

WAY = {"cidr_block": "0.0.0.0/0", "gateway_id": "igw-0123456789abcdef0"}


def change(args):
    props = dict(args.props)
    if args.type_ == "aws:kms/key:Key":
        props["enable_key_rotation"] = False
    elif args.type_ == "aws:ec2/routeTable:RouteTable" and args.name == "private":
        props["routes"] = [WAY]
    elif args.type_ == "aws:ec2/flowLog:FlowLog":
        props["traffic_type"] = "REJECT"
    elif args.type_ == "aws:cloudwatch/logGroup:LogGroup":
        props["retention_in_days"] = 1
    elif args.type_ == "aws:iam/role:Role":
        props["assume_role_policy"] = json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"AWS": "arn:aws:iam::999999999999:root"}}]})
    return pulumi.ResourceTransformationResult(props, args.opts)


pulumi.runtime.register_stack_transformation(change)
run()
"""


@pytest.fixture
def planted(whole_stage: Project) -> Iterator[Project]:
    """The whole stage, whose program is changed while the test runs."""
    program = whole_stage.root / "infra" / "__main__.py"
    own = program.read_text(encoding="utf-8")
    program.write_text(PLANTED, encoding="utf-8")
    try:
        yield whole_stage
    finally:
        program.write_text(own, encoding="utf-8")


def test_what_is_planted_is_told_and_drawn(planted: Project, tmp_path: Path) -> None:
    out = tmp_path / "review.json"
    done = planted.run(
        "review", "--tenant", "meti-kenshu", "--format", "json", "--out", str(out),
        "--keep", str(tmp_path / "kept"),
    )  # fmt: skip
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stdout
    findings = _findings(json.loads(out.read_text(encoding="utf-8")))
    codes = {one["code"] for one in findings}
    assert {
        "internet-direct",
        "key-rotation-off",
        "log-weaker",
        "retention-shorter",
        "trust-gained",
    } <= codes  # fmt: skip
    ways = [one for one in findings if one["code"] == "internet-direct"]
    assert all("private" in one["text"]["en"] for one in ways)
    assert "not-judged" not in codes
    kept = tmp_path / "kept"
    page = tmp_path / "review.html"
    planted.must(
        "review", "render", "--format", "html", "--out", str(page),
        "--events", str(next(kept.rglob("events.jsonl"))),
        "--digest", str(next(kept.rglob("digest.json"))),
    )  # fmt: skip
    text = page.read_text(encoding="utf-8")
    assert '<svg xmlns="http://www.w3.org/2000/svg" role="img"' in text
    assert "0.0.0.0/0" in text


def _findings(review: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for stack in review["review"]["stacks"] for one in stack["findings"]]
