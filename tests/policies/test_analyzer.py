"""Runs every rule's examples through a pack's real analyzer, as the engine does."""

import pytest
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import analyzer_pb2

from policies.own import EXCEPTIONS, KNOWN
from policies.rule import UNKNOWN, Rule
from policies.rules import all_rules
from policies.stack_rule import StackRule
from policies.stack_rules import all_stack_rules
from tests.policies.analyzer import Analyzer

RULES = all_rules()
STACK_RULES = all_stack_rules()
STACK = "prod.soumu-shinsei"


def _id(rule: Rule | StackRule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", RULES, ids=_id)
def test_the_compliant_resource_passes(rule: Rule, pack: Analyzer) -> None:
    for token in rule.types:
        found = pack.analyze(token, rule.compliant, stack=STACK)
        assert rule.id not in {said.rule for said in found}


@pytest.mark.parametrize("rule", RULES, ids=_id)
def test_the_violating_resource_is_refused(rule: Rule, pack: Analyzer) -> None:
    for token in rule.types:
        found = [
            said
            for said in pack.analyze(token, rule.violating, stack=STACK)
            if said.rule == rule.id
        ]
        assert [said.level for said in found] == ["mandatory"]
        assert found[0].message.startswith(f"{rule.id} ({rule.severity}): {rule.title.en}: ")
        assert rule.remedy.ja in found[0].message


@pytest.mark.parametrize("rule", STACK_RULES, ids=_id)
def test_the_compliant_stack_passes(rule: StackRule, example_pack: Analyzer) -> None:
    found = example_pack.analyze_stack(rule.compliant, stack=f"prod.{rule.id}")
    assert rule.id not in {said.rule for said in found}


@pytest.mark.parametrize("rule", STACK_RULES, ids=_id)
def test_the_violating_stack_is_refused_at_a_resource_of_it(
    rule: StackRule, example_pack: Analyzer
) -> None:
    found = [
        said
        for said in example_pack.analyze_stack(rule.violating, stack=f"prod.{rule.id}")
        if said.rule == rule.id
    ]
    assert found
    names = {node.name for node in rule.violating}
    assert {said.level for said in found} == {"mandatory"}
    assert {said.urn.rsplit("::", 1)[-1] for said in found} <= names


def test_the_pack_is_few_policies_each_of_one_level(pack: Analyzer) -> None:
    info = pack.stub.GetAnalyzerInfo(empty_pb2.Empty())
    assert [policy.name for policy in info.policies] == [
        "kyotsu-mandatory",
        "kyotsu-stack-mandatory",
        "kyotsu-advisory",
        "kyotsu-stack-advisory",
    ]


def test_a_rules_level_is_that_of_the_stage(example_pack: Analyzer) -> None:
    rule = RULES[0]
    found = example_pack.analyze(rule.types[0], rule.violating, stack="advice.any")
    assert "advisory" in {said.level for said in found if said.rule == rule.id}


def test_a_stage_that_nobody_declared_holds_everything_and_is_refused(pack: Analyzer) -> None:
    rule = RULES[0]
    found = pack.analyze(rule.types[0], rule.violating, stack="nowhere.x")
    assert {said.level for said in found} == {"mandatory"}
    whole = pack.analyze_stack(STACK_RULES[0].compliant, stack="nowhere.x")
    assert {(said.rule, said.level) for said in whole} == {(KNOWN.id, "mandatory")}


def test_an_undeclared_tenant_is_refused_in_a_sentence(pack: Analyzer) -> None:
    found = pack.analyze_stack(STACK_RULES[0].compliant, stack="prod.soumu-shinse")
    assert [said.rule for said in found] == [KNOWN.id]
    assert "did you mean 'soumu-shinsei'?" in found[0].message


def test_a_value_that_decides_and_is_not_known_yet_blocks_and_is_named(
    previewing_pack: Analyzer,
) -> None:
    found = previewing_pack.analyze(
        "aws:cloudwatch/logGroup:LogGroup",
        {"retentionInDays": UNKNOWN, "kmsKeyId": "arn:aws:kms:ap-northeast-1:1:key/x"},
        stack=STACK,
    )
    assert found
    assert {said.level for said in found} == {"mandatory"}
    assert "not checked: retentionInDays can't be known before the update" in found[0].message


def test_configuration_from_pulumi_is_refused(example_pack: Analyzer) -> None:
    given = struct_pb2.Struct()
    given.update({"levels": {"S3-01": "advisory"}})
    configured = {
        "kyotsu-mandatory": analyzer_pb2.PolicyConfig(
            enforcementLevel=analyzer_pb2.MANDATORY, properties=given
        )
    }
    example_pack.stub.Configure(analyzer_pb2.ConfigureAnalyzerRequest(policyConfig=configured))
    try:
        found = example_pack.analyze("aws:ec2/vpc:Vpc", {}, stack="prod.any")
    finally:
        example_pack.stub.Configure(analyzer_pb2.ConfigureAnalyzerRequest())
    assert [said.level for said in found] == ["mandatory"]
    assert "takes no configuration from Pulumi" in found[0].message


def test_own_rules_have_their_ids() -> None:
    assert {KNOWN.id, EXCEPTIONS.id} == {"PACK-01", "PACK-02"}
