"""What values are called: as they read in any sentence, each of a list by its own name."""

from assistant.formatting.things import things
from assistant.practice.naming import whole_name
from tests.tables import each


@each(
    ("said", "name"),
    [
        ("to forgive my mother", "forgiving my mother"),
        ("i want to stop being so afraid", "stopping being so afraid"),
        ("dance again", "dancing again"),
        ("money to be quite honest with you", "money"),
        ("at the moment sleep", "sleep"),
        ("respect for others", "respect for others"),
    ],
)
def test_value_is_named_as_it_reads_in_a_sentence(said: str, name: str) -> None:
    assert whole_name(said) == name


@each("said", ["it's complicated", "at the moment", "it's a long story"])
def test_remark_about_the_question_names_no_value(said: str) -> None:
    assert whole_name(said) == ""


@each(
    ("said", "names"),
    [
        ("family i suppose but also my faith", ("family", "my faith")),
        ("there's my health there's my sister", ("my health", "my sister")),
        ("family then work then football", ("family", "work", "football")),
        ("can i say several so honesty and my garden", ("honesty", "my garden")),
        ("independence and yeah having my own money", ("independence", "having my own money")),
        ("peace and quiet", ()),
        ("my wife and my kids", ()),
        ("order i suppose things being in their place", ()),
        ("family first and then we'll see", ()),
    ],
)
def test_list_of_values_names_each_of_them(said: str, names: tuple[str, ...]) -> None:
    assert things(said) == names
