"""Where the project is."""

from pathlib import Path

from kyotsu.errors import UserMistake


def find_root(start: Path | None = None) -> Path:
    """Return the nearest folder at or above `start` (the working directory) with a Pulumi.yaml.

    Raises:
        UserMistake: there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "Pulumi.yaml").is_file():
            return folder
    raise UserMistake(
        f"there is no Pulumi.yaml at or above {here}; go to the project's folder or give --root"
    )
