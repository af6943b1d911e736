"""The talk about safety: its turns are kept here, in memory, and nowhere else."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

import msgspec

from assistant.conversation.acts import Interpretation
from assistant.conversation.replay import DialogueState, Playback, Turn
from assistant.conversation.reply import Reply
from assistant.dialogues.safety import (
    BREATHE,
    FINE,
    GO_ON,
    LISTEN,
    MISTAKEN,
    UNCLEAR,
    WOULD_NOT,
    WRITE,
    Besides,
    Named,
    SafetyBrief,
    Wish,
    number,
    safety,
)
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import CountrySet
from assistant.safety import helplines
from assistant.safety.concern import Concern, Kind
from assistant.safety.kept import Kept
from assistant.safety.whom import named_in
from intents import Choice, Dictation, Meaning, YesNo

A_TELLING = 4
"""At least so many words that answer nothing tell something."""
A_COUNTRY = 3
"""So many words may be the name of a country that is not known here."""
_WHETHER_IT_IS_SAFE = (
    "safety.is_it_safe_to_talk",
    "safety.can_you_talk_freely",
    "safety.safe_to_talk_perhaps",
    "safety.safe_to_talk_because",
)
_PERHAPS = ("safety.safe_to_talk_perhaps", "safety.safe_to_talk_because")
"""Those of them that are asked where it is not certain that anybody hurts them."""
_OF_DANGER = (
    "safety.soft.",
    "safety.directly.",
    "safety.danger_now",
    "safety.danger_from_them",
    "safety.does_someone_hurt_you",
)
_SOFTLY = ("safety.soft.", "safety.does_someone_hurt_you")
"""Questions which anything but a yes and words of danger closes."""
_CAN_YOU = ("safety.out_of_reach", "safety.get_away", "safety.where_people_are")
_SAID_WITH_A_YES_OR_NO = (
    Wish.TAKEN,
    Wish.DELETE,
    Wish.KEPT,
    Wish.WOMEN,
    Wish.NO_WEBSITE,
    Wish.NUMBER,
)
_WHETHER_NOW = ("safety.danger_now", "safety.danger_from_them")
"""Questions that a no answers: what was told before stands."""
_SAYS_NO = frozenset({"safe", "fine", "would_not", "why", "denies", "protests"})
_NOT_CALLED_FOR = frozenset({"mistaken", "not_hurt", "leave_it", "long_over"})
"""What says, with a no or without, that a question was not called for."""
_ANSWERS_SOFTLY = _SAYS_NO | _NOT_CALLED_FOR | {"puzzled"}
A_NO = 1
"""A no of more words than this says that the question was not called for."""
A_PLAIN_WHY = 4
"""A protest of no more words than this asks for the reason only."""
A_PUZZLED_WHY = 6
"""So does a question what was meant: "what do you mean by safe"."""
BEFORE_IT_IS_SAFE = (Wish.DELETE, Wish.KEPT)
"""What is answered even where somebody may hear it."""


def safety_brief(
    session: str,
    now: datetime,
    concern: Concern,
    country: str,
    kept: Kept = "",
    language: str = "en",
    *,
    called: bool = False,
    again: bool = False,
    way_out: str = "",
    told: str = "",
) -> SafetyBrief:
    """All that the dialogue is told when it begins."""
    return SafetyBrief(
        session,
        now.isoformat(),
        language=language,
        kind=concern.kind,
        certainty=concern.certainty,
        helplines=helplines.load_safely(language),
        country=country,
        kept=kept,
        called=called,
        again=again,
        way_out=way_out,
        told=told,
    )


def answered_plainly(meaning: Meaning, answers: Set[str]) -> bool:
    """Whether a question for yes or no is answered; "certainly not" is no yes."""
    return meaning.kind == "answer" and (meaning.value is not True or "plainly" in answers)


class SafetyTalk:
    """One talk about safety. `notes` are what may be kept of it: nothing but the country.

    `serious`: a question about danger was not answered with a no. `unsafe_to_speak`: somebody may
    hear who must not. `asks_to_delete`: the person asked just now that all of it be deleted.
    """

    def __init__(self, brief: SafetyBrief) -> None:
        self.brief = brief
        self.notes: tuple[CountrySet, ...] = ()
        self.serious = False
        self.unsafe_to_speak = False
        self.asks_to_delete = False
        self.spoken_of: set[Kind] = {brief.kind}
        self._begin(brief)
        self._taken = 0

    def _begin(self, brief: SafetyBrief) -> None:
        self.brief = brief
        self._turns: list[Turn] = []
        self._dictated: list[str] = []
        self._missed = 0
        self._playback = Playback(lambda: safety(brief))

    def new_notes(self) -> tuple[CountrySet, ...]:
        """The notes made since this was last asked."""
        new = self.notes[self._taken :]
        self._taken = len(self.notes)
        return new

    @property
    def asks_softly(self) -> bool:
        """Whether the question that stands is the soft one, which anything but a yes closes."""
        ask = self._state().ask
        return ask is not None and ask.key.startswith(_SOFTLY)

    @property
    def false_alarm(self) -> bool:
        """Whether it was a soft question only, and there is no danger."""
        if self.mistaken:
            return True
        soft = self.brief.certainty == "uncertain" and not self.brief.called
        return soft and not self.serious and not self.unsafe_to_speak

    @property
    def mistaken(self) -> bool:
        """Whether the person says that Lantern took it wrongly; then the talk is over."""
        return bool(self._turns) and self._turns[-1].value == MISTAKEN

    @property
    def no_answer(self) -> bool:
        """Whether the words it began with are no answer to a question, though taken wrongly."""
        return self.mistaken and self.brief.certainty == "certain"

    @property
    def takes_out(self) -> bool:
        """Whether what was dictated before is to be taken out."""
        return any(t.ask == "safety.take_it_out" and t.value is True for t in self._turns)

    @property
    def unseen(self) -> bool:
        """Whether its lines are to stay off the screen, where somebody might look along."""
        return "abuse" in self.spoken_of

    def reply(self) -> Reply:
        """What is said and waited for; no question where the talk is over."""
        state = self._state()
        return Reply(state.says, state.ask, unseen=self.unseen)

    def respond(self, said: Interpretation) -> Reply:
        """The reply to an utterance. Only the person ends the talk."""
        self.asks_to_delete = False
        ask = self._state().ask
        if ask is None:
            return Reply()
        if self._denied(ask, said):
            return self._answered(ask, MISTAKEN)
        if (new := self._new_kind(ask, said)) is not None:
            return self._turn_to(new)
        if isinstance(ask.expects, Dictation):
            return self._listen(ask, said)
        if (beside := self._beside_any_question(ask, said)) is not None:
            return beside
        if not said.text.strip():
            return self._not_heard(ask, "silence")
        wish = self._wish(ask, said)
        if wish is not None:
            return self._answered(ask, wish)
        return self._answer(ask, said)

    def stops_at(self, said: Interpretation) -> bool:
        """Whether the person wants to stop; "I don't want to call anyone" is no such wish."""
        steers = any(wish.value in said.safety for wish in Wish)
        wants = said.intent == "stop" or "stops" in said.safety or self.to_bed(said)
        return wants and said.concern is None and (not steers or "stops" in said.safety)

    def to_bed(self, said: Interpretation) -> bool:
        """Whether the person says good night, when the talk may end."""
        ask = self._state().ask
        return "bed" in said.safety and ask is not None and isinstance(ask.expects, Choice)

    def answers_softly(self, said: Interpretation) -> bool:
        """Whether the words only say that there is no danger."""
        return said.kind == "answer" or bool(said.safety & _ANSWERS_SOFTLY)

    def leaves_for(self, said: Interpretation) -> bool:
        """Whether the subject is to be changed at once: somebody comes who must not hear."""
        if "way_out" in said.safety:
            return True
        return self.unseen and "comes" in said.safety and not said.safety & {"free", "away"}

    def last_number(self) -> tuple[Say, ...]:
        """The number once more, for someone who wants to stop; nothing before it is safe to say."""
        if self.unseen and not any(
            turn.ask in _WHETHER_IT_IS_SAFE and turn.value is True for turn in self._turns
        ):
            return ()
        named = (note.country for note in self.notes)
        country = next(named, self.brief.country)
        line = self.brief.helplines.to_call(country, self.brief.kind)
        if line is None:
            return (Say("safety.directory_once"),)
        spoken = number(self.brief, country)[1].words["number"]
        return (Say("safety.number_once", number=spoken),)

    # What is said -------------------------------------------------------------------------------

    def _new_kind(self, ask: Ask, said: Interpretation) -> Concern | None:
        """Another kind of danger than was spoken of, told in place of an answer."""
        concern = said.concern
        if concern is None or concern.certainty != "certain" or concern.kind in self.spoken_of:
            return None
        if ask.key.startswith("safety.soft.") and concern.kind != "abuse":
            return None  # A yes to what was asked.
        plain = concern.kind in ("explicit", "abuse", "harm_to_others")
        return concern if plain and not said.safety & {"would_not", "safe"} else None

    def denies(self, said: Interpretation) -> bool:
        """Whether the words say that the question that stands was not called for."""
        ask = self._state().ask
        return ask is not None and self._denied(ask, said)

    def _denied(self, ask: Ask, said: Interpretation) -> bool:
        """Whether a question about danger is answered with a no that says it was not called for.

        So is a protest, that nobody is hurt, and the wish to leave it. A plain no is none, nor is a
        no beside words of danger, or one that tells that it was so before.
        """
        known, concern = said.safety, said.concern
        if "long_over" in known:
            known -= {"still"}  # "He used to, he is dead now" tells of nothing that goes on.
        if not ask.key.startswith((*_OF_DANGER, *_WHETHER_IT_IS_SAFE)):
            return False
        if self.brief.kind == "explicit" and self.brief.certainty == "certain":
            return False  # It was said in so many words: whoever said it gets a number too.
        if known & {"unsafe", "taken", "here", "call", "still"}:
            return False
        if "would_not" in known and "mistaken" not in known:
            return False  # Thoughts that are not acted on weigh all the same.
        if concern is not None and concern.certainty == "certain":
            return False
        asks_to_speak = ask.key in _WHETHER_IT_IS_SAFE
        plainly = known & _NOT_CALLED_FOR
        if "names_it" in known and not asks_to_speak and self.brief.kind != "abuse":
            plainly |= {"names_it"}
        if "protests" in known and len(said.text.split()) > A_PLAIN_WHY:
            plainly |= {"protests"}
        plainly |= self._astonished(ask, said)
        if said.value is True and not asks_to_speak:
            return False
        if plainly:
            return not (said.value is True and plainly == {"leave_it"})
        if "unsure" in known or asks_to_speak or ask.key in _WHETHER_NOW:
            return False
        return "denies" in known and len(said.text.split()) > A_NO

    def _astonished(self, ask: Ask, said: Interpretation) -> frozenset[str]:
        """What shows that a soft question astonishes the person, who answers it all the same.

        "What do you mean, safe, I am in the street"; "of course". Not where somebody is said to be
        away who must not hear: then the question was understood.
        """
        if not ask.key.startswith((*_PERHAPS, "safety.soft.")):
            return frozenset()
        found = set()
        if "puzzled" in said.safety and len(said.text.split()) > A_PUZZLED_WHY:
            found.add("puzzled")
        if ask.key in _PERHAPS and "surprised" in said.safety:
            found.add("surprised")
        return frozenset() if "away" in said.safety else frozenset(found)

    def _turn_to(self, concern: Concern) -> Reply:
        """Go on with another kind of danger; what was found out stays."""
        self.serious = True
        self.spoken_of.add(concern.kind)
        known = next((note.country for note in self.notes), self.brief.country)
        self._begin(
            msgspec.structs.replace(
                self.brief, kind=concern.kind, certainty="certain", country=known, again=True
            )
        )
        return self.reply()

    def _listen(self, ask: Ask, said: Interpretation) -> Reply:
        if said.kind == "command" and said.intent in ("done", "skip", "resume"):
            return self._answered(ask, " ".join(self._dictated))
        for wish in (Wish.TAKEN, Wish.NUMBER, Wish.WOMEN, Wish.CALL_FOR_ME):
            if wish.value in said.safety:
                self._answered(ask, " ".join(self._dictated))
                return self.respond(replace(said, concern=None))
        if said.text.strip():
            self._dictated.append(said.text)
        return Reply((), ask, unseen=self.unseen)

    def _beside_any_question(self, ask: Ask, said: Interpretation) -> Reply | None:
        """The reply to what every conversation understands; `None`: it is an answer."""
        match said.intent:
            case "repeat":
                return self.reply()
            case "back" | "undo" if self._turns:
                self._turns.pop()
                return self.reply()
            case "back" | "undo":
                return self._beside(ask, Say("safety.nothing_before"), ask.say)
            case "where_am_i":
                return self._beside(ask, Say("where_am_i.safety"), ask.say)
            case "grounding" if isinstance(ask.expects, Choice) and BREATHE in ask.expects.options:
                return self._answered(ask, BREATHE)
            case "grounding":
                return self._beside(ask, Say("safety.breathe_with_me"), ask.say)
            case "help" if not said.safety:
                return self._beside(ask, Say(f"help.{ask.expects.name}.{ask.key}"), ask.say)
        return None

    def _wish(self, ask: Ask, said: Interpretation) -> Wish | None:
        """What is said in place of an answer, if anything."""
        if isinstance(ask.expects, Choice) and said.kind == "answer":
            return None
        if said.intent == "privacy":
            return Wish.KEPT
        wishes = [wish for wish in Wish if wish.value in said.safety]
        if self._asks_whether_it_is_safe(ask):
            wishes = [wish for wish in wishes if wish in BEFORE_IT_IS_SAFE]
            if ask.key == _PERHAPS[0] and said.safety & {"why", "puzzled"}:
                wishes.append(Wish.WHY)
        if Wish.NUMBER in wishes and (Wish.NO_WEBSITE in wishes or "fine" in said.safety):
            wishes.remove(Wish.NUMBER)  # "I do not want a number."
        if self.asks_softly:
            wishes = [wish for wish in wishes if wish in (Wish.WHY, Wish.TAKEN)]
            if not wishes and "puzzled" in said.safety:
                wishes = [Wish.WHY]
            if "safe" in said.safety:
                wishes = []
        if ask.key == "safety.who_with_you" and "nobody" in said.safety:
            wishes = []
        if isinstance(ask.expects, YesNo) and "plainly" in said.safety:
            # "No, I'm embarrassed" to a question for yes or no is a no.
            wishes = [wish for wish in wishes if wish in _SAID_WITH_A_YES_OR_NO]
        found = next(iter(wishes), None)
        self.asks_to_delete = found is Wish.DELETE
        return found

    def _answer(self, ask: Ask, said: Interpretation) -> Reply:
        if self._asks_whether_it_is_safe(ask):
            return self._answered(ask, self._is_safe_to_speak(said))
        if ask.key == "safety.which_country":
            return self._country(ask, said)
        if isinstance(ask.expects, Choice) and "fine" in said.safety:
            return self._answered(ask, GO_ON)
        if isinstance(ask.expects, YesNo):
            return self._yes_or_no(ask, said)
        if said.intent in ("skip", "done", "resume", "no"):
            return self._answered(ask, GO_ON if isinstance(ask.expects, Choice) else None)
        if isinstance(ask.expects, Choice):
            if said.kind == "answer":
                return self._answered(ask, self._with_what_is_beside(said))
            return self._told_or_unclear(ask, said)
        nobody = "nobody" in said.safety or said.value is False
        who = named_in(said.text, self.brief.language) or said.text
        return self._answered(ask, None if nobody else who)

    def _with_what_is_beside(self, said: Interpretation) -> object:
        """What was chosen, with the name of somebody to call or a wish said in the same breath."""
        if said.value == WRITE and (who := named_in(said.text, self.brief.language)):
            return Named(who)
        if said.value == LISTEN and Wish.NO_WEBSITE.value in said.safety:
            return Besides(Wish.NO_WEBSITE, LISTEN)
        return said.value

    def _is_safe_to_speak(self, said: Interpretation) -> bool | str:
        """Yes, no, or unclear, which is neither."""
        if said.safety & {"free", "away"} and "here" not in said.safety:
            return True
        if "here" in said.safety or said.intent in ("skip", "no", "done"):
            return False
        if "call" in said.safety:
            return True
        if "unsure" in said.safety or said.kind != "answer":
            return UNCLEAR
        return bool(said.value)

    def _yes_or_no(self, ask: Ask, said: Interpretation) -> Reply:
        known = said.safety
        answer = said.value if said.kind == "answer" else None
        if ask.key.startswith(_SOFTLY):
            told = said.concern is not None or known & {"unsafe", "unsure", "call", "still"}
            danger = told or (self.unseen and "it_is_them" in known)
            serious = (answer is True or danger) and "safe" not in known
            return self._answered(ask, bool(serious))
        if ask.key in _CAN_YOU and "done_it" in known and answer is not False:
            return self._answered(ask, True)
        if ask.key in _CAN_YOU and "cannot" in known:
            return self._answered(ask, False)
        asks_of_danger = ask.key.startswith(_OF_DANGER)
        if asks_of_danger and "would_not" in known:
            return self._answered(ask, WOULD_NOT)
        if asks_of_danger and said.concern is not None:
            return self._answered(ask, True)
        if asks_of_danger and "unsafe" in known:
            return self._answered(ask, True)
        if "unsure" in known or said.intent in ("skip", "done", "resume"):
            return self._answered(ask, None)
        if "safe" in known or "fine" in known:
            return self._answered(ask, False)
        if answer is not None:
            return self._answered(ask, answer)
        return self._told_or_unclear(ask, said)

    def _country(self, ask: Ask, said: Interpretation) -> Reply:
        """A country; what is said in its place is no country."""
        if "fine" in said.safety:
            return self._answered(ask, FINE)
        if self.brief.helplines.country_in(said.text):
            return self._answered(ask, said.text)
        words = said.text.split()
        if said.intent in ("skip", "done", "resume", "no") or "unsure" in said.safety:
            return self._answered(ask, None)
        if "country" in said.safety and len(words) <= A_COUNTRY + 2 and said.concern is None:
            return self._answered(ask, said.text)
        return self._told_or_unclear(ask, said)

    def _told_or_unclear(self, ask: Ask, said: Interpretation) -> Reply:
        asks_more = ask.key != "safety.take_it_out"
        if asks_more and said.kind != "command" and len(said.text.split()) >= A_TELLING:
            return self._answered(ask, Wish.TELLING)
        if not asks_more or (isinstance(ask.expects, YesNo) and self._missed):
            return self._answered(ask, None)  # Not a no, so it is taken as seriously as a yes.
        return self._not_heard(ask, "unclear")

    # What is answered ---------------------------------------------------------------------------

    def _answered(self, ask: Ask, value: Any) -> Reply:
        how: Literal["said", "skipped"] = "skipped" if value is None else "said"
        self._turns.append(Turn(f"turn {len(self._turns)}", ask.key, ask.about, value, how))
        if ask.key.startswith(_OF_DANGER) and value in (True, None):
            self.serious = True
        if self._asks_whether_it_is_safe(ask) and value is False:
            self.unsafe_to_speak = True
        self._dictated.clear()
        self._missed = 0
        state = self._state()
        self.notes = tuple(
            note for noted in state.notes.values() for note in noted if isinstance(note, CountrySet)
        )
        return Reply(state.says, state.ask, unseen=self.unseen)

    def _not_heard(self, ask: Ask, why: Literal["silence", "unclear"]) -> Reply:
        self._missed += 1
        say = Say(f"safety.{why}", nth=self._missed)
        return self._beside(ask, say, *((ask.say,) if self._missed == 1 else ()))

    def _beside(self, ask: Ask, *says: Say) -> Reply:
        return Reply(says, ask, unseen=self.unseen)

    def _asks_whether_it_is_safe(self, ask: Ask | None) -> bool:
        return ask is not None and ask.key in _WHETHER_IT_IS_SAFE

    def _state(self) -> DialogueState:
        return self._playback.state(tuple(self._turns))
