"""Whom a change of files concerns. No I/O: paths in, names out."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

ADDRESSES: Final = "tenants/addresses.yaml"
_TENANT: Final = re.compile(r"tenants/([^/.][^/]*)/([^/.][^/]*)\.yaml")
_STAGE: Final = re.compile(r"Pulumi\.([^./]+)\.yaml")
_HARMLESS_FOLDERS: Final = frozenset(
    {".github", ".vscode", "bench", "docs", "kyotsu", "localcloud", "schemas", "tests"}
)
"""What is in none of these, in no tenant's file and in no other stage's, may concern everybody."""
_HARMLESS_FILES: Final = frozenset(
    {
        ".editorconfig",
        ".gitattributes",
        ".gitignore",
        "Makefile",
        "approvals.yaml",
        "signers.yaml",
    }
)


@dataclass(frozen=True, kw_only=True)
class Affected:
    """Whom a change concerns. `everybody` names the shared files for which it is everybody."""

    everybody: tuple[str, ...]
    tenants: frozenset[str]
    """Those that there are now, and whose own files changed."""
    gone: frozenset[str]
    """Those that are declared no more: their stacks stay until they are destroyed."""

    @property
    def nobody(self) -> bool:
        """Whether nothing that is deployed can have changed."""
        return not (self.everybody or self.tenants or self.gone)


def affected(
    paths: Iterable[str],
    *,
    stage: str,
    tenants: Collection[str],
    moved: Collection[str] = (),
    links: Mapping[str, Collection[str]] | None = None,
) -> Affected:
    """Return whom the changed files concern.

    `paths` are relative to the project. `tenants` are the keys of the stage's tenants now, `moved`
    those whose address records changed, `links` the tenants that each is linked with. A file that
    isn't known to be harmless concerns everybody: rather a preview too many.
    """
    shared: set[str] = set()
    named: set[str] = set(moved)
    for path in paths:
        found = _TENANT.fullmatch(path)
        if found is not None:
            named.add(f"{found[1]}-{found[2]}")
        elif path != ADDRESSES and not _is_harmless(path, stage):
            shared.add(path)
    for key in tuple(named):
        named.update((links or {}).get(key, ()))
    return Affected(
        everybody=tuple(sorted(shared)),
        tenants=frozenset(named & set(tenants)),
        gone=frozenset(named - set(tenants)),
    )


def _is_harmless(path: str, stage: str) -> bool:
    top, _, rest = path.partition("/")
    if rest:
        # A README among the tenants is no tenant; elsewhere a package may read what lies in it.
        return top in _HARMLESS_FOLDERS or (top == "tenants" and path.endswith(".md"))
    of_stage = _STAGE.fullmatch(path)
    if of_stage is not None:
        return of_stage[1] != stage
    return path in _HARMLESS_FILES or path.endswith(".md")
