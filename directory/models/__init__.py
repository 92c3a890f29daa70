"""Who exists: users, units, memberships, deputies, partners, responsibilities. Everything that can change is dated."""

from directory.models.dated import (
    Dated,
)
from directory.models.fields import (
    FieldCatalogue,
    FieldOfAction,
    Responsibility,
)
from directory.models.partners import (
    Contact,
    ContactRole,
    Organisation,
    OrganisationKind,
)
from directory.models.people import (
    DeputyScope,
    Deputyship,
    Membership,
    User,
)
from directory.models.units import (
    OrgUnit,
    Rank,
    UnitFunction,
    UnitKind,
)

__all__ = [
    "Contact",
    "ContactRole",
    "Dated",
    "DeputyScope",
    "Deputyship",
    "FieldCatalogue",
    "FieldOfAction",
    "Membership",
    "OrgUnit",
    "Organisation",
    "OrganisationKind",
    "Rank",
    "Responsibility",
    "UnitFunction",
    "UnitKind",
    "User",
]
