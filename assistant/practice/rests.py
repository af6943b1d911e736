"""What the person does not want to be asked, and what rests because it was declined twice.

A topic is a group of questions ("steps"), one question by its key, or something of the person's
life that is not to be asked about (`ABOUT`, with its words).
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from assistant.practice.event import Event

RESTS = 5
"""So many days an offer rests after it was declined twice running."""
SHORT, ABOUT, TOLD, PRAISE = "short", "about", "told", "praise"
"""Topics: a short check-in; something of the person's life; what was told earlier; praise."""

THREADS = ("thread.how_is_it.clause", "thread.how_is_it.who", "thread.how_is_it.worry")
"""The questions how something goes on that was told earlier."""
OFFERS = frozenset(
    {
        *("morning.a_first_goal", "morning.another_goal", "morning.when"),
        *("checkin.value_without_goal", "checkin.pattern"),
        *("evening.was_there_a_move_away", "evening.kind", "evening.tomorrow"),
        *("evening.enjoyed", "morning.something_enjoyable"),
        *("value.a_step_for_it", "goal.more_certain", "learn.shall_i", *THREADS),
    }
)
"""The questions without which a conversation is whole."""
TOPICS: dict[str, frozenset[str]] = {
    "steps": frozenset(
        {
            *("morning.a_first_goal", "morning.another_goal", "checkin.value_without_goal"),
            *("value.a_step_for_it", "goal.more_certain"),
        }
    ),
    "value": frozenset({"morning.bring_this_value", "morning.which_value"}),
    "intention": frozenset(
        {"morning.intention", "morning.is_it_still_so", "morning.when", "evening.meant"}
    ),
    "hard": frozenset(
        {
            *("evening.was_there_a_move_away", "evening.away", "evening.in_the_way"),
            *("morning.what_got_in_the_way", "review.hard"),
        }
    ),
    "kindness": frozenset({"evening.kind"}),
    "tomorrow": frozenset({"evening.tomorrow"}),
    "good": frozenset({"evening.toward", "review.proud"}),
    SHORT: OFFERS - {"evening.tomorrow", "value.a_step_for_it"},
    TOLD: frozenset(THREADS),
    PRAISE: frozenset({PRAISE}),  # No question: what is said is said without praise.
}
"""The questions of each topic."""
OF_THE_RITUAL = ("morning.", "evening.", "checkin.", "review.", "thread.", "prompt.")
"""Questions that may rest for good: they come by themselves. Others were asked for."""


class RestAsked(Event, frozen=True, tag="rest_asked"):
    """A topic is to rest up to the day `until`, or for good (""); `words` say what it is about."""

    topic: str
    until: str = ""
    words: str = ""


class RestEnded(Event, frozen=True, tag="rest_ended"):
    """A topic may be asked about again; without one, all of them."""

    topic: str = ""
    words: str = ""


RestNoted = RestAsked | RestEnded


class Rest(msgspec.Struct, frozen=True):
    """A topic that rests: up to a day, or for good ("")."""

    topic: str
    until: str = ""
    words: str = ""


class Rests(msgspec.Struct):
    """All that rests. `declined` are the last days on which an offer was declined running."""

    asked: list[Rest] = []
    declined: dict[str, list[str]] = {}

    def on(self, today: date) -> list[Rest]:
        """Return what the person asked not to be asked, as it is today."""
        return [rest for rest in self.asked if not rest.until or rest.until >= str(today)]

    def questions(self, today: date) -> frozenset[str]:
        """Return the keys of the questions that rest today."""
        found: set[str] = set()
        for rest in self.on(today):
            found |= TOPICS.get(rest.topic, {rest.topic})
        lately = str(today - timedelta(days=RESTS))
        for question, days in self.declined.items():
            if len(days) > 1 and lately <= days[-1] < str(today):
                found.add(question)
        return frozenset(found)

    def about(self, today: date) -> list[str]:
        """Return the words for what is not to be asked about."""
        return [rest.words for rest in self.on(today) if rest.topic == ABOUT]


def fold_rests(rests: Rests, noted: RestNoted) -> None:
    """Update `rests` with what was noted."""
    match noted:
        case RestAsked(topic=topic, until=until, words=words):
            rests.asked = [one for one in rests.asked if (one.topic, one.words) != (topic, words)]
            rests.asked.append(Rest(topic, until, words))
        case RestEnded(topic=topic, words=words):
            rests.asked = [
                one
                for one in rests.asked
                if (topic and one.topic != topic) or (words and one.words != words)
            ]


def fold_offer(rests: Rests, question: str, declined: bool, day: str) -> None:
    """Take note of how an offer was answered on a day."""
    if question not in OFFERS:
        return
    if not declined:
        rests.declined.pop(question, None)
    elif day not in (days := rests.declined.setdefault(question, [])):
        rests.declined[question] = [*days, day][-2:]
