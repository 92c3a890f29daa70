"""People, units and partners; every date is written down, nothing is random."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from directory.models import (
    Contact,
    ContactRole,
    Deputyship,
    Membership,
    Organisation,
    OrganisationKind,
    OrgUnit,
    Rank,
    UnitKind,
    User,
)
from directory.reference import LEGISLATURE_21

PASSWORD = "demo"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person{number}")
    password = factory.django.Password(PASSWORD)


class OrgUnitFactory(DjangoModelFactory):
    class Meta:
        model = OrgUnit

    short = factory.Sequence(lambda number: f"X {number}")
    name = factory.LazyAttribute(lambda unit: f"Einheit {unit.short}")
    kind = UnitKind.SECTION
    valid_from = LEGISLATURE_21


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(OrgUnitFactory)
    rank = Rank.CASE_WORKER
    valid_from = LEGISLATURE_21


class DeputyshipFactory(DjangoModelFactory):
    class Meta:
        model = Deputyship

    principal = factory.SubFactory(UserFactory)
    deputy = factory.SubFactory(UserFactory)
    valid_from = LEGISLATURE_21


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Verein {number} e. V.")
    kind = OrganisationKind.ASSOCIATION
    valid_from = date(2010, 1, 1)


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = ContactRole.EDITOR
    valid_from = LEGISLATURE_21


def unit(short: str) -> OrgUnit:
    """A unit of the reference data."""
    return OrgUnit.objects.get(short=short, valid_from=LEGISLATURE_21)


def official(name: str, place: str, rank: int = Rank.CASE_WORKER) -> User:
    """A person with a post; her account is called as her last name, in lower case."""
    first, last = name.split(" ", 1)
    user = UserFactory(username=last.lower(), first_name=first, last_name=last)
    MembershipFactory(user=user, unit=unit(place), rank=rank)
    return user
