"""What closes a question about danger that was not called for, and what does not.

`answers_to_questions.tsv` holds the answers, by the question that stands. Each is closed by a no in
any form and any grammar, by a protest, and by the wish to leave it; with it come no number and no
other question. A yes, words of danger, not being sure, not wanting to say, silence, and a no that
tells of another time go on.
"""

from __future__ import annotations

from pathlib import Path

from assistant import wording
from assistant.conversation.acts import Context
from assistant.conversation.reading.interpretation import Interpreter
from assistant.conversation.safety_talk import SafetyTalk, safety_brief
from assistant.safety import Concern
from intents import load
from tests.safety.test_talk import MORNING

TABLE = Path(__file__).parent / "answers_to_questions.tsv"
SOFT = ("passive", "self_harm", "harm_to_others")
INTERPRETER = Interpreter(load("en"), wording.load("en"))


def _asked(question: str) -> SafetyTalk:
    """A talk in which this question stands."""
    if question == "directly":
        return SafetyTalk(safety_brief("s", MORNING, Concern("passive"), "GB"))
    kind = question if question in SOFT else "abuse"
    talk = SafetyTalk(safety_brief("s", MORNING, Concern(kind, "uncertain"), "GB"))  # type: ignore[arg-type]
    before = {"hurts": ("yes he's out",), "danger_from_them": ("yes he's out", "yes")}
    for answer in before.get(question, ()):
        _answer(talk, answer)
    return talk


def _answer(talk: SafetyTalk, words: str) -> str:
    """Answer what was asked; what Lantern says to it, as the keys of its sentences."""
    said = INTERPRETER.interpret(words, Context(talk.reply().ask, safety_talk=True, now=MORNING))
    reply = talk.respond(said)
    return " ".join(say.key for say in reply.says) if reply.ask is None else "goes on"


def _rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def test_answers_close_a_question_that_was_not_called_for_and_no_other() -> None:
    wrong = []
    for question, wanted, words in _rows():
        heard = _answer(_asked(question), words)
        closed = heard != "goes on"
        apology = heard.startswith(("safety.taken_wrongly", "safety.all_right"))
        if closed != (wanted == "closes") or (closed and (not apology or " " in heard)):
            wrong.append(f"{question}: {words!r}: {heard}")
    assert wrong == []


def test_answers_tell_of_enough_of_both_kinds() -> None:
    verdicts = [wanted for _, wanted, _ in _rows()]
    assert verdicts.count("closes") >= 60
    assert verdicts.count("goes on") >= 40
