"""Proves that a verdict is told apart by rule, although the pack groups its rules."""

from kyotsu.stacks.engine import Event
from kyotsu.stacks.events import Listener


def _event(policy: str, message: str) -> Event:
    return {
        "policyEvent": {
            "resourceUrn": "urn:pulumi:local::kyotsu::aws:s3/bucket:Bucket::b",
            "message": message,
            "policyName": policy,
            "enforcementLevel": "mandatory",
        }
    }


def test_the_rule_is_read_from_the_message_of_a_grouped_policy() -> None:
    listener = Listener(lambda _: None)
    listener(_event("kyotsu-mandatory", "Rules of the platform\nS3-01 (critical): closed: open."))
    assert [(found.rule, found.message) for found in listener.verdicts] == [
        ("S3-01", "S3-01 (critical): closed: open.")
    ]
    assert listener.refused


def test_another_packs_policy_keeps_its_name() -> None:
    listener = Listener(lambda _: None)
    listener(_event("no-public-buckets", "It is (public)."))
    assert [found.rule for found in listener.verdicts] == ["no-public-buckets"]
