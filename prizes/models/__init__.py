"""The Integrationspreis: years, what was nominated, who won."""

from prizes.models.award_year import AwardYear, Criterion, Laureate
from prizes.models.nomination import Nomination, NominationDraft, NomineeKind, PublicationConsent

__all__ = [
    "AwardYear",
    "Criterion",
    "Laureate",
    "Nomination",
    "NominationDraft",
    "NomineeKind",
    "PublicationConsent",
]
