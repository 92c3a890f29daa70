"""Each address says which standing reaches it; one that says nothing is closed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import path, reverse

from directory.audiences import ACCOUNT, EVERYBODY, NOBODY, PARTNERS, TASKS, audience_of, reached_by
from directory.models import Contact, ContactRole, Deputyship, Membership, Organisation, Rank
from prizes.jury.preparation import jury_of
from prizes.models import AwardYear
from tests.architecture.routes import OURS, Route
from tests.conftest import TODAY
from tests.factories.contracts import standing, unit, user
from tests.factories.directory import UserFactory
from workflow.views.base import StandingView


class Forgotten(StandingView):
    """A page nobody thought about."""

    def get(self, request, **kwargs):
        return HttpResponse("offen")


urlpatterns = [
    path("vergessen/", Forgotten.as_view()),
    path("vergessen/<int:pk>/", Forgotten.as_view()),
    *reached_by(ACCOUNT, path("bedacht/", Forgotten.as_view())),
]


@pytest.mark.parametrize("route", OURS, ids=lambda route: route.name)
def test_every_address_says_who_reaches_it(route: Route):
    assert audience_of(route.callback) is not NOBODY


@pytest.mark.parametrize("route", OURS, ids=lambda route: route.name)
def test_what_is_not_for_everybody_asks_the_table(route: Route):
    public = audience_of(route.callback) is EVERYBODY
    assert public or (isinstance(route.view, type) and issubclass(route.view, StandingView))
    assert public is not getattr(route.callback, "login_required", True)


@pytest.mark.urls("tests.architecture.test_addresses")
@pytest.mark.parametrize("account", ["ministerin", "fachadmin", "baf"])
@pytest.mark.parametrize(("address", "status"), [("/vergessen/", 403), ("/vergessen/1/", 404), ("/bedacht/", 200)])
def test_an_address_that_says_nothing_is_closed(rf, house, account, address, status):
    """Asked without the pages of errors, which link to addresses this list does not have."""
    request = rf.get(address)
    request.user = user(account)
    assert _status(request) == status


def _status(request) -> int:
    from django.urls import resolve

    request.resolver_match = resolve(request.path)
    try:
        return request.resolver_match.func(request, **request.resolver_match.kwargs).status_code
    except PermissionDenied:
        return 403
    except Http404:
        return 404


@pytest.fixture
def jury1(house):
    """A juror as she is in the product: a member of a body that is a jury, and nothing else."""
    return _juror(user("jury1"))


def _juror(person):
    year = AwardYear.objects.filter(case__isnull=True).latest("year")
    Membership.objects.create(user=person, unit=jury_of(year, TODAY).unit, rank=Rank.MEMBER, valid_from=TODAY)
    return person


@pytest.fixture
def delegate(house):
    """A member of the Integrationskonferenz."""
    person = UserFactory(username="delegierte")
    Membership.objects.create(user=person, unit=unit("IK"), rank=Rank.MEMBER, valid_from=TODAY)
    return person


LISTS = tuple(route.name for route in OURS if not route.arguments and audience_of(route.callback) is not EVERYBODY)
OWN = {"start", "messages"}
BODIES = {"sessions", "recommendations", "fields-of-action", "plan", "plan-measure-new"}


def reached(name: str) -> set[str]:
    who = standing(name)
    return {route for route in LISTS if next(one for one in OURS if one.name == route).callback.audience.admits(who)}


def test_a_juror_reaches_the_jury_and_nothing_else(jury1):
    assert reached("jury1") == OWN | {"jury"}


def test_a_member_of_a_body_reaches_its_pages_and_nothing_else(delegate):
    assert reached("delegierte") == OWN | BODIES


def test_a_partner_reaches_the_portal_and_nothing_else(house):
    assert reached("baf") == OWN | {"portal"}


def test_who_has_no_place_yet_reaches_what_is_her_own(house):
    assert reached("jury5") == OWN


def test_a_partner_in_a_jury_reaches_both_and_no_office(client, house):
    _juror(user("baf"))
    assert reached("baf") == OWN | {"portal", "jury"}
    client.force_login(user("baf"))
    assert [client.get(reverse(name)).status_code for name in ("inbox", "cases", "portal")] == [403, 403, 200]
    assert "Aufgaben" not in [one.label for one in client.get(reverse("portal")).context["navigation"]]


def test_a_representative_keeps_tasks_and_bodies(house):
    found = reached("hmkb")
    assert {"inbox", "cases", "tasks-bulk", "tasks-hand-over", "deputies", *BODIES} <= found
    assert found & {"deadlines", "administration", "award-years", "jury", "portal", "bodies", "session-new"} == set()


def test_a_deputy_reaches_what_her_principal_does(house):
    Deputyship.objects.create(principal=user("geschaeftsstelle"), deputy=user("jury5"), valid_from=TODAY)
    assert {"inbox", "bodies", "body-new", "session-new", "deadlines"} <= reached("jury5")


def test_an_official_who_also_acts_for_a_partner_reaches_both(house):
    baf = Organisation.objects.get(short="BAF")
    Contact.objects.create(user=user("recht"), organisation=baf, role=ContactRole.EDITOR, valid_from=TODAY)
    assert {"inbox", "portal"} <= reached("recht")


@pytest.mark.parametrize(("account", "status"), [("baf", 404), ("recht", 403), ("jury5", 403)])
def test_an_office_is_no_secret_but_to_partners(client, house, account, status):
    client.force_login(user(account))
    answer = client.get(reverse("procedure", args=["contract"]))
    assert (answer.status_code, "liegt bei der Fachadministration" in answer.content.decode()) == (
        status,
        status == 403,
    )


def test_two_audiences_together_let_in_both(house):
    both = TASKS | PARTNERS
    assert [both.admits(standing(name)) for name in ("recht", "baf", "jury5")] == [True, True, False]
    assert (both.name, str(both.refusal)) == ("tasks | partners", str(TASKS.refusal))
