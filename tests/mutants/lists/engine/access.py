"""Restricted work: counted from above, opened by the lead, and what is read there on a grant is written down."""

from tests.mutants.mutant import Mutant, dropped, mutant

ROWS, DOOR, IN, TRACE = (
    "workflow/querysets.py",
    "workflow/access.py",
    "workflow/participations.py",
    "workflow/reading.py",
)
COUNTED, ASKED, READ, MAILED = (
    "workflow/test_withheld.py",
    "workflow/test_access.py",
    "workflow/test_reading.py",
    "notifications/test_services.py",
)
PERSON = f"{ASKED}::test_a_person_of_the_house_is_let_in_until_a_day_and_for_a_reason"
OFFERED = f"{ASKED}::test_only_restricted_cases_of_the_unit_that_are_not_open_to_the_asker_are_offered"
ALONE = f"{ASKED}::test_a_request_to_a_unit_is_decided_by_its_head_alone"
WHOLE = f"{ASKED}::test_the_database_keeps_a_request_whole"
ONLY_WORK = f"{READ}::test_those_who_read_for_their_work_leave_none"
ONCE = f"{READ}::test_each_part_of_the_case_leaves_its_trace_once_a_day"
NAMED = f"{READ}::test_tasks_and_papers_are_named"
RACE = f"{READ}::test_two_pages_at_once_leave_one_trace_and_what_cannot_be_written_down_is_not_shown"

COUNTING = (
    mutant(
        "offices that oversee count restricted work",
        f"{ROWS}:units_below",
        "led_paths(standing)",
        "overseen_paths(standing)",
        f"{COUNTED}::test_oversight_is_no_line_and_what_one_reads_is_not_withheld",
    ),
    mutant(
        "a rank in a body is a line",
        "workflow/concerns.py:led_by",
        " and post.kind not in BODIES",
        "",
        f"{COUNTED}::test_a_rank_in_a_body_leads_no_units",
    ),
    mutant(
        "one's own unit lies below oneself",
        f"{ROWS}:units_below",
        ".exclude(pk__in=own)",
        "",
        f"{ASKED}::test_heads_ask_units_below_them",
    ),
    mutant(
        "somebody excluded counts the case",
        f"{ROWS}:CaseTaskQuerySet.countable_below",
        'not_excluded(standing, "process_id"), ',
        "",
        f"{COUNTED}::test_whoever_is_excluded_does_not_even_count_the_case",
    ),
    mutant(
        "what one reads is counted as withheld",
        f"{ROWS}:CaseTaskQuerySet.countable_below",
        '~Q(_file_open(standing, "process_id")) & ',
        "",
        f"{COUNTED}::test_a_case_whose_file_is_open_is_not_withheld",
    ),
    mutant(
        "what one was given is counted as withheld",
        f"{ROWS}:CaseTaskQuerySet.countable_below",
        " & ~given_to(standing)",
        "",
        f"{COUNTED}::test_what_is_counted_is_what_is_not_seen",
    ),
    mutant(
        "what rests is counted",
        f"{ROWS}:CaseTaskQuerySet.countable_below",
        "self.active()",
        "self.human().open()",
        f"{COUNTED}::test_what_rests_or_is_done_and_what_is_no_secret_is_not_counted",
    ),
)
ASKING = (
    mutant(
        "anybody asks a unit to be let in",
        f"{DOOR}:ask",
        "if not may_still_ask(row, standing):",
        "if False:",
        f"{ASKED}::test_heads_ask_units_below_them",
        f"{ASKED}::test_only_the_revision_asks_by_reference",
    ),
    mutant(
        "everybody asks by reference",
        f"{DOOR}:may_ask_by_reference",
        "has_office(standing, UnitFunction.AUDIT)",
        "True",
        f"{ASKED}::test_only_the_revision_asks_by_reference",
        f"{ASKED}::test_each_is_offered_what_she_may_ask",
    ),
    mutant(
        "a request needs no reason",
        f"{DOOR}:ask",
        "if not row.reason:",
        "if False:",
        f"{ASKED}::test_a_request_names_its_reason_and_its_subject",
    ),
    mutant(
        "what is open already is asked for",
        f"{DOOR}:ask",
        "if reference and Case",
        "if False and Case",
        f"{ASKED}::test_what_is_open_already_need_not_be_asked_for",
    ),
    mutant(
        "one asks again while a request is open",
        f"{DOOR}:ask",
        "if not created:",
        "if False:",
        f"{ASKED}::test_one_open_request_is_enough",
    ),
    mutant(
        "everybody reaches the page of requests",
        f"{DOOR}:has_insight",
        "bool(heads(standing)) or has_office(standing, UnitFunction.AUDIT, UnitFunction.ADMINISTRATION)",
        "True",
        f"{ASKED}::test_each_is_offered_what_she_may_ask",
    ),
)
DECIDING = (
    mutant(
        "any head decides on any unit's cases",
        "workflow/models/access.py:AccessRequestQuerySet.decidable_by",
        "Q(unit__in=heads(standing))",
        "Q(unit__isnull=False)",
        ALONE,
    ),
    mutant(
        "any head hears of every case that is named",
        "workflow/models/access.py:AccessRequestQuerySet.decidable_by",
        "if has_office(standing, UnitFunction.ADMINISTRATION):",
        "if True:",
        f"{ASKED}::test_the_revision_asks_and_the_lead_lets_it_in",
        f"{ASKED}::test_a_head_who_is_excluded_does_not_learn_that_somebody_asks_about_it",
    ),
    mutant(
        "a head who is excluded hears that somebody asks",
        "workflow/models/access.py:AccessRequestQuerySet.decidable_by",
        "Case.objects.in_full_view_of(standing).filter(",
        "Case.objects.filter(",
        f"{ASKED}::test_a_head_who_is_excluded_does_not_learn_that_somebody_asks_about_it",
        f"{MAILED}::test_a_request_by_reference_is_told_to_the_head_of_its_lead_and_the_fachadministration",
    ),
    mutant(
        "one decides on one's own request",
        "workflow/models/access.py:AccessRequestQuerySet.decidable_by",
        ".exclude(asked_by=standing.user)",
        "",
        f"{ASKED}::test_nobody_decides_on_her_own_request",
    ),
    mutant(
        "the service does not ask who decides",
        f"{DOOR}:_deciding",
        "if not AccessRequest.objects.decidable_by(standing).filter(pk=request_id).exists():",
        "if False:",
        ALONE,
    ),
    mutant(
        "a request is decided twice",
        f"{DOOR}:_deciding",
        "if request.decided_at is not None:",
        "if False:",
        f"{ASKED}::test_one_open_request_is_enough",
    ),
    mutant(
        "the page shows requests that wait for others",
        "workflow/views/access.py:AnswerView.dispatch",
        "waiting_for(self.standing)",
        "AccessRequest.objects.all()",
        ALONE,
    ),
    mutant(
        "whoever has lost her office is let in",
        f"{DOOR}:grant",
        "if not may_still_ask(request, standing_of(request.asked_by, standing.day)):",
        "if False:",
        f"{ASKED}::test_whoever_no_longer_may_ask_is_not_let_in",
    ),
    mutant(
        "cases that were not offered are opened",
        f"{DOOR}:grant",
        " or len(chosen) != len(wanted)",
        "",
        OFFERED,
    ),
    mutant(
        "what a unit does not lead is opened in its name",
        f"{DOOR}:_named",
        "lead_unit=request.unit_id, ",
        "",
        OFFERED,
    ),
    mutant(
        "cases from which the asker is excluded are offered",
        f"{DOOR}:openable",
        ".exclude(excluded__contains=[asker.user.pk])",
        "",
        OFFERED,
    ),
    mutant(
        "cases are offered that the asker reads",
        f"{DOOR}:openable",
        '.exclude(pk__in=Case.objects.in_full_view_of(asker).values("pk"))',
        "",
        OFFERED,
    ),
    mutant(
        "a refusal has no reason",
        f"{DOOR}:refuse",
        "if not words.strip():",
        "if False:",
        f"{ASKED}::test_a_refusal_opens_nothing_and_says_why",
    ),
    mutant(
        "what is no longer open is still linked",
        f"{DOOR}:opened_by",
        ", case__in=Case.objects.in_full_view_of(standing)",
        "",
        f"{ASKED}::test_a_request_is_asked_and_answered_on_the_page",
    ),
    mutant(
        "a head is mailed about a case she is excluded from",
        "notifications/recipients.py:deciders",
        " if _decides(user, request, day)",
        "",
        f"{MAILED}::test_a_request_by_reference_is_told_to_the_head_of_its_lead_and_the_fachadministration",
    ),
    mutant(
        "the list of grants tells of cases one is excluded from",
        "workflow/rights.py:grants",
        "case__in=examinable(standing)",
        "case__isnull=False",
        "workflow/test_rights.py::test_who_was_let_in_until_when_is_listed_without_title_and_reason",
    ),
)
LETTING_IN = (
    mutant("a person is let in for ever", f"{IN}:_require_fit", "if wanted.until is None:", "if False:", PERSON),
    mutant(
        "a person is let in for no reason", f"{IN}:_require_fit", "if not wanted.reason.strip():", "if False:", PERSON
    ),
    mutant(
        "somebody excluded is let in",
        f"{IN}:_require_fit",
        "if person.pk in step.case.excluded:",
        "if False:",
        f"{ASKED}::test_nobody_is_let_in_where_she_is_excluded",
    ),
    mutant(
        "somebody from outside is let into the file of the Land",
        f"{IN}:_require_fit",
        "if not people_of_the_house(step.day).filter(pk=person.pk).exists():",
        "if False:",
        PERSON,
    ),
    mutant(
        "a seat in a body is a post in the house",
        f"{IN}:people_of_the_house",
        ".exclude(unit__kind__in=BODIES)",
        "",
        PERSON,
    ),
    mutant(
        "somebody is let in until yesterday",
        f"{IN}:let_in",
        "if wanted.until and wanted.until < step.day:",
        "if False:",
        PERSON,
    ),
    mutant(
        "what has run out stands in the way",
        f"{IN}:let_in",
        "present.filter(until__lt=step.day).update(ended_at=step.at)",
        "pass",
        f"{ASKED}::test_what_has_run_out_makes_way_and_is_listed_no_more",
    ),
    mutant(
        "what has run out is listed",
        "workflow/parties.py:_participants",
        ".exclude(until__lt=day)",
        "",
        f"{ASKED}::test_what_has_run_out_makes_way_and_is_listed_no_more",
    ),
)
READING = (
    mutant(
        "a tab is read without a trace",
        "workflow/views/case.py:CaseTab.page",
        "note_reading(self.case",
        "0 and note_reading(self.case",
        ONCE,
    ),
    mutant(
        "a task is read without a trace",
        "workflow/views/task.py:TaskView._page",
        "note_reading(case",
        "0 and note_reading(case",
        NAMED,
    ),
    mutant(
        "a paper is read without a trace",
        "documents/views.py:DownloadView.get",
        "note_reading(version",
        "0 and note_reading(version",
        NAMED,
    ),
    mutant(
        "reading in a normal case is written down",
        f"{TRACE}:let_in_as",
        "if case.confidentiality != Confidentiality.RESTRICTED:",
        "if False:",
        ONLY_WORK,
    ),
    mutant("who reads for her work is written down", f"{TRACE}:let_in_as", "why=Why.INVOLVED, ", "", ONLY_WORK),
    mutant(
        "who was let in for a task alone is written down",
        f"{TRACE}:let_in_as",
        "extent__gte=Extent.FILE, ",
        "",
        ONLY_WORK,
    ),
    mutant("each click is written down", f"{TRACE}:note_reading", "return\n    try", "pass\n    try", RACE),
    mutant(
        "two clicks at once are written down twice", f"{TRACE}:note_reading", "if not known.exists():", "if True:", RACE
    ),
    mutant(
        "what cannot be written down is shown",
        f"{TRACE}:note_reading",
        "raise NotAllowedError(error.message) from error",
        "return",
        RACE,
    ),
    mutant(
        "who reads in another's place is not named with her",
        f"{TRACE}:note_reading",
        "None if holder == standing.user else holder",
        "None",
        f"{READ}::test_who_reads_in_the_place_of_another_is_named_with_her",
    ),
)


def _unbound(name: str, table: str = "workflow_accessrequest") -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {name}"


KEPT = f"{ASKED}::test_the_database_knows_no_endless_grant_and_no_second_open_request"
PROMISES = (
    dropped("a request is to nobody or to two", _unbound("access_to_one"), WHOLE),
    dropped("a request is answered by nobody", _unbound("access_answered_by_somebody"), WHOLE),
    dropped("a grant has no end", _unbound("access_granted_ends"), WHOLE),
    dropped("a refusal is stored without words", _unbound("access_refused_says_why"), WHOLE),
    dropped("two requests of one person are open", "DROP INDEX access_asked_once", KEPT),
    dropped("a person takes part for ever", _unbound("participation_of_person_ends", "workflow_participation"), KEPT),
)
GUARDS: tuple[Mutant, ...] = (*COUNTING, *ASKING, *DECIDING, *LETTING_IN, *READING, *PROMISES)
