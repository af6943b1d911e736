"""What a stutter repeats is left out of names, and no word is."""

from assistant.formatting.stutters import without_stutters
from tests.tables import each


@each(
    ("said", "meant"),
    [
        ("ph phoning my dad", "phoning my dad"),
        ("t t take my t train", "take my train"),
        ("take the c course at st stephens", "take the c course at st stephens"),
        ("l letting go and th three breaths", "letting go and three breaths"),
        ("i i want a apple", "i i want a apple"),
        ("vitamin d daily", "vitamin d daily"),
        ("plan b breakfast at nine", "plan b breakfast at nine"),
        ("mr miller and his tv", "mr miller and his tv"),
        ("d d", "d d"),
        ("s", "s"),
        ("", ""),
    ],
)
def test_without_stutters_takes_away_repeated_beginnings_alone(said, meant):
    assert without_stutters(said, "en") == meant
