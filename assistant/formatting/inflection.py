"""The forms of verbs of one language, by the tables of its `verbs.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from assistant.formatting.language import optional_table


class Inflection:
    """Puts verbs into forms such as "ing"; without tables a verb stays as it is.

    `endings`: for each form, what takes the place of an ending. `irregular`: the forms of verbs
    which follow no rule.
    """

    def __init__(
        self,
        endings: Mapping[str, Mapping[str, str]],
        irregular: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._endings = {
            form: sorted(rules.items(), key=lambda rule: -len(rule[0]))
            for form, rules in endings.items()
        }
        self._irregular = irregular
        self._of_irregular: dict[str, set[str]] = {}
        for base, forms in irregular.items():
            for form in forms.values():
                self._of_irregular.setdefault(form, set()).add(base)

    def __call__(self, verb: str, form: str) -> str:
        """A verb in a form, with the capital it has: "Be", "ing" is "Being"."""
        inflected = self._inflect(verb.lower(), form)
        return inflected[:1].upper() + inflected[1:] if verb[:1].isupper() else inflected

    def _inflect(self, verb: str, form: str) -> str:
        irregular = self._irregular.get(verb, {}).get(form)
        if irregular is not None:
            return irregular
        for ending, instead in self._endings.get(form, ()):
            if verb.endswith(ending):
                return verb[: len(verb) - len(ending)] + instead
        return verb

    def bases(self, word: str) -> frozenset[str]:
        """Every word of which `word` may be a form, in lower case; `word` itself is among them.

        "swimming" gives "swim" and "swimming". The rules know no dictionary, so not every base is
        a word: "making" gives "mak" and "make". Bases shorter than three letters are left out.
        """
        word = word.lower()
        found = {word, *self._of_irregular.get(word, ())}
        for form, rules in self._endings.items():
            for ending, instead in rules:
                base = word.removesuffix(instead) + ending
                if len(base) > 2 and word.endswith(instead) and self._inflect(base, form) == word:
                    found.add(base)
        return frozenset(found)


@cache
def inflection(language: str) -> Inflection:
    """The verb forms of a language."""
    table = optional_table(language, "verbs.toml")
    return Inflection(table.get("endings", {}), table.get("irregular", {}))
