"""Proves what a person is told when the engine fails."""

import pytest

from kyotsu.stacks.failure import reasons


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("error: the stack is currently locked by 1 lock(s)", "pulumi cancel --stack"),
        ("error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE", "locked with a passphrase"),
        ("error: No valid credential sources found", "aws sso login"),
        ("error: dial tcp 127.0.0.1:5000: connect: connection refused", "kyotsu local up"),
        ("error: write /x: no space left on device", "the disk is full"),
        ("error: open /x: read-only file system", "may not write its state"),
        ("error: PULUMI_ACCESS_TOKEN must be set for login", "pulumi login"),
    ],
)
def test_a_known_fault_comes_with_advice(said: str, advice: str) -> None:
    first, *more = reasons(RuntimeError(f"\n code: 255\n stderr:\n{said}\n"))
    assert first == said.removeprefix("error: ")
    assert any(advice in line for line in more)


def test_the_engines_diagnostics_come_before_its_output() -> None:
    assert reasons(RuntimeError("error: update failed"), ["aws:kms/key:Key k: denied"]) == (
        "aws:kms/key:Key k: denied",
    )


def test_an_engine_that_was_killed_is_not_reported_as_a_missing_summary() -> None:
    assert reasons(RuntimeError("summary event never found")) == (
        "the engine ended before it was done; run this again to finish",
    )


def test_an_unknown_fault_keeps_its_last_line() -> None:
    assert reasons(RuntimeError("first\n\nlast thing it said\n")) == ("last thing it said",)
