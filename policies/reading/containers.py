"""The containers of an ECS task.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from policies.reading.values import first_problem, value_at
from policies.rule import Check, Properties

Container = Mapping[str, Any]
NAME = "containerDefinitions"


def containers(properties: Properties) -> list[Container] | str:
    """Return the containers of a task definition, or what is wrong where there is no list of them.

    Raises:
        NotKnown: the definitions aren't known yet.
    """
    value = value_at(properties, NAME)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return f"{NAME} is not JSON"
    if not isinstance(value, list) or not value:
        return f"{NAME} is not a list of containers"
    if not all(isinstance(item, Mapping) for item in value):
        return f"{NAME} is not a list of containers"
    return value


def every_container(problem: Callable[[Container], str | None]) -> Check:
    """Demand of each container that `problem` finds nothing in it."""

    def check(properties: Properties) -> str | None:
        found = containers(properties)
        if isinstance(found, str):
            return found
        return first_problem(
            partial(_found_in, problem, number, container)
            for number, container in enumerate(found, start=1)
        )

    return check


def _found_in(
    problem: Callable[[Container], str | None], number: int, container: Container
) -> str | None:
    found = problem(container)
    return None if found is None else f"container {number} {found}"
