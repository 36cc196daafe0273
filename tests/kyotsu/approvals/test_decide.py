"""Proves who must approve what, and which approvals count."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyotsu.approvals.codeowners import CODEOWNERS, codeowners
from kyotsu.approvals.decide import Decision, Opinion, Request, decide
from kyotsu.approvals.load import approvals
from kyotsu.approvals.model import APPROVALS, CLASSES, Approvals, ChangeClass
from kyotsu.approvals.needed import Cause, causes_in_files, causes_in_stack, groups_needed
from kyotsu.declarations import InvalidFiles
from kyotsu.declared import parse_declared
from kyotsu.review.findings import Danger, DangerKind, Finding
from kyotsu.review.model import Action, Change, Outcome, StackReview, Subject
from policies.rule import Severity, Text

ROOT = Path(__file__).resolve().parents[3]
RULES = approvals(ROOT)
NOW = datetime.fromisoformat("2026-11-24T10:00:00+09:00")
HEAD, OLD = "a" * 40, "b" * 40
WORDS = Text(ja="試験", en="test")


def _said(account: str, *, hours: float = 1, commit: str = HEAD, text: str = "") -> Opinion:
    return Opinion(
        account=account, approves=True, commit=commit, at=NOW - timedelta(hours=hours), text=text
    )


def _decide(
    *opinions: Opinion,
    causes: tuple[Cause, ...] = (Cause(change="ordinary", ministry="soumu", what="x"),),
    applicants: tuple[str, ...] = ("engineer-1",),
    strangers: tuple[str, ...] = (),
    now: datetime = NOW,
) -> Decision:
    request = Request(
        number=1,
        head=HEAD,
        applicants=frozenset(applicants),
        strangers=strangers,
        opinions=opinions,
    )
    return decide(RULES, "prod", request, groups_needed(RULES, causes), now)


def test_a_ministrys_own_approver_is_enough_for_an_ordinary_change() -> None:
    decision = _decide(_said("soumu-approver-1"))
    assert decision.granted
    (said,) = decision.for_it
    assert said.en == (
        "soumu-approver-1 approved for the approvers of the Ministry of Internal Affairs and "
        "Communications."
    )


def test_another_ministrys_approver_is_not() -> None:
    (reason,) = _decide(_said("mof-approver-1")).against
    assert "must approve (ordinary change: x)" in reason.en
    assert "総務省の承認者の承認がありません" in reason.ja


@pytest.mark.parametrize(
    ("opinion", "applicants", "said"),
    [
        (_said("soumu-approver-1"), ("soumu-approver-1",), "wrote a part of this"),
        (_said("Soumu-Approver-1"), ("soumu-approver-1",), "wrote a part of this"),
        (_said("soumu-approver-1", commit=OLD), ("x",), "approved bbbbbbbbbbbb, and not aaaaaa"),
        (_said("soumu-approver-1", hours=73), ("x",), "approved more than 72 hours ago"),
    ],
)
def test_an_approval_that_does_not_count_is_told(
    opinion: Opinion, applicants: tuple[str, ...], said: str
) -> None:
    (reason,) = _decide(opinion, applicants=applicants).against
    assert said in reason.en


def test_an_approval_from_the_future_does_not_count() -> None:
    assert not _decide(_said("soumu-approver-1", hours=-1)).granted


def test_one_objection_holds_everything() -> None:
    objection = Opinion(account="mof-approver-1", approves=False, commit=HEAD, at=NOW)
    decision = _decide(_said("soumu-approver-1"), objection)
    assert [one.en for one in decision.against] == ["mof-approver-1 asks for changes."]


def test_an_author_whom_nobody_knows_holds_everything() -> None:
    decision = _decide(_said("soumu-approver-1"), strangers=(OLD,))
    assert "GitHub knows no account of the author of bbbbbbbbbbbb" in decision.against[0].en


def test_each_group_needs_a_person_of_its_own() -> None:
    causes = (Cause(change="guardrail", ministry=None, what="policies/levels.yaml"),)
    both = Request(
        number=1,
        head=HEAD,
        applicants=frozenset(),
        strangers=(),
        opinions=(_said("platform-approver-1"),),
    )
    data = RULES.model_dump()
    data["groups"]["security"]["accounts"] = ("platform-approver-1", "security-approver-2")
    rules = Approvals.model_validate(data)
    needed = groups_needed(rules, causes)
    assert list(needed) == ["platform", "security"]
    alone = decide(rules, "prod", both, needed, NOW)
    assert "platform-approver-1 already counts for another group." in alone.against[0].en
    # Whoever is in both groups is counted where nobody else can be.
    opinions = (_said("platform-approver-1"), _said("platform-approver-2"))
    two = Request(number=1, head=HEAD, applicants=frozenset(), strangers=(), opinions=opinions)
    assert decide(rules, "prod", two, needed, NOW).granted


FROZEN = datetime.fromisoformat("2026-12-31T12:00:00+09:00")


def _late(account: str, text: str = "") -> Opinion:
    return Opinion(account=account, approves=True, commit=HEAD, at=FROZEN, text=text)


def test_a_freeze_holds_until_it_is_lifted_by_whom_it_may_be_and_with_a_reason() -> None:
    held = _decide(_late("soumu-approver-1"), now=FROZEN)
    assert "until 2027-01-05 00:00 +0900: the turn of the year" in held.against[0].en
    assert "理由: 年末年始" in held.against[0].ja
    for account, text in (
        ("platform-approver-1", "freeze-lift: a fault"),
        ("chief-officer-1", "go on"),
        ("chief-officer-1", "freeze-lift:   "),
    ):
        assert not _decide(_late("soumu-approver-1"), _late(account, text), now=FROZEN).granted
    lifted = _decide(
        _late("soumu-approver-1"),
        _late("chief-officer-1", "Seen.\nfreeze-lift: a certificate ends tomorrow"),
        now=FROZEN,
    )
    assert lifted.granted
    assert lifted.for_it[-1].en == (
        "chief-officer-1 lifted the freeze: a certificate ends tomorrow"
    )


def test_an_applicant_never_lifts_a_freeze() -> None:
    decision = _decide(
        _late("soumu-approver-1"),
        _late("chief-officer-1", "freeze-lift: hurry"),
        applicants=("chief-officer-1",),
        now=FROZEN,
    )
    assert not decision.granted


def _stack(tenant: str | None = "soumu-toukei", **changed: object) -> StackReview:
    facts: dict[str, object] = {
        "subject": Subject(
            project="kyotsu",
            stack=f"prod.{tenant}" if tenant else "prod",
            stage="prod",
            tenant=tenant,
            ministry=tenant.partition("-")[0] if tenant else None,
        ),
        "outcome": Outcome.CHANGES,
        "counts": {},
        "resources": (
            Change(urn="u", type="aws:s3/bucket:Bucket", name="b", action=Action.UPDATE),
        ),
    }
    return StackReview(**(facts | changed))  # pyright: ignore[reportArgumentType]


def _danger(kind: DangerKind) -> Danger:
    return Danger(kind=kind, severity=Severity.HIGH, urn="u", text=WORDS)


FINDING = Finding(code="x", severity=Severity.LOW, text=WORDS, urns=("u",))
ACCOUNT = Change(urn="u", type="aws:organizations/policy:Policy", name="p", action=Action.UPDATE)


@pytest.mark.parametrize(
    ("review", "classes"),
    [
        (_stack(), {"ordinary"}),
        (_stack(findings=(FINDING,)), {"ordinary", "security"}),
        (_stack(unchecked=(WORDS,)), {"ordinary", "security"}),
        (_stack(dangers=(_danger(DangerKind.DATA_LOST),)), {"ordinary", "destructive"}),
        (_stack(dangers=(_danger(DangerKind.RETENTION),)), {"ordinary", "destructive"}),
        (_stack(dangers=(_danger(DangerKind.NOT_KNOWN),)), {"ordinary", "destructive"}),
        (_stack(dangers=(_danger(DangerKind.REPLACED),)), {"ordinary"}),
        (_stack(tenant=None, resources=(ACCOUNT,)), {"ordinary", "guardrail"}),
        (_stack(resources=()), set()),
        (_stack(resources=(), unchecked=(WORDS,)), {"ordinary", "security"}),
    ],
)
def test_the_class_of_a_stacks_changes(review: StackReview, classes: set[ChangeClass]) -> None:
    assert {cause.change for cause in causes_in_stack(review)} == classes


@pytest.mark.parametrize(
    ("file", "groups"),
    [
        ("tenants/soumu/toukei.yaml", ["soumu"]),
        ("tenants/addresses.yaml", ["platform"]),
        ("tenants/ministries.yaml", ["platform", "security"]),
        ("policies/levels.yaml", ["platform", "security"]),
        (APPROVALS, ["platform", "security"]),
        ("kyotsu/ci/gate.py", ["platform", "security"]),
        (".github/workflows/deploy.yml", ["platform", "security"]),
        ("infra/tenant.py", ["platform"]),
        ("something/new.txt", ["platform"]),
    ],
)
def test_whose_a_file_is(file: str, groups: list[str]) -> None:
    assert list(groups_needed(RULES, causes_in_files(RULES, [file]))) == groups


def test_codeowners_is_what_the_rules_make_it() -> None:
    """Renew it by `kyotsu ci codeowners --write`."""
    assert (ROOT / CODEOWNERS).read_text() == codeowners(RULES)


def test_each_ministry_has_a_group() -> None:
    from tenancy.load import load_fleet

    fleet = load_fleet(ROOT, today=NOW.date())
    assert set(RULES.ministries) == set(fleet.ministries)


TEXT = (ROOT / APPROVALS).read_text()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hours: 72", "hours: 0", "hours"),
        ("platform: platform\n", "platform: plattform\n", "there is no group 'plattform'; did you"),
        ("needs: [owner, security]", "needs: [owner, securty]", "there is no group 'securty'"),
        ("  destructive:\n", "  destruktive:\n", "destruktive"),
        ("change: security}", "change: secure}", "'secure' is not one of"),
        ("2027-01-05T00:00:00+09:00", "2026-01-05T00:00:00+09:00", "it ends before it begins"),
        ("2027-01-05T00:00:00+09:00", "2027-01-05T00:00:00", "the zone is missing"),
        ("hours: 72", "hours: 72\nhuors: 72", "huors"),
        ('team: "@kyotsu-example/platform"', "team: platform", "team"),
        ("format: 1", "format: 2", "format"),
    ],
)
def test_a_mistake_in_the_file_is_told_by_its_line(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(InvalidFiles, match=r"approvals\.yaml:\d+: ") as error:
        parse_declared(TEXT.replace(old, new, 1).encode(), APPROVALS, Approvals)
    assert said in str(error.value)


@given(
    st.lists(st.sampled_from(CLASSES), min_size=1, max_size=4),
    st.sets(st.sampled_from([a for g in RULES.groups.values() for a in g.accounts]), max_size=6),
    st.sets(st.sampled_from([a for g in RULES.groups.values() for a in g.accounts]), max_size=3),
)
def test_nobody_ever_approves_an_own_change_and_nobody_counts_twice(
    classes: list[ChangeClass], approvers: set[str], applicants: set[str]
) -> None:
    causes = tuple(Cause(change=one, ministry="soumu", what="x") for one in classes)
    decision = _decide(
        *(_said(account) for account in sorted(approvers)),
        causes=causes,
        applicants=tuple(applicants),
    )
    counted = [one.en.partition(" approved for ")[0] for one in decision.for_it]
    assert len(counted) == len(set(counted))
    assert not set(counted) & applicants
    needed = groups_needed(RULES, causes)
    able = [set(RULES.groups[g].accounts) & (approvers - applicants) for g in needed]
    # The groups of the example share nobody, so each that has somebody is served.
    assert decision.granted == all(able)
