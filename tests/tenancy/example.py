"""A small project of two linked tenants, whose every line the tests know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tenancy import addressing
from tenancy.address_checks import needs
from tenancy.address_file import render
from tenancy.addressing import AddressLedger
from tenancy.load import ADDRESSES, Fleet, InvalidDeclarations, load_fleet

TODAY = date(2026, 11, 1)

STAGE = """\
config:
  kyotsu:stage:
    name: {name}
    environment: {environment}
    emulated: {emulated}
    region: ap-northeast-1
    recovery_region: ap-northeast-3
    zones: [ap-northeast-1a, ap-northeast-1c, ap-northeast-1d]
    supernets: [{supernet}]
    name_prefix: kyotsu-{name}
    account_email_domain: example.go.jp
    archive_retention_days: 365
    protect: false
    network:
      block: {hub}
      zones: 2
      firewall: true
      nat: single
    logging:
      audit: {{keep_days: 400, deep_archive_after: null}}
      application: {{keep_days: 400, deep_archive_after: null}}
      flow: {{keep_days: 400, deep_archive_after: null}}
      dns: {{keep_days: 400, deep_archive_after: null}}
      firewall: {{keep_days: 400, deep_archive_after: null}}
      load_balancer: {{keep_days: 400, deep_archive_after: null}}
      configuration: {{keep_days: 400, deep_archive_after: null}}
    security:
      contacts: [security@example.go.jp]
      both_regions: false
      protections: [s3]
      standards: [aws-fsbp]
      unused_access_days: 90
      vulnerability_scan: true
      data_discovery: true
    cost:
      yen_per_usd: 150.25
      as_of: 2026-04-01
      contacts: [cost@example.go.jp]
      anomaly_yen: 30000
      export: true
    support:
      desk: {{ja: 運用室, en: Operations Office}}
      email: desk@example.go.jp
    access:
      repository: example-go-jp/kyotsu
      emergency_email: emergency@example.go.jp
"""

MINISTRIES = """\
ministries:
  mof:
    name: {ja: 財務省, en: Ministry of Finance}
    contact:
      role: {ja: 室長, en: Head}
      division: {ja: 文書課, en: Documents Division}
      email: mof@example.go.jp
      phone: 03-0000-2200
  soumu:
    name: {ja: 総務省, en: Ministry of Internal Affairs and Communications}
    contact:
      role: {ja: 室長, en: Head}
      division: {ja: 企画課, en: Planning Division}
      email: soumu@example.go.jp
      phone: 03-0000-1100
"""

TENANT = """\
# yaml-language-server: $schema=../../schemas/tenant.schema.json
system: {system}
ministry: {ministry}
name: {{ja: {ja}, en: {en}}}
purpose: {{ja: 受け付ける。, en: Receives.}}
managing_division: {{ja: 管理課, en: Management Division}}
contacts:
  security_officer:
    role: {{ja: 課長, en: Director}}
    division: {{ja: 管理課, en: Management Division}}
    email: {system}-security@example.go.jp
  platform_user_manager:
    role: {{ja: 係長, en: Chief}}
    division: {{ja: 管理課, en: Management Division}}
    email: {system}-operation@example.go.jp
work:
  development: {{by: contractor, contract_ends: 2028-03-31}}
  operation: {{by: ministry}}
  maintenance: {{by: ministry}}
period_of_use: {{start: 2026-04-01, end: 2031-03-31}}
domain: {system}.example.go.jp
classification: {{confidentiality: 2, integrity: 2, availability: 2}}
security_class: basic
external_lines: [internet]
links:
  - system: {other}
    why: {{ja: 渡す。, en: Hands over.}}
    direction: {direction}
    ports: [443]
cloud_services: [ec2, rds, s3]
environments:
  prod:
    size: small
    ingress: internet
    egress:
      - to: api.example.go.jp
        ports: [443]
    log_retention_days: 400
    operating_hours: {{start: 08:00, end: 20:00}}
    monthly_budget_yen: 300000
exceptions:
  - rule: NET-01
    resource: gateway
    reason: {{ja: 理由。, en: Because.}}
    alternative_measure: {{ja: 措置。, en: Instead.}}
    approver: {{ja: 局長, en: Director-General}}
    expires: 2027-03-31
"""

SHINSEI = "tenants/soumu/shinsei.yaml"
SHUNOU = "tenants/mof/shunou.yaml"


@dataclass(frozen=True)
class Project:
    """A project on disk, to be broken by a test."""

    root: Path

    def replace(self, path: str, old: str, new: str) -> None:
        """Change the one place in a file where `old` stands."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file whole."""
        raw = content.encode() if isinstance(content, str) else content
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(raw)

    def load(self, *, settled: bool = True) -> Fleet:
        """Load the fleet on a day on which nothing has expired."""
        return load_fleet(self.root, today=TODAY, settled=settled)

    def findings(self) -> list[str]:
        """Return what is wrong, a line each."""
        try:
            self.load()
        except InvalidDeclarations as error:
            return [str(finding) for finding in error.findings]
        return []

    def snapshot(self) -> dict[str, bytes]:
        """Return all files, to see that nothing was written."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }

    def allocate(self) -> None:
        """Write the ledger anew, from nothing."""
        self.write(ADDRESSES, render(AddressLedger()))
        fleet = self.load(settled=False)
        requests = [need.request for need in needs(fleet.tenants.values(), fleet.stages.values())]
        supernets = {name: stage.supernets for name, stage in fleet.stages.items()}
        ledger = addressing.allocate(AddressLedger(), requests, supernets)
        self.write(ADDRESSES, render(ledger))


def tenant(ministry: str, system: str, ja: str, en: str, other: str, direction: str) -> str:
    """Return the text of a tenant file."""
    return TENANT.format(
        ministry=ministry, system=system, ja=ja, en=en, other=other, direction=direction
    )


def make(root: Path) -> Project:
    """Write two valid tenants, soumu-shinsei and mof-shunou, in the stages local and prod."""
    made = Project(root)
    made.write("Pulumi.yaml", "name: kyotsu\n")
    for name, environment, emulated, supernet, hub in (
        ("local", "prod", "true", "10.0.0.0/16", "172.30.0.0/20"),
        ("prod", "prod", "false", "10.128.0.0/16", "172.30.16.0/20"),
    ):
        made.write(
            f"Pulumi.{name}.yaml",
            STAGE.format(
                name=name,
                environment=environment,
                emulated=emulated,
                supernet=supernet,
                hub=hub,
            ),
        )
    made.write("tenants/ministries.yaml", MINISTRIES)
    made.write(
        SHINSEI, tenant("soumu", "shinsei", "申請受付", "Reception", "mof-shunou", "outbound")
    )
    made.write(
        SHUNOU, tenant("mof", "shunou", "収納管理", "Collection", "soumu-shinsei", "inbound")
    )
    made.allocate()
    return made


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


Kyotsu = Callable[..., Ended]
"""Runs `kyotsu tenant` with arguments."""
