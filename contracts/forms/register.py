"""What the public register reads from its address."""

from workflow.forms.query import OneOf, Page, QueryForm, Search


class RegisterQuery(QueryForm):
    """`/oeffentlich/vertraege/`."""

    q = Search()
    page = Page()
    format = OneOf(["csv"])
