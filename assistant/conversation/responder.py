"""Responds to an utterance that says several things: the answer, its tail, a wish, a correction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.conversation import asides, comfort, global_commands, protest_replies
from assistant.conversation.acts import HEAVY, WRONG, Act, Context, Interpretation
from assistant.conversation.freshness import Freshness
from assistant.conversation.reading import corrections
from assistant.conversation.reading.changes.day_counted import MARK
from assistant.conversation.reading.changes.repairs import JUST_NAMED, RENAME
from assistant.conversation.reading.changes.right_words import after_never_mind
from assistant.conversation.reading.changes.splitting import SPLIT
from assistant.conversation.reading.checkins import told_outcomes
from assistant.conversation.reading.chosen import OTHERWISE
from assistant.conversation.reading.dictation.dictation_end import ends_what_is_dictated
from assistant.conversation.reading.interpretation import Interpreter
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.requests import renaming
from assistant.conversation.reading.unasked_words import asks_to_undo
from assistant.conversation.recorder import Conversation
from assistant.conversation.reply import Reply, Response
from assistant.conversation.utterance import Utterance
from assistant.dialogues.steps import Ask, Say
from assistant.formatting.gist import gives_reason
from assistant.formatting.rephrasing import is_sentence
from assistant.practice.events import WentBack
from intents import Freely, Meaning, Outcome
from intents.expectations import Open

LAST_QUESTIONS = frozenset({"adjusting.which"})
"""The questions whose answer may end the conversation, and in which changes are wished."""
SET_REMINDER = "set_reminder"
DONE = "done"
"""The outcome of a step after which it is not asked what got in the way."""
TWO = 2
"""So many wishes in one breath are both carried out."""
A_STORY = 6
"""So many words beside an answer tell something of the day."""
A_SHORT_CORRECTION = 6
"""At most so many words take the last answer back where they do not say what it shall be."""


class Responder:
    """Gives the reply to an utterance in a conversation, and to what is said beside the answer.

    The parts that need it are read once more, each as the answer to one question.
    """

    def __init__(
        self, conversation: Conversation, interpreter: Interpreter, context: Callable[[], Context]
    ) -> None:
        """`context` gives what the utterance was read against."""
        self._conversation = conversation
        self._interpreter = interpreter
        self._context = context
        self._freshness = Freshness(interpreter.wording)

    def respond(self, utterance: Utterance, last: Reply) -> Reply:
        """The reply of the conversation; then what the utterance says besides.

        `last` is what Lantern said last.
        """
        return self._freshness.vary(self._respond(utterance, last), self._conversation.root)

    def _respond(self, utterance: Utterance, last: Reply) -> Reply:
        said = utterance.interpretation
        if said.intent == RENAME and said.slots.get(JUST_NAMED):
            return self._rename_just_named(said, last)
        if said.intent == MARK and (changed := self._done_after_all(said, last)) is not None:
            return changed
        choice = said.lead
        if choice is not None and choice.name == OTHERWISE:
            return self._chosen_otherwise(choice.words, last)
        if ends_what_is_dictated(said, last.ask):
            return self._with_wish_at_the_end(said, utterance, last)
        if (met := self._met_protest(said, last)) is not None:
            return met
        lead = said.lead
        if lead is not None and said.kind == "nothing":
            if (lead.kind, lead.name) == ("correction", WRONG):
                return self._conversation.apply(lambda now: corrections.not_found(now, said.text))
            if (lead.kind, lead.name) == ("complaint", "repeated"):
                meant = self._said_already(said.text, last)
                if meant is not None:
                    return self._respond(Utterance(meant), last).after(Say("complaint.taken"))
            if lead.kind == "correction" or (lead.kind, lead.name) == ("complaint", "misheard"):
                wrong = said.act("correction") or lead
                return self._correct(wrong.words or said.text, last)
        words = phrases_of(self._interpreter.language.name)
        if said.kind in ("nothing", "unsure") and corrections.takes_back(said.text, words):
            return self._correct(said.text, last)
        which = any(say.key.startswith(corrections.WHICH) for say in last.says)
        never_mind = after_never_mind(self._interpreter.language, said.text) is not None
        tells = said.kind == "nothing" and lead is not None and lead.kind != "question"
        if which and (tells or (never_mind and said.intent != "stop")):
            # It was asked what it shall be: this tells.
            return self._told_what_it_shall_be(said.text, last)
        wish = said.act("command")
        if said.is_answer and wish is not None and last.ask and _comes_first(wish, last.ask):
            # The answer ends the conversation, so what is wished beside it comes first.
            changed = self._carry_out(wish, said, Reply((last.ask.say,), last.ask))
            if changed.ask is None or changed.ask.key != last.ask.key:
                return changed  # It asks something of its own; what was asked comes again after it.
            answer = replace(said, acts=tuple(act for act in said.acts if act != wish))
            ended = self._conversation.respond(Utterance(answer), changed)
            return ended.after(*changed.says[:-1])
        others = told_outcomes.told_of_others(
            said.text, self._context(), self._interpreter.language.name
        )
        reply = self._conversation.respond(utterance, last)
        if not said.is_answer:
            reply = self._with_second_wish(said, reply)
            return self._with_other_steps(said, reply)[0] if said.intent == MARK else reply
        reply = told_outcomes.in_its_tone(reply, said, self._interpreter.language.name)
        told = self._with_steps_told(said, self._with_tail(said, reply), others)
        return self._beside(said, told, last)

    def _met_protest(self, said: Interpretation, last: Reply) -> Reply | None:
        """The reply to a protest against what was said or kept last; `None` for no such protest."""
        interpreter, state = self._interpreter, self._conversation.state
        language = interpreter.language
        against = protest_replies.protest_against(language, interpreter.wording, said, last, state)
        if against is None or last.ask is None:
            return None
        if against.question:
            return self._conversation.apply(protest_replies.leave_the_question)
        if not against.kept:
            answer, ask = said.act("answer"), last.ask
            after = answer is not None and answer.start >= against.protest.end
            own = protest_replies.own(language, against.protest)
            meant = self._read_part(answer.words, ask) if after and answer is not None else None
            if meant is not None and meant.is_answer and meant.kind == "answer":
                return self._respond(Utterance(meant), Reply((ask.say,), ask)).after(own)
            return self._conversation.apply(
                lambda now: protest_replies.owned(now, said.text, own, ask)
            )
        undone = global_commands.take_back(state)
        if undone is None:
            return None
        ask_again = state.after(*undone.events).reply().ask
        instead = against.protest.instead
        if instead and ask_again is not None:
            meant = self._read_part(instead, ask_again)
            if meant.is_answer and self._may_stand(instead, meant, ask_again):
                asked = self._conversation.carry_out(undone)
                return self._respond(Utterance(meant), asked).after(Say("correction.changed"))
        return self._conversation.apply(lambda now: protest_replies.taken_out(now, undone))

    def _with_second_wish(self, said: Interpretation, reply: Reply) -> Reply:
        """The reply, after the other thing that was asked for in the same breath.

        What follows the wish to make two of one may answer the question.
        """
        rest = said.act("tail") if said.intent == SPLIT else None
        if rest is not None and reply.ask is not None:
            meant = self._read_part(rest.words, reply.ask)
            answered = meant.is_answer and meant.kind == "answer"
            return (
                self._respond(Utterance(meant), reply).after(*reply.says[:-1])
                if answered
                else reply
            )
        wishes = [act for act in said.acts if act.kind in ("command", "correction") and act.name]
        if said.kind != "command" or len(wishes) < TWO or reply.ask is None:
            return reply
        return self._carry_out(wishes[1], said, reply)

    def _with_wish_at_the_end(
        self, said: Interpretation, utterance: Utterance, last: Reply
    ) -> Reply:
        """The reply to what ends a dictation, and to what is wished with it."""
        wishes = [act for act in said.acts if act.kind in ("command", "correction") and act.slots]
        reply = self._conversation.respond(utterance, last)
        return self._carry_out(wishes[0], said, reply) if wishes and reply.ask else reply

    def _carry_out(self, wish: Act, said: Interpretation, reply: Reply) -> Reply:
        """The reply to a wish beside what `reply` answers."""
        meaning = Meaning(
            wish.words or said.text, "command", wish.name, score=1.0, slots=wish.slots
        )
        beside = Utterance(Interpretation.of(meaning))
        return self._conversation.respond(beside, reply).after(*reply.says[:-1])

    def _with_tail(self, said: Interpretation, reply: Reply) -> Reply:
        """The reply, where the tail of an answer answers the next question too.

        "Not yet, she was not at home" tells what got in the way.
        """
        tail = said.act("tail") or said.act("telling")
        if tail is None or not tail.words or reply.ask is None or not reply.ask.takes_tail:
            return reply
        expects, language = reply.ask.expects, self._interpreter.language.name
        good = isinstance(expects, Freely) and expects.good
        if good and len(tail.words.split()) < A_STORY:
            return reply  # "Done, thank you" tells nothing of the day.
        if _is_all_of(tail.words, said.value) and not gives_reason(tail.words, language):
            return reply  # It is the answer itself, and not what lies behind it.
        told = self._read_part(tail.words, reply.ask)
        if not told.is_answer:
            return reply
        before = told_outcomes.briefly(reply.says[:-1])
        return self._conversation.respond(Utterance(told), reply).after(*before)

    def _with_steps_told(
        self, said: Interpretation, reply: Reply, others: Sequence[tuple[str, Mapping[str, Any]]]
    ) -> Reply:
        """The reply, where it was told besides how other steps went, of which is asked or not.

        `others` are these steps, each with what is to be counted.
        """
        reply, answered = self._with_other_steps(said, reply)
        for goal, slots in others:
            if goal not in answered and reply.ask is not None:
                told = Act("command", 0, 0, MARK, slots=slots, words=said.text)
                reply = self._carry_out(told, said, reply)
        return reply

    def _with_other_steps(
        self, said: Interpretation, reply: Reply
    ) -> tuple[Reply, tuple[str, ...]]:
        """The reply, where it was told of the next step too: "read, yes, but I didn't ring".

        With it the goals that were answered for so.
        """
        language = self._interpreter.language.name
        told = told_outcomes.of_another_step(said, reply.ask, self._context().goals, language)
        if told is None or reply.ask is None:
            return reply, ()
        goal = str(reply.ask.words.get("goal", ""))
        after = self._conversation.respond(Utterance(told), reply).after(*reply.says[:-1])
        reply, more = self._with_other_steps(said, after)
        return reply, (goal, *more)

    def _beside(self, said: Interpretation, reply: Reply, last: Reply) -> Reply:
        """The reply, after what came in the same breath as an answer was met.

        `last` is what Lantern said last; what the utterance asks may be about that.
        """
        craves = comfort.craves(said.text, self._interpreter.language.name)
        if craves and (stays := comfort.stay_over_craving(self._conversation.state)) is not None:
            return self._conversation.carry_out(stays)
        wish = said.act("command") or said.act("preference")
        if wish is not None and wish.name and reply.ask is not None:
            return self._carry_out(wish, said, reply)
        if wish is not None and (begun := self._begun_after(wish, reply)) is not None:
            return begun
        complains = said.act("complaint")
        if complains is not None and complains.name == asides.REPROACH and reply.ask is not None:
            ask = reply.ask
            met = self._conversation.apply(lambda now: asides.meet_complaint(now, complains, ask))
            return met.after(*reply.says[:-1])
        told = said.heaviest
        if any(say.key.startswith("heard.") or "gist" in say.words for say in reply.says):
            told = None  # The dialogue has met it.
        if told is not None and told.name == "sorrow":
            return self._conversation.apply(lambda now: comfort.after_answer(now, reply, said.text))
        news = comfort.news_in(said, last.ask, self._interpreter.language.name)
        if news is not None and not any(comfort.meets_news(say) for say in reply.says):
            return self._conversation.apply(lambda now: comfort.after_news(now, reply, news))
        if told is None or told.weight < HEAVY or told.name == "gladness":
            reply = comfort.with_telling(reply, said, self._interpreter.language.name)
        if told is not None and told.name == "feeling" and told.weight >= HEAVY:
            return comfort.with_heavy_words(reply, said, self._interpreter.language.name)
        asked = said.act("question")
        if asked is not None and asked.name in asides.NOT_BESIDE:
            asked = None
        if asked is not None and reply.ask is not None and self._conversation.state.open_sessions():
            about = last.ask if asked.name in asides.OF_THE_QUESTION and last.ask else reply.ask
            say = asides.say_to_question(self._conversation.state, asked, about)
            return reply.after(say)
        return reply

    def _begun_after(self, wish: Act, reply: Reply) -> Reply | None:
        """The reply to a wish beside an answer that has ended the conversation.

        `None` where it has not, or where the wish is none that a dialogue carries out.
        """
        state = self._conversation.state
        over = reply.ask is None and not state.open_sessions()
        if not over or wish.kind != "command" or not state.knowledge.has_dialogue(wish.name):
            return None
        left = [say for say in reply.says if ".goodbye" not in say.key]
        return self._conversation.apply(lambda now: now.begin(wish.name, wish.slots)).after(*left)

    def _correct(self, words: str, last: Reply) -> Reply:
        """Take the last answer back; what shall stand instead is read as that answer again."""
        language = self._interpreter.language
        phrases = phrases_of(language.name)
        content = corrections.content_of(words, phrases, language.name)
        state = self._conversation.state
        undone = global_commands.take_back(state)
        if undone is not None:
            ask = state.after(*undone.events).reply().ask
            back = corrections.takes_back(words, phrases)
            short = not content and len(words.split()) <= A_SHORT_CORRECTION
            if back or (short and asks_to_undo(language.words(words), phrases)):
                self._conversation.carry_out(replace(undone, reply=Reply()))
                reply = self._conversation.reply()
                return Reply((Say("correction.taken_back"), *reply.says[-1:]), reply.ask)
            if content and ask is not None:
                meant = self._read_part(content, ask)
                if meant.is_answer and self._may_stand(content, meant, ask):
                    asked_again = self._conversation.carry_out(undone)
                    changed = self._respond(Utterance(meant), asked_again)
                    return changed.after(Say("correction.changed"))
                if (earlier := self._change_earlier(content)) is not None:
                    return earlier
        elif (wish := renaming(language, content, self._context())) is not None:
            # Nothing was answered here yet: what the question names was kept before.
            return self._respond(Utterance(Interpretation.of(wish)), last)
        if content and (meant := self._read_part(content, last.ask)).is_answer:
            return self._respond(Utterance(meant), last)
        return self._conversation.apply(lambda now: corrections.not_found(now, words))

    def _done_after_all(self, said: Interpretation, last: Reply) -> Reply | None:
        """The reply where a step was done after all, and it is asked what got in its way.

        That is asked no more. `None` where something else is put right.
        """
        ask, slots = last.ask, said.slots
        asked = ask is not None and ask.takes_tail and ask.words.get("goal") == slots.get("goal")
        if not asked or not slots.get("last") or slots.get("outcome") != DONE:
            return None
        undone = global_commands.take_back(self._conversation.state)
        if undone is None:
            return None
        asked_again = self._conversation.carry_out(undone)
        meant = Interpretation.of(Meaning(said.text, "answer", value=DONE, score=1.0))
        if asked_again.ask is None or not isinstance(asked_again.ask.expects, Outcome):
            return None
        return self._conversation.respond(Utterance(meant), asked_again).after(
            Say("correction.changed")
        )

    def _chosen_otherwise(self, name: str, last: Reply) -> Reply:
        """Choose another value than was taken; where it is that one, say so and ask on."""
        taken = any(name in say.words.values() for say in last.says)
        if taken and last.ask is not None:
            return Reply((Say("repair.is_so", old=name), last.ask.say), last.ask)
        return self._correct(name, last)

    def _may_stand(self, content: str, meant: Interpretation, ask: Ask) -> bool:
        """Whether the words of a correction may be an answer in words of one's own."""
        if not isinstance(ask.expects, Open) or (
            isinstance(ask.expects, Freely) and ask.expects.thoughts
        ):
            return True
        latest = global_commands.latest_to_undo(self._conversation.state)
        over = {session.session for session in self._conversation.state.sessions if session.over}
        if latest is None or latest.session in over:
            return False  # What is over was about something else.
        value = meant.value
        plainly = not isinstance(value, Mapping) or value.get("kind") in ("value", "goal", "name")
        return plainly and not is_sentence(content, self._interpreter.language.name)

    def _change_earlier(self, content: str) -> Reply | None:
        """Give an answer of this dialogue otherwise: "quarter past seven, not half past"."""
        state = self._conversation.state
        found = corrections.earlier_answer(state, lambda ask: self._read_part(content, ask))
        if found is None:
            return None
        turn, meant = found
        top = state.open_sessions()[-1]
        self._conversation.carry_out(Response(((top.session, WentBack(turn.id)),)))
        return self._respond(Utterance(meant), self._conversation.reply())

    def _told_what_it_shall_be(self, text: str, last: Reply) -> Reply:
        """The reply to what is said where it was asked what something shall be."""
        if (rest := after_never_mind(self._interpreter.language, text)) is None:
            return self._correct(text, last)
        meant = self._read_part(rest, last.ask) if rest else None
        if meant is not None and meant.is_answer:
            return self._respond(Utterance(meant), self._conversation.reply())
        reply = self._conversation.reply()
        return Reply((Say("correction.leave_it"), *reply.says[-1:]), reply.ask)

    def _rename_just_named(self, said: Interpretation, last: Reply) -> Reply:
        """Give a step that is not kept yet another name: that of the answer which named it."""
        name = str(said.slots["new"])
        undone = global_commands.take_back(self._conversation.state)
        ask = self._conversation.state.after(*undone.events).reply().ask if undone else None
        value = corrections.as_answer(name, ask)
        if undone is None or value is None:
            return self._conversation.apply(lambda now: corrections.not_found(now, said.text))
        meant = Meaning(name, "answer", value=value, score=1.0)
        asked_again = self._conversation.carry_out(undone)
        return self._respond(Utterance(Interpretation.of(meant)), asked_again)

    def _said_already(self, text: str, last: Reply) -> Interpretation | None:
        """What a complaint says once more, where it answers the question: "I told you, at nine"."""
        for rest in corrections.said_once_more(text, phrases_of(self._interpreter.language.name)):
            meant = self._read_part(rest, last.ask)
            if meant.is_answer:
                return meant
        return None

    def _read_part(self, words: str, ask: Ask | None) -> Interpretation:
        """What a part of an utterance says where `ask` is asked."""
        read = self._context()
        context = Context(ask, goals=read.goals, one_part=True, now=read.now)
        return self._interpreter.interpret(words, context)


def _comes_first(wish: Act, ask: Ask) -> bool:
    """Whether a wish is carried out before what is answered beside it.

    A reminder of which all is told asks nothing, and the answer may end the conversation.
    """
    slots = wish.slots
    told = bool(slots.get("hours")) and bool(slots.get("words") or slots.get("goal"))
    return ask.key in LAST_QUESTIONS or (wish.name == SET_REMINDER and told)


def _is_all_of(tail: str, value: Any) -> bool:
    """Whether the words of a tail are in the answer that was kept in words of one's own."""
    words = value.get("words") if isinstance(value, Mapping) else value
    return isinstance(words, str) and tail.lower() in words.lower()
