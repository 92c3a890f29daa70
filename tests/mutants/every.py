"""All entries of all lists."""

from tests.mutants import contracts, documents, prizes
from tests.mutants.engine import acting, history, insight, seeing, steps
from tests.mutants.mutant import Mutant

EVERY: tuple[Mutant, ...] = (
    *contracts.GUARDS,
    *documents.GUARDS,
    *prizes.GUARDS,
    *acting.GUARDS,
    *history.GUARDS,
    *insight.GUARDS,
    *seeing.GUARDS,
    *steps.GUARDS,
)
