"""Reads one file that people write, outside of `tenants/`, with the same messages as those."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kyotsu.declarations import InvalidFiles
from kyotsu.errors import UserMistake
from tenancy.explain import explain
from tenancy.yamltext import Document, read

M = TypeVar("M", bound=BaseModel)


def read_declared(root: Path, path: str, model: type[M]) -> tuple[M, Document]:
    """Return what a YAML file below the project's root holds, and where in it everything is.

    Raises:
        UserMistake: the file can't be read.
        InvalidFiles: it is wrong; there is a line for each finding.
    """
    try:
        raw = (root / path).read_bytes()
    except OSError as error:
        raise UserMistake(f"{path} can't be read: {error.strerror}; restore it from Git") from None
    return parse_declared(raw, path, model)


def parse_declared(raw: bytes, path: str, model: type[M]) -> tuple[M, Document]:
    """Return what a YAML file's bytes hold; `path` is what messages call it.

    Raises:
        InvalidFiles: it is wrong.
    """
    document, findings = read(path, raw)
    if document is None or findings:
        raise InvalidFiles("\n".join(str(finding) for finding in findings))
    try:
        return model.model_validate(document.data), document
    except ValidationError as error:
        found = explain(error, model, document)
        raise InvalidFiles("\n".join(str(finding) for finding in found)) from None
