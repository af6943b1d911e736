"""What is said in the review of a week beside its answers: that all stays, how steps are counted.

Read before any wish. The patterns stand in the language's `reviewing.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.formatting.language import optional_table
from assistant.formatting.rephrasing import tidy
from assistant.formatting.word_spans import WordSpans
from intents import Meaning
from intents.patterns import BEGINNING, any_of

if TYPE_CHECKING:
    from intents import Language

OF_A_CHANGE = "adjusting.which"
WHAT_WAS_HARD = "review.hard"
A_SENTENCE = 7
"""With fewer words "the same thing" only says that it was told."""
OF_CHANGES = ("adjusting.",)
OF_THE_REVIEW = ("review.", "adjusting.")
LEAVE = "leave"
"""The id of the answer that all stays as it is."""
COUNTING = "counting"
"""The name of the question how steps are counted."""
A_STORY = 30
"""In more words neither is looked for."""
AT_LEAST = 2


def said_in_a_review(language: Language, text: str, context: Context) -> Interpretation | None:
    """That all stays as it is, or the question how steps are counted; `None` for neither."""
    ask, words = context.ask, len(text.split())
    if ask is None or not ask.key.startswith(OF_THE_REVIEW) or not AT_LEAST <= words <= A_STORY:
        return None
    if context.paused or context.one_part or context.safety_talk:
        return None
    known = _known(language.name)
    ended = f"{WordSpans(text).searchable}{BEGINNING} "
    if "counts" in known and known["counts"].search(ended):
        return Interpretation(Meaning(text), (Act("question", 0, words, COUNTING, words=text),))
    same = ask.key == WHAT_WAS_HARD and words >= A_SENTENCE and "same" in known
    if same and known["same"].search(ended):
        said = tidy(text, language.name)
        return Interpretation.of(Meaning(said, "answer", value=said, score=1.0))
    leaves = "leaves" in known and known["leaves"].search(ended)
    if not leaves or not ask.key.startswith(OF_CHANGES):
        return None
    said = tidy(text, language.name)
    if ask.key == OF_A_CHANGE:
        return Interpretation.of(Meaning(said, "answer", value=LEAVE, score=1.0))
    return Interpretation.of(Meaning(said, "command", "skip", score=1.0))


@cache
def _known(language: str) -> Mapping[str, re.Pattern[str]]:
    table = optional_table(language, "reviewing.toml").get("patterns", {})
    return {name: any_of(lines) for name, lines in table.items()}
