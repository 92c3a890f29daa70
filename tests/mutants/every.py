"""All entries of all lists."""

from tests.mutants import contracts, documents
from tests.mutants.engine import acting, history, insight, seeing, steps
from tests.mutants.mutant import Mutant

EVERY: tuple[Mutant, ...] = (
    *contracts.GUARDS,
    *documents.GUARDS,
    *acting.GUARDS,
    *history.GUARDS,
    *insight.GUARDS,
    *seeing.GUARDS,
    *steps.GUARDS,
)
