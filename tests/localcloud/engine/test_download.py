"""The official download: checked, bounded in time, or not taken."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from localcloud.engine.download import archive_name
from localcloud.engine.locate import ensure_engine
from localcloud.engine.model import EngineUnavailable, Miss
from tests.localcloud.engine.world import Machine, Recorder, Release, make_archive


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [
        ("linux", "x86_64", "pulumi-v3.259.0-linux-x64.tar.gz"),
        ("linux", "aarch64", "pulumi-v3.259.0-linux-arm64.tar.gz"),
        ("darwin", "arm64", "pulumi-v3.259.0-darwin-arm64.tar.gz"),
    ],
)
def test_the_archive_is_that_of_the_platform(system: str, machine: str, name: str) -> None:
    assert archive_name("3.259.0", system, machine) == name


@pytest.mark.parametrize(("system", "machine"), [("linux", "riscv64"), ("win32", "AMD64")])
def test_a_platform_without_an_archive_is_said_so(system: str, machine: str) -> None:
    with pytest.raises(Miss, match=f"for {system} on {machine}"):
        archive_name("3.259.0", system, machine)


def test_progress_is_shown(
    online: Machine, release: Release, official: bytes, recorder: Recorder
) -> None:
    release.offer(official)
    ensure_engine(recorder, online.settings)
    assert [title for title, _ in recorder.phases] == [
        "Looking for the official download",
        "Downloading the engine (MB)",
    ]


def test_a_wrong_sum_is_refused_and_nothing_of_it_is_left(
    online: Machine, release: Release, official: bytes
) -> None:
    release.offer(official, digest="a" * 64)
    with pytest.raises(EngineUnavailable, match=f"but the release says {'a' * 64}; it was thrown"):
        ensure_engine(settings=online.settings)
    assert [p.name for p in online.settings.cache.iterdir()] == ["3.259.0.lock"]


def test_after_a_wrong_sum_the_build_is_tried(
    online: Machine, release: Release, official: bytes
) -> None:
    online.put_go()
    release.offer(official, digest="a" * 64)
    assert ensure_engine(settings=online.settings).source == "built"


def test_a_download_without_a_published_sum_is_refused(
    online: Machine, release: Release, official: bytes
) -> None:
    release.offer(official)
    sums = next(path for path in release.files if path.endswith("checksums.txt"))
    release.files[sums] = b"nothing here\n"
    with pytest.raises(EngineUnavailable, match="so the download could not be checked"):
        ensure_engine(settings=online.settings)


def test_a_download_that_is_not_there_is_said_so(online: Machine) -> None:
    with pytest.raises(EngineUnavailable, match=r"checksums\.txt can't be had: .*404"):
        ensure_engine(settings=online.settings)


def test_a_download_that_breaks_off_is_refused(
    online: Machine, release: Release, official: bytes
) -> None:
    release.offer(official)
    name = next(path for path in release.files if path.endswith(".tar.gz"))
    release.withheld[name] = 10
    with pytest.raises(EngineUnavailable, match=f"broke off after {len(official)} bytes"):
        ensure_engine(settings=online.settings)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"pulumi/other": ""}, "has no pulumi/pulumi in it"),
        ({"../pulumi": ""}, "can't be unpacked"),
        ({"pulumi/pulumi": "#!/bin/sh\necho v3.1.0\n"}, "says that it is 'v3.1.0', not v3.259.0"),
        ({"pulumi/pulumi": "#!/bin/sh\nexit 9\n"}, "can't be run here"),
    ],
)
def test_an_archive_that_is_not_the_engine_is_refused(
    online: Machine, release: Release, members: dict[str, str], reason: str
) -> None:
    release.offer(make_archive(members))
    with pytest.raises(EngineUnavailable, match=reason):
        ensure_engine(settings=online.settings)


@pytest.fixture
def mute() -> Iterator[str]:
    """The address of a host that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_host_that_never_answers_is_given_up(machine: Machine, mute: str) -> None:
    settings = replace(machine.settings, checksums=mute, connect_seconds=0.1)
    with pytest.raises(EngineUnavailable, match=r"no answer within 0\.1 seconds"):
        ensure_engine(settings=settings)


def test_an_address_without_encryption_is_refused(machine: Machine) -> None:
    settings = replace(machine.settings, checksums="http://example.org")
    with pytest.raises(EngineUnavailable, match="neither https nor on this machine"):
        ensure_engine(settings=settings)
