"""Which outputs of a resource type are sure to be texts once the resource exists."""

from functools import cache
from importlib import import_module

from pulumi import _types as types  # pyright: ignore[reportPrivateUsage] - its only reader

from components.ingress import waf_resources


@cache
def text_outputs(token: str) -> frozenset[str]:
    """Return the names of the outputs that are texts and never missing, such as `arn`.

    Read from the SDK's class for the type. Nothing is returned where there is none: the outputs
    are unknown then, as in an engine's preview. Where a component registers a type without the
    SDK's class, because importing that takes seconds, it says so itself.
    """
    if token in waf_resources.TEXTS:
        return waf_resources.TEXTS[token]
    package, _, rest = token.partition(":")
    module, _, name = rest.partition(":")
    folder = module.split("/")[0]
    for place in (folder, f"{folder}_"):  # `lambda` is a word of Python's, so it is `lambda_`
        try:
            found = getattr(import_module(f"pulumi_{package}.{place}"), name)
        except (ImportError, AttributeError):
            continue
        return frozenset(name for name, kind in types.resource_types(found).items() if kind is str)
    return frozenset()
