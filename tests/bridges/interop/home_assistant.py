"""Home Assistant itself, in a process of its own, and what a person does in it.

Each version needs a Python of its own. It is looked for as `python3.13` or `python3.14`, or under
the name in `LANTERN_PYTHON_3_13` or `LANTERN_PYTHON_3_14`: a program that runs such a Python. The
config folder is below the folder for temporary files, which that program has to see too.
"""

import json
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.bridges.interop.environments import FOLDER, WANTED
from tests.speech.materials import REPOSITORY

PYTHONS = {"2025.12.5": (3, 13, 2), "2026.11.0": (3, 14, 0)}
"""The oldest and the newest version that is tried, and the Python each needs."""
PATIENT = 300.0
"""Seconds to wait for it: at its first start it installs what its integrations need."""
_CONFIGURATION = """\
homeassistant:
  name: Home
  time_zone: Europe/Berlin
  internal_url: http://127.0.0.1:{port}
http:
  server_host: 127.0.0.1
  server_port: {port}
onboarding:
api:
websocket_api:
config:
conversation:
assist_pipeline:
ffmpeg:
media_source:
logger:
  default: warning
automation:
  - id: reminder
    alias: Reminder
    use_blueprint:
      path: lantern/reminder.yaml
      input:
        satellite: assist_satellite.kitchen
"""
_OURS = REPOSITORY / "home-assistant"


def home_assistant_python(version):
    """The command of a Python that has this version; the test skips where there is none."""
    needs = PYTHONS[version]
    short = f"{needs[0]}.{needs[1]}"
    named = os.environ.get(f"LANTERN_PYTHON_{needs[0]}_{needs[1]}")
    program = named or shutil.which(f"python{short}")
    wanted = ".".join(map(str, needs))
    if program is None or tuple(map(int, _told(program, _PYTHON).split("."))) < needs:
        pytest.skip(f"Home Assistant {version} needs Python {wanted}, which is not here")
    if _told(program, _VERSION) == version:
        return program
    venv = FOLDER / f"home-assistant-{version}"
    python = str(venv / "bin/python")
    if venv.exists() and _told(python, _VERSION) == version:
        return python
    if not WANTED:
        pytest.skip("Home Assistant is not here; run: scripts/test --interop")
    subprocess.run([program, "-m", "venv", "--clear", venv], check=True)
    pip = [python, "-m", "pip", "install", "--quiet", f"homeassistant=={version}"]
    installed = subprocess.run(pip, capture_output=True, text=True, check=False)
    if installed.returncode:
        pytest.skip(f"Home Assistant {version} does not install: {installed.stderr[-300:]}")
    return python


_PYTHON = "import sys; print('.'.join(map(str, sys.version_info[:3])))"
_VERSION = "import homeassistant.const as c; print(c.__version__)"


def _told(python, code):
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "0"


class HomeAssistant:
    """One Home Assistant: started, set up, talked to, and started again."""

    def __init__(self, python, folder, port):
        self.python = python
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}"
        self.token = ""
        self._port = port
        self._process = None
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(_OURS, folder, dirs_exist_ok=True)
        (folder / "configuration.yaml").write_text(_CONFIGURATION.format(port=port))

    def start(self):
        log = (self.folder / "lantern-test.log").open("a")
        self._process = subprocess.Popen(
            [self.python, "-m", "homeassistant", "-c", str(self.folder)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        deadline = time.monotonic() + PATIENT
        while not self._is_ready():
            assert self._process.poll() is None, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.5)

    def stop(self):
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()

    def log(self):
        return (self.folder / "lantern-test.log").read_text()[-3000:]

    def _is_ready(self):
        try:
            return self.ask("/api/config", self.token or None)["state"] == "RUNNING"
        except urllib.error.HTTPError as error:
            return error.code == 401  # It asks who one is.
        except (OSError, KeyError):
            return False

    def ask(self, path, token=None, data=None, form=False):
        headers = {"Authorization": f"Bearer {token or self.token}"}
        body = None
        if data is not None:
            kind = "x-www-form-urlencoded" if form else "json"
            headers["Content-Type"] = f"application/{kind}"
            body = (urllib.parse.urlencode(data) if form else json.dumps(data)).encode()
        request = urllib.request.Request(self.url + path, body, headers)
        with urllib.request.urlopen(request, timeout=PATIENT) as answer:
            return json.loads(answer.read() or b"null")

    def welcome(self):
        """The first steps of somebody new: an account."""
        client = f"{self.url}/"
        someone = {"name": "Anna", "username": "anna", "password": "secret", "language": "en"}
        code = self.ask("/api/onboarding/users", data={"client_id": client, **someone})
        grant = {"grant_type": "authorization_code", "client_id": client, "code": code["auth_code"]}
        self.token = self.ask("/auth/token", data=grant, form=True)["access_token"]

    def add(self, port, integration="wyoming"):
        """*Add integration*: the title of what was added."""
        flow = self.ask("/api/config/config_entries/flow", data={"handler": integration})
        there = {"host": "127.0.0.1", "port": port}
        done = self.ask(f"/api/config/config_entries/flow/{flow['flow_id']}", data=there)
        assert done["type"] == "create_entry", done
        return done["title"]

    def entity(self, kind, name="lantern"):
        """The entity of this kind with this word in its name, once it is there."""
        name_of, deadline = name, time.monotonic() + 60
        while time.monotonic() < deadline:
            for state in self.ask("/api/states"):
                entity = state["entity_id"]
                if entity.startswith(f"{kind}.{name_of}"):
                    return entity
            time.sleep(0.5)
        raise AssertionError(f"no {kind} called {name_of} came")

    def say(self, text, agent=None):
        """A sentence in the dialog: the reply, the conversation's id, and whether it goes on."""
        agent = agent or self.entity("conversation")
        asked = {"text": text, "agent_id": agent, "language": "en"}
        told = self.ask("/api/conversation/process", data=asked)
        speech = told["response"]["speech"].get("plain", {}).get("speech", "")
        return speech, told["conversation_id"], told.get("continue_conversation")

    def prefer_lantern(self):
        """*Voice assistants, Add assistant*: Lantern for hearing, talking and speaking."""
        self._pipeline("", 0)

    def hear(self, sound, seconds):
        """Sound (16 kHz) through the pipeline of Assist, then silence: its events by type."""
        pcm = self.folder / "said.raw"
        pcm.write_bytes(sound)
        return self._pipeline(str(pcm), seconds)

    def call(self, service, **data):
        """An action, such as automation.trigger."""
        return self.ask(f"/api/services/{service.replace('.', '/')}", data=data)

    def _pipeline(self, file, seconds):
        script = self.folder / "pipeline.py"
        script.write_text(Path(__file__).with_name("pipeline.py").read_text())
        done = subprocess.run(
            [self.python, str(script), self.url, self.token, file, str(seconds),
             self.entity("stt"), self.entity("conversation"), self.entity("tts")],
            capture_output=True, text=True, timeout=PATIENT, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:] + self.log()
        return json.loads(done.stdout.splitlines()[-1])
