"""Who examines rights, and what reasons are."""

from tests.mutants.mutant import Mutant, mutant

RIGHTS, REASONS = "workflow/rights.py", "workflow/reasons.py"
PAGE, WHY = "workflow/test_rights.py", "workflow/test_reasons.py"
SAME = f"{WHY}::test_there_is_a_reason_exactly_where_there_is_something_to_see"

GUARDS: tuple[Mutant, ...] = (
    mutant(
        "anybody examines rights",
        f"{RIGHTS}:may_examine",
        "has_office(standing, *EXAMINING)",
        "True",
        f"{PAGE}::test_rights_are_examined_by_those_who_look_after_them",
    ),
    mutant(
        "the Revision finds every restricted case by its reference",
        f"{RIGHTS}:examinable",
        "if has_office(standing, *WITHOUT_CONTENT):",
        "if True:",
        f"{PAGE}::test_the_revision_is_not_told_whether_a_restricted_case_exists",
    ),
    mutant(
        "somebody excluded examines the rights in her case",
        f"{RIGHTS}:examinable",
        "Case.objects.filter(not_excluded(standing))",
        "Case.objects.all()",
        f"{PAGE}::test_nobody_examines_the_rights_in_a_case_she_is_excluded_from",
    ),
    mutant(
        "a case one is excluded from counts as reached",
        f"{RIGHTS}:reach",
        'not_excluded(standing, "case_id"), ',
        "",
        f"{PAGE}::test_a_case_she_is_excluded_from_is_reached_by_nothing",
    ),
    mutant(
        "whoever only looks after rights is led to the case",
        "workflow/views/rights.py:RightsView._known",
        "Case.objects.visible_to(self.standing).filter(pk=case.pk).exists()",
        "True",
        f"{PAGE}::test_why_a_person_sees_a_case_is_told_without_its_content",
    ),
    mutant(
        "exclusion is forgotten among the reasons to see",
        f"{REASONS}:Access.sees_case",
        "not self.excluded and ",
        "",
        SAME,
    ),
    mutant(
        "exclusion is forgotten among the reasons to read",
        f"{REASONS}:Access.opens_file",
        "not self.excluded and ",
        "",
        SAME,
    ),
    mutant(
        "a partner's task is said to show the case",
        f"{REASONS}:Reason.shows_case",
        "self.concern.extent >= Extent.FILE or not self.concern.for_partner",
        "True",
        f"{WHY}::test_a_task_in_anothers_case_shows_a_partner_nothing_but_the_task",
    ),
    mutant(
        "what ended is still a reason",
        f"{REASONS}:held",
        ", until__gte=day",
        "",
        f"{WHY}::test_what_ended_is_no_reason_any_more_and_who_left_has_none",
    ),
)
