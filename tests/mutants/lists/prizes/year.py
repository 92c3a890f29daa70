"""What a call takes, and what becomes of a decision."""

from tests.mutants.mutant import Mutant, mutant

SERVICES = "prizes/services.py"
YEAR, SITTING_TESTS = "prizes/test_services.py", "prizes/test_sitting.py"

GUARDS: tuple[Mutant, ...] = (
    mutant(
        "a form writes over what a task has moved",
        f"{SERVICES}:_locked",
        "if stored and any(getattr(stored, name) != getattr(year, name) for name in MOVED):",
        "if False:",
        f"{YEAR}::test_a_year_that_was_moved_meanwhile_is_not_written_over_by_a_form",
    ),
    mutant(
        "criteria change under the jury",
        f"{SERVICES}:_require_kept",
        "rules != criteria or ",
        "",
        f"{YEAR}::test_what_a_jury_judges_by_stays_as_it_is",
    ),
    mutant(
        "rules change under the jury",
        f"{SERVICES}:save_year",
        "_require_kept(year, criteria)",
        "pass",
        f"{YEAR}::test_what_a_jury_judges_by_stays_as_it_is",
    ),
    mutant(
        "a draft is begun when no call is open",
        f"{SERVICES}:begin_draft",
        "if not year.is_open(day):",
        "if False:",
        f"{YEAR}::test_a_draft_is_begun_while_the_call_is_open",
    ),
    mutant(
        "a mailbox is flooded",
        f"{SERVICES}:begin_draft",
        ">= DRAFTS_PER_DAY:",
        ">= 10_000:",
        f"{YEAR}::test_a_mailbox_gets_so_many_links_a_day_and_again_the_next",
        "prizes/test_nomination.py::test_a_mailbox_is_not_flooded_under_many_names",
    ),
    mutant(
        "the link stands in the database",
        f"{SERVICES}:_hashed",
        "hashlib.sha256(token.encode()).hexdigest()",
        "token",
        "prizes/test_nomination.py::test_the_link_is_stored_only_as_a_hash",
        f"{YEAR}::test_a_draft_is_found_by_its_link_and_not_by_what_is_stored",
    ),
    mutant(
        "a draft that was sent is written on",
        f"{SERVICES}:_unsent",
        ", case=None",
        "",
        f"{YEAR}::test_nothing_is_kept_or_attached_to_what_was_sent",
    ),
    mutant(
        "a draft sent twice becomes two nominations",
        f"{SERVICES}:send",
        "if draft.case_id is not None:",
        "if False:",
        f"{YEAR}::test_a_draft_that_is_sent_twice_becomes_one_nomination",
    ),
    mutant(
        "a nomination comes after the deadline",
        f"{SERVICES}:send",
        "not year.is_open(timezone.localtime(at).date()) or ",
        "",
        f"{YEAR}::test_nothing_is_sent_after_the_deadline",
        "prizes/test_nomination.py::test_after_the_deadline_the_draft_stays_and_is_not_sent",
    ),
    mutant(
        "a nomination is open to the whole house",
        f"{SERVICES}:send",
        "confidentiality=Confidentiality.RESTRICTED,",
        "",
        "prizes/test_nomination.py::test_a_nomination_becomes_a_case_of_the_prize_with_a_receipt",
    ),
    mutant(
        "a draft has any number of attachments",
        f"{SERVICES}:_require_room",
        "if draft.files.count() >= MOST_FILES:",
        "if False:",
        f"{YEAR}::test_a_draft_has_so_many_attachments_and_no_more",
    ),
    mutant(
        "an extension ends in the past",
        f"{SERVICES}:extend_deadline",
        " or extension.until < standing.day",
        "",
        f"{YEAR}::test_a_call_that_is_over_is_extended_to_no_day_of_the_past",
    ),
    mutant(
        "an extension has no reason",
        f"{SERVICES}:extend_deadline",
        "if not reason:",
        "if False:",
        f"{YEAR}::test_an_extension_is_later_and_has_a_reason",
    ),
    mutant(
        "a call is opened again under the jury",
        f"{SERVICES}:extend_deadline",
        "if _is_judged(year):",
        "if False:",
        f"{YEAR}::test_once_the_jury_judges_the_call_stays_closed",
    ),
    mutant(
        "nominations are listed that one may not see",
        f"{SERVICES}:nominations_of",
        ", case__in=seen",
        "",
        f"{YEAR}::test_the_nominations_of_a_year_are_those_one_may_see",
    ),
    mutant(
        "a decision is laid before without the jury's result",
        "prizes/policy.py:_require_result",
        ", stage=JuryStage.FIXED",
        "",
        f"{SITTING_TESTS}::test_nothing_is_laid_before_anybody_without_the_result",
    ),
    mutant(
        "money goes to no account",
        "prizes/policy.py:_keep_account",
        "if not account:",
        "if False:",
        "prizes/test_award_pages.py::test_no_money_is_ordered_without_an_account",
    ),
    mutant(
        "a winner who did not agree is published",
        "prizes/policy.py:NominationPolicy.before_move",
        "if won.consent == PublicationConsent.GIVEN:",
        "if True:",
        f"{SITTING_TESTS}::test_only_winners_who_agreed_are_published",
    ),
)
