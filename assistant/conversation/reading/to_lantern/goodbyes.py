"""A goodbye in the same breath as the last dictated sentence: "and that was that, good night".

The words before it are dictated, and the conversation ends. The lists stand in the language's
`interpretation.toml`; "that's all" at the end is read by `dictation_end`.
"""

from __future__ import annotations

from assistant.conversation.acts import Act, Context, Interpretation, acts_of
from assistant.conversation.reading.phrases import Phrases, phrases_of
from intents import Dictation, Meaning

STOP = "stop"
"""The command that ends a conversation."""
AT_LEAST = 3
"""With fewer words before it, a goodbye is read by itself."""
OF_A_LETTER = "letter."
"""In a letter a goodbye is written."""
A_REASON = 6
"""So many words at most tell why one has to go, after a goodbye that begins an utterance."""


def with_a_goodbye(text: str, context: Context, language: str) -> Interpretation | None:
    """What is dictated, with the goodbye in the same breath; `None` for no such end."""
    ask = context.ask
    if ask is None or not isinstance(ask.expects, Dictation) or ask.key.startswith(OF_A_LETTER):
        return None
    if context.paused or context.one_part:
        return None
    phrases, words = phrases_of(language), text.split()
    plain = [word.lower().strip(",.;:!?") for word in words]
    at = _end_at(plain, phrases)
    if at is not None:
        before = " ".join(words[:at])
        # Its text is the whole: a goodbye may be heard for danger too.
        meaning = Meaning(text, "answer", value=before, score=1.0)
        end = Act("command", at, len(words), STOP)
        return Interpretation(meaning, (*acts_of(meaning), end))
    if context.dictated and _goes(plain, phrases):
        return Interpretation.of(Meaning(text, "command", STOP, score=1.0))
    return None


def _end_at(plain: list[str], phrases: Phrases) -> int | None:
    """The word at which the goodbye begins, with what only leads up to it; `None` for none.

    After it only a courtesy may stand.
    """
    for at in range(AT_LEAST, len(plain)):
        ends = phrases.longest_start("ends_with_goodbye", " ".join(plain[at:]))
        after = " ".join(plain[at + len(ends.split()) :])
        if not ends or phrases.has("no_end_after", plain[at - 1]):
            continue
        if after and not phrases.has("after_an_end", after):
            continue
        while at > AT_LEAST and phrases.has("before_an_end", plain[at - 1]):
            at -= 1
        return at
    return None


def _goes(plain: list[str], phrases: Phrases) -> bool:
    """Whether it is a goodbye, and no more than why: "I must go now the dog wants out"."""
    start = 0
    while start < len(plain) and phrases.has("before_an_end", plain[start]):
        start += 1
    ends = phrases.longest_start("goes_now", " ".join(plain[start:]))
    return bool(ends) and len(plain) - start - len(ends.split()) <= A_REASON
