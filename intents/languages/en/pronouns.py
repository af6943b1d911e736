"""What "it" and "one" stand for, while something is talked of: "pause it", "add another one"."""

from __future__ import annotations

from collections.abc import Iterator

from intents.languages.en.answered import answers

Words = tuple[str, ...]

_ONE = answers("about", "one")
_ALL = answers("about", "all")
_BEFORE = (("my",), ("a",), ())


def meant_of(words: Words, about: str) -> Iterator[Words]:
    """`words` with `about` in the place of what stands for it; the longest pronoun first."""
    if not about:
        return
    for pronouns, ending in ((_ALL, "s"), (_ONE, "")):
        thing = (*about.split()[:-1], about.split()[-1] + ending)
        for pronoun in pronouns:
            for at in range(len(words) - len(pronoun) + 1):
                if words[at : at + len(pronoun)] == pronoun:
                    for article in _BEFORE:
                        yield (*words[:at], *article, *thing, *words[at + len(pronoun) :])
