"""The official release: get.pulumi.com has the archive, GitHub's release its SHA-256 sum.

The two are different hosts with different keys, so that one of them alone can't pass off another
program as Pulumi. Layout of the archive: `pulumi/pulumi`, `pulumi/pulumi-language-python`, ...
"""

from __future__ import annotations

import hashlib
import platform
import queue
import sys
import tarfile
import threading
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from localcloud.engine.model import Miss
from localcloud.engine.progress import Progress
from localcloud.engine.settings import Settings

_READ_SECONDS = 15.0
_CHUNK = 1 << 20
_PROCESSORS = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def archive_name(version: str, system: str, machine: str) -> str:
    """Return the file name of the official archive, e.g. `pulumi-v3.259.0-linux-x64.tar.gz`.

    Raises Miss on a system or a processor for which none is made, or none that we can unpack.
    """
    processor = _PROCESSORS.get(machine.lower())
    if system not in {"linux", "darwin"} or processor is None:
        raise Miss(f"there is no official archive for {system} on {machine} that is handled here")
    return f"pulumi-v{version}-{system}-{processor}.tar.gz"


def download(stage: Path, settings: Settings, progress: Progress) -> None:
    """Put the official release's executables in `stage/bin`.

    Raises Miss when a host can't be reached in time, the sum is wrong, or the archive is not what
    it should be. Raises OSError for the disk's faults.
    """
    name = archive_name(settings.version, sys.platform, platform.machine())
    archive = stage / name
    progress.phase("Looking for the official download")
    expected = _official_sum(name, settings)
    address = f"{settings.archives}/{name}"
    actual = _fetch(address, archive, settings, progress)
    if actual != expected:
        raise Miss(
            f"{address} has the SHA-256 sum {actual}, but the release says {expected}; "
            "it was thrown away"
        )
    _unpack(archive, stage)
    archive.unlink()


def _official_sum(name: str, settings: Settings) -> str:
    version = settings.version
    address = f"{settings.checksums}/v{version}/pulumi-{version}-checksums.txt"
    try:
        with _open(address, settings.connect_seconds) as response:
            text = response.read(_CHUNK).decode("utf-8", errors="replace")
    except (OSError, HTTPException) as error:
        raise Miss(_unreachable(address, error)) from None
    for line in text.splitlines():
        match line.split():
            case [digest, file] if file.removeprefix("*") == name and len(digest) == 64:
                return digest.lower()
            case _:
                pass
    raise Miss(f"{address} has no sum for {name}, so the download could not be checked")


def _fetch(address: str, archive: Path, settings: Settings, progress: Progress) -> str:
    digest, done = hashlib.sha256(), 0
    try:
        response = _open(address, settings.connect_seconds)
    except (OSError, HTTPException) as error:
        raise Miss(_unreachable(address, error)) from None
    with response, archive.open("wb") as file:
        length = int(response.headers.get("Content-Length") or 0)
        progress.phase("Downloading the engine (MB)", length // _CHUNK or None)
        while True:
            # Reading is apart from writing: a network's fault closes this way, a disk's all ways.
            try:
                chunk = response.read(_CHUNK)
            except (OSError, HTTPException) as error:
                raise Miss(f"{address} broke off after {done} bytes: {error}") from None
            if not chunk:
                break
            file.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            progress.step(done // _CHUNK)
    if length and done != length:
        raise Miss(f"{address} broke off after {done} bytes of {length}")
    return digest.hexdigest()


def _open(address: str, seconds: float) -> HTTPResponse:
    """Open `address`, giving up after `seconds`.

    In a thread, because urllib's own timeout doesn't bound the look-up of the name, which takes
    half a minute on a machine whose resolver answers nothing.
    """
    if not address.startswith(("https://", "http://127.0.0.1:")):
        raise URLError(f"{address} is neither https nor on this machine")
    answers: queue.SimpleQueue[HTTPResponse | Exception] = queue.SimpleQueue()

    def attempt() -> None:
        try:
            answers.put(urlopen(address, timeout=_READ_SECONDS))  # noqa: S310 - checked above
        except (OSError, HTTPException) as error:
            answers.put(error)

    threading.Thread(target=attempt, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"no answer within {seconds:g} seconds") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _unreachable(address: str, error: Exception) -> str:
    # HTTPError is a URLError whose reason has lost the number.
    if isinstance(error, URLError) and not isinstance(error, HTTPError):
        return f"{address} can't be had: {error.reason}"
    return f"{address} can't be had: {error}"


def _unpack(archive: Path, stage: Path) -> None:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(stage / "unpacked", filter="data")
    except (tarfile.TarError, EOFError) as error:
        raise Miss(f"{archive.name} can't be unpacked: {error}") from None
    unpacked = stage / "unpacked" / "pulumi"
    if not (unpacked / "pulumi").is_file():
        raise Miss(f"{archive.name} has no pulumi/pulumi in it")
    unpacked.rename(stage / "bin")
