"""Finds an archive in the package registry, through pip, which knows the registry used here."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import Any

from assistant.errors import Trouble

_SECONDS = 60
_COMMAND = (
    "install", "--dry-run", "--quiet", "--quiet", "--ignore-installed", "--no-deps", "--no-input",
    "--disable-pip-version-check", "--only-binary", ":all:", "--retries", "1", "--report", "-",
)  # fmt: skip


def address_of(package: str, platform: str) -> str:
    """The address of the archive of `package` ("name==version") made for `platform`.

    Nothing is installed. Raises Trouble where pip does not find it.
    """
    with tempfile.TemporaryDirectory() as nowhere:
        command = [sys.executable, "-m", "pip", *_COMMAND, "--platform", platform]
        try:
            done = subprocess.run(
                [*command, "--target", nowhere, package],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
            )
            report: dict[str, Any] = json.loads(done.stdout)
            address: str = report["install"][0]["download_info"]["url"]
        except (subprocess.TimeoutExpired, OSError, ValueError, LookupError) as error:
            raise Trouble("models.not_in_registry", package=package) from error
    return address
