"""A private sound server with a loudspeaker and a microphone which exist in software only.

`speaker` is a null sink: what a program plays can be recorded from `speaker.monitor`. `person` is
another: what is played to it is what the microphone gives. PortAudio reaches them through ALSA's
`pulse` device. `norewinds=1` matters: without it a null sink takes two seconds of sound at once,
and every latency measured is the server's.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

import numpy as np

from tests.audio.waiting import wait_until

LOUD = 500
"""The amplitude, of 32,767, above which there is sound and not noise."""
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
    """Why there can be no server here, or an empty string."""
    for program in ("pulseaudio", "pactl", "pacat"):
        if not shutil.which(program):
            return f"{program} is not installed"
    if not Path("/usr/share/alsa/alsa.conf").is_file():
        return "ALSA's own settings are not installed"
    if not list(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so")):
        return "libasound2-plugins is not installed"
    return ""


class PulseServer:
    """One private server. `env` is what a process needs to reach it."""

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
        """Start the server (again), and wait until it answers."""
        command = ["pulseaudio", "--daemonize=no", "-n", "--exit-idle-time=-1"]
        command += ["--use-pid-file=no", "--disable-shm=yes", "--log-target=stderr"]
        command += ["-L", f"module-native-protocol-unix auth-anonymous=1 socket={self.socket}"]
        for sink in _SINKS:
            command += ["-L", f"module-null-sink {_sink(sink)}"]
        log = self.folder / "log"
        with log.open("ab") as out:
            self._daemon = subprocess.Popen(
                command, env=os.environ | self.env, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )
        wait_until(self._answers, tell=log.read_text)
        self.set_defaults()

    def pactl(self, *arguments):
        """Run `pactl` and return what it writes."""
        done = subprocess.run(
            ["pactl", *arguments],
            env=os.environ | self.env,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def set_defaults(self):
        self.pactl("set-default-sink", "speaker")
        self.pactl("set-default-source", "person.monitor")

    def unplug(self):
        """Take the loudspeaker and the microphone away, as one USB headset."""
        self.pactl("unload-module", "module-null-sink")

    def unplug_loudspeaker(self):
        """Take only the loudspeaker away."""
        modules = self.pactl("list", "short", "modules").splitlines()
        self.pactl(
            "unload-module",
            next(line.split()[0] for line in modules if "sink_name=speaker" in line),
        )

    def plug(self, *sinks):
        """Bring the loudspeaker and the microphone back, or only the sinks which are named."""
        for sink in sinks or _SINKS:
            self.pactl("load-module", "module-null-sink", *_sink(sink).split())
        self.set_defaults()

    @contextlib.contextmanager
    def echo(self):
        """While open, the microphone picks up what the loudspeaker plays."""
        module = self.pactl(
            "load-module", "module-loopback", "source=speaker.monitor", "sink=person",
            "latency_msec=20",
        )  # fmt: skip
        try:
            yield
        finally:
            self.pactl("unload-module", module)

    def kill(self):
        """Kill the server, as when it crashes."""
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

    def _answers(self):
        assert self._daemon.poll() is None, (self.folder / "log").read_text()
        done = subprocess.run(
            ["pactl", "info"], env=os.environ | self.env, capture_output=True, check=False
        )
        return done.returncode == 0


@contextlib.contextmanager
def pulse_server():
    """A server which this process reaches too while it is open."""
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
    """Plays a person's sound into the microphone, in real time."""

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


class Recorder:
    """Records what the loudspeaker plays, from its making to its end."""

    source = "speaker.monitor"

    def __init__(self, server, rate=_RATE):
        self.rate = rate
        self._parec = subprocess.Popen(
            ["parec", f"--device={self.source}", "--client-name=recorder", *_raw(rate)],
            env=os.environ | server.env,
            stdout=subprocess.PIPE,
        )
        self._recorded = bytearray()
        # A recorder which nobody reads from stops.
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def samples(self):
        """Everything recorded up to now, as 16-bit samples."""
        recorded = bytes(self._recorded)
        return np.frombuffer(recorded[: len(recorded) // 2 * 2], np.int16)

    def wait_for_start(self):
        """Wait until the recording runs, and return how many samples there are."""
        wait_until(lambda: len(self._recorded) > self.rate // 10)
        return len(self.samples())

    def wait_for_sound(self, since=0, quiet=0.3):
        """Wait for a sound and for `quiet` seconds without one after it.

        Returns the samples from the number `since` on.
        """
        wait_until(lambda: ended(self.samples()[since:], self.rate, quiet))
        return self.samples()[since:]

    def close(self):
        self._parec.terminate()
        self._parec.wait()
        self._thread.join()
        self._parec.stdout.close()

    def _read(self):
        while piece := self._parec.stdout.read1():
            self._recorded += piece


def ended(samples, rate, quiet):
    """Whether there was a sound, and for the last `quiet` seconds none."""
    loud = np.flatnonzero(np.abs(samples.astype(int)) > LOUD)
    return bool(len(loud)) and len(samples) - loud[-1] > quiet * rate


def _sink(name):
    return f"sink_name={name} rate={_RATE} channels=1 norewinds=1"


def _raw(rate):
    return ["--raw", "--format=s16le", "--channels=1", f"--rate={rate}", "--latency-msec=10"]
