"""`kyotsu tenant suspend` and `resume`: one key in a tenant's file, for review like any change.

The file is edited as text, so that its comments and its order stay.
"""

import json
from datetime import date
from pathlib import Path

from kyotsu.declarations import InvalidFiles
from kyotsu.errors import UserMistake, WorldFault
from kyotsu.tenant.files import only_one, write
from kyotsu.tenant.reading import load, load_to_settle, tenant_of
from tenancy.load import InvalidDeclarations
from tenancy.model import Tenant


def suspend(root: Path, key: str, why: tuple[str, str], today: date) -> list[str]:
    """Declare that a tenant is cut off from today, and return what is to be done next.

    `why` is in Japanese and in English.

    Raises:
        UserMistake: there is no such tenant, it is suspended already, or a declaration is wrong.
        WorldFault: the file can't be read or written.
    """
    with only_one(root):
        tenant = tenant_of(load_to_settle(root), key)
        if tenant.suspended is not None:
            raise UserMistake(
                f"{key} is suspended since {tenant.suspended.since}; to end it, run"
                f" kyotsu tenant resume {key}"
            )
        ja, en = (json.dumps(text, ensure_ascii=False) for text in why)
        path = root / file_of(tenant)
        text = _read(path)
        added = f"suspended:\n  since: {today}\n  why:\n    ja: {ja}\n    en: {en}\n"
        _write(root, path, text + ("" if text.endswith("\n") else "\n") + added, key)
    return [f"{file_of(tenant)}: {key} is suspended from {today}", _NEXT]


def resume(root: Path, key: str) -> list[str]:
    """Take a tenant's suspension out of its file, and return what is to be done next.

    Raises:
        UserMistake: there is no such tenant, it isn't suspended, or a declaration is wrong.
        WorldFault: the file can't be read or written.
    """
    with only_one(root):
        tenant = tenant_of(load_to_settle(root), key)
        if tenant.suspended is None:
            raise UserMistake(f"{key} is not suspended; there is nothing to end")
        path = root / file_of(tenant)
        _write(root, path, without_suspension(_read(path)), key)
    return [f"{file_of(tenant)}: {key} is no longer suspended", _NEXT]


_NEXT = (
    "have it reviewed and merged; kyotsu up carries it out, in the foundation and in the tenant's"
    " stack"
)


def file_of(tenant: Tenant) -> str:
    """Return the path of a tenant's file, relative to the project's root."""
    return f"tenants/{tenant.ministry}/{tenant.system}.yaml"


def without_suspension(text: str) -> str:
    """Return a tenant file's text without the key, and all else as it was."""
    kept: list[str] = []
    inside = False
    for line in text.splitlines(keepends=True):
        if line.startswith("suspended:"):
            inside = True
        elif inside and line.strip() and not line.startswith(" "):
            inside = False
        if not inside:
            kept.append(line)
    return "".join(kept)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise WorldFault(f"cannot read {path}: {error.strerror}") from None


def _write(root: Path, path: Path, text: str, key: str) -> None:
    """Write a tenant's file, once all declarations are known to be valid with it."""
    try:
        load(root, settled=False, overlay={str(path.relative_to(root)): text.encode()})
    except InvalidDeclarations as error:
        raise InvalidFiles(f"{error}\nnothing was written; {key} is as it was") from None
    write(path, text)
