"""The reply to what a person told in their own words: it fits what was told.

What has a certain mood is met by the wording under `heard`, by its mood and by what it is about,
wherever it is told; what is light or plain by the wording of the question's place. A key goes on
with more than it need have: of "heard.tired.evening.toward" only "heard.tired" must have a wording.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Literal

from assistant.dialogues.brief import Brief
from assistant.dialogues.choosing import choose
from assistant.dialogues.comfort import GENTLY, LISTEN, ON
from assistant.dialogues.steps import Ask, Begin, Note, Say, Step
from assistant.formatting.gist import echo, gist, is_own_doing
from assistant.formatting.rephrasing import is_sentence
from assistant.practice.exercises import ToldInExercise
from assistant.practice.moods import DARK, HEAVIEST, LIGHT, Feeling, mood_of
from assistant.practice.subjects import subject_of
from assistant.practice.tellings import felt_in, telling_in
from intents import Freely

ABOUT = "heard.about"
"""The key of what is said by the kind of what was told."""
WHAT_NOW = "heard.what_now"
"""The question what would be good now, after something very heavy was told."""

ABOUT_IT = "just_listen.about_it"
"""The key of the one question about what was dictated; it ends in the mood."""
READ_BACK = "read_back"
"""The intent that asks to hear what was dictated."""
MUCH = 25
"""So many words tell much, of which a question may be asked though no kind of telling is sure."""

A_FEW_WORDS = 8
"""So many words at most are said back in place of what they are about."""
BESIDE_A_DEED = frozenset({"plain", "good", "mixed", "tired", "fear", "hard", "anger"})
"""The moods in which something was done all the same."""

Met = Literal["light", "heavy", "enough"]
"""light: go on as usual. heavy: go on gently. enough: nothing more is to be asked."""


def heard(place: str, said: str, language: str, *, habit: bool = False, **words: Any) -> Say:
    """What is said to `said`, told at `place`, the key of its wordings.

    They may have the gist of it as {gist}. The key ends in "own" where it tells what the person
    did, which alone may be praised. `habit`: a habit was asked for.
    """
    feeling, short = mood_of(said, language), echo(said, language, habit=habit)
    if mood_of(short, language).heavy:
        short = ""  # What is heavy is not read back.
    done = _is_done(said, feeling, language)
    brief = bool(short) and len(said.split()) <= A_FEW_WORDS
    brief = brief and felt_in(said, language).mood in LIGHT
    if not brief and (told := about(said, language)) is not None:
        return told  # What is short and light is said back, which is nearer to it.
    if feeling.mood == "good" and not done and mood_of(short, language).mood != "good":
        short = ""  # "I burned the dinner, and everyone laughed" is not good for its beginning.
    if done:
        key = f"{place}.{feeling.mood}.own"
        return Say(key, gist=short, **words)
    if feeling.mood == "plain" or (feeling.mood == "good" and short):
        key = f"{place}.{feeling.mood}"
        return Say(key, gist=short, **words)
    return reflection(feeling, said, language, place)


def reflection(feeling: Feeling, said: str, language: str, place: str) -> Say:
    """What is said to `said` by what it tells, or by its mood; with none of its words."""
    if (told := about(said, language)) is not None:
        return told
    subject = subject_of(said, feeling.mood, language)
    return Say(f"heard.{feeling.mood}.of_{subject}" if subject else f"heard.{feeling.mood}.{place}")


def about(said: str, language: str) -> Say | None:
    """What is said to something told by its kind; `None` where it has none that is sure."""
    told = telling_in(said, language)
    if told is not None and told.general and mood_of(said, language).certain:
        return None
    return None if told is None else Say(f"{ABOUT}.{told.kind}")


def reflected(words: str, language: str) -> Say | None:
    """What is said to all that was dictated, by its last and weightiest part.

    `None` where nothing in it is sure: then nothing is said of it.
    """
    if (told := about(words, language)) is not None:
        return told
    feeling = mood_of(words, language)
    return reflection(feeling, words, language, "reflect") if feeling.certain else None


def one_question(brief: Brief, words: str) -> Generator[Step, Any, bool]:
    """Reflect what was dictated, ask one question about it, and meet the answer.

    Return whether that was done: of what is short, and names neither a feeling nor a kind of
    telling, nothing is asked. To "read it back" the words are said, and it is asked again.
    """
    language = brief.language
    met, told = reflected(words, language), telling_in(words, language)
    small = told is not None and told.general and told.mood == "plain"
    if (met is None or small) and len(words.split()) < MUCH:
        return False
    if met is not None:
        yield met
    feeling = felt_in(words, language)
    mood = "plain" if met is None or feeling.mood == "none" else str(feeling.mood)
    if told is not None and told.mood == "good":
        mood = "good"  # "The lump was nothing": it is no longer hard.
    elif feeling.weight >= HEAVIEST and feeling.mood not in DARK:
        mood = "heavy"
    for again in ("", "read"):
        key = f"{ABOUT_IT}.{mood}"
        more = yield Ask(key, Freely(thoughts=True), about=again, also=(READ_BACK,))
        if not isinstance(more, dict):
            break
        yield Say("reflect.you_said", words=words)
    if not isinstance(more, str):
        return True
    yield Note(ToldInExercise("listened", more))
    if reflected(more, language) is not None:
        yield from meet(brief, "just_listen.answered", more)
    else:
        yield Say("just_listen.answered")  # It may speak of a friend, or of what would help.
    return True


def meet(brief: Brief, place: str, said: str, **words: Any) -> Generator[Step, Any, Met]:
    """Reply to what was told; after something very heavy ask only what would be good now."""
    yield heard(place, said, brief.language, **words)
    feeling = felt_in(said, brief.language)
    if not feeling.heavy or _is_done(said, feeling, brief.language):
        return "light"
    if not offers(feeling):
        return "heavy"
    wish = yield from choose(WHAT_NOW, {}, place, fixed=(LISTEN, GENTLY, ON), named="comfort")
    if wish == LISTEN:
        yield Begin("just_listen", {"within": True})
    elif wish == GENTLY:
        yield Begin("grounding")
    return "heavy" if wish == ON else "enough"


def _is_done(said: str, feeling: Feeling, language: str) -> bool:
    """Whether it tells what the person did, with whatever feeling beside it."""
    return feeling.mood in BESIDE_A_DEED and is_own_doing(said, language)


def offers(feeling: Feeling) -> bool:
    """Whether to ask what would be good now. To a loss the conversation offers it by itself."""
    return feeling.weight >= HEAVIEST and feeling.mood != "grief"


def is_heavy_heart(said: str, language: str) -> bool:
    """Whether something heavy was told where a value, a step or a wish was asked for.

    "Visit her grave" is a step all the same, and so is "sleep, because I'm tired".
    """
    short = gist(said, language) or said
    return mood_of(short, language).heavy and is_sentence(short, language)
