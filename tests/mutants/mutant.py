"""What an entry of the lists says, and how it is laid over the source."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Mutant:
    """A guard taken away: at `place`, `old` becomes `new`, and `statement` changes the database; each of `tests` must then fail.

    `place` is a file, or a file and what is defined in it: `workflow/steps.py:Step.claim`. There `old` stands exactly once. A test is named
    as `workflow/test_steps.py::test_a_claim`; of a test with parameters at least one case must fail.
    """

    fault: str
    tests: tuple[str, ...]
    place: str = ""
    old: str = ""
    new: str = ""
    statement: str = ""

    @property
    def file(self) -> str:
        """The file that is changed, if one is."""
        return self.place.partition(":")[0]

    def applied(self, source: str) -> str:
        """The file's text with the guard taken away; ValueError for an entry that no longer fits."""
        begin, end = _span(source, self.place)
        part = source[begin:end]
        if part.count(self.old) != 1:
            raise ValueError(f"{self.place}: {self.old!r} stands there {part.count(self.old)} times")
        return source[:begin] + part.replace(self.old, self.new) + source[end:]


def mutant(fault: str, place: str, old: str, new: str, *tests: str, statement: str = "") -> Mutant:
    """A line about the source."""
    return Mutant(fault, tests, place, old, new, statement)


def dropped(fault: str, statement: str, *tests: str) -> Mutant:
    """A line about a promise of the database."""
    return Mutant(fault, tests, statement=statement)


def _span(source: str, place: str) -> tuple[int, int]:
    """Where the named class or function begins and ends; the whole file when none is named."""
    _file, _colon, name = place.partition(":")
    if not name:
        return 0, len(source)
    node: ast.AST = ast.parse(source)
    for part in name.split("."):
        found = [child for child in ast.iter_child_nodes(node) if getattr(child, "name", "") == part]
        if len(found) != 1:
            raise ValueError(f"{place}: no {part} there")
        node = found[0]
    assert isinstance(node, ast.stmt)
    assert node.end_lineno is not None
    lines = source.splitlines(keepends=True)
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
    return sum(map(len, lines[: first - 1])), sum(map(len, lines[: node.end_lineno]))


@cache
def defined_in(file: str) -> frozenset[str]:
    """Names of the tests that a file defines."""
    tree = ast.parse((ROOT / "tests" / file).read_text())
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
