"""What is known of this platform's own stacks, from its declarations."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from kyotsu.git import text_at
from kyotsu.review.knowledge.anybody import Anybody
from kyotsu.review.knowledge.costs import cost_of
from kyotsu.review.knowledge.lines import Lines
from kyotsu.review.model import StackReview, Subject
from kyotsu.review.reach import reach_of
from policies.rule import Text
from tenancy.fleet import Fleet
from tenancy.model import Tenant
from tenancy.vocabulary import EnvironmentName
from tenancy.vocabulary import Text as Declared

PROJECT = "kyotsu"


class Platform:
    """Knows the fleet. Of other projects' stacks it knows what can be said of anybody's.

    `base` is a commit: changes are traced to the lines that differ from it.
    """

    def __init__(self, root: Path, fleet: Fleet, today: date, base: str | None = None) -> None:
        self._root = root
        self._fleet = fleet
        self._today = today
        self._base = base
        self._anybody = Anybody()

    def subject(self, project: str, stack: str) -> Subject:
        """Return whose stack it is."""
        stage, _, key = stack.partition(".")
        if project != PROJECT or stage not in self._fleet.stages:
            return self._anybody.subject(project, stack)
        tenant = self._fleet.tenants.get(key)
        if not key or tenant is None:
            return Subject(project=project, stack=stack, stage=stage, tenant=key or None)
        ministry = self._fleet.ministries[tenant.ministry]
        return Subject(
            project=project,
            stack=stack,
            stage=stage,
            tenant=key,
            ministry=tenant.ministry,
            ministry_name=_text(ministry.name),
            system_name=_text(tenant.name),
            availability=tenant.classification.availability,
            posts=(
                _text(tenant.contacts.platform_user_manager.role),
                _text(tenant.contacts.security_officer.role),
            ),
        )

    def completed(self, review: StackReview) -> StackReview:
        """Return a review with meanings, costs, and the lines of declarations."""
        review = self._anybody.completed(review)
        subject = review.subject
        settings = self._fleet.stages.get(subject.stage or "")
        if settings is None:
            return review
        review = replace(review, cost=cost_of(review, settings.cost, self._today))
        tenant = self._fleet.tenants.get(subject.tenant or "")
        if tenant is None:
            readers = self._readers(subject, settings.environment)
            return replace(review, reach=reach_of(review, readers))
        return self._lines(tenant, settings.environment).traced(review)

    def _readers(self, foundation: Subject, environment: EnvironmentName) -> list[Subject]:
        """Return the tenants of a foundation's stage: all of them read what it exports."""
        if foundation.tenant is not None:
            return []  # it is no foundation, but a tenant that nobody declares any more
        return [
            self.subject(PROJECT, f"{foundation.stage}.{key}")
            for key, tenant in sorted(self._fleet.tenants.items())
            if environment in tenant.declared()
        ]

    def _lines(self, tenant: Tenant, environment: str) -> Lines:
        path = f"tenants/{tenant.ministry}/{tenant.system}.yaml"
        now = (self._root / path).read_text("utf-8")
        before = None if self._base is None else text_at(self._root, self._base, path)
        return Lines(path, environment, now, before, edited=self._base is not None)


def _text(declared: Declared) -> Text:
    return Text(ja=declared.ja, en=declared.en)
