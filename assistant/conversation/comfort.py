"""What is told of a loss, of how heavy things are, or of a life is met before anything is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from assistant.conversation import dictation
from assistant.conversation.acts import HEAVY, VERY_HEAVY, Act, Interpretation, Told
from assistant.conversation.after_comfort import CRAVING, LISTENS, RITUALS
from assistant.conversation.asides import brief_question
from assistant.conversation.opening import (
    MET,
    listen_to,
    met_line,
    offer_to_listen,
    offered_to_listen,
    opens_listening,
)
from assistant.conversation.reading.to_lantern.unmet import form_of
from assistant.conversation.reply import Reply, Response, SessionEvent
from assistant.conversation.session import COMFORT, ConversationState
from assistant.dialogues.comfort import LISTEN
from assistant.dialogues.hearing import ABOUT, BACK, about, reflection
from assistant.dialogues.saying_back import said_back
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import Missed
from assistant.practice.gravity import is_grave_telling
from assistant.practice.moods import HEAVIEST, Feeling, mood_of
from assistant.practice.seeming import seems
from assistant.practice.tellings import Telling, felt_in, telling_in
from intents import Choice, Command, Dictation, Freely, YesNo

MEETS = ("heard.", "told.", "thread.")
"""The keys that meet what was told."""
OUTCOME = "morning.heard."
"""The key of what is said to how a step went."""
A_REPLY = 2
"""A reply with more lines has said something of the answer besides taking it."""
A_TAIL = 4
"""With fewer words beside an answer nothing is told that is met by itself."""
A_LOT = 7
"""So many words, told in place of a yes, are more than an aside."""
NEWS = 5
"""With fewer words nothing is told beside an answer."""
SORROWFUL = frozenset({"grief", "hard", "fear"})
"""The moods of what is met before anything else, beside a short answer too."""
OF_THE_STEP = frozenset({"cut_short", "worry_for", "pain"})
"""The kinds that tell how a step went: it is met in their tone, not they in its place."""
TAKEN = ("morning.heard.", "goal.all_set")
"""The keys that take an answer gladly."""
GLAD = "told.gladness"
OPENS = "morning."
"""How the keys begin of the questions which no telling answers."""
CHECKIN = ("morning.", "evening.", "review.", "checkin.")
"""How the questions begin of the check-ins and the review."""
A_TELLING = 5
"""So many words, told at a menu, are listened to."""
CRAVING_NOW = "craving_now"
"""The kind of a telling after which Lantern stays over the next minutes."""
AFTER_A_LOSS = 14
"""So many days the heavier questions rest after a loss was told."""


def comforts(conversation: ConversationState) -> bool:
    """Whether it was just asked what would be good now, after something heavy was told."""
    chain = conversation.open_sessions()
    return bool(chain and chain[-1].dialogue == COMFORT and not chain[0].offered)


def leads_up(conversation: ConversationState) -> bool:
    """Whether the question comes before a dictation, which may be begun too early."""
    ask = conversation.open_question
    return ask is not None and ask.key in dictation.LEADS_TO


def meet(conversation: ConversationState, words: str, act: Act) -> Response:
    """The response to something told in place of an answer.

    What weighs little is met in a line, and the question is asked again in fewer words.
    """
    told: Told = act.name  # type: ignore[assignment]
    language = conversation.knowledge.language
    feeling, kind = felt_in(words, language), telling_in(words, language)
    if craves(words, language) and (stays := stay_over_craving(conversation, words)) is not None:
        return stays
    before = any(one.dialogue == COMFORT for one in conversation.sessions)
    heavy = kind is not None and kind.weight >= (VERY_HEAVY if before else HEAVY)
    grave = is_grave_telling(words, language) and not before and _in_a_ritual(conversation)
    ask = conversation.reply().ask
    # An intention was asked for, and what was told is a fear: it is not asked for again at once.
    instead = ask is not None and isinstance(ask.expects, Freely) and feeling.certain
    instead = instead and not before and _in_a_ritual(conversation)
    if (((heavy or instead) and feeling.heavy) or grave) and told != "sorrow":
        mood = str(feeling.mood) if feeling.certain else ""
        return comfort(conversation, words, "feeling", mood)
    despairs = feeling.certain and feeling.weight >= HEAVIEST
    light = bool(act.mood) and act.weight < VERY_HEAVY and not despairs
    if told == "feeling" and light and not feeling.heavy:
        told = "something"
    if told == "gladness" and act.mood and feeling.mood != "good":
        told = "something"  # Good news is greeted as such only where the words say so.
    if told == "feeling" and kind is None and feeling.mood in ("good", "mixed"):
        told, light = ("gladness" if feeling.mood == "good" else "something"), True
    surely = kind is not None or feeling.certain
    if told == "feeling" and not surely and (neutral := _told_instead(conversation, words, told)):
        return neutral  # How it feels is not certain, so no feeling is named.
    if told == "sorrow" or (told == "feeling" and not light):
        gentle = _gentle(conversation) if told == "sorrow" else ()
        mood = feeling.mood if feeling.heavy and feeling.certain else ""
        return _before(comfort(conversation, words, told, mood), gentle)
    return _acknowledge(conversation, words, told, feeling)


def craves(said: str, language: str) -> bool:
    """Whether somebody craves now what they stay away from: drink, a drug, a bet."""
    told = telling_in(said, language, met=True)
    return told is not None and told.kind == CRAVING_NOW


def stay_over_craving(conversation: ConversationState, instead: str = "") -> Response | None:
    """Stay with somebody who craves what they stay away from; the question waits.

    `instead` is what was said in place of an answer, if it was. `None` where somebody is listened
    to, and where it was met in this conversation already.
    """
    chain, ask = conversation.open_sessions(), conversation.reply().ask
    met = any(one.dialogue == CRAVING for one in conversation.sessions)
    if met or not chain or ask is None:
        return None
    top = chain[-1]
    if top.suggestion is not None or isinstance(ask.expects, Dictation):
        return None
    missed = ((top.session, Missed(ask.key, "told", ask.about, instead)),) if instead else ()
    return conversation.begin_aside(top, CRAVING, {"nth": top.told}, *missed)


def _in_a_ritual(conversation: ConversationState) -> bool:
    """Whether a check-in or the review is on, which leaves its form for what is told."""
    chain = conversation.open_sessions()
    return bool(chain) and chain[-1].dialogue in RITUALS


def comfort(
    conversation: ConversationState,
    words: str,
    told: Literal["feeling", "sorrow"],
    mood: str = "",
) -> Response:
    """Meet a loss or a heavy heart; ask nothing but what would be good now.

    The question waits, for later or for another day. Where it was only offered to go on, the offer
    stays open beside that.
    """
    chain = conversation.open_sessions()
    top, ask = chain[-1], conversation.reply().ask
    if ask is None or top.dialogue == COMFORT:
        feeling = mood_of(words, conversation.knowledge.language)
        return _acknowledge(conversation, words, told, feeling)
    missed: SessionEvent = (top.session, Missed(ask.key, "told", ask.about, words))
    language = conversation.knowledge.language
    kind, back = telling_in(words, language), _said_back(words, told, mood, language)
    if chain[0].offered:
        met = Say(f"told.{told}.{mood}", nth=top.told, words=words)
        if kind is not None and kind.met:
            met = Say(f"heard.about.{kind.kind}", nth=top.told)
        surely = kind is not None or told == "sorrow" or bool(mood)
        met_by = back or (met if surely else None)
        says = (*((met_by,) if met_by else ()), Say("told.or_listen", nth=top.told))
        return Response((missed,), Reply((*says, ask.say), ask))
    named = kind.kind if kind and kind.met and not (kind.general and mood) else ""
    slots = {"of": told, "nth": top.told, "mood": mood, "kind": named}
    begun = conversation.begin_aside(top, COMFORT, slots, missed)
    if back is None or not begun.reply.says:
        return begun
    # The words are in the line of what was told, so they are no slots of the dialogue.
    return replace(begun, reply=replace(begun.reply, says=(back, *begun.reply.says[1:])))


def _said_back(
    words: str, told: Literal["feeling", "sorrow"], mood: str, language: str
) -> Say | None:
    """What is said back of something heavy, with how it is met; `None` where nothing is."""
    back = said_back(words, language)
    felt = "grief" if told == "sorrow" else mood or "hard"
    return Say(f"{BACK}.{felt}", gist=back) if back else None


def comfort_after_answer(conversation: ConversationState) -> Response | None:
    """A loss was told in an answer, which is kept: the next question waits.

    `None` where nothing more is asked, or where the person is listened to already.
    """
    chain = conversation.open_sessions()
    if not chain or any(one.dialogue == COMFORT for one in chain):
        return None
    top = chain[-1]
    ask = conversation.question(top)
    if top.suggestion is not None or ask is None or isinstance(ask.expects, Dictation):
        return None
    return conversation.begin_aside(top, COMFORT, {"of": "sorrow", "answered": True})


def after_answer(conversation: ConversationState, reply: Reply, words: str) -> Response:
    """The response after an answer that told of a loss; `reply` is what would be said next.

    Nothing light is replied, and what would repeat the words gives way. Where nothing more is
    asked the conversation need not stop.
    """
    gentle = _gentle(conversation)
    if (stopped := comfort_after_answer(conversation)) is not None:
        return _before(stopped, gentle)
    *before, question = reply.says or (Say("told.sorrow"),)
    left = [say for say in before if words not in say.words.values()]
    return Response(gentle, replace(reply, says=(Say("told.sorrow"), *left, question)))


def news_in(said: Interpretation, last: Ask | None, language: str) -> Telling | None:
    """What is told that weighs beside a short answer: "done, but she cried when I left".

    Where own words were asked for the dialogue meets them.
    """
    told = telling_in(said.text, language, met=True)
    if last is None or last.expects.patience != "closed" or len(said.text.split()) < NEWS:
        return None
    beside = told is not None and not told.general and told.mood in SORROWFUL
    beside = beside and told is not None and told.kind not in OF_THE_STEP
    return told if beside and mood_of(said.text, language).mood != "good" else None


def meets_news(say: Say) -> bool:
    """Whether a line has met what was told by its kind, or said it back."""
    return "gist" in say.words or say.key.startswith((ABOUT, "comfort."))


def after_news(conversation: ConversationState, reply: Reply, told: Telling) -> Response:
    """The response after an answer with which something sad was told; `reply` would come next.

    It is met first, with nothing bright beside it. After what is very heavy the next question
    waits.
    """
    met, chain = Say(f"heard.about.{told.kind}"), conversation.open_sessions()
    free = bool(chain) and not any(one.dialogue == COMFORT for one in chain)
    if told.weight >= VERY_HEAVY and free:
        top = chain[-1]
        ask = conversation.question(top)
        if ask is not None and top.suggestion is None and not isinstance(ask.expects, Dictation):
            slots = {"of": "feeling", "kind": told.kind, "answered": True}
            return conversation.begin_aside(top, COMFORT, slots)
    if told.weight >= VERY_HEAVY and not chain:
        begun = conversation.begin(LISTENS, {MET: met.key})
        return replace(begun, reply=begun.reply.after(met))
    end = len(reply.says) - (reply.ask is not None)
    left = [say for say in reply.says[:end] if not say.key.startswith((*MEETS, *TAKEN))]
    return Response(reply=replace(reply, says=(met, *left, *reply.says[end:])))


def with_heavy_words(reply: Reply, said: Interpretation, language: str) -> Reply:
    """The reply to an answer in which something heavy was told: nothing bright is said of it.

    Where the words do not say for certain how it feels, the reply stays as it is.
    """
    feeling = mood_of(said.text, language)
    if not (feeling.heavy and feeling.certain):
        return reply
    *before, question = reply.says or (Say("told.feeling"),)
    answer = said.value.get("words") if isinstance(said.value, dict) else said.value
    left = [say for say in before if answer not in say.words.values()]
    met = reflection(feeling, said.text, language, "told")
    return replace(reply, says=(met, *left, question))


def with_telling(reply: Reply, said: Interpretation, language: str) -> Reply:
    """The reply to an answer, after what was told beside it is met by its kind."""
    beside = said.act("tail") or said.act("telling")
    if beside is None or len(beside.words.split()) < A_TAIL or reply.ask is None:
        return reply
    if beside.mood == "plain" and not beside.weight:
        return reply  # It gives a reason, and tells nothing to be met.
    if len(reply.says) > A_REPLY or any(say.key.startswith(MEETS) for say in reply.says):
        return reply  # The dialogue has met it.
    if any("gist" in say.words for say in reply.says):
        return reply  # It was said back.
    feeling, met = mood_of(beside.words, language), about(beside.words, language)
    outcome = any(say.key.startswith(OUTCOME) for say in reply.says)
    told_much = len(beside.words.split()) >= A_LOT
    if (said_back(beside.words, language) and (outcome or feeling.certain)) or (
        told_much
        and met is None
        and (len(reply.says) == 1 or said_back(beside.words, language))
        and _in_a_checkin(reply)
    ):
        met = reflection(feeling, beside.words, language, "told")
    if met is None and seems(beside.words, language) is not None:
        met = reflection(feeling, beside.words, language, "told")
    return reply if met is None else reply.after(met.counted(len(reply.says)))


def _in_a_checkin(reply: Reply) -> bool:
    """Whether the next question is one of a check-in."""
    return reply.ask is not None and reply.ask.key.startswith(CHECKIN)


def _gentle(conversation: ConversationState) -> tuple[SessionEvent, ...]:
    event = conversation.knowledge.gentle_until(AFTER_A_LOSS)
    return ((conversation.root, event),) if event else ()


def _acknowledge(
    conversation: ConversationState, words: str, told: Told, feeling: Feeling
) -> Response:
    """Something was told where a short answer was asked for: keep it, and ask again gently.

    It counts as no misunderstanding.
    """
    ask = conversation.reply().ask
    if ask is None:
        return Response()
    top = conversation.open_sessions()[-1]
    if comforts(conversation):
        response = conversation.answer(top, ask, LISTEN)
        return replace(response, first_words=words, first_words_say="comfort.listening")
    if ask.key in dictation.LEADS_TO and told == "something":
        return dictation.keep_early(top, ask, words)
    language = conversation.knowledge.language
    if told == "something" and not feeling.heavy and (form := form_of(words, language)):
        return conversation.missed(top, "unclear", words, form)
    if (before := offered_to_listen(top)) and (own := conversation.question(top)):
        return listen_to(conversation, top, own, f"{before} {words}")
    if isinstance(ask.expects, Command) and len(words.split()) >= A_TELLING:
        opens = opens_listening(words, language)
        if opens == "surely":
            return listen_to(conversation, top, ask, words)
        if opens == "perhaps":
            return offer_to_listen(conversation, top, ask, words)
        return conversation.missed(top, "unclear", words, form_of(words, language) or "request")
    if (instead := _told_instead(conversation, words, told)) is not None:
        return instead
    missed: SessionEvent = (top.session, Missed(ask.key, "told", ask.about, words))
    ask = conversation.after(missed).reply().ask or ask  # A suggestion is dropped.
    met = Say(f"told.{told}", nth=top.told, words=words)
    seeming = seems(words, language) if told != "sorrow" else None
    if said_back(words, language) or seeming or (feeling.certain and told != "sorrow"):
        met = reflection(feeling, words, language, "told").counted(top.told)
    elif (said := about(words, language)) is not None:
        met = said.counted(top.told)
    return Response((missed,), Reply((met, brief_question(ask)), ask))


def _told_instead(conversation: ConversationState, words: str, told: Told) -> Response | None:
    """Meet what was told at length in place of a yes in a check-in, and offer to listen to more.

    The question was passed over for it, and is not asked again unless the person goes on. `None`
    where little was told, or where what is told may answer the question.
    """
    top, ask = conversation.open_sessions()[-1], conversation.reply().ask
    if ask is None or top.dialogue not in RITUALS or not isinstance(ask.expects, YesNo | Choice):
        return None
    met = met_line(words, conversation.knowledge.language)
    if len(words.split()) < A_LOT or (met is None and not ask.key.startswith(OPENS)):
        return None
    slots = {"of": "something", "nth": top.told}
    if told == "gladness" or (met is not None and met.key == GLAD):
        slots["of"] = "gladness"
    elif met is not None and felt_in(words, conversation.knowledge.language).heavy:
        slots["of"] = "feeling"
    if met is not None:
        slots["met"] = met.key
    missed: SessionEvent = (top.session, Missed(ask.key, "told", ask.about, words))
    return conversation.begin_aside(top, COMFORT, slots, missed)


def _before(response: Response, events: tuple[SessionEvent, ...]) -> Response:
    return replace(response, events=(*events, *response.events))
