"""What is told in a check-in and is so heavy that it is met before anything is asked on."""

from __future__ import annotations

from assistant.conversation.acts import VERY_HEAVY, Act, Interpretation, Told
from assistant.conversation.reading.checkins.losses import is_old_loss
from assistant.conversation.reading.phrases import phrases_of
from assistant.practice.moods import HEAVIEST, mood_of
from assistant.practice.outcome_detection import is_death, is_grave, is_hard
from assistant.practice.value_detection import is_bad_news
from intents import Meaning, load
from intents.spans import Mood


def met_first(text: str, language: str, *, lightly: bool = False) -> Interpretation | None:
    """A loss or grave news as what is told, with no answer in it; `None` for nothing heavy.

    `lightly`: what is merely hard counts too, as a bad night.
    """
    sorrow = load(language).tells(text) == "sorrow" or is_death(text, language)
    loss = sorrow and not is_old_loss(text, phrases_of(language))
    feeling = mood_of(text, language)
    heavy = feeling.certain and (feeling.weight >= HEAVIEST or (lightly and feeling.heavy))
    news = lightly and (is_bad_news(text, language) or is_hard(text, language))
    if not (loss or heavy or news or is_grave(text, language)):
        return None
    told: Told = "sorrow" if loss else "feeling"
    mood: Mood = "grief" if loss else "hard"
    end = len(text.split())
    act = Act("telling", 0, end, told, mood=mood, weight=VERY_HEAVY, words=text)
    return Interpretation(Meaning(text), (act,))
