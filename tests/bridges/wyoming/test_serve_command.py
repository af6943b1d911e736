"""`lantern serve` as its own process."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.bridges.wyoming.service import PATIENT, raw
from tests.speech.materials import REPOSITORY, tiny_model


@contextmanager
def serve(folder, *options):
    """The process, its first lines on standard error, and its port."""
    command = [sys.executable, "-m", "assistant", "serve", "--port", "0", "--data", folder]
    command += ["--model", tiny_model(), *options]
    with subprocess.Popen(
        list(map(str, command)), cwd=REPOSITORY, stderr=subprocess.PIPE, text=True
    ) as process:
        lines = []
        try:
            while not lines or "serves Wyoming at" not in lines[-1]:
                lines.append(process.stderr.readline())
                assert lines[-1], "".join(lines)
            port = int(lines[-1].split(";")[0].rpartition(":")[2])
            yield process, "".join(lines), port
        finally:
            process.kill()


def ask(port, event):
    with socket.create_connection(("127.0.0.1", port), PATIENT) as bare:
        bare.sendall(event)
        return bare.recv(65536)


def test_serve_default_listens_on_loopback_and_stops_at_sigterm(tmp_path):
    with serve(tmp_path) as (process, told, port):
        assert "tcp://127.0.0.1:" in told
        assert "TAKE CARE" not in told
        assert "set up for nobody" in told
        said = raw({"type": "transcript", "data": {"text": "hello"}})
        assert b"not-handled" in ask(port, said)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENT) == 0


def test_serve_anyone_reaches_the_journal(tmp_path):
    with serve(tmp_path, "--anyone", "--person", "Anna") as (_, _, port):
        said = raw({"type": "transcript", "data": {"text": "hello"}})
        assert b'"handled"' in ask(port, said)
        assert (tmp_path / "anna").is_dir()


def test_serve_on_network_warns(tmp_path):
    with serve(tmp_path, "--host", "0.0.0.0") as (_, told, _):
        assert "TAKE CARE" in told
        assert "no passwords and no encryption" in told
        assert "EVERY machine" in told
    with serve(tmp_path, "--host", "0.0.0.0", "--allow", "127.0.0.1") as (_, told, port):
        assert "the addresses you named" in told
        assert b"info" in ask(port, raw({"type": "describe"}))


@pytest.mark.parametrize(
    ("options", "status", "sentence"),
    [
        (["--host", "198.51.100.1"], 1, "cannot be listened on"),
        (["--allow", "kitchen"], 2, "is no address"),
        (["--port", "70000"], 2, "70000"),
    ],
)
def test_serve_impossible_option_gives_one_sentence(tmp_path, options, status, sentence):
    command = [sys.executable, "-m", "assistant", "serve", "--data", str(tmp_path)]
    told = subprocess.run(
        [*command, "--model", str(tiny_model()), *options],
        cwd=REPOSITORY, capture_output=True, text=True, timeout=PATIENT,
    )  # fmt: skip
    assert told.returncode == status
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr


def test_serve_systemd_writes_valid_unit(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    subprocess.run(
        [sys.executable, "-m", "assistant", "serve", "--systemd", "--person", 'An"na 100%$x'],
        cwd=REPOSITORY, env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path)}, check=True,
    )  # fmt: skip
    unit = tmp_path / "systemd/user/lantern-serve.service"
    written = unit.read_text()
    told = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", "--recursive-errors=no", unit],
        capture_output=True, text=True, env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert "lantern-serve" not in told.stderr
    assert "serve --person" in written
    assert '"An\\"na 100%%$$x"' in written
