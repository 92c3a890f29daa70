"""Which words of a nomination give it away, at any length, and which only might."""

import pytest

from prizes.doubts import Reason, doubts
from prizes.identity import SHIPPED, common_words, identities, identity_of
from prizes.models import AwardYear, Nomination, NomineeKind
from prizes.redaction import HIDDEN, found_in, redacted
from prizes.spelling import plain


def nomination(nominee: str = "Verein", nominator: str = "", **more) -> Nomination:
    return Nomination(nominee=nominee, nominator=nominator, **more)


PEOPLE = nomination("SC 1905 e. V.", "Yu Li", nominee_contact="Familie von der Au, Ö-Ring 3", nominator_email="li.yu@tv98.example")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Yu Li lädt ein.", f"{HIDDEN} lädt ein."),
        ("Im Verein hilft Li, auch YU.", f"Im Verein hilft {HIDDEN}, auch {HIDDEN}."),
        ("Familie von der Au kocht mit.", f"Familie von der {HIDDEN} kocht mit."),
        ("Der SC und der SC 1905 spielen.", f"Der {HIDDEN} und der {HIDDEN} {HIDDEN} spielen."),
        ("Gegründet 1905, SC-Heim.", f"Gegründet {HIDDEN}, {HIDDEN}-Heim."),
        ("Möglich sind Auen, Yucca und 21905 Lichter; die Scheune ist bunt.", None),
        ("der, die, von, und 3 Kinder", None),
    ],
)
def test_words_of_any_length_are_hidden_where_they_stand_alone(text, left):
    names = identities(PEOPLE)
    assert redacted(text, names) == (left or text)
    assert found_in(redacted(text, names), names) == []
    assert (found_in(text, names) != []) is (left is not None)


def test_a_name_of_another_script_is_found_inside_of_its_text():
    names = identities(nomination("李", "王小明"))
    assert redacted("他是李老师和王小明。", names) == f"他是{HIDDEN}老师和{HIDDEN}。"


def told(text: str, row: Nomination = PEOPLE) -> dict[str, Reason]:
    return {one.word: one.reason for one in doubts(text, identity_of(row))}


@pytest.mark.parametrize(
    ("text", "row", "found"),
    [
        ("An kocht. Sie kocht an zwei Tagen.", nomination(nominator="An Nguyen"), {"An": Reason.POSSIBLE}),
        ("Der Ring im Ring.", nomination(nominator="Frau Ute Ring"), {"Ring": Reason.POSSIBLE}),
        ("Die Brücke hilft. Alle helfen.", nomination("Die Brücke"), {}),
        ("Lis Idee, listig.", PEOPLE, {"Lis": Reason.INFLECTED}),
        ("Das plant Y u mit S C.", PEOPLE, {"Y u": Reason.SPACED, "S C": Reason.SPACED}),
        ("Amselfled, Amslfeld, Amselfeldt, Amselfels, Feld.", nomination(nominator="Kim Amselfeld"), dict.fromkeys(["Amselfled", "Amslfeld", "Amselfels"], Reason.ALIKE)),
        ("gez. K. A.; KA, Ka", nomination(nominator="Frau Kim Amselfeld"), {"K. A": Reason.INITIALS, "KA": Reason.INITIALS}),
        ("Der CZ lädt ein.", nomination("Chor der Zeisige"), {"CZ": Reason.INITIALS}),
        ("Der \u0410mselclub.", nomination("Amselclub"), {"\u0410mselclub": Reason.MIXED}),
        ("Team 60, 60 Menschen und 61.", nomination("FC 60"), {"60": Reason.POSSIBLE}),
        ("Ein X und ein x.", nomination("Projekt X"), {"X": Reason.POSSIBLE}),
        ("Haus 3, Ring 3.", PEOPLE, {}),
        ("Der TV98 turnt.", PEOPLE, {"TV98": Reason.POSSIBLE}),
        ("Anruf: 12 34 56, im Jahr 2026.", PEOPLE, {"12 34 56": Reason.NUMBER}),
        ("Ein Text ohne alles.", PEOPLE, {}),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_said(text, row, found):
    assert told(redacted(text, identities(row)), row) == found


def test_a_doubtful_place_is_shown_with_the_words_around_it():
    (doubt,) = doubts("Es war so: Am Montag hat\n„Lis“ Idee gesiegt. Alle waren froh darum.", identity_of(PEOPLE))
    assert (doubt.word, doubt.around) == ("Lis", "so: Am Montag hat „Lis“ Idee gesiegt. Alle waren")


def test_every_doubtful_word_is_asked_about_once():
    assert list(told("Lis Idee, Lis Plan, Yus Rat", PEOPLE)) == ["Lis", "Yus"]


def test_the_list_of_ordinary_words_is_data():
    row = nomination("Brücke der Zeisige", award_year=AwardYear(pk=1))
    assert ("Brücke" in identities(row), "der" in identities(row)) == (True, False)
    row.award_year.common_words = "# Auch das steht oft in Namen\nBrücke"
    assert ("Brücke" in identities(row), "der" in identities(row)) == (False, True)
    assert identity_of(row).ordinary == ("Brücke",)
    assert "Brücke der Zeisige" in identities(row)


def test_the_list_as_it_is_shipped_holds_words_once_and_explains_itself():
    lines = SHIPPED.splitlines()
    assert lines[0].startswith("# Gewöhnliche Wörter")
    words = [plain(word) for line in lines if not line.startswith("#") for word in line.split()]
    assert sorted(words) == sorted(set(words) & common_words(SHIPPED))
    assert {"und", "fur", "verein"} <= set(words)


def test_a_mail_address_is_taken_to_pieces():
    row = nomination(nominator_email="kim.amsel@zeisig-bund.example")
    found = identity_of(row)
    assert {"kim", "amsel", "kim.amsel@zeisig-bund.example"} <= set(found.names)
    assert {"zeisig", "zeisig-bund"} <= set(found.possible)
    assert "bund" not in (*found.names, *found.possible)


@pytest.mark.parametrize(("kind", "asked"), [(NomineeKind.PERSON, ("An",)), (NomineeKind.ORGANISATION, ())])
def test_an_ordinary_word_is_a_possible_name_only_in_a_persons_name(kind, asked):
    assert identity_of(nomination("An Nguyen", nominee_kind=kind)).possible == asked
