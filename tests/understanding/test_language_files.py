"""A mistake in a language file is refused with its place and what to write instead."""

import shutil

import pytest

import intents
from intents import LanguageError, cache, loading, parts, parts_training
from intents.fingerprint import fingerprint, of_files
from intents.languages import folder_of
from intents.learned import load_model
from intents.tables import read_tables


@pytest.fixture
def folder(tmp_path):
    """A copy of English which may be spoilt."""
    copy = tmp_path / "en"
    shutil.copytree(folder_of("en"), copy, ignore=shutil.ignore_patterns("*.py", "wording"))
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
def test_load_wrong_phrase_names_its_line(folder, line, remedy):
    path = folder / "commands" / "songs.toml"
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
        ('[play_song]\nsays = ["sing"]\nonly = ["church"]\n', 3, "dictation"),
        ('[play_song]\nsays = ["sing"]\nstarts = 1\n', 1, "true or false"),
    ],
)
def test_load_wrong_table_names_its_line(folder, text, line, remedy):
    path = folder / "commands" / "songs.toml"
    path.write_text(text)
    message = refusal(folder)
    assert f"{path}:{line}" in message
    assert remedy in message


def test_load_phrase_of_two_intents_names_both(folder):
    path = folder / "commands" / "songs.toml"
    path.write_text('[play_song]\nsays = ["(please) (quit|leave off) the session"]\n')
    message = refusal(folder)
    assert "play_song" in message
    assert "stop" in message
    assert f"{path}:2" in message
    assert "quit the session" in message


def test_load_intent_written_twice_names_it(folder):
    path = folder / "commands" / "songs.toml"
    path.write_text('[stop]\nsays = ["no more singing"]\n')
    assert "a second time" in refusal(folder)


def test_load_missing_file_names_it(folder):
    (folder / "lists.toml").unlink()
    assert "lists.toml" in refusal(folder)


def test_load_broken_model_names_the_command(folder):
    (folder / "commands.bin").write_bytes(b"not a model")
    assert "scripts/models build" in refusal(folder)


def test_load_unknown_language_names_the_known_ones():
    with pytest.raises(LanguageError, match="known are en"):
        intents.load("xx")


def test_load_new_phrase_works_before_anything_is_learned(folder):
    (folder / "commands" / "songs.toml").write_text('[play_song]\nsays = ["(play|sing) {title}"]\n')
    meaning = loading.load_folder(folder, "en").understand("please sing ave maria")
    assert (meaning.intent, meaning.slots["title"]) == ("play_song", "ave maria")


@pytest.mark.parametrize("name", ["commands", "aspirations", "dictated", "outcomes"])
def test_learned_file_is_made_from_what_is_there(name):
    model = load_model(folder_of("en") / f"{name}.bin")
    assert model.made_from == fingerprint("en"), f"run scripts/models build {name}"


def test_parts_are_made_from_what_is_there():
    model = parts.load_model(folder_of("en") / parts.FILE)
    assert model.made_from == parts_training.fingerprint("en"), "run scripts/models build parts"


def test_fingerprint_of_code_does_not_see_remarks(tmp_path):
    path = tmp_path / "code.py"
    path.write_text('"""One."""\n\nA = 1  \n')
    one = of_files([path])
    path.write_text('"""Another\nof two lines."""\n# A remark.\nA = 1\n')
    assert of_files([path]) == one
    path.write_text("A = 2\n")
    assert of_files([path]) != one


def test_learned_file_with_an_intent_that_is_gone_is_named(folder):
    path = folder / "commands" / "exercises.toml"
    path.write_text(path.read_text().replace("[grounding]", "[earthing]"))
    message = refusal(folder)
    assert "grounding" in message
    assert "scripts/models build commands" in message


def test_tables_changed_since_are_read_anew(tmp_path):
    for yes in ("aye", "yea"):
        folder = tmp_path / yes
        folder.mkdir()
        (folder / "answers.toml").write_text(f'[yesno]\nyes = ["{yes}"]\n')
        assert read_tables(folder).lines("yesno", "yes") == (yes,)


@pytest.fixture
def caches(tmp_path, monkeypatch):
    """A cache folder of the test's own."""
    cache._folder.cache_clear()
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    yield tmp_path / "cache" / "intents"
    cache._folder.cache_clear()


def test_kept_made_once_and_again_when_changed(caches):
    made = []
    for mark in ("1", "1", "2", "1"):
        cache.kept("en", mark, lambda: made.append(1) or b"something")
    assert len(made) == 2
    assert sorted(path.name for path in caches.iterdir()) == ["en-1", "en-2"]


def test_kept_many_versions_keeps_the_newest(caches):
    for mark in range(30):
        cache.kept("en", f"{mark:02}", lambda: b"something")
    assert len(list(caches.iterdir())) == 12


def test_kept_broken_file_is_made_again(caches):
    cache.kept("en", "1", lambda: b"something")
    (caches / "en-1").write_bytes(b"rubbish of some length")
    assert cache.kept("en", "1", lambda: b"again") == b"again"


def test_kept_folder_cannot_be_made_is_made_each_time(caches):
    caches.parent.write_text("a file in place of the folder")
    assert [cache.kept("en", "1", lambda: b"a") for _ in range(2)] == [b"a", b"a"]


def test_load_model_cut_short_names_the_command(folder):
    path = folder / "commands.bin"
    path.write_bytes(path.read_bytes()[:-100])
    assert "scripts/models build" in refusal(folder)
