"""What can be said of any Pulumi project's stack."""

from dataclasses import replace

from kyotsu.review.meaning.classify import classify
from kyotsu.review.model import StackReview, Subject
from kyotsu.review.reach import reach_of


class Anybody:
    """Knows nothing of whose stack it is."""

    def subject(self, project: str, stack: str) -> Subject:
        """Return the stack's names."""
        return Subject(project=project, stack=stack)

    def completed(self, review: StackReview) -> StackReview:
        """Return a review with what its changes mean, and what depends on them."""
        return replace(review, findings=classify(review), reach=reach_of(review))
