"""The reply to what a person told in their own words: it fits what was told.

First comes what a listener would say back, in a few words of theirs (`said_back`); where the words
name a certain mood a short second half fits it. Where nothing can be said back a kind of telling is
met that is sure, or the mood, or else a plain line says that it was heard. A key goes on with more
than it need have: of "heard.tired.evening.toward" only "heard.tired" must have a wording.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Literal

from assistant.dialogues.brief import Brief
from assistant.dialogues.choosing import choose
from assistant.dialogues.comfort import GENTLY, LISTEN, ON
from assistant.dialogues.saying_back import said_back
from assistant.dialogues.steps import Ask, Begin, Note, Say, Step
from assistant.formatting.gist import gist, is_own_doing
from assistant.formatting.reflecting import is_of_the_person, is_to_a_friend
from assistant.formatting.rephrasing import is_sentence
from assistant.practice.exercises import ToldInExercise
from assistant.practice.moods import DARK, HEAVIEST, HEAVY, LIGHT, Feeling, mood_of
from assistant.practice.seeming import Seeming, seems
from assistant.practice.tellings import felt_in, telling_in
from intents import Freely, load

ABOUT = "heard.about"
"""The key of what is said by the kind of what was told."""
BACK = "heard.back"
"""The key of what is said back, with what fits its mood."""
SEEMS = "heard.seems"
"""The key of what is said to what seems good or heavy, where the words do not name it."""
UNSAID = frozenset({"plain", "unsure", "good"})
"""The moods to which something truer is said where it seems good or heavy."""
NOTHING = Say("heard.nothing")
"""What is said to small talk: its wording is empty."""
WHAT_NOW = "heard.what_now"
"""The question what would be good now, after something very heavy was told."""

ABOUT_IT = "just_listen.about_it"
"""The key of the one question about what was dictated; it ends in the mood."""
READ_BACK = "read_back"
"""The intent that asks to hear what was dictated."""
MUCH = 25
"""So many words tell much, of which a question may be asked though no kind of telling is sure."""
SMALL = 3
"""So few words that are not said back get no reply of their own."""

TOLD_AS_HARD = frozenset({"review.hard_heard"})
"""The places where it was asked what was hard, so that it was."""
SMALL_TALK_AT = frozenset(
    {"evening.heard.meant", "evening.heard.toward", "just_listen.answered", "thread.met"}
)
"""The places where small talk gets no reply of its own: nothing is kept or promised there."""
ASKS_FOR_A_DEED = frozenset(
    {
        "card_sort.lived",
        "domains.example_heard",
        "evening.heard.kind_tonight",
        "letter.may_it_stay",
        "morning.kind_heard",
    }
)
"""The places where something one does was asked for."""
BESIDE_A_DEED = frozenset({"plain", "good", "mixed", "tired", "fear", "hard", "anger"})
"""The moods in which something was done all the same."""

Met = Literal["light", "heavy", "enough"]
"""light: go on as usual. heavy: go on gently. enough: nothing more is to be asked."""


def heard(place: str, said: str, language: str, **words: Any) -> Say:
    """What is said to `said`, told at `place`, the key of its wordings.

    They may have what is said back as {gist}. The key ends in "own" where it tells what the person
    did, which alone may be praised.
    """
    feeling = mood_of(said, language)
    back = said_back(said, language, deed=place in ASKS_FOR_A_DEED)
    if feeling.mood == "none":
        return Say(f"heard.none.{place}")
    if is_to_a_friend(said, language) and not feeling.heavy:
        return Say(f"{place}.friend", **words)
    if feeling.heavy and len(back.split()) <= SMALL:
        back = ""  # "Too tired" is met by its mood.
    if back:
        return _with_back(place, said, back, feeling, language, words)
    if (told := about(said, language)) is not None:
        return told
    seeming = seems(said, language)
    if feeling.certain and feeling.mood not in LIGHT and not _sways(feeling, seeming):
        return Say(f"heard.{feeling.mood}.{place}")
    if seeming is not None:
        return Say(f"{SEEMS}.{seeming.mood}.{place}")
    if feeling.mood == "good":
        return Say(f"{SEEMS}.good.{place}")
    small = len(said.split()) <= SMALL and place in SMALL_TALK_AT
    return NOTHING if small else Say(place, **words)


def _with_back(
    place: str, said: str, back: str, feeling: Feeling, language: str, words: dict[str, Any]
) -> Say:
    """What is said back, with a second half that fits the place or the mood."""
    own = is_of_the_person(back, language)
    if own and _is_done(said, feeling, language):
        return Say(f"{place}.{feeling.mood}.own", gist=back, **words)
    felt = _felt(feeling, said, language)
    mood = felt if felt not in LIGHT else str(feeling.mood)
    if mood == "plain" and len(back.split()) <= SMALL and place in SMALL_TALK_AT:
        return Say(f"{BACK}.few", gist=back)
    if mood == "good" and not own and _is_heavy(back, said, language):
        mood = "plain"  # "She lost her job, and was glad I called" is not good for its beginning.
    if not feeling.certain and place in TOLD_AS_HARD:
        mood = "hard"
    if mood in ("plain", "good"):
        return Say(f"{place}.{mood}", gist=back, **words)
    return Say(f"{BACK}.{_as_said(mood, back, language)}.{place}", gist=back)


def _is_heavy(back: str, said: str, language: str) -> bool:
    """Whether what is said back of `said` may be heavy by itself."""
    told = telling_in(said, language, met=True)
    if told is not None and told.mood == "good":
        return False
    learned, weight = load(language).mood(back.lower())
    return mood_of(back, language).heavy or (learned not in LIGHT and weight >= HEAVY)


def _as_said(mood: str, back: str, language: str) -> str:
    """The mood of the second half: grief only where what is said back is the loss."""
    return "plain" if mood == "grief" and mood_of(back, language).mood != "grief" else mood


def reflection(feeling: Feeling, said: str, language: str, place: str) -> Say:
    """What is said to `said` where it is told by itself: said back, by its kind, or by its mood."""
    back = said_back(said, language)
    if back and feeling.mood != "none":
        felt = _felt(feeling, said, language)
        kind = telling_in(said, language, met=True)
        good = mood_of(said, language).mood == "good" or (kind is not None and kind.weight >= HEAVY)
        glad = is_of_the_person(back, language) or (good and not _is_heavy(back, said, language))
        felt = "plain" if felt == "good" and not glad else _as_said(felt, back, language)
        return Say(f"{BACK}.{felt}", gist=back)
    if (told := about(said, language)) is not None:
        return told
    seeming = seems(said, language)
    if seeming is not None and (feeling.mood in UNSAID or _sways(feeling, seeming)):
        return Say(f"{SEEMS}.{seeming.mood}.{place}")
    if feeling.mood == "good":
        return Say(f"{SEEMS}.good.{place}")
    return Say(f"heard.{feeling.mood}.{place}")


def _sways(feeling: Feeling, seeming: Seeming | None) -> bool:
    """Whether it seems clearly one way where the words name both: "he laughed, it was so hard"."""
    return seeming is not None and feeling.mood == "mixed"


def about(said: str, language: str) -> Say | None:
    """What is said to something told by its kind; `None` where it has none that is sure."""
    told = telling_in(said, language, met=True)
    if told is None:
        return None
    if told.general and mood_of(said, language).certain:
        return None
    return Say(f"{ABOUT}.{told.kind}")


def _felt(feeling: Feeling, said: str, language: str) -> str:
    """The mood of the second half: what the words name, or what the kind of telling surely is."""
    told = telling_in(said, language, met=True)
    if not feeling.certain and told is not None and not told.general:
        return str(told.mood)
    return str(feeling.mood)


def reflected(words: str, language: str) -> Say | None:
    """What is said to all that was dictated, by its last and weightiest part.

    `None` where nothing in it is sure: then nothing is said of it.
    """
    feeling = mood_of(words, language)
    told = feeling.certain or said_back(words, language) or about(words, language) is not None
    if told or seems(words, language) is not None:
        return reflection(feeling, words, language, "reflect")
    return None


def one_question(brief: Brief, words: str) -> Generator[Step, Any, bool]:
    """Reflect what was dictated, ask one question about it, and meet the answer.

    Return whether that was done: of what is short, and names neither a feeling nor a kind of
    telling, nothing is asked. To "read it back" the words are said, and it is asked again.
    """
    language = brief.language
    met = reflected(words, language)
    if met is not None:
        yield met
    named = about(words, language) is not None or mood_of(words, language).certain
    if not named and len(words.split()) < MUCH:
        return False
    feeling = felt_in(words, language)
    mood = "plain" if met is None or feeling.mood == "none" else str(feeling.mood)
    if mood == "good" and mood_of(words, language).mood != "good":
        mood = "plain"  # What made it good is asked only where the words say that it was.
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
    yield from meet(brief, "just_listen.answered", more)
    return True


def meet(brief: Brief, place: str, said: str, **words: Any) -> Generator[Step, Any, Met]:
    """Reply to what was told; after something very heavy ask only what would be good now."""
    yield heard(place, said, brief.language, **words)
    feeling = felt_in(said, brief.language)
    if not feeling.heavy or _is_done(said, feeling, brief.language):
        return "light"
    if not offers(feeling):
        return "heavy"
    return (yield from _what_now(place))


def meet_gravely(brief: Brief, place: str, said: str) -> Generator[Step, Any, Met]:
    """Reply to what is surely grave, and ask only what would be good now."""
    met = reflection(felt_in(said, brief.language), said, brief.language, place)
    yield Say("heard.unsure") if met.key == f"heard.plain.{place}" else met
    return (yield from _what_now(place))


def _what_now(place: str) -> Generator[Step, Any, Met]:
    """Ask what would be good now."""
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
    feeling = mood_of(short, language)
    surely = feeling.certain or mood_of(said, language).heavy
    return feeling.heavy and surely and is_sentence(short, language)
