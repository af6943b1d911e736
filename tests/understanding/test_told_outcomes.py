"""How a step went, read by the learned reader from stories that hold no word for it."""

from intents.languages import folder_of
from intents.parts import of_language
from intents.told_outcomes import FILE, seen_outcome
from intents.told_outcomes_training import fingerprint, read_told_outcomes
from intents.vector_network import load_network
from tests.tables import each

ASKED = "One step was: swim at the lido. How did it go yesterday: done, partly, or not yet?"


@each(
    ("said", "outcome"),
    [
        ("oh it was freezing but i went in right up to my neck and came out grinning", "done"),
        ("i got as far as the changing room and then i turned round and came home", "partly"),
        ("they'd shut it for the day there was a notice on the gate", "not_yet"),
        ("why do you always ask me that first thing", "none"),
    ],
)
def test_story_of_a_step_tells_its_outcome(said, outcome):
    assert seen_outcome(said, ASKED, "en").name == outcome


def test_network_was_made_for_the_encoder_that_there_is():
    network, encoder = load_network(folder_of("en") / FILE), of_language("en")
    assert network is not None
    assert encoder is not None
    assert network.encoder == encoder.made_from
    assert network.made_from == fingerprint("en"), "run scripts/models build told_outcomes"


def test_lines_that_are_learned_have_three_fields_and_a_known_outcome():
    told = list(read_told_outcomes(folder_of("en") / "learning" / "told_outcomes.tsv"))
    assert len(told) > 1500
    assert len({(asked, said) for asked, said, _ in told}) > 0.97 * len(told)
