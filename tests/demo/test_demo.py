"""A whole spoken check-in with a simulated person, faster than real time."""

import io
import json
import random
import subprocess
from datetime import datetime, timedelta

import numpy as np
import pytest
import soundfile
import soxr

from assistant import wording
from assistant.channels.captions import Captions
from assistant.conversation.manager import ConversationManager
from assistant.demo.conversation import demonstrate, prepare
from assistant.demo.person import demo_data, read_script
from assistant.dialogues.checkin import A_NEW_STEP
from assistant.journal import Journal
from assistant.speech.recognizers import open_recognizer
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.store.repository import Repository
from intents import Language, Meaning, load
from tests.audio.talking import events, lantern, recognizer_options, state, vosk_model
from tests.speech.materials import REPOSITORY, needs_moonshine, raises_trouble

NOW = datetime.fromisoformat("2026-11-23T07:30:00+01:00")
WHEN = ["--now", NOW.isoformat()]
BARRIERS = ["i forgot", "not enough time", "too much work", "the rain"]
INTENTIONS = ["listen first", "call my sister", "take a walk"]
OUTCOMES = {"done": "done", "not yet": "not_yet"}


@pytest.fixture(scope="module")
def recognizer():
    return open_recognizer("vosk", vosk_model())


def shuffled(seed):
    """A script with a no, a silence, an undo and unintelligible speech in different places; with
    the value and the outcome it leads to."""
    pick = random.Random(seed)
    first, value = pick.sample(["family", "honesty"], 2)
    spoken = pick.choice(sorted(OUTCOMES))
    trouble = pick.choice(["(silence)", "(mumble)"])
    other = "(mumble)" if trouble == "(silence)" else "(silence)"
    script = {
        "morning.which_value": [first, value],
        "morning.how_did_it_go": ["undo", trouble],
        "reprompt.unclear.1.outcome": [spoken],
        "reprompt.silence.1": [spoken if trouble == "(silence)" else "no", "no"],
        "morning.what_got_in_the_way": [pick.choice(BARRIERS)],
        "morning.another_goal": [other],
        "reprompt.unclear.1.yesno": ["no"],
        "morning.intention": [pick.choice(INTENTIONS)],
    }
    return script, value, OUTCOMES[spoken]


def converse(folder, recognizer, script, language=None):
    memory = Repository(Journal(folder), lambda: NOW)
    prepare(memory, NOW - timedelta(days=A_NEW_STEP))
    companion = ConversationManager(memory, language or load("en"), wording.load("en"), "demo")
    out = io.StringIO()
    captions = Captions(out, companion.wording)
    sound = folder / "conversation.wav"
    demonstrate(companion, recognizer, script, captions, sound=sound, speed="fast")
    return memory.state(), out.getvalue()


def reached(known, value, outcome):
    names = {v.id: v.name for v in known.values}
    return (
        [names[day] for day in known.day_values.values()] == [value]
        and [check.outcome for check in known.goals[0].history] == [outcome]
        and len(known.goals) == 1
        and len(known.intentions) == 1
    )


@pytest.mark.parametrize("seed", range(6))
def test_demonstrate_shuffled_script_reaches_its_end(seed, recognizer, tmp_path):
    script, value, outcome = shuffled(seed)
    known, captions = converse(tmp_path, recognizer, script)

    assert reached(known, value, outcome), captions
    assert "lantern: Taken back: your last answer" in captions or "that's undone" in captions


class UnderstandsNothing(Language):
    """A language that understands nothing."""

    def __init__(self, real):
        self.__dict__.update(real.__dict__)

    def understand(self, text, expects=None, *, now=None):
        return Meaning(text)

    def words(self, text):
        return ()


def test_demonstrate_nothing_understood_keeps_nothing(recognizer, tmp_path):
    script, value, outcome = shuffled(0)
    known, captions = converse(tmp_path, recognizer, script, UnderstandsNothing(load("en")))

    assert not reached(known, value, outcome), captions
    assert not known.day_values
    # What is not understood again and again is left at last, as if it had been skipped.
    assert {check.outcome for check in known.goals[0].history} <= {"skip"}


def test_demo_command_writes_sound_and_journal(tmp_path):
    done = subprocess.run(
        lantern("demo", "--fast", "--data", tmp_path, *recognizer_options("vosk")),
        cwd=REPOSITORY, text=True, capture_output=True, check=True,
    )  # fmt: skip

    assert f"The sound of this conversation: {tmp_path}" in done.stdout
    told = (
        {event["type"] for event in events(tmp_path)}
        | {event["data"].get("why") for event in events(tmp_path)}
    )  # fmt: skip
    assert {"withdrawn", "silence"} <= told, done.stdout
    assert len(state(tmp_path)["intentions"]) == 1
    assert soundfile.info(tmp_path / "conversation.wav").duration > 20


def write_recording(path, answers, voice):
    """Write a person's answers, with a pause after each, to a WAV."""
    synthesizer = Synthesizer(Manner(voice=voice, rate=145))
    pieces = [np.zeros(8000, np.int16)]
    for answer in answers:
        sound = synthesizer.synthesize(answer)
        pieces += [soxr.resample(sound.samples, sound.rate, 16000), np.zeros(80000, np.int16)]
    synthesizer.close()
    soundfile.write(path, np.concatenate(pieces), 16000)


def notes(data):
    """The notes of a conversation in the journal, without their ids."""
    return json.loads(
        json.dumps([
            {key: value for key, value in note.items() if key not in ("value", "goal", "day")}
            for event in events(data) if event["type"] == "answered"
            for note in event["data"].get("notes", ())
        ])
    )  # fmt: skip


@pytest.mark.parametrize(
    ("recognizer_name", "voice", "answers"),
    [
        ("vosk", "en-us", ["honesty", "call my brother", "every day"]),
        pytest.param(
            "moonshine",
            "en-us+m3",
            ["friendship", "call my sister", "every day"],
            marks=needs_moonshine,
        ),
        pytest.param(
            "moonshine",
            "en-us+m7",
            ["friendship", "call my sister", "every day"],
            marks=needs_moonshine,
        ),
    ],
)
def test_conversation_recorded_and_typed_keeps_the_same_notes(
    recognizer_name, voice, answers, tmp_path
):
    write_recording(tmp_path / "answers.wav", answers, voice)
    spoken, typed = tmp_path / "spoken", tmp_path / "typed"
    heard = lantern(
        "morning", "--audio", tmp_path / "answers.wav", "--voice-out", tmp_path / "voice.wav",
        "--data", spoken, *WHEN, *recognizer_options(recognizer_name),
    )  # fmt: skip
    told = subprocess.run(heard, cwd=REPOSITORY, text=True, capture_output=True, check=True)
    subprocess.run(
        lantern("morning", "--text", "--data", typed, *WHEN), cwd=REPOSITORY, text=True,
        input="\n".join(answers) + "\n", capture_output=True, check=True,
    )  # fmt: skip

    assert notes(spoken) == notes(typed), told.stdout
    assert len(notes(typed)) == 2
    assert soundfile.info(tmp_path / "voice.wav").duration > 10


def test_read_script_follows_the_language(tmp_path, monkeypatch):
    folder = tmp_path / "yy"
    folder.mkdir()
    (folder / "habits.toml").write_text("")
    (folder / "demo.toml").write_text(
        'voice = "fr"\nskip = "passe"\nrepeat = "pardon"\nmumble = "bla"\n'
        'values = ["famille"]\ngoal = "une promenade"\n'
        '[answers]\n"morning.which_value" = "famille"\n'
    )
    monkeypatch.setenv("LANTERN_LANGUAGES", str(tmp_path))

    assert read_script(language="yy") == {"morning.which_value": ["famille"]}
    assert demo_data("yy").goal == "une promenade"


def test_demo_data_language_without_demo_raises_trouble(tmp_path, monkeypatch):
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "habits.toml").write_text("")
    monkeypatch.setenv("LANTERN_LANGUAGES", str(tmp_path))

    with raises_trouble(match="no demonstration in the language zz"):
        demo_data("zz")
