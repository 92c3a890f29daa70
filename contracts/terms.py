"""The terms of a contract and everything computed from them."""

from datetime import date

from contracts.dates import Terms, end_of_term, last_notice_day
from contracts.models import Contract

DATED_WAITS = frozenset({"next_talk", "next_report", "renewal_time", "end_of_term"})


def terms_of(contract: Contract) -> Terms:
    """The dates that decide duties; a contract that is not yet in force has none."""
    assert contract.effective_on is not None  # noqa: S101 -- duties are only asked for once the contract is in force
    return Terms(
        contract.effective_on, contract.ends_on, contract.last_notice_on, contract.report_month, contract.funded
    )


def set_terms(contract: Contract, *, effective_on: date | None = None, ends_on: date | None = None) -> None:
    """Store new dates and what follows from them: end of term, last notice day."""
    if effective_on is not None:
        contract.effective_on = effective_on
        if contract.term_months and ends_on is None:
            contract.ends_on = end_of_term(effective_on, contract.term_months)
    if ends_on is not None:
        contract.ends_on = ends_on
    has_notice = contract.ends_on is not None and contract.notice_months is not None
    contract.last_notice_on = last_notice_day(contract.ends_on, contract.notice_months) if has_notice else None  # type: ignore[arg-type]  # checked above
    contract.save(update_fields=["effective_on", "ends_on", "last_notice_on"])
