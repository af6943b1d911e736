"""Learning how a person speaks, in a spoken conversation with a real recognizer."""

import io
from dataclasses import replace

import numpy as np
import pytest

from assistant import wording
from assistant.channels.captions import Captions
from assistant.channels.recordings import Recordings
from assistant.channels.spoken import SpokenChannel
from assistant.channels.utterance_listener import SpokenUtterance
from assistant.conversation.manager import ConversationManager
from assistant.journal import Journal
from assistant.journal.recordings import recording_exists
from assistant.practice.own_voice import LearningAllowed, NameLearned, OwnCommandTaught, TakeKept
from assistant.safety.concern import Concern
from assistant.speech.arbitration import Arbiter, LearnedVote, with_vote
from assistant.speech.recognizers import Transcript, Word
from assistant.speech.takes.features import Extractor, packed
from assistant.store.repository import Repository
from intents import Rating
from tests.channels.test_arbitration import recognized
from tests.channels.test_spoken import (
    LANGUAGE,
    MORNING,
    RATE,
    Given,
    blocks,
    recognizer,  # noqa: F401
    said,
    voice,  # noqa: F401
)
from tests.journal.looking import found_in
from tests.speech.test_takes import sound

ROOM = np.random.default_rng(5)


def room(seconds):
    return ROOM.normal(0, 4, int(seconds * RATE))


def hum(word, n):
    """A sound that is no word, with room to think before and behind it."""
    heard = np.frombuffer(sound(word, n), np.int16)
    return np.concatenate([room(0.3), heard, room(1.4)])


class Sitting:
    """Somebody speaking with a journal, again and again."""

    def __init__(self, folder, recognizer, voice):  # noqa: F811
        self.folder, self.recognizer, self.voice = folder, recognizer, voice
        self.reopen()

    def reopen(self):
        repository = Repository(
            Journal(self.folder), lambda: MORNING, source="voice", can_record=True
        )
        self.manager = ConversationManager(repository, LANGUAGE, wording.load("en"))
        self.shown = io.StringIO()

    @property
    def own(self):
        return self.manager.repository.state().own_voice

    def channel(self, *given):
        """The spoken channel of the conversation that is on, given these blocks."""
        captions = Captions(self.shown, self.manager.wording)
        recordings = Recordings(self.manager.repository.journal)
        return SpokenChannel(
            self.manager, lambda: self.recognizer, self.voice, Given(given), captions, recordings
        )

    def hear(self, *pieces):
        """Speak these sounds to the conversation that is on; it goes on after them."""
        self.channel(*blocks(*(np.clip(piece, -32768, 32767) for piece in pieces))).run()
        return self.manager.reply

    def teach(self, word):
        """Learn a word by voice, which takes long."""
        self.manager.begin("learn_word", {"word": word})
        if self.own.sound is None:
            self.manager.respond_to("no")
        self.hear(*(hum(word, n) for n in range(3)))

    def know(self, word, takes=3):
        """Have a word learned already."""
        self.manager.begin("menu")
        for n in range(takes):
            self.manager.record(TakeKept(word, packed(Extractor()(sound(word, n)))))


@pytest.fixture
def sitting(tmp_path, recognizer, voice):  # noqa: F811
    return Sitting(tmp_path / "journal", recognizer, voice)


def test_learn_word_from_sounds_that_are_no_words_answers_with_them_later(sitting):
    sitting.teach("yes")
    assert sitting.own.words == {"yes": 3}
    assert not any(take.recording for take in sitting.own.takes), "the sound was not allowed"
    assert "I'll know yes from you now" in sitting.shown.getvalue()
    sitting.know("no")
    assert sitting.own.words == {"yes": 3, "no": 3}

    sitting.reopen()
    for word, value in (("yes", True), ("no", False)):
        sitting.manager.begin("reflect")  # "Would you like a question to start from?"
        sitting.hear(hum(word, 4))
        asked = sitting.manager.repository.entries(sitting.manager.conversation.root)
        answers = [e.event.value for e in asked if e.event.__struct_config__.tag == "answered"]
        assert answers == [value], word


def test_learn_word_sound_is_kept_only_after_a_yes_and_erased_with_the_take(sitting):
    sitting.know("yes")
    sitting.manager.record(LearningAllowed(sound=True))
    sitting.teach("no")
    kept = [take for take in sitting.own.takes if take.word == "no"]
    assert all(recording_exists(sitting.folder, take.recording) for take in kept)

    features = [take.features["cepstra-1"] for take in kept]
    sitting.manager.begin("forget_voice", {"word": "no"})
    sitting.manager.respond_to("yes")
    assert sitting.own.words == {"yes": 3}
    assert not any(recording_exists(sitting.folder, take.recording) for take in kept)
    assert [found_in(sitting.folder, text) for text in features] == [[], [], []]


def test_learn_word_too_close_to_another_is_refused_with_a_suggestion(sitting):
    sitting.know("yes")
    sitting.manager.record(LearningAllowed(sound=False))
    sitting.manager.begin("learn_word", {"word": "no"})
    sitting.hear(hum("yes", 3))
    assert "very close to how you say yes" in sitting.shown.getvalue()
    assert "such as: no thank you" in sitting.shown.getvalue()
    sitting.hear(hum("yes", 4))
    assert "I'll leave no out" in sitting.shown.getvalue()
    assert sitting.own.words == {"yes": 3}


def test_learn_word_left_half_way_keeps_the_takes_and_stop_is_a_command(sitting):
    sitting.know("no")
    sitting.manager.record(LearningAllowed(sound=False))
    sitting.manager.begin("learn_word", {"word": "yes"})
    sitting.hear(hum("yes", 0), hum("yes", 1), room(0.5), said(sitting.voice, "stop"), room(1.6))
    assert sitting.manager.reply.ended
    assert sitting.own.words == {"no": 3, "yes": 2}


def test_misheard_twice_offers_to_learn_and_goes_on_with_the_question(sitting):
    sitting.manager.begin("reflect")
    for _ in range(2):
        sitting.hear(hum("yes", 0))
    reply = sitting.hear(room(0.5), said(sitting.voice, "no"), room(1.6))
    assert reply.ask.key == "learn.shall_i"
    assert reply.ask.words["word"] == "no"
    reply = sitting.manager.respond_to("no")
    assert reply.ask.key == "reflect.with_a_question", "the question after that answer"


def test_confirmed_answer_is_learned_quietly_only_where_allowed(sitting):
    for allowed in (False, True):
        sitting.manager.record(LearningAllowed(quietly=allowed))
        sitting.manager.begin("reflect")
        channel_said = sitting.manager.interpret("no").with_doubt()
        assert channel_said.kind == "answer"
        _answer_in_doubt(sitting, channel_said)
        assert sitting.own.words == ({"no": 1} if allowed else {}), allowed
    assert sitting.own.takes[0].quietly


def _answer_in_doubt(sitting, interpretation):
    """An answer that was heard badly, read back and confirmed."""
    channel = sitting.channel()
    pcm = sound("no", 0)
    channel.take_utterance(SpokenUtterance(interpretation, pcm, ("no",)))
    assert sitting.manager.reply.ask.key.startswith("read_back.")
    yes = sitting.manager.interpret("yes")
    channel.take_utterance(SpokenUtterance(yes, sound("yes", 0), ("yes",)))


def listening(sitting, expects_words):
    """The recognition context of the question that is asked, and an interpretation of words."""
    channel = sitting.channel()
    return channel._own_words.interpret(expects_words)


def test_own_name_is_put_in_and_asked_about_where_common_words_became_it(sitting):
    sitting.manager.begin("evening_checkin")
    sitting.manager.record(NameLearned("Siobhan", heard=("shove on", "shivonne")))
    for heard, doubtful in (("i called shivonne", False), ("i called shove on", True)):
        read = listening(sitting, heard)
        assert "Siobhan" in read.text, heard
        assert read.doubtful is doubtful, heard


def test_own_name_is_shown_as_put_in(sitting):
    sitting.manager.begin("evening_checkin")
    sitting.manager.record(NameLearned("Siobhan", heard=("shivonne",)))
    channel = sitting.channel()
    read = channel._own_words.interpret("i called shivonne")
    channel.take_utterance(SpokenUtterance(read, b"", ("i called shivonne",)))
    assert "[heard: shivonne]" in sitting.shown.getvalue()


def test_own_name_in_a_dictation_is_written_and_among_the_doubtful_words(sitting):
    sitting.manager.begin("reflect")
    sitting.manager.record(NameLearned("Siobhan", heard=("shivonne",)))
    for answer in ("no", "no"):
        sitting.manager.respond_to(answer)
    channel = sitting.channel()
    text = "i was with shivonne"
    words = tuple(Word(w, n * 0.4, n * 0.4 + 0.3, 0.9) for n, w in enumerate(text.split()))
    read = channel._own_words.interpret(text)
    channel.take_utterance(SpokenUtterance(read, b"", (text,), words))
    segment = sitting.manager.repository.entries(sitting.manager.conversation.root)[-1].event
    assert segment.text == "I was with Siobhan."
    assert [segment.text[a:b] for a, b in segment.doubtful] == ["Siobhan"]


def test_own_command_is_listened_for_and_understood(sitting):
    sitting.manager.begin("reflect")
    sitting.manager.record(OwnCommandTaught("tally ho", "read my values"))
    read = listening(sitting, "tally ho")
    assert (read.kind, read.intent) == ("command", "list_values")


QUESTION = Rating()


def vote(text, sure):
    return LearnedVote(recognized(text, QUESTION).interpretation, sure)


VOTES = [
    # by the recognizers, in doubt, by the learned sound, sure → value, in doubt
    ("seven", False, "seven", False, (7, False)),
    ("seven", True, "seven", False, (7, False)),
    ("seven", True, "nine", True, (9, False)),
    ("seven", False, "nine", True, (9, True)),
    ("seven", True, "nine", False, (7, True)),
    ("i like it here in the garden", False, "nine", True, (9, False)),
    ("i like it here in the garden", False, "nine", False, (None, False)),
]


def test_with_vote_two_that_agree_are_certain_and_a_sure_one_is_confirmed_against_both():
    wrong = []
    for heard, doubtful, learned, sure, expected in VOTES:
        by_recognizers = recognized(heard, QUESTION).interpretation.with_doubt(doubtful)
        taken = with_vote(by_recognizers, vote(learned, sure))
        if (taken.value, taken.doubtful) != expected:
            wrong.append((heard, doubtful, learned, sure, taken.value, taken.doubtful))
    assert wrong == []


def test_decide_danger_in_a_reading_is_never_outvoted_by_a_learned_sound():
    said = Transcript("i want to die", (), rejected=True)
    worried = recognized("i want to die", QUESTION).interpretation
    worried = replace(worried, concern=Concern("explicit"))

    def interpret(text):
        seven = recognized("seven", QUESTION).interpretation
        return worried if text == "i want to die" else seven

    said = replace(said, openly=said)
    arbiter = Arbiter(pytest.fail, interpret, ("seven",), learned=lambda pcm: ("seven", True))
    taken, *_ = arbiter.decide(said, b"", 1.0)
    assert taken.kind != "answer"


def test_learn_name_by_voice_is_spelled_and_keeps_what_was_heard(sitting):
    sitting.manager.begin("reflect")
    sitting.manager.respond_to("learn the name shove on")
    asked = [sitting.manager.reply.ask.key]
    for answer in ("no", "s i o b h a n", "yes"):
        sitting.manager.respond_to(answer)
        asked.append(sitting.manager.reply.ask.key)
    assert asked[:3] == [
        "learn.name.is_it_written",
        "learn.name.spell_it",
        "learn.name.is_it_right",
    ]
    assert sitting.own.names["Siobhan"].heard == ("shove on",)
    read = listening(sitting, "i called shove on today")
    assert (read.text, read.doubtful) == ("I called Siobhan today", True)
