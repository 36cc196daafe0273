"""Proves what a person is told when the engine fails."""

import pytest

from kyotsu.stacks.failure import reasons


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("error: the stack is currently locked by 1 lock(s)", "kyotsu stack unlock"),
        ("error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE", "locked with a passphrase"),
        ("error: No valid credential sources found", "aws sso login"),
        ("error: dial tcp 127.0.0.1:5000: connect: connection refused", "kyotsu local up"),
        ("error: write /x: no space left on device", "the disk is full"),
        ("error: open /x: read-only file system", "may not write its state"),
        ('error: Preview failed: unknown stack "organization/kyotsu/dev"', "no foundation"),
        ("error: PULUMI_ACCESS_TOKEN must be set for login", "pulumi login"),
    ],
)
def test_a_known_fault_comes_with_advice(said: str, advice: str) -> None:
    first, *more = reasons(f"\n{said}\n")
    assert first == said.removeprefix("error: ")
    assert any(advice in line for line in more)


def test_a_tenants_stack_that_is_unknown_is_not_taken_for_the_foundation() -> None:
    said = 'error: unknown stack "organization/kyotsu/dev.mhlw-kansen"'
    assert reasons(said) == (said.removeprefix("error: "),)


def test_the_engines_diagnostics_come_before_its_output() -> None:
    assert reasons("error: update failed", ["aws:kms/key:Key k: denied"]) == (
        "aws:kms/key:Key k: denied",
    )


def test_an_unknown_fault_keeps_its_last_line() -> None:
    assert reasons("first\n\nlast thing it said\n") == ("last thing it said",)
