"""The environment in which plain ``pulumi`` commands work on the local stage, and only there.

Nothing of the user's own AWS configuration gets through: credentials are fake, the files that
hold real ones are hidden, and the endpoint is the emulator's.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from localcloud.emulator import EmulatorInfo
from localcloud.files import write_atomically

REGION: Final = "ap-northeast-1"
ACCOUNT: Final = "123456789012"
"""The account that moto gives to whoever it doesn't know: the local stage's management account."""
PASSPHRASE: Final = "local-stage"  # noqa: S105 - protects nothing: see below
"""The local stage holds no secret that is one; a fixed passphrase lets `reset` be a deletion."""

_HIDDEN: Final = (
    "AWS_SESSION_TOKEN",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "PULUMI_ACCESS_TOKEN",
    "PULUMI_CONFIG_PASSPHRASE_FILE",
)
"""Set to nothing: an empty value is, for all who read them, the same as none."""


def local_dir(root: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the directory of the stage: ``KYOTSU_LOCAL_DIR``, else ``.local/stage``."""
    chosen = environ.get("KYOTSU_LOCAL_DIR")
    return Path(chosen).absolute() if chosen else root / ".local" / "stage"


def local_environment(
    root: Path,
    engine_path_dirs: Sequence[Path],
    emulator: EmulatorInfo,
    *,
    environ: Mapping[str, str] = os.environ,
) -> dict[str, str]:
    """Return the variables to set, over those of `environ`, for the local stage of this project.

    `engine_path_dirs` are the directories of the CLI and its language host; PATH gets them, and
    the directory of this environment's Python, in front. A variable to be unset is "".
    """
    home = local_dir(root, environ)
    path = [*map(str, engine_path_dirs), environ.get("PATH", os.defpath)]
    return {
        **dict.fromkeys(_HIDDEN, ""),
        "PATH": os.pathsep.join(path),
        "KYOTSU_LOCAL_DIR": str(home),
        "PULUMI_HOME": str(home / "home"),
        "PULUMI_BACKEND_URL": f"file://{home / 'backend'}",
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        "PULUMI_OPTION_CONFIG_FILE": str(root / "Pulumi.local.yaml"),
        "PULUMI_OPTION_POLICY_PACK": str(root / "policies"),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        # Each preview starts four Pythons; without kept byte code each compiles pulumi_aws anew.
        "PYTHONDONTWRITEBYTECODE": "",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "AWS_ENDPOINT_URL": emulator.endpoint,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        # Not "": botocore looks for a profile of that name, and it must be in the file.
        "AWS_PROFILE": "default",
        "AWS_DEFAULT_PROFILE": "default",
        "AWS_CONFIG_FILE": str(Path(__file__).with_name("aws.config")),
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "NO_PROXY": _no_proxy(environ),
    }


def _no_proxy(environ: Mapping[str, str]) -> str:
    """Loopback never goes through a proxy."""
    names = [name for name in environ.get("NO_PROXY", "").split(",") if name]
    return ",".join([*names, "127.0.0.1", "localhost"])


def write_provider_plugin(pulumi_home: Path, python: Path) -> Path:
    """Put the local provider where the engine of this ``PULUMI_HOME`` finds it; returns its file.

    It is installed as a plugin of the version that the SDK asks for, so the engine takes it
    without searching PATH. An unchanged plugin is left alone.
    """
    version = importlib.metadata.version("pulumi-aws")
    directory = pulumi_home / "plugins" / f"resource-aws-v{version}"
    if directory.is_symlink():
        directory.unlink()  # to the official plugin, which is the user's: never write through it
    directory.mkdir(parents=True, exist_ok=True)
    shim = directory / "pulumi-resource-aws"
    text = (
        "#!/bin/sh\n"
        "# Written by the local stage: the development provider, not Pulumi's own.\n"
        f'exec "{python}" -m localcloud.provider "$@"\n'
    )
    if not shim.exists() or shim.read_text("utf-8") != text:
        write_atomically(shim, text, mode=0o755)
    return shim


def official_plugin(user_home: Path | None = None) -> Path | None:
    """Return the newest official ``aws`` plugin in the user's own Pulumi home, or None.

    A shim of ours (a script) is never taken for it.
    """
    home = user_home or Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi")
    found: list[tuple[tuple[int, ...], Path]] = []
    for directory in (home / "plugins").glob("resource-aws-v*"):
        version = directory.name.removeprefix("resource-aws-v")
        binary = directory / "pulumi-resource-aws"
        if version.replace(".", "").isdigit() and _is_program(binary):
            found.append((tuple(map(int, version.split("."))), directory))
    return max(found)[1] if found else None


def _is_program(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) != b"#!" and bool(path.stat().st_mode & stat.S_IXUSR)
    except OSError:
        return False


def use_official_plugin(pulumi_home: Path, plugin: Path) -> Path:
    """Link the official plugin into the local stage's home in the place of ours."""
    target = pulumi_home / "plugins" / plugin.name
    target.parent.mkdir(parents=True, exist_ok=True)
    shim = target / "pulumi-resource-aws"
    if not target.is_symlink() and shim.exists() and not _is_program(shim):
        shim.unlink()
        target.rmdir()
    if not target.exists():
        target.symlink_to(plugin, target_is_directory=True)
    return target


SERVICES: Final = (
    "accessanalyzer", "budgets", "cloudtrail", "cloudwatch", "ec2", "events", "firehose", "iam",
    "kms", "logs", "organizations", "ram", "s3", "s3control", "secretsmanager", "sns", "sqs",
    "ssm", "sts",
)  # fmt: skip


def official_provider_configuration(emulator: EmulatorInfo) -> dict[str, Any]:
    """Return the configuration that points the official ``aws`` plugin at the emulator.

    The keys are those of `pulumi_aws.ProviderArgs` in camelCase.
    """
    return {
        "region": REGION,
        "accessKey": "local",
        "secretKey": "local",
        "endpoints": [dict.fromkeys(SERVICES, emulator.endpoint)],
        "s3UsePathStyle": True,
        "skipCredentialsValidation": True,
        "skipMetadataApiCheck": True,
        "skipRegionValidation": True,
        "skipRequestingAccountId": False,
    }


def official_environment(emulator: EmulatorInfo) -> dict[str, str]:
    """Variables that do the same for every provider of a program, explicit ones too."""
    return {
        "AWS_ENDPOINT_URL": emulator.endpoint,
        "AWS_S3_USE_PATH_STYLE": "true",
        "PULUMI_LOCAL_PROVIDER_CONFIGURATION": json.dumps(
            official_provider_configuration(emulator)
        ),
    }
