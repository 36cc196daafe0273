"""Proves what holds for every component, so that a new one can't leave it out. No engine."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pkgutil
from pathlib import Path

import pulumi
import pytest

import components

MOST_LINES = 220


def _modules() -> list[str]:
    found = pkgutil.walk_packages(components.__path__, prefix="components.")
    return [module.name for module in found if not module.ispkg]


def _components() -> list[type[pulumi.ComponentResource]]:
    return [
        member
        for module in _modules()
        for member in vars(importlib.import_module(module)).values()
        if inspect.isclass(member)
        and issubclass(member, pulumi.ComponentResource)
        and member.__module__ == module
    ]


COMPONENTS = _components()


def test_there_are_components() -> None:
    names = {component.__name__ for component in COMPONENTS}
    assert {
        "LogArchive",
        "MinistryUnit",
        "TenantKeys",
        "TenantNetwork",
        "TenantLogging",
        "TenantEnvironment",
    } <= names


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda found: found.__name__)
def test_arguments_are_a_frozen_keyword_only_dataclass_of_the_components_name(
    component: type[pulumi.ComponentResource],
) -> None:
    module = importlib.import_module(component.__module__)
    arguments = getattr(module, f"{component.__name__}Args")
    assert dataclasses.is_dataclass(arguments)
    assert arguments.__dataclass_params__.frozen  # pyright: ignore[reportAttributeAccessIssue]
    assert all(field.kw_only for field in dataclasses.fields(arguments))
    assert list(inspect.signature(component.__init__).parameters) == [
        "self",
        "name",
        "args",
        "opts",
    ]


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda found: found.__name__)
def test_a_component_and_its_arguments_say_what_they_are(
    component: type[pulumi.ComponentResource],
) -> None:
    module = importlib.import_module(component.__module__)
    assert inspect.getdoc(module)
    assert inspect.getdoc(component)
    assert inspect.getdoc(getattr(module, f"{component.__name__}Args"))


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda found: found.__name__)
def test_the_type_token_tells_the_folder_and_the_class(
    component: type[pulumi.ComponentResource],
) -> None:
    domain = component.__module__.split(".")[1]
    source = inspect.getsource(component)
    assert f'"kyotsu:{domain}:{component.__name__}"' in source


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda found: found.__name__)
def test_outputs_are_registered_last(component: type[pulumi.ComponentResource]) -> None:
    source = inspect.cleandoc("\n" + inspect.getsource(component.__init__))
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    assert "self.register_outputs(" in ast.unparse(function.body[-1])


@pytest.mark.parametrize("module", _modules())
def test_a_module_is_small_enough_to_be_one_idea(module: str) -> None:
    path = Path(importlib.import_module(module).__file__ or "")
    assert len(path.read_text().splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", _modules())
def test_no_resource_is_made_inside_apply_and_no_text_is_formatted_in_one(module: str) -> None:
    tree = ast.parse(Path(importlib.import_module(module).__file__ or "").read_text())
    applies = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "apply"
    ]
    assert applies == []
