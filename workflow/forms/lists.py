"""What the lists of the engine read from their addresses."""

from django import forms

from workflow import board, caselist, inbox
from workflow.forms.query import Number, Numbers, OneOf, Page, QueryForm, Search
from workflow.policies import kinds
from workflow.states import Phase

MOST_AT_ONCE = inbox.PAGE_SIZE


class InboxQuery(QueryForm):
    """`/aufgaben/`."""

    ansicht = OneOf(inbox.VIEWS, initial="offen")
    q = Search()
    frist = OneOf(inbox.DUE)
    phase = Numbers(most=len(Phase), biggest=max(Phase))
    einheit = Number()
    sortierung = OneOf(inbox.SORTS, initial="frist")
    page = Page(last=inbox.LAST_PAGE)


class CasesQuery(QueryForm):
    """`/vorgaenge/`."""

    q = Search()
    stand = OneOf(caselist.STANDS)
    art = OneOf(lambda: [(policy.kind, policy.label) for policy in kinds()])
    handlungsfeld = Number()
    eigene = OneOf(["1"])
    sortierung = OneOf(caselist.SORTS, initial="neu")
    page = Page(last=caselist.LAST_PAGE)
    format = OneOf(["csv"])


class BoardQuery(QueryForm):
    """`/fristen/`; unit 0 stands for the partners."""

    zeitraum = OneOf(board.WEEKS, initial="12")
    einheit = Number(least=0)
    phase = Number(most=max(Phase))
    frist = OneOf(board.DUE)
    woche = forms.DateField(required=False)
    page = Page(last=board.LAST_PAGE)
    format = OneOf(["csv"])


class NewCaseQuery(QueryForm):
    """`/vorgaenge/neu/<kind>/`: the case the new one comes of."""

    aus = Number()


class HistoryQuery(QueryForm):
    """`/vorgaenge/<id>/verlauf/`."""

    nur = OneOf(["vermerke"])


class RightsQuery(QueryForm):
    """`/verwaltung/rechte/`: a person by name or account, a case by its reference, a day."""

    person = Search()
    vorgang = Search()
    tag = forms.DateField(required=False)


class HandOverQuery(QueryForm):
    """`/aufgaben/weitergeben/`: the tasks."""

    aufgabe = Numbers(most=MOST_AT_ONCE)


class SelectionForm(HandOverQuery):
    """What is to be done with the tasks selected in the inbox."""

    aktion = OneOf(["uebernehmen", "zuruecklegen"])
