"""Signs of the body that are for a doctor, and what only sounds like them."""

from assistant.safety.body import help_in, resisted_in, sign_in
from tests.tables import each

SIGNS = {
    "partly i got as far as the church and me chest went a bit tight so i sat on the wall": "heart",
    "i had this pain across my chest after the stairs": "heart",
    "there's a tightness in my chest since lunch": "heart",
    "my left arm has been aching all morning": "heart",
    "good to hear what's good about a tight chest": "heart",
    "i couldn't get my breath on the stairs": "breath",
    "i'm struggling to breathe a bit tonight": "breath",
    "my tongue is swelling up": "breath",
    "my arm went numb while i was peeling potatoes": "stroke",
    "one side of my face feels funny": "stroke",
    "my words came out all wrong this morning": "stroke",
    "i fainted in the shop": "faint",
    "i came round on the bathroom floor": "faint",
    "i took too many tablets by mistake": "tablets",
    "i think i've taken my tablets twice": "tablets",
    "it won't stop bleeding": "blood",
    "there was blood in my wee": "blood",
    "i've been coughing up blood": "blood",
}
NONE = (
    "it broke my heart to see him go",
    "my heart's not in it",
    "the view was breathtaking",
    "it took my breath away",
    "i nearly fainted when i saw the bill",
    "i laughed so much i couldn't breathe",
    "i collapsed on the sofa after work",
    "i had to get it off my chest",
    "no pain in my chest today",
    "i play my cards close to my chest",
    "i fainted once years ago",
    "the bleeding bus was late again",
    "i took the dog out twice",
    "we found an old chest in the attic",
    "he nearly gave me a heart attack",
    "my heart sank",
    "i took my tablets",
    "i took my tablets and went to bed",
    "my hand hurts from the gardening",
    "i was out of breath from running for the bus",
    "i had the tracing and my chest pain is nothing the nurse says",
    "i'm numb inside",
    "i couldn't see his face",
    "i was bleeding money all month",
    "my side of the story",
    "i've a pain in my chest but they've checked me and it's the gall bladder",
    "when i get anxious i can't breathe and then i count the tiles",
    "i can't lift my arm above my shoulder",
    "i couldn't breathe in that job anymore",
    "my heart was pounding before the speech but it went great",
)
HELP = {
    "should i ring somebody do you think or is it just the cold": "whether",
    "do you think i should see a doctor": "whether",
    "i'll ring the nurse line": "will",
    "i've just phoned the doctor": "will",
    "the nurse says it's me muscles": "seen",
    "i rang my sister and we talked": "",
}


@each(("said", "sign"), [*SIGNS.items(), *((said, None) for said in NONE)])
def test_sign_of_the_body_is_noticed_and_a_figure_of_speech_is_not(
    said: str, sign: str | None
) -> None:
    assert sign_in(said) == sign


@each(("said", "help"), HELP.items())
def test_help_in_what_is_said_of_ringing_somebody(said: str, help: str) -> None:
    assert help_in(said) == (frozenset({help}) if help else frozenset())


def test_resisted_drink_and_that_it_was_poured_away_are_both_needed() -> None:
    told = {
        "i don't drink now four months nobody knows": {"drink"},
        "i put it down the drain": {"poured"},
        "i tipped the whisky down the sink": {"drink", "poured"},
        "i made up the baby's bottle and she wouldn't have it": set(),
        "i put the bins out": set(),
    }
    assert {said: set(resisted_in(said)) for said in told} == told
