"""Forms whose number of rows the person chooses."""

from django.http import QueryDict

from workflow.forms.query import Number, QueryForm

MORE = 2


class _Rows(QueryForm):
    """How many rows a formset was sent with."""

    TOTAL_FORMS = Number(least=0, most=1000, initial=0)


def with_more_rows(data: QueryDict, prefix: str, *, most: int) -> QueryDict:
    """What was typed, with further empty rows; nothing is checked yet."""
    sent, total = data.copy(), _Rows(data, prefix=prefix).asked["TOTAL_FORMS"]
    sent[f"{prefix}-TOTAL_FORMS"] = str(min(total + MORE, most))
    return sent
