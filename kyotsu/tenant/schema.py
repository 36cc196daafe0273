"""Files that are generated from the model: which are stale, and renewing them."""

from pathlib import Path

from kyotsu.errors import UserMistake
from kyotsu.tenant.files import write
from tenancy.schema import REFERENCE, SCHEMAS, reference_text, schema_text


def _fresh(root: Path) -> dict[str, str]:
    texts = {path: schema_text(path) for path in SCHEMAS}
    reference = root / REFERENCE
    if reference.is_file():
        try:
            texts[REFERENCE] = reference_text(reference.read_text(encoding="utf-8"))
        except ValueError as error:
            raise UserMistake(f"{error}; restore them from Git") from None
    return texts


def _stale(root: Path) -> dict[str, str]:
    def current(path: str) -> str | None:
        file = root / path
        return file.read_text(encoding="utf-8") if file.is_file() else None

    return {path: text for path, text in _fresh(root).items() if current(path) != text}


def stale(root: Path) -> tuple[str, ...]:
    """Return the generated files that differ from what the model says."""
    return tuple(_stale(root))


def write_stale(root: Path) -> tuple[str, ...]:
    """Renew them, and return which."""
    texts = _stale(root)
    for path, text in texts.items():
        write(root / path, text)
    return tuple(texts)
