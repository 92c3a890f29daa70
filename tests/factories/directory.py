"""People and partners; every date is written down, nothing is random."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from directory.models import (
    Contact,
    ContactRole,
    Organisation,
    OrganisationKind,
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
