"""Writing declarations: whole or not at all, one command at a time."""

import fcntl
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from kyotsu.errors import UserMistake, WorldFault


def write(path: Path, text: str, *, replace: bool = True) -> None:
    """Write a file so that a reader sees all of it or what was there before.

    Raises:
        UserMistake: it exists and is not to be replaced.
        WorldFault: it cannot be written; nothing has changed.
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        if replace:
            os.replace(temporary, path)  # noqa: PTH105 - named so that the tests can break it
        else:
            os.link(temporary, path)
    except FileExistsError:
        raise UserMistake(
            f"{path} exists and is left as it is; edit it, or choose another id"
        ) from None
    except OSError as error:
        raise WorldFault(
            f"cannot write {path}: {error.strerror}; nothing was changed, mend this and run again"
        ) from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


@contextmanager
def only_one(root: Path) -> Generator[None]:
    """Keep other commands from changing the declarations until done.

    Raises:
        WorldFault: `tenants/` cannot be opened.
    """
    try:
        handle = os.open(root / "tenants", os.O_RDONLY)
    except OSError as error:
        raise WorldFault(f"cannot open {root / 'tenants'}: {error.strerror}") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
