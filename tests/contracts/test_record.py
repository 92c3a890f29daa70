"""What of a contract can be read, where, and by whom."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contracts.demo import stages
from contracts.models import Evaluation, Indicator, Measure
from tests.factories.contracts import in_force, user
from workflow.models import CaseTask


@pytest.fixture
def read(client, house):
    """The text of a page for an account."""

    def ask(account: str, name: str, pk: int, status: int = 200) -> str:
        client.force_login(user(account))
        answer = client.get(reverse(name, args=[pk]))
        assert answer.status_code == status
        return answer.content.decode()

    return ask


def with_report():
    """An interim report lies before the case worker."""
    driver = in_force()
    wait = next(task for task in driver.case.task_set.filter(closed_at=None) if task.node.name == "next_report")
    driver.until(wait.due_on)
    text = {"progress": "Sechzig Menschen erreicht.", "deviations": "Ein Ort fiel aus.", "outlook": "Zwei neue Orte."}
    return driver.do("interim_report", "submit", period="2027", file=None, **text)


def after_the_term():
    driver = in_force()
    driver.until(driver.contract.ends_on + timedelta(days=1))
    return stages.reported(driver, "gesamt", "final_report", "review_final")


def test_whoever_reviews_a_report_reads_it_beside_the_buttons(read):
    driver = with_report()
    task = driver.tasks("review_report")[0]
    text = read("sachbearbeitung", "task", task.pk)
    for wanted in ("Zwischenbericht 2027", "Sechzig Menschen erreicht.", "Ein Ort fiel aus.", "Zwei neue Orte."):
        assert wanted in text


def test_a_report_that_was_sent_back_is_filled_in_again_whole(client, read):
    driver = with_report().do("review_report", "return", "Bitte Orte nennen.")
    task = driver.tasks("interim_report")[0]
    client.force_login(user("baf"))
    form = client.get(reverse("portal-task", args=[task.pk])).context["form"]
    assert form.initial == {
        "period": "2027", "progress": "Sechzig Menschen erreicht.", "deviations": "Ein Ort fiel aus.", "outlook": "Zwei neue Orte.",
    }  # fmt: skip
    assert "Bitte Orte nennen." in read("baf", "portal-task", task.pk)


def test_a_new_report_starts_empty_though_an_older_one_was_never_accepted(client, house):
    driver = with_report()
    driver.until(driver.contract.ends_on + timedelta(days=1))
    client.force_login(user("baf"))
    form = client.get(reverse("portal-task", args=[driver.tasks("final_report")[0].pk])).context["form"]
    assert set(form.initial) == {"period"}


def test_the_case_page_tells_all_of_a_contract_and_so_does_its_print(read):
    driver = stages.evaluated(after_the_term())
    wanted = (
        "Bedingungen", "letzter Kündigungstag", "Räume stellen", "Istwert 12", "zugestimmt", "Vertretung des Landes (fiktiv)",
        "Gezeichnete Fassung", "Schlussbericht gesamt", "85 %, überwiegend erreicht", "Empfehlung: <strong>beenden</strong>", "positive Bilanz",
    )  # fmt: skip
    for page in ("case-record", "case-print"):
        text = read("sachbearbeitung", page, driver.case.pk)
        assert [each for each in wanted if each not in text] == []


@pytest.mark.parametrize("account", ["hmkb", "baf", "hjr", "fachadmin"])
def test_only_those_with_the_whole_file_read_it(read, account):
    driver = in_force()
    read(account, "case-record", driver.case.pk, status=404)


def test_a_ressort_that_contributes_reads_the_reports_but_gets_no_file(read):
    driver = after_the_term()
    task = driver.tasks("contribute")[0]
    text = read("hmkb", "task", task.pk)
    assert "Die Maßnahmen wurden wie geplant umgesetzt." in text
    assert "/dokumente/" not in text.split("Berichte des Partners")[1].split("</section>")[0]


def test_a_report_says_how_far_the_partners_own_measures_are(client, house):
    driver = in_force()
    wait = next(task for task in driver.case.task_set.filter(closed_at=None) if task.node.name == "next_report")
    driver.until(wait.due_on)
    own, other = (Measure.objects.get(contract_id=driver.case.pk, side=side) for side in ("partner", "state"))
    client.force_login(user("baf"))
    data = {
        "outcome": "submit",
        "note": "",
        "period": "2027",
        "progress": "Gut.",
        f"m{own.pk}": "running",
        f"m{other.pk}": "dropped",
    }
    answer = client.post(reverse("portal-task", args=[driver.tasks("interim_report")[0].pk]), data)
    assert answer.status_code == 302
    assert [Measure.objects.get(pk=one.pk).status for one in (own, other)] == ["running", "planned"]


def test_the_partner_reads_its_reports_in_the_portal(read):
    driver = with_report()
    text = read("baf", "portal-case", driver.case.pk)
    assert "Zwischenbericht 2027" in text
    assert "nicht angenommen" in text


def evaluation_task(driver) -> CaseTask:
    driver.do_all("contribute", lambda task: ("nil_return", "", {}))
    driver.do("partner_statement", "submit", partner_statement="Gern wieder.", cooperation_partner="gut")
    return driver.tasks("evaluation_report")[0]


def answers(driver, **changed) -> dict:
    data = {"outcome": "submit", "note": "", "recommendation": "renew", "lessons": "Früher beginnen."}
    for measure in Measure.objects.filter(contract_id=driver.case.pk):
        data |= {f"m{measure.pk}_status": "done", f"m{measure.pk}_attainment": "90", f"m{measure.pk}_rating": "reached"}
    for indicator in Indicator.objects.filter(measure__contract_id=driver.case.pk):
        data[f"i{indicator.pk}"] = "14"
    return data | changed


def test_an_evaluation_judges_measures_and_indicators_and_comes_back_filled(client, house):
    driver = after_the_term()
    task = evaluation_task(driver)
    client.force_login(user("sachbearbeitung"))
    answer = client.post(reverse("task", args=[task.pk]), answers(driver))
    assert answer.status_code == 302
    evaluation = Evaluation.objects.get(contract_id=driver.case.pk)
    assert (evaluation.recommendation, evaluation.lessons, evaluation.items.count()) == ("renew", "Früher beginnen.", 2)
    assert set(Indicator.objects.filter(measure__contract_id=driver.case.pk).values_list("actual", flat=True)) == {"14"}
    driver.do("evaluation_head", "return", "Bitte Belege ergänzen.")
    page = client.get(reverse("task", args=[driver.tasks("evaluation_report")[0].pk])).content.decode()
    for filled in ("Früher beginnen.", 'value="90"', 'value="14"'):
        assert filled in page


@pytest.mark.parametrize(
    ("value", "message"), [("101", "kleiner oder gleich 100"), ("", "zwingend erforderlich"), ("viel", "ganze Zahl")]
)
def test_a_judgement_that_is_no_percentage_changes_nothing(client, house, value, message):
    driver = after_the_term()
    task = evaluation_task(driver)
    measure = Measure.objects.filter(contract_id=driver.case.pk)[0]
    client.force_login(user("sachbearbeitung"))
    answer = client.post(reverse("task", args=[task.pk]), answers(driver, **{f"m{measure.pk}_attainment": value}))
    text = answer.content.decode()
    assert (answer.status_code, message in text, "Früher beginnen." in text) == (422, True, True)
    assert not Evaluation.objects.get(contract_id=driver.case.pk).items.exists()
