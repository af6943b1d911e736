"""Every error of the journal has a sentence, and every sentence an error."""

from __future__ import annotations

import ast
import errno
import string
from collections.abc import Iterator
from pathlib import Path

from assistant import journal, wording
from assistant.journal.disk import could_not

from .looking import sentence

KINDS = {"Trouble", "NotSaved", "Locked", "WrongPassphrase", "Unreadable"}
FILES = [ast.parse(path.read_text()) for path in Path(str(journal.__file__)).parent.glob("*.py")]
VARIANTS = wording.load("en").variants
SENTENCES = {k.removeprefix("errors."): v for k, v in VARIANTS.items() if k.startswith("errors.j")}


def raised() -> Iterator[tuple[str, set[str]]]:
    """The keys which stand in the code, each with the names of its words."""
    for file in FILES:
        for call in ast.walk(file):
            match call:
                case ast.Call(ast.Name(name), [ast.Constant(str(key)), *_], words):
                    if name in KINDS:
                        yield key, {str(word.arg) for word in words}
                    elif name == "could_not":
                        yield f"journal.could_not.{key}", {"reason", *(str(w.arg) for w in words)}
                case ast.Call(ast.Attribute(_, "add"), [_, _, ast.Constant(str(key))], words):
                    yield f"journal.damage.{key}", {str(word.arg) for word in words}


def test_errors_of_the_journal_have_sentences_with_their_words():
    wrong = []
    for key, words in raised():
        fields = {
            f for _, f, _, _ in string.Formatter().parse(SENTENCES.get(key, ("{?}",))[0]) if f
        }
        if not fields <= words:
            wrong.append((key, words))
    assert wrong == []


def test_sentences_of_the_journal_have_errors():
    texts = {n.value for file in FILES for n in ast.walk(file) if isinstance(n, ast.Constant)}
    unused = [k for k in SENTENCES if k not in texts and k.rpartition(".")[2] not in texts]
    assert unused == []


def test_trouble_same_key_and_words_is_equal():
    full = could_not("save", OSError(errno.ENOSPC, ""), Path("x"))
    assert full == could_not("save", OSError(errno.ENOSPC, ""), Path("x"))
    assert full != could_not("save", OSError(errno.EIO, ""), Path("x"))
    assert full != could_not("read", OSError(errno.ENOSPC, ""), Path("x"))


def test_could_not_reasons_are_sentences(tmp_path):
    wrong = []
    for number in (*errno.errorcode, 0):
        said = sentence(could_not("read", OSError(number, "out of order"), tmp_path))
        if not said.startswith("I could not read the journal: ") or "journal." in said:
            wrong.append(said)
    assert wrong == []
