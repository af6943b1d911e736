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


@cache
def inflection(language: str) -> Inflection:
    """The verb forms of a language."""
    table = optional_table(language, "verbs.toml")
    return Inflection(table.get("endings", {}), table.get("irregular", {}))
