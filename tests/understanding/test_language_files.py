"""A mistake in a language file is refused with its place and what to write instead."""

import shutil
from pathlib import Path

import pytest

import intents
from intents import LanguageError, loading
from intents.prepared import save_tables, tables


@pytest.fixture
def folder(tmp_path):
    """A copy of English which may be spoilt."""
    copy = tmp_path / "en"
    shutil.copytree(
        Path(intents.__file__).parent / "en", copy, ignore=shutil.ignore_patterns("*.py")
    )
    return copy


def refusal(folder):
    with pytest.raises(LanguageError) as refused:
        loading.load_folder(folder, "en")
    return str(refused.value)


def line_of(path, text):
    return next(n for n, line in enumerate(path.read_text().splitlines(), 1) if text in line)


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ('"(play|sing a song"', "write the missing ')'"),
        ('"play a song)"', "take it out, or open it before"),
        ('"play <melody>"', "there is no word list <melody>"),
        ('"play {Title}"', "in small letters"),
        ('"play|sing"', "write (a|b)"),
        ('"[please]"', "write at least one outside [ ]"),
    ],
)
def test_a_wrong_phrase_is_named_with_its_line(folder, line, remedy):
    path = folder / "songs.toml"
    path.write_text(f"[play_song]\nsays = [\n    {line},\n]\n")
    message = refusal(folder)
    assert f"{path}:3" in message
    assert remedy in message


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ('[play_song]\nsays = ["sing"\n[other]\n', 3, "says = ["),
        ('[play_song]\nsay = ["sing"]\n', 2, "write one of"),
        ('[play_song]\nsays = "sing"\n', 1, "must be a list of strings"),
        ("[play_song]\n", 1, "has no phrases"),
        ('[play_song]\nsays = ["sing"]\nonly = "church"\n', 1, '"dictation"'),
        ('[play_song]\nsays = ["sing"]\nstarts = 1\n', 1, "true or false"),
    ],
)
def test_a_wrong_table_is_named_with_its_line(folder, text, line, remedy):
    path = folder / "songs.toml"
    path.write_text(text)
    message = refusal(folder)
    assert f"{path}:{line}" in message
    assert remedy in message


def test_two_intents_with_one_phrase_are_named(folder):
    path = folder / "songs.toml"
    path.write_text('[play_song]\nsays = ["(please) (quit|leave off) the session"]\n')
    message = refusal(folder)
    assert "play_song" in message
    assert "stop" in message
    assert f"{path}:2" in message
    assert "quit the session" in message


def test_an_intent_written_twice_is_named(folder):
    path = folder / "songs.toml"
    path.write_text('[stop]\nsays = ["no more singing"]\n')
    assert "a second time" in refusal(folder)


def test_a_missing_file_is_named(folder):
    (folder / "lists.toml").unlink()
    assert "lists.toml" in refusal(folder)


def test_a_broken_model_is_named(folder):
    (folder / "commands.bin").write_bytes(b"not a model")
    assert "python -m intents.training" in refusal(folder)


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(LanguageError, match="known are en"):
        intents.load("xx")


def test_a_new_phrase_works_before_anything_is_learned(folder):
    (folder / "songs.toml").write_text('[play_song]\nsays = ["(play|sing) {title}"]\n')
    meaning = loading.load_folder(folder, "en").understand("please sing ave maria")
    assert (meaning.intent, meaning.slots["title"]) == ("play_song", "ave maria")


def test_the_models_were_trained_on_these_phrases():
    folder = Path(intents.__file__).parent / "en"
    for name in ("commands.bin", "aspirations.bin", "dictated.bin", "outcomes.bin"):
        model = loading.load_model(folder / name)
        assert model.made_from == loading.fingerprint(folder), "run python -m intents.training en"


def test_answers_are_prepared_as_they_are_written(tmp_path):
    shipped = Path(intents.__file__).parent / "en" / "answers.toml"
    path = Path(shutil.copy(shipped, tmp_path))
    save_tables(path)
    prepared = shipped.with_suffix(".json").read_text()
    assert path.with_suffix(".json").read_text() == prepared, "run python -m intents.training en"


def test_answers_which_were_changed_since_are_read_anew(tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text('[yesno]\nyes = ["aye"]\n')
    save_tables(path)
    path.write_text('[yesno]\nyes = ["yea"]\n')
    assert tables(path) == {"yesno": {"yes": ["yea"]}}


def test_a_model_which_was_cut_short_is_named(folder):
    path = folder / "commands.bin"
    path.write_bytes(path.read_bytes()[:-100])
    assert "python -m intents.training" in refusal(folder)
