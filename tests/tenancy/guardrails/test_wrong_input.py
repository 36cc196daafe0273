# ruff: noqa: E501, ISC004 - a message stands on as few lines as it is read in
"""Proves that a mistake in what guardrails are made from is one sentence, by file, line and field."""

from __future__ import annotations

import pytest

from tests.tenancy.example import Project

LOCAL = "Pulumi.local.yaml"
MISTAKES = {
    "region outside the two": (
        "    region: ap-northeast-1",
        "    region: us-east-1",
        "region: 'us-east-1' is not one of 'ap-northeast-1' or 'ap-northeast-3'",
    ),
    "recovery outside the two": (
        "recovery_region: ap-northeast-3",
        "recovery_region: ap-southeast-1",
        "recovery_region: 'ap-southeast-1' is not one of 'ap-northeast-1' or 'ap-northeast-3'",
    ),
    "no access": (
        "    access:\n      repository: example-go-jp/kyotsu\n"
        "      emergency_email: emergency@example.go.jp\n",
        "",
        "access: access is missing; add access (Whose pipeline may preview and deploy this stage)",
    ),
    "text for access": (
        "    access:\n      repository: example-go-jp/kyotsu\n"
        "      emergency_email: emergency@example.go.jp\n",
        "    access: example-go-jp/kyotsu\n",
        "access: 'example-go-jp/kyotsu' is not a mapping; write a mapping",
    ),
    "address of a repository": (
        "repository: example-go-jp/kyotsu",
        "repository: https://github.com/example-go-jp/kyotsu",
        "access.repository: 'https://github.com/example-go-jp/kyotsu' is not a GitHub repository;"
        " write its owner and its name, such as example-go-jp/kyotsu",
    ),
    "every repository of an owner": (
        "repository: example-go-jp/kyotsu",
        "repository: example-go-jp/*",
        "access.repository: 'example-go-jp/*' is not a GitHub repository;"
        " write its owner and its name, such as example-go-jp/kyotsu",
    ),
    "every branch": (
        "      emergency_email",
        "      branch: 'release/*'\n      emergency_email",
        "access.branch: 'release/*' is not a branch; write its name without a wildcard,"
        " such as main",
    ),
    "a name for a service's prefix": (
        "    access:\n",
        "    guardrails: {denied_services: [Amazon Lightsail]}\n    access:\n",
        "guardrails.denied_services[0]: 'Amazon Lightsail' is not an AWS service's prefix;"
        " write it as in the names of its actions, such as lightsail",
    ),
    "a service twice": (
        "    access:\n",
        "    guardrails: {denied_services: [lightsail, lightsail]}\n    access:\n",
        "guardrails.denied_services[1]: lightsail is listed twice; remove one",
    ),
    "more services than a statement can name": (
        "    access:\n",
        f"    guardrails: {{denied_services: [{', '.join(f'service-{n}' for n in range(800))}]}}\n"
        "    access:\n",
        "guardrails: statement ServicesNotAllowed of guardrails tenants has more than 10240"
        " characters; split it, or list fewer actions",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_stage(project: Project, old: str, new: str, message: str) -> None:
    project.replace(LOCAL, old, new)
    (finding,) = project.findings()
    place, _, rest = finding.partition(": config.kyotsu:stage.")
    assert place.startswith(f"{LOCAL}:")
    assert rest.startswith(message)


def test_more_ministries_than_a_tag_policy_can_name(project: Project) -> None:
    contact = (
        "    contact:\n      role: {ja: 室長, en: Head}\n      division: {ja: 課, en: Division}\n"
        "      email: a@example.go.jp\n"
    )
    many = "".join(
        f"  ministry{n}:\n    name: {{ja: 省, en: Ministry}}\n{contact}" for n in range(400)
    )
    project.replace("tenants/ministries.yaml", "ministries:\n", f"ministries:\n{many}")
    assert project.findings() == [
        f"Pulumi.{stage}.yaml:2: config.kyotsu:stage.guardrails: tags would have {count} characters,"
        " and AWS allows 10000; shorten the lists that it is made from"
        for stage, count in (("local", 13181), ("prod", 13180))
    ]
