"""The one comment on a pull request: who must approve, what was bound, and the review."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from kyotsu.ci.gate import Verdict, ask
from kyotsu.ci.github import answers, connect
from kyotsu.ci.marked import LIMIT, code, mark, put_comment
from kyotsu.ci.shard import Shard, joined, shards, stages
from kyotsu.project import find_root
from kyotsu.review.findings import Proven
from kyotsu.review.html.page import as_html
from kyotsu.review.proving import proven
from kyotsu.review.rendering.markdown import as_markdown
from kyotsu.review.rendering.render import put

KIND: Final = "review"


def write(
    root: Path | None, pull: int, reviews: Path, *, whole: str, page: Path | None
) -> Iterator[tuple[str, bool]]:
    """Write a comment for each stage that was previewed; yield the stage, and whether it is new.

    `page` is a folder for each stage's review as a page, `whole` the address of everything.

    Raises:
        UserMistake: there are no previews, or what was left of them isn't theirs.
        WorldFault: GitHub doesn't answer.
    """
    by_stage = {stage: shards(reviews, stage) for stage in stages(reviews)}
    repository = connect()
    with answers(f"show pull request {pull}"):
        request = repository.get_pull(pull)
    project = find_root(root)
    for stage, parts in by_stage.items():
        # Each job has some of the stacks; a proof is of the whole stage, so it is made here.
        review = joined(parts)
        proof = proven(project, stage, request.base.sha, review.stacks)
        if page is not None:
            put(as_html(replace(review, proof=proof)), page / f"{stage}.html")
        verdict = ask(project, stage, request, review.stacks)
        body = text(parts, verdict, whole=whole, proof=proof)
        with answers(f"comment on pull request {pull}"):
            yield stage, put_comment(request.as_issue(), sign(stage), body)


def sign(stage: str) -> str:
    """Return the hidden mark of a stage's comment."""
    return mark(KIND, stage)


def text(
    parts: Sequence[Shard], verdict: Verdict, *, whole: str = "", proof: tuple[Proven, ...] = ()
) -> str:
    """Return the comment's text, without its mark, within what GitHub takes.

    `whole` is the address of everything, where it is to be had; `proof` is of the whole stage.
    """
    title = f"# {parts[0].stage}"
    head = "\n".join((title, "", *_approvals(verdict), *_waiting(parts), *_bundles(parts), ""))
    review = replace(joined(list(parts)), proof=proof)
    used = len(f"{sign(parts[0].stage)}\n{head}\n".encode())
    return f"{head}\n{as_markdown(review, budget=LIMIT - used, whole=whole)}"


def _approvals(verdict: Verdict) -> list[str]:
    said = [f"- ✅ {one.ja} / {one.en}" for one in verdict.decision.for_it]
    said += [f"- ⬜ {one.ja} / {one.en}" for one in verdict.decision.against]
    said = said or ["- ✅ 承認は要りません。 / Nobody needs to approve this."]
    return ["### 承認 / Approvals", "", *said, ""]


def _waiting(parts: Sequence[Shard]) -> list[str]:
    tenants = [tenant for part in parts for tenant in part.waiting]
    if not tenants:
        return []
    names = ", ".join(code(tenant) for tenant in tenants)
    ja = "アカウントは基盤の配備で作られます。内容はその後に改めて確認を求めます。"
    en = "the foundation makes the account; what goes into it is shown and approved after that."
    return [f"> {names}: {ja}", f"> {names}: {en}", ""]


def _bundles(parts: Sequence[Shard]) -> list[str]:
    lines = ["<details><summary>承認対象 / What is approved</summary>", ""]
    lines += ["| job | bundle |", "| --- | --- |"]
    lines += [f"| {code(part.name)} | {_bundle(part)} |" for part in parts]
    return [*lines, "", f"commit {code(parts[0].commit[:12])}", "", "</details>"]


def _bundle(part: Shard) -> str:
    if part.bundle:
        return code(part.bundle)
    if part.complete:
        return "配備するものはありません / nothing to deploy"
    return "なし。プレビューが完了していません / none, because a preview didn't end well"
