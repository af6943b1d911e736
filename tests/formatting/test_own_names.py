"""The person's own names, where a recognizer wrote what sounds like them."""

from assistant.formatting.own_names import OwnNames, bare, common_words, spelled
from intents import load

SOUND = load("en").sound
NAMES = {"Siobhan": ["shove on", "shivonne"], "Aoife": ["eefa"], "Oisín": [], "the cave": []}
COMMON = common_words("en")

REPAIRS = [
    # heard → with the names in it, sure
    ("call shivonne tomorrow", "call Siobhan tomorrow", True),
    ("Call Shivonne, tomorrow.", "Call Siobhan, tomorrow.", True),
    ("i met eefa and shivonne", "i met Aoife and Siobhan", True),
    ("ring siobahn", "ring Siobhan", True),
    ("ring shove on", "ring Siobhan", False),
    ("call siobhan", "call siobhan", True),
    ("i was in the cave", "i was in the cave", True),
    ("i went for a walk with my dog", "i went for a walk with my dog", True),
    ("the ocean was cold", "the ocean was cold", True),
    ("my mother rang me at seven", "my mother rang me at seven", True),
    ("", "", True),
]


def test_repair_names_are_put_in_and_common_words_only_in_doubt():
    names = OwnNames(NAMES, SOUND, COMMON)
    wrong = []
    for heard, expected, sure in REPAIRS:
        repaired = names.repair(heard)
        if (repaired.text, repaired.sure) != (expected, sure):
            wrong.append((heard, repaired))
    assert wrong == []
    assert names.repair("ring shove on", only_sure=True).text == "ring shove on"


def test_repair_no_text_of_everyday_words_changes_for_any_name():
    """The names and the sentences of everyday words, all against all: none is changed surely."""
    some = ["Siobhan", "Niamh", "Saoirse", "Xanthe", "Joaquín", "Wojciech", "Thuy", "Anneliese"]
    names = OwnNames({name: [] for name in some}, SOUND, COMMON)
    words = sorted(COMMON)[::7]
    lines = [" ".join(words[at : at + 8]) for at in range(0, len(words), 8)]
    assert [line for line in lines if names.repair(line, only_sure=True).found] == []


def test_spelled_letters_become_a_word():
    assert spelled("s i o b h a n") == "Siobhan"
    assert spelled("S-I-O-B-H-A-N.") == "Siobhan"
    assert spelled("siobhan") == ""
    assert spelled("a cat") == ""


def test_bare_words_have_no_marks():
    assert bare("Tally-ho!") == "tally ho"
