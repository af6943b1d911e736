"""What a person hopes for or tells: wishes, steps and losses; and what "it" stands for."""

from __future__ import annotations

from collections.abc import Iterator

from intents.tables import Tables, Words

_A_DEED = 3
"""A verb, an article, and the thing it is done to."""
_A_SENTENCE, _A_LONG_ONE = 4, 6
"""So many words may tell something; fewer than the second must name who does or is something."""
_LONGEST_ABOUT = 20
"""In longer utterances nothing stands for what is talked of."""


class Wishes:
    """Reads wishes by the tables `hope` and `about` of a language."""

    def __init__(self, tables: Tables) -> None:
        phrases, words = tables.phrases, tables.words
        self._before = phrases("hope", "before")
        self._acts, self._whom = phrases("hope", "acts"), phrases("hope", "whom")
        self._losses = phrases("hope", "losses")
        self._deed_of, self._no_things = words("hope", "deed_of"), words("hope", "no_things")
        self._no_step = words("hope", "no_step")
        self._no_deed = self._no_step | words("hope", "no_deed")
        self._no_verb = tuple(words("hope", "no_verb"))
        self._asks_others = words("hope", "asks_others")
        self._vague = words("hope", "vague")
        self._people, self._done_to = words("hope", "people"), words("hope", "done_to")
        self._asks = words("hope", "asks")
        self._places, self._of_places = words("hope", "places"), words("hope", "of_places")
        self._oneself, self._ourselves = words("hope", "oneself"), words("hope", "ourselves")
        self._one, self._all = phrases("about", "one"), phrases("about", "all")
        self._article = tuple(tuple(line.split()) for line in tables.lines("about", "before"))
        self._plural = "".join(tables.lines("about", "plural"))

    def title(self, words: Words) -> Words:
        """The words without "i want to", "my goal is to" and the like."""
        at = 0
        while cut := next((s for s in self._before.sizes(words, at) if at + s < len(words)), 0):
            at += cut
        return words[at:]

    def without_places(self, title: Words) -> Words:
        """The words without those that name a place and only look like leaving off: "bus stop"."""
        before = ("", *title)
        return tuple(
            word
            for word, last in zip(title, before, strict=False)
            if word not in self._places or last not in self._of_places
        )

    def own_step(self, title: Words) -> bool:
        """Whether it is something one does oneself to or with somebody, not what they should do.

        "Call my sister", but not "tell my boss to respect me".
        """
        for size in self._acts.sizes(title, 0):
            rest = title[size:]
            return self._asks_others.isdisjoint(rest) and self._whom.at(rest, 0) > 0
        return False

    def deed(self, title: Words) -> bool:
        """Whether it is something done to a thing: "fix the gate", but not "my boss".

        A longer one with a "to" after it may be what others should do.
        """
        if len(title) < _A_DEED or title[1] not in self._deed_of or title[0] in self._no_deed:
            return False
        if title[0].endswith(self._no_verb) or title[0] in self._deed_of:
            return False
        others = not self._asks_others.isdisjoint(title[2:])
        return self._no_things.isdisjoint(title[2:4]) and not others

    def may_be_a_step(self, title: Words) -> bool:
        """Whether it may be a step at all: not "that would be nice", not "something for me"."""
        return title[0] not in self._no_step and self._vague.isdisjoint(title[:3])

    def sorrow(self, words: Words) -> bool:
        """Whether it tells of a loss: "my mother died last week"."""
        return self._losses.has(words)

    def of_oneself(self, words: Words) -> bool:
        """Whether it tells what one did or felt: "I shouted at my son"."""
        if len(words) < _A_SENTENCE - 1:
            return False
        return not self._oneself.isdisjoint(words) or words[0] in self._ourselves

    def tells(self, words: Words) -> bool:
        """Whether it tells something, though it was not asked for: a sentence about people.

        A short one must name who does or is something: "on much for me" is a mumble.
        """
        if len(words) < _A_SENTENCE or words[0] in self._asks:
            return False
        people = self._people.intersection(words)
        return bool(people - self._done_to if len(words) < _A_LONG_ONE else people)

    def meant_of(self, words: Words, about: str) -> Iterator[Words]:
        """`words` with `about` in the place of what stands for it; the longest pronoun first.

        "Pause it", said of a goal, is "pause my goal".
        """
        if not about or len(words) > _LONGEST_ABOUT:
            return
        *adjectives, noun = about.split()
        for pronouns, ending in ((self._all, self._plural), (self._one, "")):
            thing = (*adjectives, noun + ending)
            found = [(s, at) for at in range(len(words)) for s in pronouns.sizes(words, at)]
            for size, at in sorted(found, key=lambda one: (-one[0], one[1])):
                for article in self._article:
                    yield (*words[:at], *article, *thing, *words[at + size :])
