"""What a person may set in a file. What they set by voice is kept in their journal.

Where several share a machine, `lantern --person NAME` also reads `settings-NAME.toml` beside it,
whose settings go before those of the first. The file is TOML, and every key may be left out:

    language = "en"
    recognizer = "vosk"                # or "moonshine", "pocketsphinx"; else the best there is
    model = "~/models/vosk-model-en-us-0.22-lgraph"     # a folder, or an installed model's name
    data = "~/lantern"                 # where the journal is kept
    voice = "english"                  # one of the synthesizer's voices
    rate = 150                         # words a minute, 60 to 600
    volume = 0.8                       # 0 to 1
    pitch = 50                         # 0 to 100; 50 is the voice's own
    patience = 1.5                     # how many times the usual a pause may last, 1 to 4
    barge_in = "auto"                  # speaking over Lantern stops it: "auto", "on" or "off"
    confirm = "in_doubt"               # read answers back: "always", "in_doubt" or "never"
    simple = true                      # short sentences
    earcons = false                    # no sounds beside the words
sentence_pause = 1.5               # seconds of silence after each sentence, 0 to 15
only_questions = true              # greetings and the like are written, but not spoken
plain = true                       # written lines are never rewritten, as with --plain
scan = 2.0                         # seconds for which each answer can be chosen with one switch
switch_rest = 1.0                  # seconds after a press of the switch in which another is none
voice_rest = 10                    # minutes of speaking until a rest is offered; 0 for never
    wake = "hello lantern"             # what `lantern listen` waits for
    microphone = "USB"                 # a part of the device's name
    loudspeaker = "Speakers"
    way_out = "where is my umbrella"   # changes the subject at once (docs/safety.md)

    [places."assist_satellite.bedroom"]  # a satellite, device or session of another assistant
    person = "anna"                      # whose journal it reaches; "" where there is but one
    aloud = true                         # whether what the journal holds may be said there
    satellite = "tcp://192.168.1.20:10700"   # where a Wyoming satellite is, which speaks reminders
"""

import difflib
import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import platformdirs
from msgspec import Meta

from assistant.errors import Trouble
from assistant.practice.preferences import Confirm

VARIABLE = "LANTERN_SETTINGS"  # names another settings file

BargeIn = Literal["auto", "on", "off"]
RecognizerName = Literal["vosk", "moonshine", "pocketsphinx"]
_Text = Annotated[str, Meta(min_length=1)]


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose journal a satellite or session of another assistant reaches.

    `person` is the name which `--person` takes, empty for the journal without one. `aloud`: what
    the journal holds may be said there. `satellite` is the address of a Wyoming satellite, which
    speaks the reminders of that person; empty for none.
    """

    person: str = ""
    aloud: bool = False
    satellite: Annotated[str, Meta(pattern=r"^(tcp://[^/\s]+:\d{1,5})?$")] = ""


class Settings(msgspec.Struct, frozen=True):
    """The settings; None where the program decides.

    What each must be is said by the wording `errors.settings.must_be`.
    """

    language: Annotated[str, Meta(pattern="^[a-z]{2}$")] = "en"
    recognizer: RecognizerName | None = None
    model: _Text | None = None
    data: Path | None = None
    voice: _Text | None = None
    rate: Annotated[int, Meta(ge=60, le=600)] | None = None
    volume: Annotated[float, Meta(ge=0, le=1)] | None = None
    pitch: Annotated[int, Meta(ge=0, le=100)] | None = None
    patience: Annotated[float, Meta(ge=1, le=4)] | None = None
    confirm: Confirm | None = None
    simple: bool | None = None
    earcons: bool | None = None
    sentence_pause: Annotated[float, Meta(ge=0, le=15)] | None = None
    only_questions: bool | None = None
    plain: bool = False
    scan: Annotated[float, Meta(ge=0.3, le=20)] | None = None
    switch_rest: Annotated[float, Meta(ge=0, le=10)] | None = None
    voice_rest: Annotated[float, Meta(ge=0, le=120)] | None = None
    barge_in: BargeIn = "auto"
    wake: _Text | None = None
    microphone: _Text | None = None
    loudspeaker: _Text | None = None
    way_out: _Text | None = None
    places: dict[str, Place] = {}

    @property
    def data_folder(self) -> Path:
        """Where the journal is kept: `data`, else a folder in the user's data folder."""
        return self.data or platformdirs.user_data_path("lantern", appauthor=False)

    @property
    def journal_folder(self) -> Path:
        """Where the journal is, and the folders of those of several people."""
        return self.data_folder / "journal"


def folder_of(person: str, journal_folder: Path) -> Path:
    """The folder of one person's journal; `person` is empty where there is but one.

    Raises Trouble for what cannot be a name.
    """
    if not person:
        return journal_folder
    name = person.strip().lower()
    if not name or name in (".", "..") or "/" in name or "\\" in name or "\0" in name:
        raise Trouble("settings.name", name=person)
    return journal_folder / name


class SettingsRead(msgspec.Struct, frozen=True):
    """Settings, and what there is to say about the file they are from."""

    settings: Settings
    remarks: tuple[Trouble, ...] = ()
    """What is odd and does no harm: settings which are not known."""
    told: tuple[str, ...] = ()
    """The settings which the file sets."""


def settings_path() -> Path:
    """The settings file: the one `LANTERN_SETTINGS` names, else the user's. It may not exist."""
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser()
    return platformdirs.user_config_path("lantern", appauthor=False) / "settings.toml"


def read_settings(path: Path | None = None, person: str | None = None) -> SettingsRead:
    """The settings of the file, and the usual ones where it says nothing or is not there.

    `person`: over them those of the person's own file, where there is one.

    Raises Trouble, naming the file and the line, when it cannot be read; also when a file was
    asked for, by `path` or by `LANTERN_SETTINGS`, and is not there.
    """
    asked_for = path is not None or VARIABLE in os.environ
    path = path or settings_path()
    read = _read(path, asked_for)
    if person is None:
        return read
    own = _read(path.with_name(f"{path.stem}-{person.strip().lower()}.toml"), asked_for=False)
    told = {name: getattr(own.settings, name) for name in own.told}
    settings = msgspec.structs.replace(read.settings, **told)
    return SettingsRead(settings, (*read.remarks, *own.remarks), (*read.told, *own.told))


def _read(path: Path, asked_for: bool) -> SettingsRead:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        if asked_for:
            raise Trouble("settings.missing", path=path) from None
        return SettingsRead(Settings())
    except UnicodeDecodeError as error:
        raise Trouble("settings.no_text", path=path) from error
    except OSError as error:
        raise Trouble("settings.unreadable", path=path, reason=error.strerror) from error
    return _parse(text, path)


def _parse(text: str, path: Path) -> SettingsRead:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))
        line = int(where[1]) if where else len(text.splitlines())
        raise Trouble("settings.no_toml", path=path, line=line) from error
    try:
        settings = msgspec.convert(table, Settings, dec_hook=lambda _, value: _path(value, path))
    except msgspec.ValidationError as error:
        key = re.split(r"[.\[`]", str(error).rpartition("$.")[2])[0]
        line = _line_of(key, text)
        raise Trouble("settings.wrong", path=path, line=line, setting=key) from error
    unknown = [key for key in table if key not in Settings.__struct_fields__]
    told = tuple(key for key in table if key not in unknown)
    return SettingsRead(settings, tuple(_remark(key, text, path) for key in unknown), told)


def _path(value: Any, settings: Path) -> Path:
    """A folder named in the settings file, against the folder which that file is in."""
    if not isinstance(value, str) or not value:
        raise TypeError("not a folder's name")
    return settings.parent / Path(value).expanduser()


def _remark(key: str, text: str, path: Path) -> Trouble:
    similar = "".join(difflib.get_close_matches(key.lower(), Settings.__struct_fields__, 1))
    line = _line_of(key, text)
    return Trouble("settings.unknown", path=path, line=line, setting=key, similar=similar)


def _line_of(key: str, text: str) -> int:
    """The number of the line which sets the key: 1 where it cannot be found."""
    sets = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[.=\]]""")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if sets.match(line)), 1)
