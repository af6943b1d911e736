"""The skill in OpenVoiceOS as it is run: its message bus and its core, two processes, loopback."""

import json
import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager

import pytest

from tests.bridges.interop.environments import OPENVOICEOS, environment
from tests.speech.materials import REPOSITORY

PATIENT = 110.0
"""Seconds until the skill must be loaded; the whole is to take less than two minutes."""

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def programs():
    return environment("openvoiceos", OPENVOICEOS)


def test_in_one_process(programs):
    told = subprocess.run(
        [programs / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider",
         "tests/bridges/openvoiceos"],
        cwd=REPOSITORY, capture_output=True, text=True,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout[-3000:]
    assert " passed" in told.stdout
    assert "skipped" not in told.stdout.splitlines()[-1]


def free_port():
    with socket.socket() as bare:
        bare.bind(("127.0.0.1", 0))
        return bare.getsockname()[1]


@contextmanager
def process(command, env, log):
    with log.open("w") as out:
        running = subprocess.Popen(
            command, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield running
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            try:
                running.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait(10)


def test_over_the_real_bus(programs, tmp_path):
    port, nobody = free_port(), free_port()
    config = {
        "lang": "en-us",
        "websocket": {"host": "127.0.0.1", "port": port},
        # Else core asks two hosts on the network whether it is online.
        "network_tests": {
            "ip_url": f"http://127.0.0.1:{nobody}",
            "dns_primary": "127.0.0.1",
            "dns_secondary": "127.0.0.1",
            "web_url": f"http://127.0.0.1:{nobody}",
            "web_url_secondary": f"http://127.0.0.1:{nobody}",
            "captive_portal_url": f"http://127.0.0.1:{nobody}",
        },
        "intents": {
            "pipeline": [
                "ovos-stop-pipeline-plugin-high",
                "ovos-converse-pipeline-plugin",
                "ovos-padacioso-pipeline-plugin-high",
                "ovos-adapt-pipeline-plugin-high",
                "ovos-padacioso-pipeline-plugin-medium",
                "ovos-fallback-pipeline-plugin-low",
            ]
        },
    }
    (tmp_path / "config/mycroft").mkdir(parents=True)
    (tmp_path / "config/mycroft/mycroft.conf").write_text(json.dumps(config))
    places = {
        f"XDG_{n}_HOME": str(tmp_path / n.lower()) for n in ("CONFIG", "DATA", "CACHE", "STATE")
    }
    env = {k: v for k, v in os.environ.items() if k != "LANTERN_SETTINGS"}
    env |= places | {"HOME": str(tmp_path)}
    client = [programs / "python", REPOSITORY / "tests/bridges/interop/bus_client.py"]
    began = time.monotonic()
    with (
        process([programs / "ovos-messagebus"], env, tmp_path / "bus.log"),
        process([programs / "ovos-core"], env, tmp_path / "core.log"),
    ):
        told = subprocess.run(
            [*client, str(port), str(PATIENT)], env=env, capture_output=True, text=True,
            timeout=PATIENT + 60,
        )  # fmt: skip
    core = (tmp_path / "core.log").read_text()[-2000:]
    assert told.returncode == 0, told.stdout + told.stderr[-2000:] + core
    heard = json.loads(told.stdout.splitlines()[-1])
    assert heard[0]["spoken"].endswith(
        "what is one thing that truly matters to you? A word is enough."
    )
    assert heard[1]["spoken"].startswith("Honesty. I've kept that, in your words.")
    assert heard[-1]["spoken"]
    assert not heard[-1]["listens"]
    kept = "".join(file.read_text() for file in (tmp_path / "data/lantern").rglob("*.jsonl"))
    assert '"honesty"' in kept
    assert time.monotonic() - began < 120
    print("spoken after", [round(each["seconds"], 3) for each in heard])
