"""Notices danger in what is said, beside a conversation, and speaks of it when it should.

Explicit and present danger is spoken of at once, the rest when the person has finished. Everything
here is kept in memory only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.conversation.comfort import craves
from assistant.conversation.reply import Reply
from assistant.conversation.safety_talk import SafetyTalk
from assistant.conversation.utterance import Utterance
from assistant.dialogues.steps import Say
from assistant.safety import rules
from assistant.safety.concern import KINDS, Concern, Kind, strongest
from assistant.safety.course import Course
from assistant.safety.noticing import calls_for_help, notice_maybe, notice_near, says_no
from intents import Dictation


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What was spoken of before: a concern, and the words that told of it."""

    concern: Concern
    words: frozenset[str]


class SafetyWatch:
    """What a channel keeps of one conversation, for as long as it runs.

    `talk` is the talk about safety that is on. `noticed` waits for the person to finish. `withheld`
    is an utterance that was not taken for an answer because of what was noticed in it. `near`:
    somebody near the person is in danger, which was not spoken of yet. `dictated` are the lines of
    the journal in which something was noticed, `lines` those and all others that hold such words.
    `called`: help was asked for, and is given now. `talked`: there was a talk about real danger.
    """

    def __init__(self) -> None:
        self.talk: SafetyTalk | None = None
        self.noticed: Concern | None = None
        self.withheld: Utterance | None = None
        self.near = False
        self.called = False
        self.dictated: tuple[str, ...] = ()
        self.lines: tuple[str, ...] = ()
        self.talked = False
        self._course: Course | None = None
        self._words: frozenset[str] = frozenset()
        self._spoken_of_near = False
        self._spoken_of: list[_Spoken] = []
        self._answered_no: set[str] = set()
        self._unsafe_to_speak = False
        self._over = False

    def hear(
        self,
        readings: Sequence[str],
        language: str,
        now: datetime,
        before: Callable[[], Iterable[str]],
        maybe: Sequence[str] = (),
    ) -> bool:
        """Take in an utterance in all its recognitions; whether anything in it gives concern.

        `before` gives what was said on the days before, see `assistant.safety.course`. `maybe` are
        texts that it may have been as well.
        """
        said = tuple(dict.fromkeys(reading for reading in readings if reading))
        if self.talk is not None or not (said or maybe) or not rules.available(language):
            return False
        if calls_for_help(said, language):
            self.called = True
            return True
        if self._course is None:
            self._course = Course(language, before)
        concern = self._course.notice(said, now) or notice_maybe(maybe, language)
        soft = concern is not None and concern.certainty == "uncertain"
        if soft and _only_craves(said, language):
            concern = None
        if concern is None:
            self._take_back(said, language)
            near = notice_near(said, language)
            self.near = self.near or (near and not self._spoken_of_near)
            return False
        known = rules.load(language)
        words = frozenset(word for reading in said for word in known.telling_words(reading))
        if not self._was_spoken_of(concern, words):
            self.noticed = strongest((concern, self.noticed))
            self._words |= words
        return True

    def _take_back(self, said: Sequence[str], language: str) -> None:
        """Ask nothing softly of what was told before, where it is said that there is no danger."""
        soft = self.noticed is not None and self.noticed.certainty == "uncertain"
        if soft and all(says_no(reading, rules.load(language)) for reading in said):
            self.noticed, self._words = None, frozenset()

    def due(self, reply: Reply, dictating: bool) -> Concern | None:
        """The concern to speak of now, before what `reply` says; `None`: not now, or nothing."""
        if self.called:
            last = self._spoken_of[-1].concern.kind if self._spoken_of else "explicit"
            return Concern("abuse" if last == "abuse" else "explicit")
        concern = self.noticed
        if concern is None:
            return None
        return None if _dictates_on(reply, dictating) and not concern.pressing else concern

    def near_due(self, reply: Reply, dictating: bool) -> bool:
        """Whether to say now how somebody near can be helped; that is said once."""
        if not self.near or self.talk is not None or _dictates_on(reply, dictating):
            return False
        self.near, self._spoken_of_near = False, True
        return True

    def begin(self, talk: SafetyTalk, concern: Concern, instead_of: Reply) -> Reply:
        """Begin to speak of it, after what was said if the conversation is over."""
        self.talk, self.noticed, self.called = talk, None, False
        self._spoken_of.append(_Spoken(concern, self._words))
        self._words = frozenset()
        self.near = False
        self._over = instead_of.ended
        return talk.reply().after(*(instead_of.says if instead_of.ended else ()))

    def end(self) -> bool:
        """End the talk; whether the conversation was over when it began."""
        talk, self.talk = self.talk, None
        if talk is not None:
            self.talked = self.talked or not talk.false_alarm
            self._unsafe_to_speak = self._unsafe_to_speak or talk.unsafe_to_speak
            if talk.false_alarm:
                self._answered_no.add(_of(talk.brief.kind))
            if talk.serious and self._course is not None:
                self._course.was_serious()
        return self._over

    def change_subject(self) -> None:
        """End the talk, and ask nothing more about being hurt by another."""
        self.end()
        self.noticed, self.withheld, self.near, self.called = None, None, False, False
        self._unsafe_to_speak = True

    def _was_spoken_of(self, concern: Concern, words: frozenset[str]) -> bool:
        """Whether the same was spoken of already in the same words.

        Other words count again, and so do the same words in a more pressing sense. What was asked
        softly and answered with a no is not asked softly again. Where somebody was near who must
        not hear of it, nothing of that kind is asked again.
        """
        if concern.kind == "abuse" and self._unsafe_to_speak:
            return True
        if concern.certainty == "uncertain" and _of(concern.kind) in self._answered_no:
            return True
        return any(
            words <= before.words
            and KINDS.index(before.concern.kind) <= KINDS.index(concern.kind)
            and (before.concern.certainty, concern.certainty) != ("uncertain", "certain")
            for before in self._spoken_of
        )


def said_beside(reply: Reply, says: tuple[Say, ...], dictated: bool) -> Reply:
    """A reply with how somebody near can be helped.

    After a dictation all that it says stays; elsewhere only the question.
    """
    if dictated:
        return reply.after(*says, Say("safety.say_just_listen"))
    return replace(reply, says=(*says, *reply.says[-1:]))


def _only_craves(said: Sequence[str], language: str) -> bool:
    """Whether it is a craving for what one stays away from, and no pattern of danger fits."""
    known = rules.load(language)
    return bool(said) and all(
        craves(reading, language) and not any(known.explain(reading)) for reading in said
    )


def _of(kind: Kind) -> str:
    """What a soft question of this kind asks about: one's own life, or the kind itself."""
    return "life" if kind in ("explicit", "passive", "coded") else kind


def _dictates_on(reply: Reply, dictating: bool) -> bool:
    return dictating and reply.ask is not None and isinstance(reply.ask.expects, Dictation)
