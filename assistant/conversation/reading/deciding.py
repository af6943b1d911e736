"""The wish to be helped with a decision, with what there is to decide told before or after it.

"Can you help me decide something", "I don't know, should I tell her or not, help me decide". The
patterns stand in the language's `wished.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.wished_patterns import patterns_of, without, words_of
from assistant.formatting.rephrasing import tidy
from assistant.formatting.word_spans import WordSpans
from intents import Choice, Command, Importance, Meaning, Outcome, YesNo

if TYPE_CHECKING:
    from intents import Language

DECIDE = "decide"
WHERE = (Command, YesNo, Choice, Importance, Outcome)
"""The questions at which such a wish is looked for."""
A_QUESTION = 3
"""With fewer words there is nothing to decide in them."""
MOST = 12
"""What there is to decide has no more words where it stands in a story."""
A_STORY = 40
"""What has more words is a story."""


def wants_to_decide(language: Language, text: str, context: Context) -> Interpretation | None:
    """The command to help with a decision; `None` where that is not wished."""
    ask = context.ask
    if not isinstance(context.expects, WHERE) or context.paused or context.one_part:
        return None
    if context.safety_talk or not 1 < len(text.split()) <= A_STORY:
        return None
    if ask is not None and ask.key.startswith(f"{DECIDE}."):
        return None
    slots = to_decide(language, text)
    if slots is None:
        return None
    meaning = Meaning(tidy(text, language.name), "command", DECIDE, score=1.0, slots=slots)
    return Interpretation.of(meaning)


def to_decide(language: Language, text: str) -> dict[str, Any] | None:
    """What there is to decide, where help with a decision is wished; `None` where it is not."""
    spans, known = WordSpans(text), patterns_of(language.name, "decides")
    found = known["begins"].search(spans.searchable) if known else None
    if found is None:
        return None
    head = spans.before(found.start()) if spans.at(found.start()) else ""
    if known["never"].search(WordSpans(head).searchable):
        return None
    rest = spans.rest(found.end()) if found.end() < len(spans.searchable) else ""
    what = without(rest, words_of(language.name, "decides", "leads"))
    if len(what.split()) < A_QUESTION and known["asks"].search(WordSpans(head).searchable):
        around = words_of(language.name, "decides", "before_it")
        what = without(head, around, around)
    return {"what": what} if len(what.split()) >= A_QUESTION else {}


def told_question(language: Language, told: str) -> str:
    """What there is to decide in words that were told before; the last of it, "" for none."""
    spans, known = WordSpans(told), patterns_of(language.name, "decides")
    found = list(known["question"].finditer(spans.searchable)) if known else []
    words = spans.rest(found[-1].start()).split()[:MOST] if found else []
    return tidy(" ".join(words), language.name) if len(words) >= A_QUESTION else ""
