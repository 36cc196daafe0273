# ruff: noqa: E501 - a message stands on as few lines as it is read in
"""Each mistake that a person can make is one exact line: file, line, field, what, what to do.

These tests prove the words and the places. That nothing is written is proved in `test_command`.
"""

from __future__ import annotations

import pytest

from tests.tenancy.example import SHINSEI, SHUNOU, Project

ADDRESSES = "tenants/addresses.yaml"
LOCAL = "Pulumi.local.yaml"

TENANT_MISTAKES = {
    "unknown key": (
        "monthly_budget_yen: 300000",
        "monthly_budget_yan: 300000",
        (
            "40: environments.prod.monthly_budget_yan: unknown key 'monthly_budget_yan';"
            " did you mean 'monthly_budget_yen'?"
        ),
    ),
    "unknown key, nothing near": (
        "  prod:\n    size",
        "  prod:\n    colour: red\n    size",
        (
            "33: environments.prod.colour: unknown key 'colour'; write one of: backup, egress, ingress,"
            " log_retention_days, monthly_budget_yen, operating_hours, patch_window, publication, size,"
            " volumes, zones"
        ),
    ),
    "volume of nothing that is charged": (
        "  prod:\n    size",
        "  prod:\n    volumes: {internet-out-tb: 3}\n    size",
        (
            "33: environments.prod.volumes.internet-out-tb: 'internet-out-tb' is not a volume that is"
            " charged by; did you mean 'internet-out-gb'?"
        ),
    ),
    "volume below zero": (
        "  prod:\n    size",
        "  prod:\n    volumes: {internet-out-gb: -3}\n    size",
        (
            "33: environments.prod.volumes.internet-out-gb: -3 is not a number from 0;"
            " write one, such as 120 or 0.5"
        ),
    ),
    "volume from much to little": (
        "  prod:\n    size",
        "  prod:\n    volumes:\n      internet-out-gb: {low: 30, high: 3}\n    size",
        (
            "34: environments.prod.volumes.internet-out-gb.high: the most, 3, is less than the least,"
            " 30; exchange them"
        ),
    ),
    "missing key": (
        "domain: shinsei.example.go.jp\n",
        "",
        "2: domain: domain is missing; add domain (The system's domain name)",
    ),
    "missing key in a part": (
        "    email: shinsei-security@example.go.jp\n",
        "",
        "8: contacts.security_officer.email: email is missing; add email (The division's address)",
    ),
    "text for a number": (
        "monthly_budget_yen: 300000",
        'monthly_budget_yen: "300000"',
        (
            "40: environments.prod.monthly_budget_yen: '300000' is not a whole number;"
            " write a whole number without quotes"
        ),
    ),
    "number for text": (
        "start: 08:00",
        "start: 8",
        "39: environments.prod.operating_hours.start: 8 is not text; write text, in quotes",
    ),
    "fraction": (
        "monthly_budget_yen: 300000",
        "monthly_budget_yen: 0.5",
        "40: environments.prod.monthly_budget_yen: 0.5 is not a whole number; write a whole number",
    ),
    "text for a list": (
        "external_lines: [internet]",
        "external_lines: internet",
        "24: external_lines: 'internet' is not a list; write a list",
    ),
    "text for a mapping": (
        "name: {ja: 申請受付, en: Reception}",
        "name: Reception",
        "4: name: 'Reception' is not a mapping; write a mapping",
    ),
    "true for a grade": (
        "confidentiality: 2",
        "confidentiality: true",
        (
            "22: classification.confidentiality: true and false are not grades;"
            " write the grade as a number"
        ),
    ),
    "grade that there is not": (
        "confidentiality: 2",
        "confidentiality: 4",
        "22: classification.confidentiality: 4 is not one of 1, 2 or 3; write 1, 2 or 3",
    ),
    "misspelled choice": (
        "size: small",
        "size: smal",
        (
            "33: environments.prod.size: 'smal' is not one of 'small', 'medium' or 'large';"
            " did you mean 'small'?"
        ),
    ),
    "empty value": (
        "security_class: basic",
        "security_class:",
        (
            "23: security_class: an empty value is not one of 'basic' or 'additional';"
            " write 'basic' or 'additional'"
        ),
    ),
    "empty text": (
        "en: Receives.",
        'en: ""',
        "5: purpose.en: the text is empty; write it",
    ),
    "blank text": (
        "en: Receives.",
        'en: " "',
        "5: purpose.en: the text is blank; write it",
    ),
    "repeated key": (
        "security_class: basic",
        "security_class: basic\ndomain: other.example.go.jp",
        "24: domain: domain is written twice; keep one of them",
    ),
    "repeated item": (
        "[ec2, rds, s3]",
        "[ec2, s3, s3]",
        "30: cloud_services[2]: s3 is listed twice; remove one",
    ),
    "unknown service": (
        "[ec2, rds, s3]",
        "[ec2, rdss, s3]",
        (
            "30: cloud_services[1]: 'rdss' is not a cloud service that the platform offers;"
            " did you mean 'rds'?"
        ),
    ),
    "port out of range": (
        "        ports: [443]",
        "        ports: [443, 70000]",
        (
            "37: environments.prod.egress[0].ports[1]: 70000 is above 65,535;"
            " write a number up to 65,535"
        ),
    ),
    "no port": (
        "        ports: [443]",
        "        ports: []",
        "37: environments.prod.egress[0].ports: the list is empty; write at least one item",
    ),
    "not a date": (
        "end: 2031-03-31",
        "end: 2031-02-30",
        (
            "20: period_of_use.end: '2031-02-30' is not a date;"
            " write year, month and day, such as 2027-03-31"
        ),
    ),
    "period that ends before it starts": (
        "end: 2031-03-31",
        "end: 2025-03-31",
        (
            "20: period_of_use.end: the last day, 2025-03-31, is before the first, 2026-04-01;"
            " exchange them"
        ),
    ),
    "contract without an end": (
        "{by: contractor, contract_ends: 2028-03-31}",
        "{by: contractor}",
        (
            "17: work.development.by: a contractor's contract has no last day;"
            " add contract_ends, such as 2028-03-31"
        ),
    ),
    "not an address": (
        "email: shinsei-security@example.go.jp",
        "email: shinsei-security",
        (
            "11: contacts.security_officer.email: 'shinsei-security' is not an e-mail address;"
            " write the address of the division, such as division@example.go.jp"
        ),
    ),
    "hours that end before they begin": (
        "{start: 08:00, end: 20:00}",
        "{start: 20:00, end: 08:00}",
        (
            "39: environments.prod.operating_hours.end: the hours end at 08:00, but begin at 20:00;"
            " write an end that is later on the same day; 24:00 is midnight"
        ),
    ),
    "not a time of day": (
        "end: 20:00",
        "end: 25:00",
        (
            "39: environments.prod.operating_hours.end: '25:00' is not a time of day;"
            " write hours and minutes in Japan, from 00:00 to 24:00"
        ),
    ),
    "budget of zero": (
        "monthly_budget_yen: 300000",
        "monthly_budget_yen: 0",
        "40: environments.prod.monthly_budget_yen: 0 is not above 0; write a number above 0",
    ),
    "egress that is neither domain nor block": (
        "to: api.example.go.jp",
        "to: api_1",
        (
            "36: environments.prod.egress[0].to: 'api_1' is neither a domain nor an IPv4 block;"
            " write a domain such as api.example.go.jp or *.example.go.jp,"
            " or a block such as 203.0.113.0/24"
        ),
    ),
    "egress that is a link": (
        "to: api.example.go.jp",
        "to: https://api.example.go.jp/v1",
        (
            "36: environments.prod.egress[0].to: 'https://api.example.go.jp/v1' is neither a domain nor"
            " an IPv4 block; write the domain alone, without https:// and without a path"
        ),
    ),
    "egress to everywhere": (
        "to: api.example.go.jp",
        "to: 0.0.0.0/0",
        (
            "36: environments.prod.egress[0].to: 0.0.0.0/0 lets almost anything out;"
            " list the destinations one by one"
        ),
    ),
    "egress into the platform": (
        "to: api.example.go.jp",
        "to: 10.128.9.0/24",
        (
            "36: environments.prod.egress[0].to: 10.128.9.0/24 is inside of the platform;"
            " declare a link with the other system"
        ),
    ),
    "egress over a line that it has not": (
        "to: api.example.go.jp",
        "to: 192.168.3.0/24",
        (
            "36: environments.prod.egress[0].to: 192.168.3.0/24 is reached over government-lan, but the"
            " system has no such line; add government-lan to external_lines, or correct the block"
        ),
    ),
    "ingress over a line that it has not": (
        "ingress: internet",
        "ingress: government-lan",
        (
            "34: environments.prod.ingress: users come from government-lan, but the system has no such"
            " line; add government-lan to external_lines, or write ingress: none"
        ),
    ),
    "published to nobody": (
        "ingress: internet",
        "ingress: none\n    publication: delegated",
        (
            "35: environments.prod.publication: nobody comes from the internet: ingress is none;"
            " remove publication, or write ingress: internet"
        ),
    ),
    "a step of publication that there isn't": (
        "ingress: internet",
        "ingress: internet\n    publication: opened",
        (
            "35: environments.prod.publication: 'opened' is not one of 'prepared', 'delegated' or"
            " 'open'; did you mean 'open'?"
        ),
    ),
    "published by what isn't declared": (
        "ingress: internet",
        "ingress: internet\n    publication: open",
        (
            "35: environments.prod.publication: users come in by elastic-load-balancing and waf, which"
            " the system doesn't declare; add elastic-load-balancing, waf to cloud_services, or write"
            " publication: prepared"
        ),
    ),
    "a domain too long for a certificate": (
        "domain: shinsei.example.go.jp",
        f"domain: {'a' * 54}.example.go.jp",
        (
            "21: domain: no certificate can be issued for it in prod: it has 68 characters, 64 are"
            " allowed; write a shorter domain"
        ),
    ),
    "no line beside a line": (
        "external_lines: [internet]",
        "external_lines: [internet, none]",
        "24: external_lines[1]: none stands beside a line; remove none, or the lines",
    ),
    "no zone left": (
        "    log_retention_days",
        "    zones: []\n    log_retention_days",
        "38: environments.prod.zones: the list is empty; write at least one item",
    ),
    "one zone for availability 2": (
        "    log_retention_days",
        "    zones: [a]\n    log_retention_days",
        (
            "38: environments.prod.zones: availability 2 needs more than one zone;"
            " add a zone, or remove zones"
        ),
    ),
    "retention that CloudWatch has not": (
        "log_retention_days: 400",
        "log_retention_days: 500",
        (
            "38: environments.prod.log_retention_days: CloudWatch Logs cannot keep logs for 500 days;"
            " write 545"
        ),
    ),
    "retention too short for prod": (
        "log_retention_days: 400",
        "log_retention_days: 180",
        (
            "38: environments.prod.log_retention_days: logs of prod would be kept for 180 days;"
            " write 365 or more, or remove it"
        ),
    ),
    "keys of the provider for confidentiality 2": (
        "cloud_services",
        "key_management: provider\ncloud_services",
        (
            "30: key_management: confidentiality 2 needs keys that the government manages;"
            " write platform, or remove it"
        ),
    ),
    "copies outside of the declared place": (
        "cloud_services",
        "data_location: [tokyo]\ncloud_services",
        (
            "30: data_location: backups of prod are copied to Osaka;"
            " add osaka, or write environments.prod.backup.copy_to_recovery_region: false"
        ),
    ),
    "expired exception": (
        "expires: 2027-03-31",
        "expires: 2026-10-31",
        (
            "47: exceptions[0].expires: the exception to NET-01 expired on 2026-10-31;"
            " remove it and keep the rule, or have it approved again with a later day"
        ),
    ),
    "unknown ministry": (
        "ministry: soumu",
        "ministry: soumo",
        (
            "3: ministry: there is no ministry 'soumo' in tenants/ministries.yaml;"
            " did you mean 'soumu'?"
        ),
    ),
    "file in the wrong folder": (
        "ministry: soumu",
        "ministry: mof",
        (
            "3: ministry: the ministry is mof, but the folder is tenants/soumu;"
            " move it to tenants/mof/shinsei.yaml, or correct the ministry"
        ),
    ),
    "file with another name": (
        "system: shinsei\n",
        "system: shinsei2\n",
        (
            "2: system: the system is shinsei2, but the file is named shinsei.yaml;"
            " rename it to shinsei2.yaml, or correct the system"
        ),
    ),
    "link with other ports": (
        "    ports: [443]\ncloud",
        "    ports: [443, 8443]\ncloud",
        (
            "29: links[0].ports: 443, 8443 here, but 443 in tenants/mof/shunou.yaml;"
            " write the same ports and protocols on both sides"
        ),
    ),
    "alias": (
        "security_class: basic",
        "security_class: *class",
        "23: security_class: *class is a YAML alias; write the value out",
    ),
    "anchor": (
        "security_class: basic",
        "security_class: &class basic",
        "23: security_class: &class is a YAML anchor; remove it, write values out",
    ),
    "merge key": (
        "security_class: basic",
        "<<: {security_class: basic}",
        "23: file: a key is not a word; write a word, a colon and a space",
    ),
    "tag": (
        "security_class: basic",
        "security_class: !!python/name:os.system basic",
        "23: security_class: tag:yaml.org,2002:python/name:os.system is a YAML tag; remove it",
    ),
    "tab": (
        "    size: small",
        "\tsize: small",
        "33: file: there is a tab character; indent with spaces",
    ),
    "broken YAML": (
        "security_class: basic",
        "security_class: a: b",
        (
            "23: file: this is not YAML: mapping values are not allowed in this context;"
            " look at the indentation and the quotes around here"
        ),
    ),
    "second document": (
        "security_class: basic",
        "---\nsecurity_class: basic",
        "23: file: there is a second document; keep one document a file",
    ),
    "size that is not the block's": (
        "size: small",
        "size: large",
        (
            "33: environments.prod.size: the size is large, but the block in stage local is small"
            " (10.0.4.0/22); write small: a block never changes; to grow, declare a new system and move"
            " to it"
        ),
        (
            "33: environments.prod.size: the size is large, but the block in stage prod is small"
            " (10.128.4.0/22); write small: a block never changes; to grow, declare a new system and"
            " move to it"
        ),
    ),
}


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        pytest.param(old, new, lines, id=name)
        for name, (old, new, *lines) in TENANT_MISTAKES.items()
    ],
)
def test_a_mistake_in_a_tenant_file(project: Project, old: str, new: str, lines: list[str]) -> None:
    project.replace(SHINSEI, old, new)
    assert project.findings() == [f"{SHINSEI}:{line}" for line in lines]


FILES = {
    "empty": (b"", "1: file: the file is empty; write the declaration, or delete the file"),
    "only comments": (
        b"# to be written\n",
        "1: file: the file is empty; write the declaration, or delete the file",
    ),
    "Shift_JIS": (
        "system: shinsei\nname: {ja: 申請受付}\n".encode("cp932"),
        "2: file: this looks like Shift_JIS; save the file as UTF-8",
    ),
    "bytes": (b"system: \xff\xff\x00", "1: file: this is not UTF-8 text; save the file as UTF-8"),
    "control character": (
        b"system: a\x00b\n",
        "1: file: this is not YAML: unacceptable character #x0000: control characters are not allowed; remove the character",
    ),
    "list": (b"- system: shinsei\n", "1: file: the file is not a mapping; begin it with a key"),
    "key that is a list": (
        b"? [a, b]\n: c\n",
        "1: file: a key is not a word; write a word, a colon and a space",
    ),
    "too large": (
        b"# " + b"x" * 300_000,
        "1: file: the file has 300,002 bytes; keep it under 262,144 bytes",
    ),
    "billion laughs": (
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "1: a: &a is a YAML anchor; remove it, write values out",
    ),
    "nested without end": (
        b"a: " + b"[" * 10_000,
        f"1: a{'[0]' * 19}: it is nested too deeply; flatten it",
    ),
}


@pytest.mark.parametrize(("raw", "line"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_read(project: Project, raw: bytes, line: str) -> None:
    project.write(SHINSEI, raw)
    assert project.findings() == [f"{SHINSEI}:{line}"]


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(project: Project) -> None:
    text = (project.root / SHINSEI).read_text(encoding="utf-8")
    project.write(SHINSEI, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert project.findings() == []


def test_a_system_that_is_declared_twice(project: Project) -> None:
    copy = (project.root / SHINSEI).read_text(encoding="utf-8")
    project.write("tenants/soumu/copy.yaml", copy)
    # Sorted by path, "copy" comes first; the file in its right place is the first declaration.
    assert project.findings() == [
        (
            "tenants/soumu/copy.yaml:2: system: tenants/soumu/shinsei.yaml:2 has the same key;"
            " a system is declared once: remove one file, or correct it"
        ),
        (
            "tenants/soumu/copy.yaml:2: system: the system is shinsei, but the file is named copy.yaml;"
            " rename it to shinsei.yaml, or correct the system"
        ),
        (
            "tenants/soumu/copy.yaml:4: name.en: tenants/soumu/shinsei.yaml:4 has the same name in"
            " English; a system is declared once: remove one file, or correct it"
        ),
        (
            "tenants/soumu/copy.yaml:4: name.ja: tenants/soumu/shinsei.yaml:4 has the same name in"
            " Japanese; a system is declared once: remove one file, or correct it"
        ),
        (
            "tenants/soumu/copy.yaml:21: domain: tenants/soumu/shinsei.yaml:21 has the same domain;"
            " a system is declared once: remove one file, or correct it"
        ),
    ]


def test_a_link_to_a_system_that_does_not_exist(project: Project) -> None:
    project.replace(SHINSEI, "system: mof-shunou", "system: mof-shunuo")
    assert project.findings() == [
        (
            f"{SHUNOU}:26: links[0].system: soumu-shinsei does not declare this link;"
            f" add it to {SHINSEI} with direction: outbound, system: mof-shunou, ports: [443]"
        ),
        (
            f"{SHINSEI}:26: links[0].system: there is no system 'mof-shunuo';"
            " did you mean 'mof-shunou'?"
        ),
    ]


def test_a_link_to_itself(project: Project) -> None:
    project.replace(SHINSEI, "system: mof-shunou", "system: soumu-shinsei")
    assert f"{SHINSEI}:26: links[0].system: the system is linked to itself; remove the link" in (
        project.findings()
    )


def test_a_link_to_an_invalid_file_is_not_called_unknown(project: Project) -> None:
    project.write(SHUNOU, b"")
    assert project.findings() == [
        f"{SHUNOU}:1: file: the file is empty; write the declaration, or delete the file"
    ]


def test_a_name_too_long_for_s3(project: Project) -> None:
    long = "system-of-which-the-name-is-longer-than-allowed"
    text = (project.root / SHINSEI).read_text(encoding="utf-8")
    text = text.replace("shinsei", long).replace("申請受付", "別").replace("Reception", "Other")
    project.write(
        f"tenants/soumu/{long}.yaml", text[: text.index("links:")] + text[text.index("cloud") :]
    )
    assert project.findings() == [
        (
            f"tenants/soumu/{long}.yaml:2: system: in stage local a name for s3-bucket would have 79"
            " characters, 63 are allowed; shorten the system's id by 16"
        ),
        (
            f"tenants/soumu/{long}.yaml:27: environments.prod: no addresses in local, prod;"
            f" run kyotsu tenant add soumu-{long}"
        ),
    ]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("tenants/stray.yaml", "1: file: no ministry's folder; move it to tenants/<ministry>/"),
        (
            "tenants/soumu/shinsei.yml",
            "1: file: not a tenant file; name it <system>.yaml, or move it",
        ),
        (
            "tenants/soumu/old/a.yaml",
            "1: file: a folder in a ministry's folder; move its files up",
        ),
    ],
)
def test_a_file_where_none_belongs(project: Project, path: str, line: str) -> None:
    project.write(path, "a: b\n")
    assert project.findings() == [f"{path.removesuffix('/a.yaml')}:{line}"]


STAGE_MISTAKES = {
    "setting missing": (
        "    protect: false\n",
        "",
        (
            "2: config.kyotsu:stage.protect: protect is missing;"
            " add protect (Whether Pulumi protects what holds data from deletion)"
        ),
    ),
    "setting of the wrong type": (
        "protect: false",
        "protect: no",
        "13: config.kyotsu:stage.protect: 'no' is not true or false; write true or false",
    ),
    "unknown setting": (
        "protect: false",
        "protect: false\n    zone: [a]",
        "14: config.kyotsu:stage.zone: unknown key 'zone'; did you mean 'zones'?",
    ),
    "region outside of the two": (
        "    region: ap-northeast-1",
        "    region: us-east-1",
        (
            "6: config.kyotsu:stage.region: 'us-east-1' is not one of 'ap-northeast-1' or"
            " 'ap-northeast-3'; did you mean 'ap-northeast-1'?"
        ),
    ),
    "recovery in the same region": (
        "recovery_region: ap-northeast-3",
        "recovery_region: ap-northeast-1",
        (
            "7: config.kyotsu:stage.recovery_region: copies of backups would be kept in ap-northeast-1,"
            " where the tenants run; write the other of ap-northeast-1 and ap-northeast-3"
        ),
    ),
    "zone of another region": (
        "ap-northeast-1d]",
        "ap-northeast-3a]",
        (
            "8: config.kyotsu:stage.zones[2]: 'ap-northeast-3a' is not a zone of ap-northeast-1;"
            " write the region and a letter from a to d, such as ap-northeast-1a"
        ),
    ),
    "zone twice": (
        "ap-northeast-1d]",
        "ap-northeast-1a]",
        "8: config.kyotsu:stage.zones[2]: ap-northeast-1a is listed twice; remove one",
    ),
    "public supernet": (
        "[10.0.0.0/16]",
        "[10.0.0.0/16, 11.0.0.0/16]",
        (
            "9: config.kyotsu:stage.supernets[1]: 11.0.0.0/16 is not a private block;"
            " take one from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
        ),
    ),
    "supernets that overlap": (
        "[10.0.0.0/16]",
        "[10.0.0.0/16, 10.0.4.0/22]",
        "9: config.kyotsu:stage.supernets[1]: 10.0.4.0/22 overlaps 10.0.0.0/16; separate them",
    ),
    "supernet with host bits": (
        "[10.0.0.0/16]",
        "[10.0.0.1/16]",
        (
            "9: config.kyotsu:stage.supernets[0]: '10.0.0.1/16' is not an IPv4 block;"
            " write its first address and its length, such as 10.0.0.0/16"
        ),
    ),
    "retention of the archive too short": (
        "archive_retention_days: 365",
        "archive_retention_days: 30",
        "12: config.kyotsu:stage.archive_retention_days: 30 is below 365; write a number from 365",
    ),
    "file of another stage": (
        "name: local",
        "name: dev",
        (
            "3: config.kyotsu:stage.name: the stage is dev, but the file is named Pulumi.local.yaml;"
            " write local, or rename the file to Pulumi.dev.yaml"
        ),
    ),
    "no stage": (
        "kyotsu:stage:",
        "kyotsu:stages:",
        "1: config.kyotsu:stage: config.kyotsu:stage is missing; add it",
    ),
}


@pytest.mark.parametrize(("old", "new", "line"), STAGE_MISTAKES.values(), ids=STAGE_MISTAKES)
def test_a_mistake_in_a_stage(project: Project, old: str, new: str, line: str) -> None:
    project.replace(LOCAL, old, new)
    assert project.findings() == [f"{LOCAL}:{line}"]


def test_stages_that_share_addresses_or_a_prefix(project: Project) -> None:
    project.replace("Pulumi.prod.yaml", "[10.128.0.0/16]", "[10.128.0.0/16, 10.0.128.0/17]")
    project.replace("Pulumi.prod.yaml", "kyotsu-prod", "kyotsu-local")
    assert project.findings() == [
        (
            "Pulumi.prod.yaml:9: config.kyotsu:stage.supernets[1]: 10.0.128.0/17 overlaps 10.0.0.0/16"
            " of stage local; give each stage addresses of its own"
        ),
        (
            "Pulumi.prod.yaml:10: config.kyotsu:stage.name_prefix: stage local has the same prefix;"
            " write another: names must differ between stages"
        ),
    ]


def test_a_ministry_that_is_not_described(project: Project) -> None:
    project.replace(
        "tenants/ministries.yaml",
        "    name: {ja: 総務省, en: Ministry of Internal",
        "    nome: {ja: 総務省, en: Ministry of Internal",
    )
    assert project.findings() == [
        "tenants/ministries.yaml:10: ministries.soumu.nome: unknown key 'nome'; did you mean 'name'?"
    ]


def test_a_ministrys_key_that_cannot_be_one(project: Project) -> None:
    project.replace("tenants/ministries.yaml", "  mof:", "  Mo-F:")
    assert project.findings() == [
        (
            "tenants/ministries.yaml:2: ministries.Mo-F: 'Mo-F' is not a ministry's key;"
            " write 2 to 16 lower-case letters and digits without a hyphen, such as soumu"
        ),
    ]


RESTORE = "restore the file from Git; only kyotsu tenant writes it"


def _records(project: Project) -> list[str]:
    return (project.root / ADDRESSES).read_text(encoding="utf-8").splitlines(keepends=True)


def test_an_address_edited_by_hand(project: Project) -> None:
    project.replace(ADDRESSES, "cidr: 10.0.4.0/22", "cidr: 10.0.64.0/22")
    assert project.findings() == [
        f"{ADDRESSES}:7: records[1].seal: record 2 was edited by hand: its seal is wrong; {RESTORE}"
    ]


def test_an_address_edited_by_hand_onto_another(project: Project) -> None:
    project.replace(ADDRESSES, "cidr: 10.0.4.0/22", "cidr: 10.0.0.0/22")
    assert project.findings() == [
        (
            f"{ADDRESSES}:7: records[1].cidr: 10.0.0.0/22 of soumu-shinsei overlaps 10.0.0.0/22 of"
            f" mof-shunou; {RESTORE}"
        ),
        (
            f"{ADDRESSES}:7: records[1].seal: record 2 was edited by hand: its seal is wrong;"
            f" {RESTORE}"
        ),
    ]


def test_a_removed_record(project: Project) -> None:
    lines = _records(project)
    project.write(ADDRESSES, "".join(lines[:6] + lines[7:]))
    found = project.findings()
    assert found[1] == (
        f"{ADDRESSES}:7: records[1].seq: record 3 stands where 2 belongs: one was moved or removed;"
        f" {RESTORE}"
    )
    assert found[0].startswith(f"{ADDRESSES}:4: end: the file should end with record 4, sealed ")
    assert len(found) == 2


def test_records_in_another_order(project: Project) -> None:
    lines = _records(project)
    project.write(ADDRESSES, "".join([*lines[:5], lines[6], lines[5], *lines[7:]]))
    assert project.findings()[0] == (
        f"{ADDRESSES}:6: records[0].seq: record 2 stands where 1 belongs: one was moved or removed;"
        f" {RESTORE}"
    )


def test_a_cut_tail(project: Project) -> None:
    project.write(ADDRESSES, "".join(_records(project)[:-1]))
    (found,) = project.findings()
    assert found.startswith(f"{ADDRESSES}:4: end: the file should end with record 4, sealed ")


def test_a_renumbered_ledger_with_a_record_removed(project: Project) -> None:
    lines = _records(project)
    lines[7] = lines[7].replace("seq: 3", "seq: 2")
    lines[8] = lines[8].replace("seq: 4", "seq: 3")
    lines[3] = lines[3].replace("count: 4", "count: 3")
    project.write(ADDRESSES, "".join(lines[:6] + lines[7:]))
    assert project.findings() == [
        f"{ADDRESSES}:{line}: records[{line - 6}].seal: record {line - 5} was edited by hand:"
        f" its seal is wrong; {RESTORE}"
        for line in (7, 8)
    ]


def test_no_ledger(project: Project) -> None:
    (project.root / ADDRESSES).unlink()
    assert project.findings() == [
        (
            f"{ADDRESSES}:1: file: the file is missing; restore it from Git; only for a platform that"
            " never had a tenant, run kyotsu tenant add --begin"
        )
    ]


def test_a_removed_tenant_still_holds_its_block(project: Project) -> None:
    (project.root / SHINSEI).unlink()
    stale = "holds a block in stage {}, but no file declares it there; restore its file, or run"
    assert project.findings() == [
        (
            f"{ADDRESSES}:7: records[1].tenant: soumu-shinsei {stale.format('local')}"
            " kyotsu tenant retire soumu-shinsei"
        ),
        (
            f"{ADDRESSES}:9: records[3].tenant: soumu-shinsei {stale.format('prod')}"
            " kyotsu tenant retire soumu-shinsei"
        ),
        f"{SHUNOU}:26: links[0].system: there is no system 'soumu-shinsei'; remove it",
    ]


def test_an_exhausted_supernet(project: Project) -> None:
    # Two blocks of 1,024 addresses are taken; a block of 65,536 has no room for a third of 16,384
    # once the others are that large.
    text = (project.root / SHINSEI).read_text(encoding="utf-8")
    bare = text[: text.index("links:")] + text[text.index("cloud") :]
    for number in range(4):
        one = bare.replace("shinsei", f"large{number}").replace("size: small", "size: large")
        one = one.replace("申請受付", f"大{number}").replace("Reception", f"Large {number}")
        project.write(f"tenants/soumu/large{number}.yaml", one)
    assert [line for line in project.findings() if "run kyotsu" not in line] == [
        (
            "tenants/soumu/large3.yaml:28: environments.prod.size: stage local has no free /18 left;"
            " append a supernet to Pulumi.local.yaml"
        ),
        (
            "tenants/soumu/large3.yaml:28: environments.prod.size: stage prod has no free /18 left;"
            " append a supernet to Pulumi.prod.yaml"
        ),
    ]


def test_a_supernet_taken_away(project: Project) -> None:
    project.replace(LOCAL, "[10.0.0.0/16]", "[10.0.0.0/22]")
    assert project.findings() == [
        (
            f"{ADDRESSES}:7: records[1].cidr: 10.0.4.0/22 lies outside of the supernets of stage local;"
            f" put the supernet back into {LOCAL}; one may be appended, none changed"
        )
    ]


def test_everything_is_reported_in_one_run_sorted(project: Project) -> None:
    project.replace(SHINSEI, "size: small", "size: smal")
    project.replace(SHUNOU, "domain: shunou.example.go.jp\n", "")
    project.replace(LOCAL, "protect: false", "protect: maybe")
    project.write("tenants/soumu/leer.yaml", b"")
    found = project.findings()
    assert [line.split(":")[0] for line in found] == [
        LOCAL,
        SHUNOU,
        "tenants/soumu/leer.yaml",
        SHINSEI,
    ]
