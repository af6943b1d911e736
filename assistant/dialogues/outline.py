"""A dialogue's script as an outline, read from its source: what it says and asks, and when.

For the page which a therapist reads (`assistant.dialogues.document`); nothing is performed.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import Any

Keys = tuple[str, ...]
"""Keys of the wording; "*" stands for what is known only while talking."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something said, or asked: then `expects` names the kind of answer."""

    keys: Keys
    expects: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """What happens only in a certain case, or again and again."""

    label: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What goes on as another conversation does, or as a part which several share."""

    name: str


Step = Spoken | When | Elsewhere
Perform = Callable[..., Any]


def outline(perform: Perform) -> tuple[tuple[Step, ...], tuple[Perform, ...]]:
    """The steps of a dialogue, and the parts of other files which it goes through."""
    reader = _Reader(perform, {})
    return tuple(reader.steps()), tuple(dict.fromkeys(reader.parts))


class _Reader:
    """Reads one function. `given` are the keys its parameters stand for."""

    def __init__(self, function: Perform, given: Mapping[str, Keys]) -> None:
        self.function = function
        self.given = dict(given)
        self.parts: list[Perform] = []

    def steps(self) -> Iterator[Step]:
        tree = _tree(self.function)
        self._bind_defaults(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self._learn(node.targets[0].id, node.value)
        yield from self._block(tree.body)

    def _bind_defaults(self, tree: ast.FunctionDef) -> None:
        names = [arg.arg for arg in tree.args.args]
        for name, default in zip(reversed(names), reversed(tree.args.defaults), strict=False):
            if name not in self.given:
                self._learn(name, default)

    def _learn(self, name: str, value: ast.expr) -> None:
        keys = self._keys(value)
        if keys:
            self.given[name] = tuple(dict.fromkeys((*self.given.get(name, ()), *keys)))

    def _block(self, body: list[ast.stmt]) -> Iterator[Step]:
        for node in body:
            match node:
                case ast.If():
                    yield from self._if(node)
                case ast.For() | ast.While():
                    label = (
                        f"for each: {plain(node.iter)}"
                        if isinstance(node, ast.For)
                        else f"as long as {plain(node.test)}"
                    )
                    yield from _when(label, self._block(node.body))
                case ast.Match():
                    for case in node.cases:
                        label = f"{plain(node.subject)}: {plain(case.pattern)}"
                        yield from _when(label, self._block(case.body))
                case ast.With():
                    yield from self._block(node.body)
                case _:
                    for found in ast.walk(node):
                        yield from self._step(found)

    def _if(self, node: ast.If) -> Iterator[Step]:
        for found in ast.walk(node.test):
            yield from self._step(found)
        yield from _when(f"if {plain(node.test)}", self._block(node.body))
        if node.orelse:
            yield from _when("otherwise", self._block(node.orelse))

    def _step(self, node: ast.AST) -> Iterator[Step]:
        match node:
            case ast.Yield(value=ast.Call(func=ast.Name(id="Say"), args=[key, *_])):
                yield from self._spoken(key, "")
            case ast.Yield(value=ast.Call(func=ast.Name(id="Ask"), args=[key, expects, *_])):
                yield from self._spoken(key, plain_kind(expects))
            case ast.Yield(value=ast.Call(func=ast.Name(id="Begin"), args=[ast.Constant(value=n)])):
                yield Elsewhere(str(n))
            case ast.YieldFrom(value=ast.IfExp(body=one, orelse=other)):
                for value in (one, other):
                    yield from self._from(value)
            case ast.YieldFrom(value=value):
                yield from self._from(value)

    def _spoken(self, key: ast.expr, expects: str) -> Iterator[Step]:
        if isinstance(key, ast.IfExp):
            yield When(f"if {plain(key.test)}", tuple(self._spoken(key.body, expects)))
            yield When("otherwise", tuple(self._spoken(key.orelse, expects)))
        else:
            yield Spoken(self._keys(key), expects)

    def _from(self, value: ast.expr) -> Iterator[Step]:
        match value:
            case ast.Call(func=ast.Name(id=name)):
                function = self._named(name)
                if isinstance(function, FunctionType):
                    yield from self._follow(function, value)
            case ast.Call(func=ast.Subscript(value=ast.Name(id=name))):
                for function in dict(self._named(name)).values():
                    yield from self._follow(function, value)

    def _follow(self, function: FunctionType, call: ast.Call) -> Iterator[Step]:
        if function.__module__ != self.function.__module__:
            self.parts.append(function)
            yield Elsewhere(function.__name__)
            return
        names = [arg.arg for arg in _tree(function).args.args]
        passed = dict(zip(names, call.args, strict=False))
        passed |= {word.arg: word.value for word in call.keywords if word.arg}
        given = {name: keys for name, value in passed.items() if (keys := self._keys(value))}
        inner = _Reader(function, given)
        yield from inner.steps()
        self.parts += inner.parts

    def _named(self, name: str) -> Any:
        return getattr(inspect.getmodule(self.function), name, None)

    def _keys(self, node: ast.expr) -> Keys:
        match node:
            case ast.Constant(value=str(key)):
                return (key,)
            case ast.Name(id=name):
                return self.given.get(name, ())
            case ast.IfExp(body=one, orelse=other):
                return (*self._keys(one), *self._keys(other))
            case ast.JoinedStr(values=values):
                made: Keys = ("",)
                for part in values:
                    made = tuple(f"{m}{p}" for m in made for p in self._part(part))
                return made
        return ()

    def _part(self, node: ast.expr) -> Keys:
        if isinstance(node, ast.Constant):
            return (str(node.value),)
        if isinstance(node, ast.FormattedValue):
            return self._keys(node.value) or ("*",)
        return ("*",)


def _when(label: str, steps: Iterator[Step]) -> Iterator[Step]:
    inner = tuple(steps)
    if inner:
        yield When(label, inner)


@cache
def _tree(function: Perform) -> ast.FunctionDef:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    return tree


KINDS = {
    "YesNo": "yes or no",
    "Invitation": "now, later, or not today",
    "Rating": "a number",
    "Number": "a number",
    "Time": "a time",
    "Date": "a day",
    "Duration": "how long",
    "Recurrence": "how often",
    "Choice": "one of a few",
    "Several": "some of a few",
    "Importance": "very, somewhat or not",
    "Outcome": "done, partly, or not yet",
    "Aspiration": "in their own words",
    "Command": "what to do",
    "Freely": "in their own words",
    "Dictation": "freely, as long as they like",
}


def plain_kind(node: ast.expr) -> str:
    """What kind of answer an expectation in the source hopes for, in plain words."""
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return KINDS.get(name, "an answer")
        case ast.IfExp(body=one, orelse=other):
            return f"{plain_kind(one)}, or {plain_kind(other)}"
    return "an answer"


def plain(node: ast.AST) -> str:
    """A condition of the source in nearly plain words."""
    match node:
        case ast.BoolOp(op=op, values=values):
            return (" and " if isinstance(op, ast.And) else " or ").join(map(plain, values))
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return f"no {plain(inner)}"
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            return f"no {plain(left)}"
        case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return plain(left)
        case ast.Compare(left=left, ops=[ast.Is() | ast.Eq()], comparators=[right]):
            return f"{plain(left)} is {plain(right)}"
        case ast.Compare(left=left, ops=[ast.NotIn()], comparators=[right]):
            return f"{plain(left)} is none of {plain(right)}"
        case ast.Compare(left=left, ops=[ast.In()], comparators=[right]):
            return f"{plain(left)} is one of {plain(right)}"
        case ast.Constant(value=bool(said)):
            return "yes" if said else "no"
        case ast.Constant(value=value):
            return str(value).replace("_", " ")
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name.strip("_").replace("_", " ").lower()
        case ast.Subscript(value=inner, slice=ast.Constant(value=str(name))):
            return f"{plain(inner)}'s {name}"
        case ast.MatchValue(value=inner):
            return plain(inner)
        case ast.MatchAs(pattern=None):
            return "anything else"
        case ast.NamedExpr(target=target):
            return plain(target)
        case ast.Compare(left=left, ops=[ast.Lt()], comparators=[right]):
            return f"{plain(left)} is below {plain(right)}"
        case ast.Compare(left=left, ops=[ast.Gt()], comparators=[right]):
            return f"{plain(left)} is above {plain(right)}"
        case ast.Call(func=ast.Name(id="enumerate" | "sorted" | "tuple"), args=[inner, *_]):
            return plain(inner)
        case ast.Call(func=ast.Name(id="len"), args=[inner]):
            return f"the number of {plain(inner)}"
        case ast.Call(func=ast.Name(id="range" | "count")):
            return "a few times"
        case ast.Call(func=ast.Attribute(value=inner, attr="items" | "get" | "values")):
            return plain(inner)
        case ast.Set(elts=elements) | ast.Tuple(elts=elements):
            return ", ".join(map(plain, elements))
        case ast.Call(func=function, args=args):
            return " ".join((plain(function), *map(plain, args)))
    return ast.unparse(node).replace("brief.", "").replace("_", " ")
