"""How somebody feels in what they tell, by the phrases of the language."""

from assistant.practice.moods import mood_of
from tests.tables import each

MOODS = {
    "i can't see the print any more": "unsure",
    "i can't take the tram on sundays": "plain",
    "i can't see a way out of this": "despair",
    "i feel like a proper failure": "shame",
    "she'll be worn out after the march": "plain",
    "none today sorry": "none",
    "no nothing really": "none",
    "nothing": "none",
    "i did nothing but i rang my sister": "plain",
    "my wife died two years ago": "grief",
    "we had two deaths on the ward": "grief",
    "i feel nothing anymore": "despair",
    "i can't go on like this": "despair",
    "i'm such a bad mother": "shame",
    "i hate that i do that": "shame",
    "nobody rang all week": "lonely",
    "i'm scared of the scan": "fear",
    "they drive me mad sick of it": "anger",
    "i was dead on my feet": "tired",
    "it was awful": "hard",
    "we laughed so much": "good",
    "i wasn't tired at all": "plain",
    "it went well and i cried a little": "good",
    "no it is not hard it is good news i am happy though yesterday i was so angry": "good",
    "i am not angry now": "plain",
    "it was not a hard day i never said it was hard": "plain",
    "nowt got in the way of em they went down lovely": "good",
    "i put it down for monday": "plain",
    "i work hard": "plain",
    "there's too little time": "plain",
    "the weather got me down": "hard",
    "i've got it down for monday": "plain",
    "i'm not good enough for that choir": "shame",
    "good evening": "plain",
    "it wasn't sad it was a joke": "plain",
    "everybody lies when they are afraid": "plain",
    "the flat is so quiet": "lonely",
    "my late shift": "plain",
    "there's nothing to be proud of": "plain",
    "everything was hard": "hard",
    "i just feel like i'm failing everyone": "shame",
    "he let go of my hand": "unsure",
    "i had to put the dog down on thursday": "grief",
    "we had a row but we made up after": "mixed",
    "i felt invisible at the party": "lonely",
    "lunch with noor": "plain",
    "we cried and talked till midnight": "plain",
    "i'm dead chuffed i start on monday": "good",
    "i had to pretend i'm happy for her": "plain",
    "i was dreading it but the speech went well and everybody clapped": "mixed",
    "i didn't go i snapped at him instead": "shame",
    "": "plain",
}
HEAVY = ("despair", "grief", "shame", "lonely", "fear", "anger", "tired", "hard")


@each(("said", "mood"), MOODS.items())
def test_mood_of_what_is_told_is_known_by_its_phrases(said: str, mood: str) -> None:
    feeling = mood_of(said)
    assert feeling.mood == mood
    assert feeling.heavy == (mood in HEAVY)
