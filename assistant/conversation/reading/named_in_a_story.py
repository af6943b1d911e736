"""A name that a story leads up to: "is it private, because what matters is my marriage".

The learned parts keep of such an answer what they take for it, and may lose the name. Where a plain
lead names it, the whole is the answer, with that name; what is asked or told besides stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.dialogues.hearing import is_heavy_heart
from assistant.formatting.core import names_nothing, plain_core, without_asides
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import A_NAME, A_TITLE
from intents import Aspiration, Meaning

if TYPE_CHECKING:
    from intents import Language


def with_plain_name(
    said: Interpretation, text: str, context: Context, language: Language
) -> Interpretation:
    """The interpretation, with the value or the step that a plain lead names in the whole text."""
    expects = context.expects
    if not isinstance(expects, Aspiration) or context.one_part or context.paused:
        return said
    asked = said.act("question") if not said.is_answer and said.kind == "nothing" else None
    value = said.value if said.is_answer and isinstance(said.value, Mapping) else {}
    if not asked and (not value or value.get("kind") == "sorrow"):
        return said
    most = A_TITLE if expects.action else A_NAME
    words = tidy(text, language.name)
    if value and names_nothing(words, language.name):
        return Interpretation.of(Meaning(words))
    name = plain_core(words, language.name, action=expects.action, most=most)
    kept, heavy = str(value.get("words", "")), is_heavy_heart(words, language.name)
    if not name and value and not expects.action and not heavy and _is_glued(kept, words, language):
        # Pieces that were not said together are no name.
        return replace(said, meaning=replace(said.meaning, value={**value, "words": words}))
    if not name:
        return said
    if kept and (name.lower() in kept.lower() or heavy):
        words = kept  # A name that was said plainly is not met as a heavy heart.
    kind = "goal" if expects.action else "value"
    meaning = replace(
        said.meaning,
        kind="answer",
        text=words,
        value={**value, "kind": kind, "words": words, "name": name},
        score=1.0,
    )
    if said.is_answer:
        return replace(said, meaning=meaning)
    answer = Act("answer", 0, len(text.split()), value=meaning.value, words=text)
    return replace(said, meaning=meaning, acts=(answer, *said.acts))


def _is_glued(kept: str, said: str, language: Language) -> bool:
    """Whether words were not said side by side, but for fillers between them."""
    own = " ".join(language.words(without_asides(kept, language.name)))
    whole = " ".join(language.words(without_asides(said, language.name)))
    return bool(own) and own not in whole
