"""What to say when words suggest that someone is in danger.

It asks directly, says what Lantern is, and gives the number of people who can help twice. It never
ends a conversation, says what to feel or asks what happened. Each turn is short. What the person
says in place of an answer is heard (`Wish`): it is answered, and the question comes again. Its
turns are kept in memory only, see `assistant.conversation.safety_talk`.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from enum import Enum
from itertools import count
from typing import Any

from assistant.dialogues.brief import Brief
from assistant.dialogues.hearing import reflected, reflection
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.practice.events import CountrySet
from assistant.practice.moods import mood_of
from assistant.safety.concern import Certainty, Kind
from assistant.safety.helplines import Helplines, digits_aloud
from assistant.safety.kept import Kept
from intents import Choice, Dictation, Freely, YesNo

LISTEN, BREATHE, WRITE, GO_ON = "listen", "breathe", "write_down", "go_on"
WAYS = (LISTEN, BREATHE, WRITE, GO_ON)
ENOUGH = 12
"""Fewer words than these do not tell what they are about."""
BREATHS = 6
"""This many breaths take about a minute at the voice's usual rate."""


class Wish(Enum):
    """What a person may say in place of an answer. Each names a list of `[asked]`.

    The earlier ones go before the later ones, where several are in the same words.
    """

    TAKEN = "taken"
    """They took something already, or are badly hurt."""
    DELETE = "delete"
    KEPT = "kept"
    """They ask who may see or hear this."""
    WOMEN = "women"
    """They ask for a line for those who are hurt at home."""
    NO_WEBSITE = "no_website"
    """They have no computer, or cannot read one: a number is to be spoken."""
    NUMBER = "number"
    NO_CALL = "no_call"
    """They do not want to call anyone."""
    NOT_ALONE = "not_alone"
    """They do not want to be alone."""
    STAY = "stay"
    CALL_FOR_ME = "call_for_me"
    """They ask that Lantern calls somebody."""
    PERSON = "person"
    """They ask whether they talk to a person."""
    WHY = "why"
    SCARED = "scared"
    TELLING = "telling"
    """They tell something else."""


_BEFORE_HELP = ("safety.at_hand", "safety.out_of_reach")
"""What is asked no more once something was taken: then help has to come."""
_COUNTRY = "safety.which_country"
_SOFT = ("passive", "harm_to_others", "explicit", "coded", "self_harm", "after_telling")
_REASONS = {
    "safety.safe_to_talk_perhaps": "safety.safe_to_talk_because",
    "safety.soft.after_telling_of_others": "safety.soft.why",
    **{f"safety.soft.{kind}": "safety.soft.why" for kind in _SOFT},
}
"""For each soft question: the reason for it, and the question, in one sentence."""
FINE, UNCLEAR, WOULD_NOT, MISTAKEN = "fine", "unclear", "would_not", "mistaken"
"""Answers besides yes and no: nothing of this is needed; not understood; they would not do it; and
a no that says that Lantern took something wrongly."""


@dataclass(frozen=True)
class Named:
    """The wish that a name be written down, with the name."""

    who: str


@dataclass(frozen=True)
class Besides:
    """An answer with something said besides, which is met first."""

    wish: Wish
    answer: Any


class SafetyBrief(Brief, frozen=True, kw_only=True):
    """What was noticed, the person's country ("" if unknown), and the known numbers."""

    kind: Kind
    certainty: Certainty
    helplines: Helplines
    country: str = ""
    kept: Kept = ""
    """Whether the words are in a dictation that is kept, and whether they can be removed."""
    called: bool = False
    """Whether the person asked for help."""
    again: bool = False
    """Whether there was a talk before, in which it was said what Lantern is."""
    way_out: str = ""
    """The person's own words for changing the subject at once; "" for the usual ones."""
    told: str = ""
    """What the person has just told at length, which is met first."""


class _Talk:
    """One performance of the dialogue: what was found out, and what was said already."""

    def __init__(self, brief: SafetyBrief) -> None:
        self.brief = brief
        self.country = brief.country
        self.kind = brief.kind
        enough = len(brief.told.split()) >= ENOUGH
        self.met = reflected(brief.told, brief.language) if enough else None
        """What is said to what was told; `None` where that is not sure."""
        self.number_given = False
        self.deleted = False
        self.taken = False
        self.serious = False
        """Whether there may be danger: it was answered with a yes, or unclearly."""
        self.spoken = False
        """Whether a number is to be spoken, and no website named."""
        self.country_asked = False

    def ask(self, ask: Ask) -> Generator[Step, Any, Any]:
        """Ask, until there is an answer; what is wished for in between is done."""
        tellings = 0
        for turn in count():
            about = f"{ask.about} {turn}".strip()
            answer = yield Ask(ask.key, ask.expects, about, **ask.words)
            if isinstance(answer, Besides):
                yield from self._meet(answer.wish, f"{ask.key} {about}")
                return answer.answer
            if not isinstance(answer, Wish):
                return answer
            if answer is Wish.TAKEN:
                self.taken = True
            if answer is Wish.WHY and (why := _REASONS.get(ask.key, "")):
                # The reason and the question are one sentence: it is not put a second time.
                ask = Ask(why, ask.expects, ask.about)
                continue
            if answer is Wish.TELLING:
                tellings += 1
                if tellings > 1 and isinstance(ask.expects, YesNo | Freely):
                    return None
            if ask.key == _COUNTRY and answer in (Wish.NUMBER, Wish.NO_WEBSITE):
                # The question that stands is what is needed for it.
                self.spoken = True
                yield Say("safety.spoken")
                continue
            yield from self._meet(answer, f"{ask.key} {about}")
            if self.taken and ask.key in _BEFORE_HELP:
                return True

    def _meet(self, wish: Wish, place: str) -> Generator[Step, Any, None]:
        """Answer what was said in place of an answer."""
        match wish:
            case Wish.TAKEN:
                yield Say("safety.taken", number=self._emergency_number())
            case Wish.DELETE:
                self.deleted = True
                yield Say("safety.delete")
            case Wish.KEPT:
                yield Say("safety.kept")
                if self.brief.kept and not self.deleted:
                    yield Say("safety.kept_before")
            case Wish.NUMBER:
                if not self.country_asked:
                    yield from self.find_country()
                yield from self.numbers()
            case Wish.NO_WEBSITE:
                yield from self._spoken_number()
            case Wish.WOMEN:
                self.kind = "abuse"
                yield from self.numbers()
            case Wish.NO_CALL:
                line = self.brief.helplines.to_write(self.country, self.kind)
                yield Say("safety.no_call")
                if line is not None:
                    yield Say("safety.write_instead", text=line.text)
            case Wish.NOT_ALONE:
                yield Say("safety.not_alone")
            case Wish.STAY:
                told = yield Ask("safety.staying", Dictation(), about=place)
                yield self.heard(told)
            case Wish.CALL_FOR_ME:
                yield Say("safety.call_for_me", number=self._emergency_number())
            case _:
                yield Say(f"safety.{wish.value}")

    def numbers(self) -> Generator[Step, Any, None]:
        """The number to call, and again digit by digit; or how to find one."""
        self.number_given = True
        helplines = self.brief.helplines
        if self.spoken and helplines.to_call(self.country, self.kind) is None:
            yield Say("safety.only_the_emergency", number=self._emergency_number())
            return
        yield from number(self.brief, self.country, self.kind)[1:]

    def _spoken_number(self) -> Generator[Step, Any, None]:
        """A number for somebody who can use no website; the country is asked for first."""
        self.spoken = True
        if not self.country:
            yield Say("safety.spoken")
            yield from self.find_country()
        yield from self.numbers()

    def heard(self, told: str | None) -> Say:
        """What is said after the person was listened to."""
        language = self.brief.language
        feeling = mood_of(told or "", language)
        if told and feeling.heavy and feeling.certain:
            return reflection(feeling, told, language, "told")
        return Say("safety.listened")

    def emergency(self) -> Say:
        """Whom to call if a life is in danger now."""
        return Say("safety.emergency", number=self._emergency_number())

    def _emergency_number(self) -> str:
        return digits_aloud(self.brief.helplines.emergency(self.country), self.brief.language)

    def find_country(self) -> Generator[Step, Any, bool]:
        """Ask for the country where it is not known; whether anything is wanted at all."""
        if self.country:
            return True
        self.country_asked = True
        named = yield from self.ask(Ask(_COUNTRY, Freely()))
        if named == FINE:
            return False
        self.country = self.brief.helplines.country_in(named or "")
        if self.country:
            yield Note(CountrySet(self.country))
        return True


def safety(brief: SafetyBrief) -> Dialogue:
    """Talk with someone who may be in danger, also from another person."""
    talk = _Talk(brief)
    if brief.kind == "abuse":
        goes_on = yield from _hurt_by_another(talk)
    elif brief.called:
        goes_on = yield from _called(talk)
    elif brief.certainty == "uncertain":
        goes_on = yield from _softly(talk)
    else:
        yield Say("safety.heard_again" if brief.again else f"safety.heard.{brief.kind}")
        goes_on = yield from _directly(talk)
    if not goes_on:
        return
    yield from _stay(talk)
    if talk.deleted:
        yield Say("safety.going_back.nothing")
    elif brief.kept == "can go" and talk.serious:
        out = yield from talk.ask(Ask("safety.take_it_out", YesNo()))
        yield Say("safety.going_back.taken_out" if out is True else "safety.going_back.left_in")
    else:
        yield Say(f"safety.going_back.{brief.kept or 'nothing'}")


def _softly(talk: _Talk) -> Generator[Step, Any, bool]:
    """A check-in in one line, which anything but a yes closes."""
    key: str = talk.brief.kind
    if talk.brief.told:
        yield talk.met or Say("safety.thanks_for_telling")
        key = "after_telling_of_others" if key == "harm_to_others" else "after_telling"
    in_danger = yield from talk.ask(Ask(f"safety.soft.{key}", YesNo()))
    if in_danger in (False, MISTAKEN):
        yield Say("safety.all_right" if in_danger is False else "safety.taken_wrongly.softly")
        return False
    yield Say("safety.thank_you")
    return (yield from _directly(talk))


def _directly(talk: _Talk) -> Generator[Step, Any, bool]:
    kind = talk.brief.kind
    so = yield from talk.ask(Ask(f"safety.directly.{kind}", YesNo()))
    if so == MISTAKEN:
        yield Say("safety.taken_wrongly.plainly")
        return False
    if so in (False, WOULD_NOT):
        yield Say("safety.would_not" if so == WOULD_NOT else "safety.thank_you_for_answering")
        if not (yield from talk.find_country()):
            yield Say("safety.directory_if_needed")
        elif not talk.number_given:
            yield from talk.numbers()
        return True
    yield Say("safety.told_me" if so else "safety.not_sure")
    yield from _in_danger(talk)
    return True


def _in_danger(talk: _Talk) -> Generator[Step, Any, None]:
    """After a yes: what is at hand goes out of reach, somebody comes, a number is given."""
    talk.serious = True
    known = talk.brief.again or talk.brief.called
    yield Say("safety.still_here" if known else "safety.what_i_am")
    if not talk.brief.called and not talk.taken:
        yield talk.emergency()
    if talk.taken:
        yield Say("safety.until_help_comes")
    elif talk.kind == "harm_to_others":
        away = yield from talk.ask(Ask("safety.get_away", YesNo()))
        yield Say("safety.go_now") if away else talk.emergency()
    else:
        near = yield from talk.ask(Ask("safety.at_hand", YesNo()))
        if talk.taken:
            yield Say("safety.until_help_comes")
        elif near is not False:
            away = yield from talk.ask(Ask("safety.out_of_reach", YesNo()))
            yield Say("safety.put_away" if away else "safety.step_away")
    who = yield from talk.ask(Ask("safety.who_with_you", Freely()))
    yield Say("safety.ask_them" if who else "safety.nobody_yet")
    yield from _give_number(talk)


def _give_number(talk: _Talk) -> Generator[Step, Any, None]:
    """The number, unless it was given."""
    if talk.number_given and talk.country:
        return
    if (yield from talk.find_country()):
        yield from talk.numbers()
        yield Say("safety.numbers_change", checked=talk.brief.helplines.checked)
    else:
        yield Say("safety.directory_if_needed")


def _called(talk: _Talk) -> Generator[Step, Any, bool]:
    """Help was asked for: the number comes first, then whether there is danger now."""
    yield Say("safety.called")
    yield talk.emergency()
    if not talk.country:
        yield Say("safety.directory_meanwhile")
        yield from talk.find_country()
    if talk.country:
        yield from talk.numbers()
    danger = yield from talk.ask(Ask("safety.danger_now", YesNo()))
    if danger is False:
        yield Say("safety.whatever_it_is")
        return True
    yield Say("safety.told_me" if danger else "safety.not_sure")
    yield from _in_danger(talk)
    return True


def _hurt_by_another(talk: _Talk) -> Generator[Step, Any, bool]:
    """Whoever hurts them may be in the room: nothing is named before they say that it is safe.

    Where it is not certain, this is asked once and in one line, and anything but a yes closes it.
    """
    brief = talk.brief
    way_out = Say("safety.way_out", phrase=brief.way_out)
    if brief.told:
        # Nothing of what was told is said before it is known who hears it.
        yield Say("safety.thanks_for_telling")
    free = None
    softly = brief.certainty == "uncertain" and not brief.called
    plainly = ("is_it_safe_to_talk", "can_you_talk_freely")
    for key in ("safe_to_talk_perhaps",) if softly else plainly:
        free = yield from talk.ask(Ask(f"safety.{key}", YesNo(), phrase=brief.way_out))
        if free is not UNCLEAR:
            break
    if free == MISTAKEN:
        yield from _taken_wrongly(talk.met)
        return False
    if free is not True:
        yield Say("safety.another_time")
        return False
    if brief.called:
        yield Say("safety.called")
        yield talk.emergency()
        yield from _give_number(talk)
        return True
    if brief.certainty == "uncertain":
        hurts = yield from talk.ask(Ask("safety.does_someone_hurt_you", YesNo()))
        if hurts == MISTAKEN:
            yield from _taken_wrongly(talk.met)
            return False
        if hurts is False:
            yield Say("safety.all_right")
            return False
    talk.serious = True
    yield Say("safety.not_your_fault")
    yield way_out
    danger = yield from talk.ask(Ask("safety.danger_from_them", YesNo()))
    if danger == MISTAKEN:
        yield Say("safety.taken_wrongly.softly")
        return False
    if danger is not False:
        yield talk.emergency()
        away = yield from talk.ask(Ask("safety.where_people_are", YesNo()))
        yield Say("safety.go_when_you_can" if away else "safety.still_here")
    yield from _give_number(talk)
    return True


def _taken_wrongly(met: Say | None) -> Generator[Step, Any, None]:
    """The apology, and what is said to what was told in truth."""
    yield Say("safety.taken_wrongly.softly")
    if met is not None:
        yield met


def number(brief: SafetyBrief, country: str, kind: Kind | None = None) -> tuple[Say, ...]:
    """Return the emergency number, then the one to call, and again digit by digit."""
    line = brief.helplines.to_call(country, kind or brief.kind)
    emergency = brief.helplines.emergency(country)
    says = [Say("safety.emergency", number=digits_aloud(emergency, brief.language))]
    if line is None:
        return (*says, Say("safety.directory"), Say("safety.directory_again"))
    hours = "always_open" if line.hours.startswith("24/7") else ""
    phone = digits_aloud(line.phone, brief.language)
    return (
        *says,
        Say("safety.number", service=line.service, number=phone, hours=hours),
        Say("safety.number_again", number=phone, text=line.text),
    )


def for_someone_else(brief: SafetyBrief) -> tuple[Say, ...]:
    """Return what to say to a person who is worried about somebody else. No question follows."""
    emergency, *rest = number(brief, brief.country)
    return (Say("safety.someone_near"), emergency, Say("safety.ask_them_too"), *rest)


def _stay(talk: _Talk) -> Generator[Step, Any, None]:
    question = "safety.what_now"
    for turn in count():
        wish = yield from talk.ask(Ask(question, Choice(WAYS, named="safety"), about=str(turn)))
        question = "safety.what_else"
        match wish:
            case "listen":
                told = yield Ask("safety.listening", Dictation(), about=str(turn))
                yield talk.heard(told)
            case "breathe":
                yield Say("safety.breathe.begin")
                for _ in range(BREATHS):
                    yield Say("safety.breathe.once")
            case Named(who=who):
                yield Say("safety.written", who=who)
            case "write_down":
                whom = Ask("safety.whom_could_you_call", Freely(), about=str(turn))
                who = yield from talk.ask(whom)
                yield Say("safety.written" if who else "safety.nobody_yet", who=who)
            case _:
                return
