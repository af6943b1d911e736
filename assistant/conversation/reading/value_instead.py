"""A value of one's own, named where it is asked which of those there are: "neither, courage".

What was said last of it counts: "neither, it's for my back, I reckon that'd be taking care of
myself". The words stand in the language's `addressed.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.language import optional_table
from assistant.formatting.rephrasing import strip_hedges
from assistant.formatting.word_spans import WordSpans
from assistant.practice.naming import A_NAME, is_name, nearest, short_name
from intents import Choice, Meaning
from intents.patterns import any_of

if TYPE_CHECKING:
    from intents import Language


def value_instead(language: Language, text: str, context: Context) -> Interpretation | None:
    """The answer that another value is meant than those offered; `None` where none is named."""
    expects = context.expects
    if not isinstance(expects, Choice) or expects.or_else != "value" or context.paused:
        return None
    spans, known = WordSpans(text), _known(language.name)
    refuses = known["none"].search(spans.searchable)
    leads = list(known["leads"].finditer(spans.searchable))
    first = known["begins"].search(spans.searchable)
    if refuses is None and first is None:
        return None
    places = [found.end() for found in reversed(leads)]
    places += [refuses.end()] if refuses is not None else []
    for place in places:
        name = _named(spans.rest(place), language)
        if name and nearest(name, expects.labels, language.name) is None:
            value = {"kind": "value", "words": name}
            return Interpretation.of(Meaning(text, "answer", value=value, score=1.0))
    return None


def _named(words: str, language: Language) -> str:
    """The value that words are no more than a name of; "" where they tell something else."""
    spans, known = WordSpans(words), _known(language.name)
    if (end := known["ends"].search(spans.searchable)) is not None:
        words = spans.before(end.start()).strip(" ,")
    name = strip_hedges(words.strip(" ,.?!"), language.name)
    if not name or phrases_of(language.name).has("not_known", name.lower()):
        return ""
    name = short_name(name, language.name) or name
    fits = len(name.split()) <= A_NAME and is_name(name, language.name)
    return name if fits and known["no_value"].search(WordSpans(name).searchable) is None else ""


@cache
def _known(language: str) -> Mapping[str, re.Pattern[str]]:
    table = optional_table(language, "addressed.toml").get("value_instead", {})
    names = ("none", "leads", "begins", "ends", "no_value")
    return {name: any_of(table.get(name, [])) for name in names}
