"""Geometry of the stacked bars."""

import re

import pytest
from django.template.loader import render_to_string

from workflow.charts import Column, GridLine, Segment, Series, round_top, stacked_bars

SERIES = (Series("done", "erledigt"), Series("open", "offen"), Series("late", "überfällig"))


def test_segments_stand_on_each_other_from_the_base_up():
    chart = stacked_bars([Column("KW 48", (4, 12, 5))], SERIES)
    done, opened, late = chart.bars[0].segments

    assert done.y + done.height == chart.base
    assert (round(opened.y + opened.height, 1), round(late.y + late.height, 1)) == (done.y, opened.y)


def test_heights_are_in_proportion():
    chart = stacked_bars([Column("KW 48", (5, 0, 0)), Column("KW 49", (10, 0, 0))], SERIES)

    assert [bar.segments for bar in chart.bars] == [
        (Segment("done", 218.0, 147.0, 44, 123.0),),
        (Segment("done", 626.0, 24.0, 44, 246.0),),
    ]


def test_zero_draws_no_segment():
    assert stacked_bars([Column("KW 1", (0, 0, 0))], SERIES).bars[0].segments == ()


def test_no_columns_give_an_empty_grid():
    chart = stacked_bars([], SERIES)

    assert (chart.bars, chart.grid[0], chart.grid[-1]) == ((), GridLine(0, 270.0), GridLine(5, 24.0))


@pytest.mark.parametrize(("highest", "end"), [(0, 5), (5, 5), (6, 10), (23, 25), (200, 200), (201, 300), (1000, 1000)])
def test_scale_ends_at_the_next_round_number(highest, end):
    assert round_top(highest) == end


def test_a_missing_value_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        stacked_bars([Column("KW 1", (1, 2))], SERIES)


def test_present_is_the_marked_column():
    now = Column("KW 48", (1, 0, 0), now=True)

    assert stacked_bars([Column("KW 47", (1, 0, 0)), now], SERIES).present == now
    assert stacked_bars([Column("KW 47", (1, 0, 0))], SERIES).present is None


def test_partial_draws_with_points_and_lists_every_value():
    chart = stacked_bars([Column("KW 48", (4, 12, 5), url="/fristen/?woche=48", now=True)], SERIES)

    html = render_to_string("components/_chart.html", {"chart": chart, "title": "Fristen", "column": "Woche"})

    assert re.findall(r'<rect class="series--\w+"[^>]* y="([^"]*)"', html) == ["230.6", "112.6", "63.4"]
    assert re.findall(r'<td class="number">(\d+)</td>', html) == ["4", "12", "5", "21"]
    assert re.findall(r'<a href="([^"]*)">KW 48</a>', html) == ["/fristen/?woche=48"]
