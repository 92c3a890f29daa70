"""Geometry of the board's charts. Colours, fonts and dark mode come from the stylesheet, numbers from the caller."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 860, 300
LEFT, RIGHT, TOP, BOTTOM = 36, 8, 24, 30
BAR_WIDTH, BAR_SHARE = 44, 0.66
GRID_LINES = 5
ROUND_TOPS = (5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200)


@dataclass(frozen=True)
class Series:
    """One colour of a stacked bar; `key` is the class suffix (`done`, `open`, `late`)."""

    key: str
    label: str


@dataclass(frozen=True)
class Column:
    """One bar: its label, one value per series from bottom to top, where its numbers lead, whether it is the present."""

    label: str
    values: tuple[int, ...]
    url: str = ""
    now: bool = False

    @property
    def total(self) -> int:
        """Height of the whole bar."""
        return sum(self.values)


@dataclass(frozen=True)
class Segment:
    """One rectangle, in user units of the drawing."""

    key: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bar:
    """A column with its place: slot (the band it stands in), centre, height of the total above it."""

    column: Column
    segments: tuple[Segment, ...]
    slot: float
    centre: float
    total_y: float


@dataclass(frozen=True)
class GridLine:
    """A horizontal line and the value it stands for."""

    value: int
    y: float


@dataclass(frozen=True)
class Chart:
    """A whole drawing, ready for `components/_chart.html`."""

    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    grid: tuple[GridLine, ...]
    slot_width: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP

    @property
    def base(self) -> int:
        """Where the bars stand."""
        return self.height - BOTTOM

    @property
    def present(self) -> Column | None:
        """The column marked as now, if the chart shows it."""
        return next((bar.column for bar in self.bars if bar.column.now), None)


def stacked_bars(columns: Sequence[Column], series: Sequence[Series]) -> Chart:
    """Lay out stacked bars; every column has one value per series. No columns give an empty grid."""
    top = round_top(max((column.total for column in columns), default=0))
    slot_width = (WIDTH - LEFT - RIGHT) / max(len(columns), 1)
    return Chart(
        series=tuple(series),
        bars=tuple(
            _bar(column, series, slot=LEFT + slot_width * place, slot_width=slot_width, top=top)
            for place, column in enumerate(columns)
        ),
        grid=tuple(
            GridLine(top * line // GRID_LINES, _y(top * line / GRID_LINES, top)) for line in range(GRID_LINES + 1)
        ),
        slot_width=round(slot_width, 1),
    )


def round_top(highest: int) -> int:
    """The smallest scale end that holds `highest` and divides into the grid without remainder."""
    for end in ROUND_TOPS:
        if highest <= end:
            return end
    return -(-highest // 100) * 100


def _bar(column: Column, series: Sequence[Series], *, slot: float, slot_width: float, top: int) -> Bar:
    width = min(BAR_WIDTH, slot_width * BAR_SHARE)
    x = round(slot + (slot_width - width) / 2, 1)
    segments, below = [], 0
    for part, value in zip(series, column.values, strict=True):
        if value:
            upper, lower = _y(below + value, top), _y(below, top)
            segments.append(Segment(part.key, x, upper, round(width, 1), round(lower - upper, 1)))
        below += value
    return Bar(
        column, tuple(segments), round(slot, 1), round(slot + slot_width / 2, 1), round(_y(column.total, top) - 7, 1)
    )


def _y(value: float, top: int) -> float:
    return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM), 1)
