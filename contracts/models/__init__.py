"""The Integrationsvertrag: terms, measures of both sides, declarations, reports, evaluation."""

from contracts.models.contract import (
    Contract,
    FundingMode,
    LegalType,
    Relation,
    Renewal,
    Side,
)
from contracts.models.declarations import (
    AmendmentTerms,
    CommitteeDecision,
    Declaration,
    Termination,
)
from contracts.models.evaluation import (
    Evaluation,
    EvaluationItem,
    Rating,
    Recommendation,
    Report,
)
from contracts.models.measures import (
    Indicator,
    Measure,
)

__all__ = [
    "AmendmentTerms",
    "CommitteeDecision",
    "Contract",
    "Declaration",
    "Evaluation",
    "EvaluationItem",
    "FundingMode",
    "Indicator",
    "LegalType",
    "Measure",
    "Rating",
    "Recommendation",
    "Relation",
    "Renewal",
    "Report",
    "Side",
    "Termination",
]
