"""A reply begins with what a good listener would say first, where a language model knows it.

It stands in place of the line that meets a telling or a complaint, or before a question that is
asked again or goes on as if nothing had been told. Without the model the replies stay as they are.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.fit_to_say import is_fit
from assistant.conversation.freshness import MEETS
from assistant.conversation.reply import Reply
from assistant.dialogues.saying_back import NOT_SAID_BACK
from assistant.dialogues.steps import Say
from assistant.formatting.reflecting import is_harsh
from assistant.practice.moods import mood_of
from assistant.safety.noticing import notice
from assistant.wording import Wording
from intents import Dictation, Language
from intents.spans import WishName

KEY = "heard.acknowledged"
"""The wording that has the sentence, and nothing else."""
IN_PLACE_OF = (
    *MEETS,
    *("complaint.misheard", "complaint.mistaken", "complaint.cold", "complaint.other"),
    "complaint.what_about",
)
"""How the keys begin of what it stands in place of."""
STAYS = ("heard.about.", "told.cold", "told.sorrow")
"""How the keys begin of what meets something for certain, and stays."""
BEFORE = ("reprompt.", "again.")
"""How the keys begin of what it stands before: the question is asked again."""
SURE = 0.65
"""How probable it must be. Of 173 sentences for people of whom nothing was learned, judged by
somebody else, 32 were more probable: 26 good, 2 odd, 4 wrong."""
CHANGES: tuple[WishName, ...] = (
    *("add_value", "add_step", "rename", "days", "reminder", "no_reminder", "remove"),
    *("serves", "undo"),
)
"""Wishes of which a sentence would sound as if they had been done: "Nine in the morning, then"."""


def acknowledged(
    reply: Reply, said: Interpretation, last: Reply, wording: Wording, language: Language
) -> Reply:
    """The reply to `said`, beginning with its acknowledgement where there is one.

    `last` is what Lantern had said before.
    """
    place = _place(reply, said, last)
    if place < 0 or not _may_be_said_back(said.text, language.name):
        return reply
    context = Context(ask=last.ask, said=last.says)
    before = context.said_before(wording)
    wish = language.wish(said.text, context.expects, before)
    if wish.name in CHANGES and not reply.says[place].key.startswith("complaint."):
        return reply
    size = 1 if reply.says[place].key.startswith(IN_PLACE_OF) else 0
    found = language.acknowledgement(said.text, context.expects, before)
    if found.chance < SURE or is_harsh(found.sentence, language.name):
        return reply
    if not is_fit(found.sentence, said.text, language.name):
        return reply
    says = list(reply.says)
    says[place : place + size] = [Say(KEY, sentence=found.sentence.rstrip(".!"))]
    return replace(reply, says=tuple(says))


def _may_be_said_back(text: str, language: str) -> bool:
    """Whether anything of `text` may be said aloud: no irony, no despair, and no danger."""
    return mood_of(text, language).mood not in NOT_SAID_BACK and notice(text, language) is None


def _place(reply: Reply, said: Interpretation, last: Reply) -> int:
    """Which line it stands in place of, or before; -1 where it has no place."""
    dictating = last.ask is not None and isinstance(last.ask.expects, Dictation)
    if not reply.says or dictating or said.kind == "command":
        return -1
    before_the_question = reply.says[: len(reply.says) - (reply.ask is not None)]
    for place, say in enumerate(before_the_question):
        if say.key.startswith(STAYS):
            return -1
        if say.key.startswith(IN_PLACE_OF):
            return place
    first = reply.says[0]
    goes_on = reply.ask is not None and first == reply.ask.say
    return 0 if goes_on or first.key.startswith(BEFORE) else -1
