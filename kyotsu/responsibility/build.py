"""Puts an agreement together from what is provisioned."""

from kyotsu.ledger.words import text
from kyotsu.responsibility import rules
from kyotsu.responsibility.duties import DUTIES
from kyotsu.responsibility.model import Agreement, Section
from kyotsu.responsibility.provision import Provision

_ITEM = "5.4.1(1)-1"


def agreement(one: Provision) -> Agreement:
    """Return the document for a system in a stage."""
    return Agreement(
        tenant=one.tenant.key,
        stage=one.stage.name,
        system=one.tenant.name,
        ministry=one.ministry.name,
        sections=(
            Section(
                item=f"{_ITEM} a)",
                title=text("責任の分界", "Division of responsibility"),
                divided=True,
                clauses=tuple(duty(one) for duty in DUTIES),
            ),
            Section(
                item=f"{_ITEM} b)",
                title=text("連絡とインシデントへの対処", "Contacts and incidents"),
                divided=False,
                clauses=tuple(rules.incident(one)),
            ),
            Section(
                item=f"{_ITEM} c)",
                title=text("利用機関の体制と規程", "The ministry's organization and rules"),
                divided=False,
                clauses=tuple(rules.organization(one)),
            ),
            Section(
                item=f"{_ITEM} d)",
                title=text("システムが備えるべき要件", "What the system must fulfil"),
                divided=False,
                clauses=tuple(rules.requirements(one)),
            ),
            Section(
                item=f"{_ITEM} e)",
                title=text("利用者とアクセス権限", "Users and access"),
                divided=False,
                clauses=tuple(rules.access(one)),
            ),
        ),
    )
