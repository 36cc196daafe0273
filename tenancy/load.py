"""Files into a `Fleet`: the only place in `tenancy` that does I/O.

All files are read and all rules are run before anything is returned, so that whoever corrects the
declarations sees every mistake at once.
"""

import gc
import re
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from tenancy import address_checks, checks
from tenancy.address_file import AddressFile
from tenancy.addressing import AddressLedger
from tenancy.declarations import Declarations, DeclaredStage, DeclaredTenant
from tenancy.explain import explain
from tenancy.finding import Finding, InvalidDeclarations, nearest
from tenancy.fleet import Fleet
from tenancy.model import Ministries, Ministry, Tenant
from tenancy.retirement import FOLDER, SUFFIX, Retirement
from tenancy.stage import StageSettings
from tenancy.yamltext import MAX_BYTES, Document, read

__all__ = ["Finding", "Fleet", "InvalidDeclarations", "load_fleet", "load_stage", "load_valid"]

M = TypeVar("M", bound=BaseModel)

MINISTRIES: Final = "tenants/ministries.yaml"
ADDRESSES: Final = "tenants/addresses.yaml"
MAX_ADDRESS_BYTES: Final = 16 * 1024 * 1024
"""The ledger grows by 120 bytes a record, and is never cut."""
_STAGE_FILE: Final = re.compile(r"Pulumi\.([^.]+)\.yaml")
_STAGE_PLACE: Final = ("config", "kyotsu:stage")
_NOT_TENANTS: Final = frozenset({"README.md", "candidates", "assumptions.yaml"})
"""Also systems that are not on the platform yet, which `kyotsu roi` reads."""


@contextmanager
def without_collector() -> Generator[None]:
    """Keep the cycle collector from walking thousands of live objects again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Reading:
    """Reads files below a root, and gathers what is wrong with them."""

    def __init__(self, root: Path, overlay: Mapping[str, bytes]) -> None:
        self.root: Path = root
        self.overlay: Mapping[str, bytes] = overlay
        self.findings: list[Finding] = []

    def report(self, path: str, problem: str, remedy: str) -> None:
        self.findings.append(Finding(path, 1, "file", problem, remedy))

    def file(
        self, path: str, model: type[M], below: tuple[str, ...] = ()
    ) -> tuple[M, Document] | tuple[None, Document | None]:
        """Return a file's valid content; else None, and findings are kept."""
        raw = self.overlay.get(path)
        document, findings = read(
            path,
            (self.root / path).read_bytes() if raw is None else raw,
            max_bytes=MAX_ADDRESS_BYTES if path == ADDRESSES else MAX_BYTES,
        )
        self.findings.extend(findings)
        if document is None:
            return None, None
        data: object = document.data
        for step in below:
            if not isinstance(data, Mapping) or step not in data:
                self.findings.append(
                    document.finding(below, f"{'.'.join(below)} is missing", "add it")
                )
                return None, document
            data = data[step]
        try:
            value = model.model_validate(data)
        except ValidationError as error:
            self.findings.extend(explain(error, model, document, below=below))
            return None, document
        return (None, document) if findings else (value, document)

    def stage(self, name: str) -> DeclaredStage | None:
        path = f"Pulumi.{name}.yaml"
        stage, source = self.file(path, StageSettings, _STAGE_PLACE)
        if stage is None or source is None:
            return None
        if stage.name != name:
            self.findings.append(
                source.finding(
                    (*_STAGE_PLACE, "name"),
                    f"the stage is {stage.name}, but the file is named {path}",
                    f"write {name}, or rename the file to Pulumi.{stage.name}.yaml",
                )
            )
            return None
        return DeclaredStage(stage=stage, source=source)

    def stages(self) -> tuple[tuple[DeclaredStage, ...], bool]:
        names = stage_names(self.root)
        if not names:
            self.report("Pulumi.local.yaml", "no stage is declared", "restore the file from Git")
        found = [self.stage(name) for name in names]
        valid = tuple(stage for stage in found if stage is not None)
        return valid, len(valid) == len(names) > 0

    def ministries(self) -> Mapping[str, Ministry] | None:
        if not (self.root / MINISTRIES).is_file():
            self.report(MINISTRIES, "the file is missing", "restore it from Git")
            return None
        ministries, _ = self.file(MINISTRIES, Ministries)
        return None if ministries is None else dict(sorted(ministries.ministries.items()))

    def tenants(self) -> tuple[tuple[DeclaredTenant, ...], frozenset[str]]:
        valid: list[DeclaredTenant] = []
        invalid: set[str] = set()
        for path in sorted({*self._tenant_files(), *self.overlay}):
            _, folder, file_name = path.split("/")
            name = file_name.removesuffix(".yaml")
            tenant, source = self.file(path, Tenant)
            if tenant is None or source is None:
                invalid.add(f"{folder}-{name}")
            else:
                valid.append(
                    DeclaredTenant(
                        tenant=tenant, source=source, ministry_folder=folder, file_name=name
                    )
                )
        return tuple(valid), frozenset(invalid)

    def _tenant_files(self) -> Iterator[str]:
        """Yield the tenant files in order; report what is neither that nor a known file."""
        for entry in sorted((self.root / "tenants").iterdir()):
            path = f"tenants/{entry.name}"
            if entry.name.startswith(".") or entry.name in _NOT_TENANTS or path == FOLDER:
                continue
            if not entry.is_dir():
                if path not in (MINISTRIES, ADDRESSES):
                    self.report(path, "no ministry's folder", "move it to tenants/<ministry>/")
                continue
            for file in sorted(entry.iterdir()):
                inside = f"{path}/{file.name}"
                if file.name.startswith(".") or file.name in _NOT_TENANTS:
                    continue
                if file.is_dir():
                    self.report(inside, "a folder in a ministry's folder", "move its files up")
                elif file.suffix != ".yaml":
                    self.report(inside, "not a tenant file", "name it <system>.yaml, or move it")
                else:
                    yield inside

    def retired(self) -> Mapping[str, Retirement]:
        """Return the records of tenants that are gone. Beside each is its last declaration."""
        found: dict[str, Retirement] = {}
        for file in sorted((self.root / FOLDER).glob(f"*/*{SUFFIX}")):
            path = file.relative_to(self.root).as_posix()
            record, source = self.file(path, Retirement)
            if record is None or source is None:
                continue
            if record.path != path:
                self.findings.append(
                    source.finding(
                        ("system",),
                        f"the record is of {record.key}, but the file is {path}",
                        f"rename it to {record.path}: nobody but kyotsu tenant retire writes it",
                    )
                )
            found[record.key] = record
        return found

    def addresses(self) -> tuple[AddressFile, Document] | None:
        if not (self.root / ADDRESSES).is_file():
            self.report(
                ADDRESSES,
                "the file is missing",
                "restore it from Git; only for a platform that never had a tenant, run"
                " kyotsu tenant add --begin",
            )
            return None
        content, source = self.file(ADDRESSES, AddressFile)
        return None if content is None or source is None else (content, source)


def stage_names(root: Path) -> tuple[str, ...]:
    """Return the names of the stages that have a file, in order."""
    found = (_STAGE_FILE.fullmatch(entry.name) for entry in root.iterdir())
    return tuple(sorted(match[1] for match in found if match))


def load_stage(root: Path, name: str) -> StageSettings:
    """Return the facts of one stage. Raises `InvalidDeclarations`, or `OSError`."""
    reading = _Reading(root, {})
    path = f"Pulumi.{name}.yaml"
    if not (root / path).is_file():
        reading.report(path, f"there is no stage {name!r}", nearest(name, stage_names(root)))
        raise InvalidDeclarations(reading.findings)
    declared = reading.stage(name)
    if declared is None or reading.findings:
        raise InvalidDeclarations(reading.findings)
    return declared.stage


def load_fleet(
    root: Path,
    *,
    today: date,
    settled: bool = True,
    overlay: Mapping[str, bytes] | None = None,
) -> Fleet:
    """Return all that is declared below the project's root.

    Raises `InvalidDeclarations` with all findings at once, or `OSError`. With `settled=False` a
    tenant without addresses and addresses without a tenant are no findings: for the commands that
    settle them. `overlay` has tenant files, by path, as they would be: for a draft.
    """
    with without_collector():
        reading = _Reading(root, overlay or {})
        fleet = _load_fleet(reading, today, settled=settled)
    if reading.findings or fleet is None:
        raise InvalidDeclarations(reading.findings)
    return fleet


def load_valid(root: Path, *, today: date) -> tuple[Fleet, tuple[Finding, ...]]:
    """Return what can be used of declarations that may not all be valid, and what is wrong.

    For looking back at what was declared once: tenants whose own file has a finding are left out.
    Raises `InvalidDeclarations` where a file is wrong that all tenants share, or `OSError`.
    """
    with without_collector():
        reading = _Reading(root, {})
        fleet = _load_fleet(reading, today, settled=False)
    findings = tuple(sorted(set(reading.findings)))
    wrong = {finding.path for finding in findings}
    shared = [path for path in wrong if path.count("/") < 2]
    if fleet is None or shared:
        raise InvalidDeclarations(findings)
    tenants = {
        key: tenant
        for key, tenant in fleet.tenants.items()
        if f"tenants/{tenant.ministry}/{tenant.system}.yaml" not in wrong
    }
    return replace(fleet, tenants=tenants), findings


def _load_fleet(reading: _Reading, today: date, *, settled: bool) -> Fleet | None:
    """Return the fleet of the files that are valid by themselves; findings are kept in `reading`.

    None where no fleet can be made of them.
    """
    if not (reading.root / "tenants").is_dir():
        reading.report("tenants", "the folder is missing", "restore it from Git")
        return None
    stages, all_stages_valid = reading.stages()
    ministries = reading.ministries()
    tenants, invalid = reading.tenants()
    retired = reading.retired()
    reading.findings.extend(
        finding for one in tenants for finding in checks.not_retired(one, retired)
    )
    displaced = tuple(one for one in tenants if any(checks.place(one, ministries)))
    tenants = tuple(one for one in tenants if one not in displaced) if displaced else tenants
    doubtful = {key for one in displaced for key in (one.tenant.key, one.placed_key)}
    declarations = Declarations(
        ministries=ministries,
        tenants=tenants,
        displaced=displaced,
        invalid=invalid | doubtful,
        stages=stages,
        all_stages_valid=all_stages_valid,
    )
    reading.findings.extend(checks.check(declarations, today))
    ledger = AddressLedger()
    if (addresses := reading.addresses()) is not None:
        content, source = addresses
        ledger = content.ledger()
        broken = list(
            address_checks.check_ledger(
                ledger,
                count=content.end.count,
                last_seal=content.end.seal,
                source=source,
                declarations=declarations,
            )
        )
        reading.findings.extend(
            broken or address_checks.check_fit(ledger, source, declarations, settled=settled)
        )
    if ministries is None:
        return None
    return Fleet(
        ministries=ministries,
        tenants={one.tenant.key: one.tenant for one in sorted(tenants, key=lambda t: t.tenant.key)},
        addresses=ledger,
        stages={one.stage.name: one.stage for one in stages},
        retired=retired,
    )
