"""Finds Chromium, or installs Debian's where that is allowed.

    python -m tests.browser.chromium

ends with 0 once there is one, and with 3 and a sentence where there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# The fonts are for the Japanese in the pages: without them a picture shows boxes.
PACKAGES = ("chromium", "fonts-ipafont-gothic")


class BrowserUnavailable(Exception):  # noqa: N818 - named for what is the case
    """There is no browser; the message says why, and what to do."""


def find() -> str | None:
    """Return the path of a Chromium or Chrome, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure() -> str:
    """Return the path of Chromium, installed by Debian's package manager if need be.

    Raises:
        BrowserUnavailable: there is none and none could be installed.
    """
    if path := find():
        return path
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise BrowserUnavailable(
            "there is no Chromium on PATH, and only root can install one with apt-get: "
            f"install {' and '.join(PACKAGES)}"
        )
    print("Installing Chromium and a Japanese font", file=sys.stderr)
    _apt_get("update")
    _apt_get("install", "--yes", "--no-install-recommends", *PACKAGES)
    if path := find():
        return path
    raise BrowserUnavailable("apt-get installed chromium, but there is none on PATH")


def _apt_get(*arguments: str) -> None:
    done = subprocess.run(
        ["apt-get", "--quiet=2", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise BrowserUnavailable(f"apt-get {arguments[0]} failed: {' '.join(last)}")


if __name__ == "__main__":
    try:
        ensure()
    except BrowserUnavailable as error:
        print(error, file=sys.stderr)
        sys.exit(3)
