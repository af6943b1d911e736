"""Latency of a spoken conversation, over a sound server of its own with nothing but null sinks."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import soxr

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from assistant import wording  # noqa: E402
from assistant.channels.barge_in import BargeInDetector  # noqa: E402
from assistant.channels.captions import Captions  # noqa: E402
from assistant.channels.spoken import SpokenChannel  # noqa: E402
from assistant.conversation.acts import Interpretation  # noqa: E402
from assistant.conversation.manager import ConversationManager  # noqa: E402
from assistant.conversation.preparing import prepare as prepare_language  # noqa: E402
from assistant.demo.conversation import prepare  # noqa: E402
from assistant.journal import Journal  # noqa: E402
from assistant.speech.audio.device import Device  # noqa: E402
from assistant.speech.audio.portaudio import refresh  # noqa: E402
from assistant.speech.recognizers import Recognizer, open_recognizer  # noqa: E402
from assistant.speech.voices.process import Manner  # noqa: E402
from assistant.speech.voices.synthesizer import Synthesizer  # noqa: E402
from assistant.store.repository import Repository  # noqa: E402
from intents import load  # noqa: E402
from tests.audio.pulse import Microphone, PulseServer, Recorder, missing, pulse_server  # noqa: E402
from tests.audio.talking import lantern, recognizer_options, vosk_model  # noqa: E402

STARTS = 7
TURNS = 12
SILENCE = 30.0
DICTATIONS = 5
LOUD = 150
RATE = 48000


class Line(Recorder):
    """Listens at one end of the server and knows when each sample was there to be heard."""

    def __init__(self, server: PulseServer) -> None:
        self.arrived: list[tuple[int, float]] = []
        super().__init__(server, RATE)

    def _read(self) -> None:
        while piece := self._parec.stdout.read1():
            self._recorded += piece
            self.arrived.append((len(self._recorded) // 2, time.monotonic()))

    def first_sound(self, since: float, seconds: float = 20.0) -> float:
        """When the first sample that is no silence sounded, after `since`."""
        deadline = time.monotonic() + seconds
        seen = 0
        while time.monotonic() < deadline:
            for at, (count, arrived) in enumerate(self.arrived[seen:], seen):
                begin = self.arrived[at - 1][0] if at else 0
                if arrived > since:
                    piece = np.frombuffer(bytes(self._recorded[begin * 2 : count * 2]), np.int16)
                    loud = np.flatnonzero(np.abs(piece) > LOUD)
                    if len(loud):
                        return arrived - (len(piece) - int(loud[0])) / RATE
                seen = at + 1
            time.sleep(0.002)
        raise SystemExit("Nothing was heard from the loudspeaker.")

    def last_sound(self, since: float) -> float:
        """When the last sample up to now that is no silence sounded, not before `since`."""
        last = since
        for at, (count, arrived) in enumerate(self.arrived):
            begin = self.arrived[at - 1][0] if at else 0
            if arrived > since:
                piece = np.frombuffer(bytes(self._recorded[begin * 2 : count * 2]), np.int16)
                loud = np.flatnonzero(np.abs(piece) > LOUD)
                if len(loud):
                    last = arrived - (len(piece) - 1 - int(loud[-1])) / RATE
        return last


class Voices:
    """The person's answers as sound, without silence at either end."""

    def __init__(self) -> None:
        voice = Synthesizer(Manner(voice="en-us", rate=150))
        self._sounds = {text: voice.synthesize(text) for text in ("honesty",)}
        voice.close()

    def __getitem__(self, text: str) -> Any:
        sound = self._sounds[text]
        loud = np.flatnonzero(np.abs(sound.samples) > LOUD)
        return soxr.resample(sound.samples[loud[0] : loud[-1] + 1], sound.rate, RATE)


def report(
    what: str, seconds: list[float], aim: str, scale: float = 1000, unit: str = "ms"
) -> None:
    middle, high = (scale * float(np.percentile(seconds, p)) for p in (50, 95))
    print(f"{what:52} {middle:7.1f} {high:7.1f} {unit:3} n={len(seconds):<3} aim {aim}", flush=True)


def first_words(server: PulseServer, line: Line, folder: Path) -> list[float]:
    """From the start of the process to the first sound of it at the loudspeaker."""
    taken = []
    for number in range(STARTS):
        data = folder / f"start-{number}"
        known(data)
        options = ("morning", "--data", data, *recognizer_options("vosk"))
        began = time.monotonic()
        process = subprocess.Popen(
            lantern(*options), cwd=ROOT, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )
        taken.append(line.first_sound(began) - began)
        process.kill()
        process.wait()
        time.sleep(0.5)
    return taken


def known(folder: Path) -> Repository:
    now = datetime.now().astimezone()
    memory = Repository(Journal(folder), lambda: now)
    prepare(memory, now - timedelta(days=1))
    return memory


class Conversation:
    """Lantern in this process, asking one closed question after another."""

    def __init__(self, folder: Path, recognizer: Recognizer) -> None:
        memory = known(folder)
        self.ended: list[float] = []
        self.voice = Synthesizer()
        self.device = Device()
        manager = ConversationManager(memory, prepare_language(load("en")), wording.load("en"))
        self.spoken = SpokenChannel(
            manager,
            lambda: recognizer,
            self.voice,
            self.device,
            Captions(io.StringIO(), manager.wording),
            on_end_of_turn=lambda: self.ended.append(time.monotonic()),
        )
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        self.spoken.start("morning_checkin")
        self.spoken.run()

    def close(self) -> None:
        self.device.close()
        self.thread.join(2)
        self.voice.close()


def turns(
    server: PulseServer, line: Line, folder: Path, recognizer: Recognizer
) -> tuple[list[float], list[float], list[float]]:
    """End of speech to end of turn; from there to the first sample; and the whole, for "honesty"
    to a choice, in a new conversation each time."""
    to_end, to_sound, whole = [], [], []
    sounds, microphone = Voices(), Microphone(server, RATE)
    for number in range(TURNS):
        talk = Conversation(folder / f"turn-{number}", recognizer)
        talk.thread.start()
        line.first_sound(time.monotonic())
        while talk.device.playing or not talk.spoken.manager.reply.ask:
            time.sleep(0.02)
        time.sleep(0.5 + 0.013 * number)  # At no fixed place in the blocks.
        said = sounds["honesty"]
        heard = MicrophoneLine(server)
        began = time.monotonic()
        microphone.speak(np.concatenate([said, np.zeros(RATE // 4)]))
        ended = heard.first_sound(began) + len(said) / RATE
        heard.close()
        replied = line.first_sound(ended)
        if talk.ended:
            to_end.append(talk.ended[0] - ended)
            to_sound.append(replied - talk.ended[0])
            whole.append(replied - ended)
        talk.close()
    microphone.close()
    return to_end, to_sound, whole


class MicrophoneLine(Line):
    """The same, at the microphone."""

    source = "person.monitor"


def interrupted(server: PulseServer, line: Line) -> list[float]:
    """From the first sound of a voice over Lantern to the last sound of Lantern."""
    voices, microphone = Voices(), Microphone(server, RATE)
    over = np.concatenate([voices["honesty"]] * 3)
    voice = Synthesizer()
    story = voice.synthesize(
        "This goes on for a while, and for a while longer, until it is stopped. " * 2
    )
    voice.close()
    taken = []
    for number in range(TURNS):
        device, detector = Device(), BargeInDetector("on")
        detector.playback_started()
        detector.add_played(story)
        device.play(story)
        line.first_sound(time.monotonic())
        heard = MicrophoneLine(server)
        began = time.monotonic()
        at = began + 1.0 + 0.013 * number
        for block in device.blocks():
            if at and time.monotonic() > at:
                threading.Thread(target=microphone.speak, args=[over]).start()
                at = 0.0
            if not device.playing:
                break
            if block.muted and detector.detect(block):
                device.stop()
                break
        time.sleep(1.0)
        spoke = heard.first_sound(began)
        taken.append(line.last_sound(spoke) - spoke)
        heard.close()
        device.close()
        time.sleep(1.0)
    microphone.close()
    return taken


def silence(server: PulseServer, folder: Path, recognizer: Recognizer) -> float:
    """Percent of one core this process takes while nobody speaks: capture and the open loudspeaker
    with it, and this measurement's own listening; not the voice's process, nor the server's."""
    talk = Conversation(folder / "silence", recognizer)
    manager = talk.spoken.manager
    manager.start("reflect")
    manager.respond_to("no")  # A dictation: nothing is asked for 45 s.
    manager.respond_to("no")
    talk.thread = threading.Thread(target=talk.spoken.run, daemon=True)
    talk.thread.start()
    time.sleep(2)
    used, began = time.process_time(), time.monotonic()
    time.sleep(SILENCE)
    percent = 100 * (time.process_time() - used) / (time.monotonic() - began)
    talk.close()
    return percent


def dictation(folder: Path, recognizer: Recognizer) -> Iterator[float]:
    """The time dictation takes through the listener, as a multiple of the bare engine's."""
    import json

    import vosk

    from assistant.channels.utterance_listener import RecognitionContext, UtteranceListener
    from assistant.speech.audio.base import Block
    from intents import Dictation

    language = load("en")
    voice = Synthesizer(Manner(voice="en-us", rate=150))
    said = "today i was at work and then i was with my family and i called my sister"
    sound = voice.synthesize(said)
    voice.close()
    spoken = soxr.resample(sound.samples, sound.rate, 16000).astype(np.int16)
    pcm = np.concatenate([spoken, np.zeros(24000, np.int16)] * 6).tobytes()
    model = vosk.Model(str(vosk_model()))
    expects = Dictation()
    context = RecognitionContext(
        expects,
        None,
        language.dictation_phrases(),
        1.0,
        lambda text: Interpretation.of(language.understand(text, expects)),
    )
    for _ in range(DICTATIONS):
        began = time.process_time()
        engine = vosk.KaldiRecognizer(model, 16000)
        engine.SetWords(True)
        for at in range(0, len(pcm), 6400):
            if engine.AcceptWaveform(pcm[at : at + 6400]):
                json.loads(engine.Result())
            else:
                json.loads(engine.PartialResult())
        engine.FinalResult()
        bare = time.process_time() - began
        began = time.process_time()
        listener = UtteranceListener(lambda: recognizer, context)
        for at in range(0, len(pcm), 1280):
            if listener.accept(Block(pcm[at : at + 1280], at / 32000)) == "segment":
                listener.finish()
        yield (time.process_time() - began) / bare


def main() -> None:
    if reason := missing():
        raise SystemExit(f"Latency cannot be measured here: {reason}.")
    with tempfile.TemporaryDirectory(prefix="lantern-latency-") as name, pulse_server() as server:
        folder = Path(name)
        refresh()
        recognizer = open_recognizer("vosk", vosk_model())
        line = Line(server)
        print(f"{'':52} {'median':>7} {'95th':>7}")
        report("command → first word spoken", first_words(server, line, folder), "≤ 1000 ms")
        to_end, to_sound, whole = turns(server, line, folder, recognizer)
        report("a closed answer: end of speech → end of turn", to_end, "(patience: 300 ms)")
        report("end of turn decided → first sample of the reply", to_sound, "≤ 150 ms at the 95th")
        report("a closed answer: end of speech → reply", whole, "≤ 600 ms at the median")
        report("a voice over Lantern → silence", interrupted(server, line), "≤ 200 ms")
        report("dictation against the bare engine", list(dictation(folder, recognizer)),
               "≤ 1.05 x", 1, "x")  # fmt: skip
        percent = silence(server, folder, recognizer)
        print(f"{'listening to silence':52} {percent:7.1f}         %   of one core; aim ≤ 3 %")
        line.close()


if __name__ == "__main__":
    main()
