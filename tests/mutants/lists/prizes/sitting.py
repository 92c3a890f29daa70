"""What is laid before a jury, and how its session decides."""

from tests.mutants.mutant import Mutant, mutant

SITTING, PREPARATION = "prizes/jury/sitting.py", "prizes/jury/preparation.py"
SITTING_TESTS, JURY, YEAR = "prizes/test_sitting.py", "prizes/test_jury.py", "prizes/test_services.py"
SESSION = f"{JURY}::test_a_session_that_cannot_have_been_so_is_refused"
READY = f"{JURY}::test_the_jury_gets_nothing_before_everything_is_ready"

GUARDS: tuple[Mutant, ...] = (
    mutant(
        "anybody records the session",
        f"{SITTING}:record",
        "require_office(standing)",
        "pass",
        f"{SITTING_TESTS}::test_a_session_is_recorded_by_the_office_while_names_are_open",
    ),
    mutant(
        "somebody shut out of a nomination records the session",
        f"{SITTING}:record",
        "require_all_open(jury, standing)",
        "pass",
        f"{SITTING_TESTS}::test_nobody_records_what_she_is_shut_out_of",
    ),
    mutant(
        "a session is recorded while names are closed",
        f"{SITTING}:record",
        "if locked.stage != JuryStage.OPEN:",
        "if False:",
        f"{SITTING_TESTS}::test_a_session_is_recorded_by_the_office_while_names_are_open",
    ),
    mutant("a session is of tomorrow", f"{SITTING}:_check_presence", "if minutes.held_on > day:", "if False:", SESSION),
    mutant(
        "strangers sit in the jury",
        f"{SITTING}:_check_presence",
        "if not present <= members:",
        "if False:",
        f"{SITTING_TESTS}::test_only_members_sit_in_the_jury",
    ),
    mutant(
        "a jury decides without a quorum",
        f"{SITTING}:_check_presence",
        "if len(present) < needed(jury, len(members)):",
        "if False:",
        SESSION,
    ),
    mutant(
        "somebody absent takes the chair",
        f"{SITTING}:_check_presence",
        "if minutes.chair.pk not in present:",
        "if False:",
        SESSION,
    ),
    mutant("more votes than voters", f"{SITTING}:_checked", "if given != may:", "if given < may:", SESSION),
    mutant(
        "the biased vote",
        f"{SITTING}:_checked",
        "len(present - biased), ",
        "len(present), ",
        f"{JURY}::test_the_biased_do_not_vote_and_the_result_is_signed_once_by_the_chair",
    ),
    mutant("more money than there is", f"{SITTING}:_check_money", "if total > year.prize_money:", "if False:", SESSION),
    mutant(
        "any member fixes the result",
        f"{SITTING}:fix",
        "if locked.chair_id != standing.user.pk:",
        "if False:",
        f"{SITTING_TESTS}::test_the_chair_alone_fixes_the_result",
    ),
    mutant(
        "a result is fixed twice, or before a session",
        f"{SITTING}:fix",
        "if locked.stage != JuryStage.OPEN or locked.held_on is None:",
        "if False:",
        f"{SITTING_TESTS}::test_a_result_is_fixed_once_and_not_before_a_session",
    ),
    mutant(
        "a result is fixed that awards nothing",
        f"{SITTING}:fix",
        "if not carried:",
        "if False:",
        f"{SITTING_TESTS}::test_a_result_awards_something",
    ),
    mutant(
        "a vote of somebody biased since holds",
        f"{SITTING}:fix",
        "_check_votes_hold(locked)",
        "pass",
        "prizes/test_one_person.py::test_a_bias_that_shows_after_the_session_makes_the_vote_be_repeated",
    ),
    mutant(
        "a member reads the votes on what she is biased on",
        f"{SITTING}:visible_votes",
        '.filter(entry__in=entries.values("pk"))',
        "",
        f"{SITTING_TESTS}::test_a_member_reads_no_vote_she_is_shut_out_of",
    ),
    mutant(
        "a jury changes after its result",
        f"{PREPARATION}:appoint",
        "if jury.stage == JuryStage.FIXED:",
        "if False:",
        f"{YEAR}::test_a_jury_whose_result_is_fixed_keeps_its_members",
    ),
    mutant(
        "anybody appoints a jury",
        f"{PREPARATION}:appoint",
        "require_office(standing)",
        "pass",
        f"{YEAR}::test_the_jury_is_prepared_by_the_office_alone",
    ),
    mutant(
        "anybody releases a text",
        f"{PREPARATION}:check_entry",
        "require_office(standing)",
        "pass",
        f"{YEAR}::test_the_jury_is_prepared_by_the_office_alone",
    ),
    mutant(
        "a text changes under the jury",
        f"{PREPARATION}:check_entry",
        "if entry.jury.stage != JuryStage.PREPARING:",
        "if False:",
        f"{YEAR}::test_what_is_laid_before_a_jury_no_longer_changes",
    ),
    mutant(
        "a jury begins while nominations are undecided", f"{PREPARATION}:open_blind", "if waiting:", "if False:", READY
    ),
    mutant(
        "a jury begins with texts nobody has read",
        f"{PREPARATION}:open_blind",
        "(unread, ",
        "(False, ",
        READY,
    ),
    mutant("a jury begins without members", f"{PREPARATION}:open_blind", "(not people, ", "(False, ", READY),
    mutant(
        "a jury begins while the call is open",
        f"{PREPARATION}:open_blind",
        "(year.is_open(step.day), ",
        "(False, ",
        READY,
    ),
    mutant(
        "the numbers tell who came first",
        f"{PREPARATION}:mix",
        "random.SystemRandom().shuffle(numbers)",
        "pass",
        f"{JURY}::test_the_numbers_tell_nothing_of_the_order_of_decisions",
    ),
)
