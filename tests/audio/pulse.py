"""A sound server of one's own: a loudspeaker and a microphone which are not there.

`speaker` is a null sink: what a program plays, `speaker.monitor` gives to whoever listens.
`person` is another: what is played to it is what the microphone hears. PortAudio reaches them
through ALSA's `pulse` device. `norewinds=1` matters: without it a null sink takes two seconds of
sound at once, and every latency measured is the server's.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

_ASOUND = """
</usr/share/alsa/alsa.conf>
pcm.pulse { type pulse }
ctl.pulse { type pulse }
pcm.!default { type pulse }
ctl.!default { type pulse }
"""
_RATE = 48000
_SINKS = ("speaker", "person")


def missing():
    """Why there can be no server here, or nothing."""
    for program in ("pulseaudio", "pactl", "pacat"):
        if not shutil.which(program):
            return f"{program} is not installed"
    if not Path("/usr/share/alsa/alsa.conf").is_file():
        return "ALSA's own settings are not installed"
    if not list(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so")):
        return "libasound2-plugins is not installed"
    return ""


class PulseServer:
    """One private daemon. `env` is what another process needs to reach it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.socket = self.folder / "native"
        asound = self.folder / "asound.conf"
        asound.write_text(_ASOUND)
        self.env = {
            "PULSE_SERVER": f"unix:{self.socket}",
            "PULSE_RUNTIME_PATH": str(self.folder / "run"),
            "PULSE_STATE_PATH": str(self.folder / "state"),
            "PULSE_CONFIG_PATH": str(self.folder / "config"),
            "PULSE_COOKIE": str(self.folder / "cookie"),
            "XDG_RUNTIME_DIR": str(self.folder),
            "ALSA_CONFIG_PATH": str(asound),
        }
        self._daemon = None
        self.start()

    @property
    def pid(self):
        return self._daemon.pid

    def start(self):
        """Start the daemon (again), and wait until it answers."""
        command = ["pulseaudio", "--daemonize=no", "-n", "--exit-idle-time=-1"]
        command += ["--use-pid-file=no", "--disable-shm=yes", "--log-target=stderr"]
        command += ["-L", f"module-native-protocol-unix auth-anonymous=1 socket={self.socket}"]
        for sink in _SINKS:
            command += ["-L", f"module-null-sink {_sink(sink)}"]
        log = (self.folder / "log").open("ab")
        self._daemon = subprocess.Popen(
            command, env=os.environ | self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        deadline = time.monotonic() + 10
        while subprocess.run(
            ["pactl", "info"], env=os.environ | self.env, capture_output=True, check=False
        ).returncode:
            if self._daemon.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.02)
        self.defaults()

    def pactl(self, *arguments):
        done = subprocess.run(
            ["pactl", *arguments],
            env=os.environ | self.env,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def defaults(self):
        self.pactl("set-default-sink", "speaker")
        self.pactl("set-default-source", "person.monitor")

    def unplug(self):
        """Take the loudspeaker and the microphone away, as one USB headset."""
        self.pactl("unload-module", "module-null-sink")

    def plug(self):
        """Bring them back."""
        for sink in _SINKS:
            self.pactl("load-module", "module-null-sink", *_sink(sink).split())
        self.defaults()

    def kill(self):
        """Kill the daemon, as when it crashes."""
        self._daemon.send_signal(signal.SIGKILL)
        self._daemon.wait()
        self.socket.unlink(missing_ok=True)

    def close(self):
        if self._daemon.poll() is None:
            self._daemon.terminate()
            try:
                self._daemon.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()


@contextlib.contextmanager
def pulse_server():
    """A server, reached by this process too while it is open."""
    with tempfile.TemporaryDirectory(prefix="lantern-pulse-") as folder:
        server = PulseServer(folder)
        before = {name: os.environ.get(name) for name in server.env}
        os.environ.update(server.env)
        try:
            yield server
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name)
                else:
                    os.environ[name] = value
            server.close()


class Microphone:
    """Plays a person's sound into the microphone, at its own pace."""

    def __init__(self, server, rate=_RATE):
        self._pacat = subprocess.Popen(
            ["pacat", "--playback", "--device=person", "--client-name=person", *_raw(rate)],
            env=os.environ | server.env,
            stdin=subprocess.PIPE,
        )

    def speak(self, samples):
        self._pacat.stdin.write(samples.astype("int16").tobytes())
        self._pacat.stdin.flush()

    def close(self):
        with contextlib.suppress(OSError):
            self._pacat.stdin.close()
        self._pacat.terminate()
        self._pacat.wait()


class Ear:
    """Listens at the loudspeaker, all the time: a recorder which is not read from stops."""

    source = "speaker.monitor"

    def __init__(self, server, rate=_RATE):
        self.rate = rate
        self._parec = subprocess.Popen(
            ["parec", f"--device={self.source}", "--client-name=ear", *_raw(rate)],
            env=os.environ | server.env,
            stdout=subprocess.PIPE,
        )
        self._heard = bytearray()
        self._thread = threading.Thread(target=self._take, daemon=True)
        self._thread.start()

    def listen(self):
        """Everything heard up to now, as 16-bit samples."""
        heard = bytes(self._heard)
        return np.frombuffer(heard[: len(heard) // 2 * 2], np.int16)

    def close(self):
        self._parec.terminate()
        self._parec.wait()
        self._thread.join()
        self._parec.stdout.close()

    def _take(self):
        while piece := self._parec.stdout.read1():
            self._heard += piece


def _sink(name):
    return f"sink_name={name} rate={_RATE} channels=1 norewinds=1"


def _raw(rate):
    return ["--raw", "--format=s16le", "--channels=1", f"--rate={rate}", "--latency-msec=10"]
