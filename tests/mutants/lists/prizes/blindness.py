"""The prize: what a jury is shown, and what figures and papers tell of single nominations."""

from tests.mutants.mutant import Mutant, mutant

BLIND, ATTACKS = "prizes/blind", "prizes/test_attacks.py"
FILES, WORDS, FIGURES = "prizes/test_blind_files.py", "prizes/test_identity.py", "prizes/test_figures.py"
SHOWN = f"{ATTACKS}::test_what_is_shown_is_painted_over"
ASIDE = f"{ATTACKS}::test_what_is_shown_from_aside_is_refused"
SET = "prizes/test_shut_out_officials.py"
TOLD = "workflow/test_disclosure.py"

GUARDS: tuple[Mutant, ...] = (
    mutant("a file says what its letters are", f"{BLIND}/rebuild.py:_pages", "laid_out(without_claims(pdf))", "laid_out(content)", SHOWN),
    mutant("what was drawn upon a page is not searched", f"{BLIND}/rebuild.py:_read", "        flatten(document[place])\n", "", SHOWN),
    mutant("names are searched only as they were written", f"{BLIND}/finding.py:find", "(_as_written(sheets), _as_seen(sheets))", "(_as_written(sheets),)", SHOWN),
    mutant("names are not painted over", f"{BLIND}/painting.py:paint", "    canvas.paint_over(", "    list(", SHOWN),
    mutant("words that nobody sees are read aloud", f"{BLIND}/painting.py:_words", " and canvas.shows(rect)", "", f"{ATTACKS}::test_words_that_nobody_sees_are_not_read_aloud_either"),
    mutant("patterns are not searched", f"{BLIND}/aside.py:_drawings", "item.get(\"/PatternType\") == A_TILE", "False", ASIDE),
    mutant("masks are not searched", f"{BLIND}/aside.py:_drawings", "yield from _masks(item)", "yield from ()", ASIDE),
    mutant("letters that are drawings are not searched", f"{BLIND}/aside.py:_drawings", "item.get(\"/Subtype\") == pikepdf.Name.Type3", "False", ASIDE),
    mutant("names from aside are shown", f"{BLIND}/rebuild.py:_aside", "raise Refused(Refusal.NAMES_ASIDE, left)", "return set()", ASIDE),
    mutant("a file of any length is drawn", f"{BLIND}/rebuild.py:_pages", "if not 0 < len(pdf.pages) <= MOST_PAGES:", "if False:", f"{FILES}::test_what_cannot_be_shown_is_refused_in_words"),
    mutant("the process learns everything", "prizes/blind_files.py:_rebuilt", "{name: os.environ[name] for name in PASSED_ON if name in os.environ}", "dict(os.environ)", f"{FILES}::test_the_process_learns_nothing_of_this_one"),
    mutant("a file may take any time", "prizes/blind_files.py:_rebuilt", "timeout=SECONDS", "timeout=None", f"{FILES}::test_a_file_that_takes_too_long_is_refused"),
    mutant("jurors see what nobody looked at", "prizes/querysets.py:BlindFileQuerySet.seen", "self.filter(checked_at__isnull=False)", "self.all()", f"{FILES}::test_a_juror_is_shown_only_what_somebody_has_looked_at"),
    mutant("the jury begins before every file was looked at", "prizes/jury/preparation.py:open_blind", "        (unseen, ", "        (0, ", f"{FILES}::test_nothing_is_laid_before_the_jury_that_nobody_has_looked_at"),
    mutant("what became a name since the release is shown", "prizes/jury/preparation.py:_names_somebody", "return bool(found_in(", "return bool(() and found_in(", f"{FILES}::test_what_became_a_name_since_is_not_laid_before_the_jury"),
    mutant("files change while the jury judges", "prizes/jury/attachments.py:_require_preparing", "if jury.stage != JuryStage.PREPARING:", "if False:", f"{FILES}::test_files_are_the_offices_and_fixed_once_the_jury_judges"),
    mutant("anybody releases files", "prizes/jury/attachments.py:_require_preparing", "    require_office(standing)\n", "", f"{FILES}::test_files_are_the_offices_and_fixed_once_the_jury_judges"),
    mutant("what is doubtful needs nobody", "prizes/jury/preparation.py:check_entry", "    if unread:", "    if False:", "prizes/test_jury.py::test_what_the_program_cannot_decide_is_released_once_somebody_has_read_it"),
    mutant("a text with a name is released", "prizes/jury/preparation.py:check_entry", "        if left:", "        if False:", "prizes/test_jury.py::test_a_text_with_a_name_is_not_released"),
    mutant("a short word is found inside of others", "prizes/spelling.py:_pattern", 'r"(?<![^\\W_])" if _stands_alone(words[0]) else ""', '""', f"{WORDS}::test_words_of_any_length_are_hidden_where_they_stand_alone"),
    mutant("few are counted out", "workflow/disclosure.py:disclosed", "counts[key] < FEWEST", "False", f"{TOLD}::test_few_are_not_counted_out_and_the_sum_does_not_tell", f"{FIGURES}::test_few_are_not_counted_out_nor_what_would_tell_them"),
    mutant("the sum tells how many the few are", "workflow/disclosure.py:disclosed", "        _cover(found, counts, equations, told)\n", "        break\n", f"{TOLD}::test_no_reader_can_reckon_out_what_is_withheld"),
    mutant("a place with few is named", "prizes/figures.py:_places", "if number >= FEWEST", "if number", f"{FIGURES}::test_few_are_not_counted_out_nor_what_would_tell_them"),
    mutant("likeness tells of what one is shut out of", "prizes/comparison.py:with_likeness", 'not_excluded(standing, "case_id") if standing else Q()', "Q()", f"{FIGURES}::test_no_likeness_tells_of_what_one_is_shut_out_of"),
    mutant("a paper of the year tells of its case alone", "prizes/policy.py:AwardYearPolicy.gathered", "return Nomination.objects.filter(award_year__case=case)", "return Nomination.objects.none()", f"{SET}::test_what_is_filed_with_the_year_is_closed_to_whoever_is_shut_out_of_a_nomination"),
    mutant("a further version tells of what the first one did", "documents/services.py:file_stored", "document.tells_of.add(*gathered)", "pass", f"{SET}::test_a_further_version_tells_of_what_came_in_since"),
    mutant("minutes tell of what was voted on alone", "prizes/jury/sitting.py:_file_minutes", "jury.nominations.values_list", "jury.nominations.filter(vote__isnull=False).values_list", f"{SET}::test_the_minutes_are_closed_to_whoever_is_shut_out_of_what_lay_before_the_session"),
    mutant("a single person's history is counted", "committees/parity.py:gauge", 'history=history[MigrationHistory.YES] if told_enough', 'history=histories.get(MigrationHistory.YES, 0) if told_enough', "committees/test_bodies.py::test_the_gauge_tells_of_nobodys_history"),
)  # fmt: skip
