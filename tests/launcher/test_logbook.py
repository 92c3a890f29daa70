import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from launcher.logbook import Lines, Logbook

Open = Callable[[io.StringIO, Mapping[str, str]], Logbook]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    books = []

    def build(terminal: io.StringIO, environ: Mapping[str, str]) -> Logbook:
        books.append(Logbook(tmp_path / "log", terminal, environ))
        return books[-1]

    yield build
    for book in books:
        book.close()


def test_lines_are_cut_at_their_ends_across_reads():
    lines = Lines()

    assert lines.feed("Grü".encode() + b"\xc3") == []
    assert lines.feed(b"\x9fe\nzwei\n\ndr") == ["Grüße", "zwei"]
    assert lines.flush() == ["dr"]


def test_line_goes_to_terminal_and_file_with_its_source(opened, tmp_path):
    terminal = io.StringIO()

    opened(terminal, {}).line("web", "GET / 100 %s")

    assert terminal.getvalue() == "web      | GET / 100 %s\n"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d [\d:,]+ web      \| GET / 100 %s\n", (tmp_path / "log").read_text())


def test_log_is_for_its_owner_also_where_it_was_not(opened, tmp_path):
    old = [tmp_path / "log", tmp_path / "log.1"]
    for file in old:
        file.touch(mode=0o644)

    opened(io.StringIO(), {}).line("web", "GET cases 200")

    assert [oct(file.stat().st_mode & 0o777) for file in old] == ["0o600", "0o600"]


def test_terminal_gets_colour_only_when_it_is_one(opened):
    terminal = io.StringIO()
    terminal.isatty = lambda: True

    opened(terminal, {}).line("web", "an")
    opened(terminal, {"NO_COLOR": "1"}).line("web", "an")

    assert terminal.getvalue() == "\033[32mweb      |\033[0m an\nweb      | an\n"
