"""The Integrationspreis: years, what was nominated, who won."""

from prizes.models.award_year import AwardYear, Criterion, DeadlineRule, Laureate
from prizes.models.jury import (
    MOST_POINTS,
    Ballot,
    BiasDeclaration,
    BlindFile,
    Connections,
    Jury,
    JuryNomination,
    JuryStage,
    JuryVote,
    Points,
    RankingMethod,
)
from prizes.models.nomination import AgeAnswer, DraftFile, Nomination, NominationDraft, NomineeKind, PublicationConsent

__all__ = [
    "MOST_POINTS",
    "AgeAnswer",
    "AwardYear",
    "Ballot",
    "BiasDeclaration",
    "BlindFile",
    "Connections",
    "Criterion",
    "DeadlineRule",
    "DraftFile",
    "Jury",
    "JuryNomination",
    "JuryStage",
    "JuryVote",
    "Laureate",
    "Nomination",
    "NominationDraft",
    "NomineeKind",
    "Points",
    "PublicationConsent",
    "RankingMethod",
]
