"""Which standing reaches which address, and menus that ask there."""

from tests.mutants.mutant import Mutant, mutant

AUDIENCES = "directory/audiences.py"
ADDRESSES = "architecture/test_addresses.py"
MENUS = "architecture/test_menus.py"

GUARDS: tuple[Mutant, ...] = (
    mutant(
        "an address is open to everybody who is signed in",
        "workflow/views/base.py:StandingView.setup",
        "audience_of(match and match.func).admit(self.standing, named=bool(kwargs))",
        "audience_of(match and match.func)",
        f"{ADDRESSES}::test_an_address_that_says_nothing_is_closed",
        f"{MENUS}::test_every_entry_of_every_role_opens_and_every_page_that_opens_is_an_entry",
    ),
    mutant(
        "an address that says nothing is open",
        f"{AUDIENCES}:audience_of",
        '"audience", NOBODY)',
        '"audience", ACCOUNT)',
        f"{ADDRESSES}::test_an_address_that_says_nothing_is_closed",
    ),
    mutant(
        "an address that names something tells partners what it is",
        f"{AUDIENCES}:Audience.admit",
        "if named and not self.told(standing):",
        "if False:",
        f"{ADDRESSES}::test_an_office_is_no_secret_but_to_partners",
        f"{ADDRESSES}::test_an_address_that_says_nothing_is_closed",
    ),
    mutant(
        "a member of a body reaches the office",
        "directory/standing.py:Standing.takes_tasks",
        "post.kind != UnitKind.BODY for post in self.all_posts",
        "True for post in self.all_posts",
        f"{ADDRESSES}::test_a_juror_reaches_the_jury_and_nothing_else",
        f"{ADDRESSES}::test_a_member_of_a_body_reaches_its_pages_and_nothing_else",
        f"{ADDRESSES}::test_a_partner_in_a_jury_reaches_both_and_no_office",
    ),
    mutant(
        "a deputy does not reach what her principal does",
        "directory/standing.py:Standing.all_posts",
        "for principal in self.principals for post in principal.standing.posts",
        "for post in ()",
        f"{ADDRESSES}::test_a_deputy_reaches_what_her_principal_does",
    ),
    mutant(
        "everybody reaches the portal",
        AUDIENCES,
        "lambda standing: bool(standing.roles)",
        "lambda standing: True",
        f"{ADDRESSES}::test_who_has_no_place_yet_reaches_what_is_her_own",
    ),
    mutant(
        "everybody with a task administers",
        AUDIENCES,
        "lambda standing: standing.has_function(UnitFunction.ADMINISTRATION)",
        "lambda standing: standing.takes_tasks",
        f"{MENUS}::test_who_is_offered_what",
        "workflow/test_administration.py::test_others_do_not_administer",
    ),
    mutant(
        "every member of a body is a juror",
        "prizes/permissions.py:judges",
        "Jury.objects.filter(unit__in=bodies).exists()",
        "bool(bodies)",
        f"{ADDRESSES}::test_a_member_of_a_body_reaches_its_pages_and_nothing_else",
    ),
    mutant(
        "a juror reaches the sessions of bodies",
        "committees/audiences.py:meets",
        "Body.objects.filter(pk__in=bodies_of(standing)).exists()",
        "bool(bodies_of(standing))",
        f"{ADDRESSES}::test_a_juror_reaches_the_jury_and_nothing_else",
    ),
    mutant(
        "the deputy of the Geschäftsstelle is none of it",
        "committees/secretariat.py:runs_bodies",
        "posts_of(standing)",
        "standing.posts",
        f"{ADDRESSES}::test_a_deputy_reaches_what_her_principal_does",
    ),
    mutant(
        "every case worker sees the board",
        "workflow/board.py:may_see_board",
        "post.rank >= Rank.HEAD_OF_UNIT",
        "post.rank >= Rank.CASE_WORKER",
        "workflow/test_board.py::test_the_board_is_for_those_who_answer_for_others",
    ),
    mutant(
        "the board forgets the deputies of the front office",
        "workflow/board.py:_watches_all",
        "standing.all_posts",
        "standing.posts",
        "workflow/test_board.py::test_a_deputy_of_the_front_office_sees_its_board",
    ),
    mutant(
        "the form of an action is shown to whoever sees the task",
        "workflow/views/task_actions.py:TaskAction.prepare",
        "self.require(self.task, self.standing)",
        "self.task.pk",
        "workflow/test_task_page.py::test_no_form_is_shown_or_taken_for_what_one_may_not_do",
    ),
    mutant(
        "tasks are passed on by whoever sees them",
        "workflow/views/task_actions.py:HandOverView._tasks",
        "if not any(",
        "if False and not any(",
        "workflow/test_task_page.py::test_what_the_menu_of_a_task_offers_opens_and_everything_else_is_refused",
    ),
    mutant(
        "a menu shows what is closed",
        "workflow/navigation.py:entrances_for",
        "if opens(standing, one.route)",
        "",
        f"{MENUS}::test_every_entry_of_every_role_opens_and_every_page_that_opens_is_an_entry",
    ),
    mutant(
        "links are shown to whom they lead nowhere",
        "workflow/templatetags/display.py:opens",
        'return audiences.opens(context["standing"], route)',
        "return True",
        f"{MENUS}::test_the_link_to_deputies_is_shown_to_those_whose_page_it_is",
    ),
)
