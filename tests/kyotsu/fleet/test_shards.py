"""Proves how tenants are dealt out to the jobs of a matrix."""

import json

from hypothesis import given
from hypothesis import strategies as st

from kyotsu.fleet.shards import deal, matrix

KEYS = st.lists(st.from_regex(r"[a-z]{3}-[a-z]{3}", fullmatch=True), max_size=300)


@given(tenants=KEYS, max_jobs=st.integers(1, 256), per_job=st.integers(1, 20))
def test_each_tenant_is_in_one_job_and_jobs_are_balanced(
    tenants: list[str], max_jobs: int, per_job: int
) -> None:
    jobs = deal(tenants, max_jobs=max_jobs, per_job=per_job)
    assert sorted(key for job in jobs for key in job) == sorted(set(tenants))
    assert len(jobs) <= max_jobs
    sizes = {len(job) for job in jobs}
    assert not sizes or max(sizes) - min(sizes) <= 1
    assert 0 not in sizes
    assert deal(tenants[::-1], max_jobs=max_jobs, per_job=per_job) == jobs


def test_no_further_job_is_opened_before_one_is_full() -> None:
    tenants = [f"moj-{number}" for number in range(12)]
    assert [len(job) for job in deal(tenants, max_jobs=256, per_job=5)] == [4, 4, 4]


def test_a_thousand_tenants_fit_into_one_matrix() -> None:
    jobs = deal([f"moj-{number:04}" for number in range(1000)], max_jobs=256, per_job=1)
    assert len(jobs) == 256


def test_the_matrix_is_one_line_that_github_takes() -> None:
    text = matrix([("moj-a", "moj-c"), ("moj-b",)])
    assert "\n" not in text
    assert json.loads(text) == {
        "include": [
            {"name": "1-of-2", "tenants": "--tenant moj-a --tenant moj-c"},
            {"name": "2-of-2", "tenants": "--tenant moj-b"},
        ]
    }


def test_nobody_makes_an_empty_matrix() -> None:
    assert json.loads(matrix(deal([], max_jobs=256, per_job=5))) == {"include": []}
