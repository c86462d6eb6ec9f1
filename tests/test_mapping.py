"""An unknown source becomes a profile: what is proposed, what is asked, what never is."""

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.load import load
from ingest.mapping import Proposal, propose
from ingest.preview import preview
from ingest.profile import PROFILES, Field, Fold, Items, Profile, choose, keep, profiles, read_profile
from ingest.question import Question
from ingest.refusal import FileRefused
from lake.store import Lake
from settings import HOME, settings
from tests.ingesting import real, rows

CASES_FR = """N° de dossier;Date d’appel;Heure d’appel;Conseiller;Prénom;E-mail;Thème;Temps d'attente (s);DMT;Décroché ?;Commentaire
D-001;13/03/2014;9:05;Diane;Luc;luc@exemple.fr;Travail;12,5;0:04:05;O;
D-002;14/03/2014;10:15;Karim;Eva;eva@exemple.fr;Logement;3,0;0:02:00;O;Rappeler
D-003;14/03/2014;11:30;Diane;Zoé;zoe@exemple.fr;Travail;70,0;;N;
"""
CASES_EN = """Ticket ID,Created at,First response,Close date,Assigned to,Call reason,Wait time (min),Talk time,Disposition,Rating
T1,2014-03-13 09:05:00,2014-03-13 09:06:00,2014-03-14 10:00:00,Diane,Housing,1.5,245,Call Complete,4
T2,2014-03-14 10:15:00,,,Karim,Work,0.5,,Abandon,
T3,2014-03-14 11:15:00,2014-03-14 11:16:00,,Karim,Work,2.5,61,Call Complete,5
"""
INVOICES_FR = """Numéro facture;Client;Date de facturation;Date d'échéance;Réglé le;Montant HT
F1;Mutuelle du Lac;13/03/2014;12/04/2014;;1 234,50 €
F2;Mutuelle du Lac;14/03/2014;13/04/2014;02/04/2014;-12,00 €
"""
INVOICES_EN = """Invoice number,Customer,Invoice date,Due date,Payment date,Net amount,Currency
F1,Lake Mutual,2014-03-13,2014-04-12,,1234.50,GBP
F2,Lake Mutual,2014-03-14,2014-04-13,2014-04-02,-12.00,GBP
"""
SURVEY_FR = """Vague;Identifiant réponse;Pôle;Charge;Soutien;Ambiance;Âge;Remarques
2014-09;r1;Lyon;0 - Pas du tout;10 - Tout à fait;5;41;
2014-09;r2;Lyon;3;NSP;6;29;Beaucoup d'appels
2014-09;r3;Nantes;9;8;0;35;
"""
SURVEY_EN = """wave,respondent,question,score
2014-09,r1,workload,3
2014-09,r1,support,4
2014-09,r2,workload,5
"""
STAFFING_FR = "Équipe;Mois;Effectif;Heures théoriques;Heures d'absence\nLyon;03/2014;14;1862,0;49,5\nLille;03/2014;12,5;1600,0;20,0\n"
STAFFING_EN = "team,month,headcount,worked hours,leave days taken\nLyon,2014-03-01,14,1800.5,12\nLille,2014-03-01,12.5,1600.0,9\n"


@pytest.fixture
def proposed(write: Callable[..., Path]) -> Callable[..., Proposal]:
    return lambda text, **options: propose(write("export.csv", text), "export.csv", **options)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of kept profiles of the test's own."""
    monkeypatch.setenv("POINT_RELAIS_PROFILES", str(tmp_path / "profiles"))
    settings.cache_clear()
    yield tmp_path / "profiles"
    monkeypatch.undo()
    settings.cache_clear()


def columns(proposal: Proposal) -> dict[str, str]:
    """By field, the columns proposed for it; `-` for a value or an id of our own."""
    return {name: " + ".join(one.columns) or "-" for name, one in proposal.draft.proposed.items()}


def notation(proposal: Proposal, field: str) -> Field:
    """How a field is written, where nothing is left open."""
    found = proposal.draft.proposed[field].notation
    assert isinstance(found, Field)
    return found


def test_a_french_case_export(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed(CASES_FR)
    assert proposal.kind == "cases"
    assert columns(proposal) == {
        "case_id": "N° de dossier",
        "opened_at": "Date d’appel + Heure d’appel",
        "adviser": "Conseiller",
        "topic": "Thème",
        "wait_s": "Temps d'attente (s)",
        "handling_s": "DMT",
        "answered": "Décroché ?",
    }
    assert proposal.draft.left_out == {"Prénom": "personal", "E-mail": "personal", "Commentaire": "personal"}
    assert proposal.questions == ()
    assert notation(proposal, "opened_at").format == ("%d/%m/%Y %H:%M",)
    assert notation(proposal, "wait_s").decimal == ","


def test_an_english_case_export(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed(CASES_EN)
    assert columns(proposal) == {
        "case_id": "Ticket ID",
        "opened_at": "Created at",
        "first_response_at": "First response",
        "closed_at": "Close date",
        "adviser": "Assigned to",
        "topic": "Call reason",
        "wait_s": "Wait time (min)",
        "handling_s": "Talk time",
        "answered": "Disposition",
        "satisfaction": "Rating",
    }
    assert notation(proposal, "wait_s").unit == "minutes"
    assert notation(proposal, "answered").yes == ("Call Complete",)
    assert notation(proposal, "answered").no == ("Abandon",)


def test_the_log_of_a_legal_hotline(proposed: Callable[..., Proposal]) -> None:
    """Its header is public, its data are not: real_data/README.md, section 3."""
    header = (
        "DATE,TIME,DAY OF WEEK,CAMPAIGN,CALL TYPE,AGENT NAME,DISPOSITION,TALK TIME,CALL TIME,QUEUE WAIT TIME,QUEUE CALLBACK WAIT TIME\n"
    )
    calls = [
        ("Call Complete", "0:12:05", "0:15:00"),
        ("Abandon", "0:00:00", "0:02:10"),
        ("Duplicated Callback Request", "0:00:00", "0:00:20"),
    ]
    lines = "".join(
        f"03/{n + 13}/2014,9:0{n}:00,Mon,Housing,Inbound,Diane Dupont,{d},{talk},{call},0:01:30,0:00:00\n"
        for n, (d, talk, call) in enumerate(calls)
    )
    proposal = proposed(header + lines)
    assert columns(proposal) == {
        "case_id": "-",
        "opened_at": "DATE + TIME",
        "partner": "CAMPAIGN",
        "channel": "CALL TYPE",
        "adviser": "AGENT NAME",
        "answered": "DISPOSITION",
        "handling_s": "TALK TIME",
        "wait_s": "QUEUE WAIT TIME",
    }
    assert notation(proposal, "answered").missing == ("Duplicated Callback Request",)


@pytest.mark.parametrize(("text", "currency"), [(INVOICES_FR, "EUR"), (INVOICES_EN, None)])
def test_invoices(proposed: Callable[..., Proposal], text: str, currency: str | None) -> None:
    proposal = proposed(text)
    header = proposal.header
    assert proposal.kind == "invoices"
    wanted = dict(zip(("invoice_id", "partner", "issued_on", "due_on", "paid_on", "amount"), header, strict=False))
    assert columns(proposal) == {**wanted, "line": "-", "currency": header[6] if len(header) > 6 else "-"}
    assert notation(proposal, "line").value == "1"
    assert notation(proposal, "currency").value == currency


def test_a_wide_survey(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed(SURVEY_FR)
    assert proposal.kind == "answers"
    assert columns(proposal) == {"wave": "Vague", "response_id": "Identifiant réponse", "team": "Pôle", "instrument": "-"}
    assert proposal.draft.items == Items(pattern="Charge|Soutien|Ambiance", low=0, high=10, missing=("NSP",))
    assert proposal.draft.left_out == {"Âge": "personal", "Remarques": "personal"}


def test_a_long_survey(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed(SURVEY_EN)
    assert columns(proposal) == {"wave": "wave", "response_id": "respondent", "instrument": "-", "item": "question", "score": "score"}
    assert proposal.draft.items is None


@pytest.mark.parametrize("text", [STAFFING_FR, STAFFING_EN])
def test_staffing(proposed: Callable[..., Proposal], text: str) -> None:
    proposal = proposed(text)
    assert proposal.kind == "staffing"
    assert list(columns(proposal).values()) == list(proposal.header)


LOG = "ticket;statut;horodatage;groupe\n" + "".join(
    f"T{case};{status};2014-03-{case + 10} {hour:02}:00:00;Lyon\n"
    for case in range(1, 6)
    for hour, status in ((9, "ouvert"), (11, "en cours"), (15, "clos"))
)


@pytest.mark.usefixtures("kept")
def test_an_event_log_is_folded(proposed: Callable[..., Proposal], write: Callable[..., Path], tmp_path: Path) -> None:
    proposal = proposed(LOG)
    assert proposal.draft.fold == Fold(keep="last", by="closed_at", first=("opened_at",))
    keep(proposal.profile(name="events"))
    lake = Lake(tmp_path / "lake")
    load(write("export.csv", LOG), lake, profile="events")
    assert rows(lake, "cases", "case_id, resolution_s") == [(f"T{case}", 6 * 3600) for case in range(1, 6)]


def test_a_log_whose_rows_all_hold_the_opening_keeps_its_last_row(proposed: Callable[..., Proposal]) -> None:
    lines = "".join(f"T{n // 3};2014-03-{n // 3 + 10};2014-03-{n // 3 + 10} 0{n % 3}:00:00\n" for n in range(12))
    assert proposed("ticket;ouvert le;modifié\n" + lines).draft.fold == Fold(keep="last")


def test_two_columns_that_name_the_row_only_together(proposed: Callable[..., Proposal]) -> None:
    lines = "".join(f"A{n % 2}1;{min(n, 8)};2014-03-{n + 10};x\n" for n in range(10))
    assert columns(proposed("line;call id;call date;topic\n" + lines))["case_id"] == "line + call id"


def test_an_id_that_repeats_is_none(proposed: Callable[..., Proposal]) -> None:
    lines = "".join(f"compte{n % 2};2014-03-{n % 20 + 10};{n},50\n" for n in range(220))
    proposal = proposed("id;date;montant\n" + lines)
    assert proposal.kind == "invoices"
    assert notation(proposal, "invoice_id").made_from_content


def test_an_id_and_a_date_without_a_known_name_are_told_by_their_values(proposed: Callable[..., Proposal]) -> None:
    lines = "".join(f"Travail;K-{n:03};2014-03-{n + 10} 09:00:00;{n * 7}\n" for n in range(10))
    proposal = proposed("Thème;Clef X;Moment X;Durée (s)\n" + lines)
    assert {name: proposal.draft.proposed[name].why for name in ("case_id", "opened_at")} == {"case_id": "values", "opened_at": "values"}
    assert columns(proposal)["case_id"] == "Clef X"


PERSONAL = {
    "mail": [f"p{n}@exemple.fr" for n in range(20)],
    "phone": [f"06 12 34 5{n % 10} {n + 10}" for n in range(20)],
    "bare phone": [f"06123456{n + 10}" for n in range(20)],
    "name": [f"{first} Xyz{letter}" for first in ("Marie", "Jean", "Nadia", "Paul") for letter in "abcde"],
    "formal name": [f"Xavi{letter} DURAN{letter.upper()}" for letter in "abcdefghijklmnopqrst"],
    "titled": [f"Mme Q{letter}" for letter in "abcdefghijklmnopqrst"],
    "text": [f"Bonjour je vous appelle au sujet de mon contrat de travail numéro {n}" for n in range(20)],
}


@pytest.mark.parametrize("heading", ["Client", "Thème", "N° dossier", "Équipe", "Colonne 4"])
@pytest.mark.parametrize("values", PERSONAL.values(), ids=PERSONAL)
def test_values_that_look_personal_are_never_proposed(proposed: Callable[..., Proposal], heading: str, values: list[str]) -> None:
    lines = "".join(f"{value};2014-03-{n + 10};Téléphone;O\n" for n, value in enumerate(values))
    proposal = proposed(f"{heading};Date d'appel;Canal;Décroché\n{lines}")
    assert heading not in columns(proposal).values()
    assert proposal.draft.left_out[heading] == "personal"


@pytest.mark.parametrize(
    "heading", ["Nom", "Prénom", "Nom de famille", "Adresse e-mail", "Login", "Tél.", "Date de naissance", "Full name"]
)
def test_headers_that_name_a_person_map_to_hashed_fields_or_to_none(proposed: Callable[..., Proposal], heading: str) -> None:
    lines = "".join(f"X{n};2014-03-{n + 10};Téléphone;O\n" for n in range(10))
    proposal = proposed(f"{heading};Date d'appel;Canal;Décroché\n{lines}")
    assert {field for field, column in columns(proposal).items() if column == heading} <= {"adviser", "response_id"}


@pytest.mark.parametrize("heading", ["Salaire", "Rémunération nette", "Hourly rate", "Monthly income", "Prime (€)", "SalaryHike"])
@pytest.mark.parametrize("kind", ["cases", "invoices", "answers"])
def test_pay_is_never_proposed(proposed: Callable[..., Proposal], heading: str, kind: str) -> None:
    lines = "".join(f"2014-03-{n + 10};A;{n % 5};{n % 4};{n % 5}\n" for n in range(10))
    proposal = proposed(f"Date;Partenaire;Soutien;Charge;{heading}\n{lines}", kind=kind)
    assert heading not in (*columns(proposal).values(), *proposal.draft.item_columns)
    assert proposal.draft.left_out[heading] == "pay"


def test_of_columns_that_share_a_name_only_the_first_is_read(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed("N° dossier;Date d'appel;Thème;Canal;Thème;\nD1;13/03/2014;;Tel;Travail;x\nD2;14/03/2014;;Tel;Famille;x\n")
    assert columns(proposal) == {"case_id": "N° dossier", "opened_at": "Date d'appel", "channel": "Canal"}


def test_absence_by_person_is_refused_with_the_reason(proposed: Callable[..., Proposal]) -> None:
    with pytest.raises(FileRefused, match="already summed by team and month"):
        proposed("ID;Reason for absence;Absenteeism time in hours\n1;2;4\n2;3;8\n3;1;2\n")


def test_a_file_that_tells_nothing_is_refused_and_may_be_named(proposed: Callable[..., Proposal]) -> None:
    with pytest.raises(FileRefused, match="--kind"):
        proposed("a;b\n1;2\n")
    asked = proposed("a;b\n1;2\n", kind="cases").questions
    assert [(question.field, question.ask) for question in asked] == [("opened_at", "column")]


def open_question(proposal: Proposal, field: str) -> Question:
    (question,) = (question for question in proposal.questions if question.field == field)
    return question


DATED = "N° dossier;Date d'appel;Canal;DMT\nD1;03/04/2014;Téléphone;{}\nD2;05/06/2014;Téléphone;{}\n"


def test_day_or_month_first_is_asked(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed(DATED.format("61", "62"))
    question = open_question(proposal, "opened_at")
    assert (question.ask, question.example, list(question.choices)) == ("dates", "03/04/2014", ["day", "month"])
    with pytest.raises(FileRefused, match="03/04/2014"):
        proposal.profile()
    assert notation(proposal.answered({"opened_at": "month"}), "opened_at").format == ("%m/%d/%Y",)
    assert proposal.profile({"opened_at": Field(column="Date d'appel", format="%d/%m/%Y")}).fields["opened_at"].format == ("%d/%m/%Y",)
    with pytest.raises(FileRefused, match="day, month"):
        proposal.answered({"opened_at": "year"})


def test_comma_or_point_is_asked(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed(DATED.format("173,900", "12"))
    question = open_question(proposal, "handling_s")
    assert (question.ask, question.example) == ("decimal", "173,900")
    assert notation(proposal.answered({"handling_s": "comma"}), "handling_s").decimal == ","


@pytest.mark.parametrize(("answer", "seconds"), [("mm:ss", 150), ("h:mm", 9000)])
def test_minutes_or_hours_first_is_asked_and_read(
    proposed: Callable[..., Proposal], write: Callable[..., Path], answer: str, seconds: float
) -> None:
    text = DATED.format("2:30", "3:00")
    proposal = proposed(text)
    assert open_question(proposal, "handling_s").ask == "clock"
    profile = proposal.answered({"handling_s": answer, "opened_at": "day"}).profile()
    assert preview(write("export.csv", text), "export.csv", profile)["handling_s"].tolist()[0] == seconds


@pytest.mark.parametrize(
    ("heading", "first", "unit"), [("DMT (mm:ss)", "2:30", "seconds"), ("DMT (h:mm)", "2:30", "hours"), ("DMT", "31:30", "seconds")]
)
def test_a_clock_that_its_header_or_values_settle_is_not_asked(
    proposed: Callable[..., Proposal], heading: str, first: str, unit: str
) -> None:
    proposal = proposed(DATED.replace("DMT", heading).format(first, "3:00"))
    assert notation(proposal, "handling_s").unit == unit


def test_times_without_a_date_ask_for_their_day(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed("id;call start;topic;answered\n1;9:05:07;x;Y\n2;10:00:00;y;N\n")
    opened = notation(proposal.answered({"opened_at": "2014-03-13"}), "opened_at")
    assert (opened.before, opened.format) == ("2014-03-13", ("%Y-%m-%d %H:%M:%S",))


def test_years_ask_which_day_stands_for_them(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed("Exercice;Exécuté;Structure\n2013;10,50;A\n2014;12,25;B\n")
    issued = notation(proposal.answered({"issued_on": "last"}), "issued_on")
    assert (issued.after, issued.format) == ("12-31", ("%Y %m-%d",))


def test_words_that_are_neither_yes_nor_no_are_asked(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed("N° dossier;Date d'appel;Résolu\nD1;13/04/2014;fini\nD2;14/04/2014;pas fini\n")
    resolved = notation(proposal.answered({"resolved": "fini"}), "resolved")
    assert (resolved.yes, resolved.no) == (("fini",), ("pas fini",))
    with pytest.raises(FileRefused, match="peut-être"):
        proposal.answered({"resolved": "peut-être"})


def test_a_scale_that_no_answer_reaches_is_asked(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed("Vague;Charge;Soutien\n2014;2;3\n2014;4;3\n2014;2;2\n")
    assert list(open_question(proposal, "items").choices)[:3] == ["1-4", "0-4", "1-5"]
    survey = proposal.answered({"items": "1-5"}).draft.items
    assert isinstance(survey, Items)
    assert (survey.low, survey.high) == (1, 5)


def test_a_person_may_choose_a_column_or_none(proposed: Callable[..., Proposal]) -> None:
    proposal = proposed(CASES_FR, kind="cases", columns={"topic": ("Commentaire",), "adviser": ()})
    assert columns(proposal)["topic"] == "Commentaire"
    assert proposal.draft.proposed["topic"].why == "person"
    assert "adviser" not in columns(proposal)
    with pytest.raises(FileRefused, match="Sujet"):
        proposed(CASES_FR, kind="cases", columns={"topic": ("Sujet",)})


def test_the_first_rows_as_they_would_be_understood(proposed: Callable[..., Proposal], write: Callable[..., Path]) -> None:
    bad = CASES_FR + "D-004;31/02/2014;12:00;Diane;;;Travail;hier;0:01:00;O;\n"
    profile = proposed(CASES_FR).profile()
    shown = preview(write("export.csv", bad), "export.csv", profile, rows=4)
    assert shown["source_line"].tolist() == [2, 3, 4, 5]
    assert str(shown["opened_at"][0]) == "2014-03-13 09:05:00"
    assert shown["wait_s"].tolist()[:3] == [12.5, 3, 70]
    assert shown["handling_s"][0] == 245
    assert set(shown["adviser"]) == {"•••"}
    assert [sorted(found) for found in shown["problems"]] == [[], [], [], ["opened_at", "wait_s"]]
    assert shown["problems"][3]["wait_s"].reason == "not_a_duration"


def test_a_kept_profile_reads_back_as_it_was_and_is_known_at_once(proposed: Callable[..., Proposal], kept: Path) -> None:
    profile = proposed(SURVEY_FR).profile(name="enquete-2014")
    path = keep(profile)
    assert path == kept / "enquete-2014.toml"
    assert sorted(kept.iterdir()) == [path]
    assert read_profile(path) == profile
    assert profiles()["enquete-2014"] == profile
    assert choose("x.csv", ["Vague", "Identifiant réponse", "Pôle", "Charge", "Soutien", "Ambiance"]).name == "enquete-2014"
    path.unlink()
    assert "enquete-2014" not in profiles()


def test_every_shipped_profile_can_be_kept_as_it_is_and_a_kept_one_wins(kept: Path) -> None:
    for path in sorted(PROFILES.glob("*.toml")):
        assert read_profile(keep(read_profile(path))) == read_profile(path)
    own = read_profile(PROFILES / "effectifs.toml").model_copy(update={"timezone": "UTC"})
    keep(own)
    assert profiles()["effectifs"].timezone == "UTC"
    assert kept.is_dir()


@pytest.mark.parametrize("name", ["", "../x", "été", "a b", "-x"])
def test_a_name_that_is_no_file_name_is_refused(proposed: Callable[..., Proposal], kept: Path, name: str) -> None:
    with pytest.raises(FileRefused, match="cannot name a profile"):
        keep(proposed(SURVEY_FR).profile(name=name))
    assert not kept.exists()


def test_the_command_says_keeps_and_loads(
    write: Callable[..., Path], tmp_path: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, lake = str(write("export.csv", CASES_FR)), ["--lake", str(tmp_path / "lake")]
    assert main(["load", file, *lake]) == 2
    assert "python -m ingest propose" in capsys.readouterr().err
    assert main(["propose", file, "--keep", "standard"]) == 0
    assert "Temps d'attente (s)" in capsys.readouterr().out
    assert (kept / "standard.toml").is_file()
    assert main(["load", file, *lake, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["profile"] == "standard"


def test_the_command_asks_what_is_open_and_keeps_nothing(
    write: Callable[..., Path], kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["propose", str(write("export.csv", DATED.format("61", "62"))), "--json"]
    assert main([*call, "--keep", "dossiers"]) == 2
    assert "--answer opened_at=day|month" in capsys.readouterr().err
    assert not kept.exists()
    assert main(call) == 0
    assert [(one["field"], one["choices"]) for one in json.loads(capsys.readouterr().out)["questions"]] == [("opened_at", ["day", "month"])]
    assert main([*call, "--keep", "dossiers", "--answer", "opened_at=day"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kept"] == str(kept / "dossiers.toml")
    assert told["rows"][0]["opened_at"] == "2014-04-03 00:00:00"


def test_a_column_that_nothing_tells_may_be_named(write: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    call = ["propose", str(write("export.csv", "a;b\n1;20140313\n2;20140314\n")), "--kind", "cases", "--json"]
    assert main([*call, "--answer", "opened_at=nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
    assert main([*call, "--answer", "opened_at=b"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["fields"]["opened_at"]["columns"], told["questions"]) == (["b"], [])


SHIPPED = {
    "pwc_call_center": "cases/pwc_call_center.csv",
    "gp_call_log": "cases/gpCallLog_inbound_calls_2021.csv",
    "anonymous_bank_calls": "cases/anonymous_bank_calls_one_day.csv",
    "incident_event_log": "cases/incident_event_log_trunc.csv",
    "bpi_closed_problems": "cases/bpi13_closed_problems.csv",
    "nyc_311": "cases/nyc311_pyboot.csv",
    "signalconso": "cases/signalconso_sample.csv",
    "cfpb_complaints": "cases/cfpb_complaints_small.csv",
    "ibm_receivables": "billing/accounts_receivable_ibm.csv",
    "oxford_spend": "billing/oxford_spend_jan-mar-2015.csv",
    "montpellier_grants_2013": "billing/montpellier_attribsub_2013.csv",
    "montpellier_budget": "billing/montpellier_budget_ant.csv",
    "banque_history": "billing/regardscitoyens_banque_history.csv",
    "barometre_esr": "surveys/barometre_esr_2024_limesurvey_fr.csv",
    "carrard_2022": "surveys/carrard2022_medteach_burnout.csv",
    "ibm_hr": "surveys/ibm_hr_attrition.csv",
}
SAMPLES = {
    "telephonie": "telephonie_dossiers.csv",
    "facturation": "facturation.csv",
    "bien_etre": "enquete_bien_etre.csv",
    "effectifs": "effectifs.csv",
}
ANSWERS = {"opened_at": "month", "closed_at": "month", "wave": "2024", "currency": "EUR", "issued_on": "2013-12-31"}
DAY = dict.fromkeys(("opened_at", "first_response_at", "closed_at"), "1999-08-01")
SURE = ("case_id", "invoice_id", "response_id", "opened_at", "issued_on", "answered", "wait_s", "handling_s")
NO_SUCH_COLUMN = {("gp_call_log", "wait_s")}  # the difference of two columns


def export(name: str) -> Path:
    return HOME / "sample_data" / SAMPLES[name] if name in SAMPLES else real(SHIPPED[name])


@lru_cache(maxsize=len(SHIPPED) + len(SAMPLES))
def unknown(name: str) -> Proposal:
    """What is proposed for the export of a source that ships with a profile."""
    return propose(export(name), export(name).name)


def right(proposal: Proposal, shipped: Profile) -> dict[str, bool]:
    """By field of the shipped profile, whether the same columns, or none, are proposed."""
    found = {name: one.columns for name, one in proposal.draft.proposed.items()}
    judged = {name: found.get(name) == field.column for name, field in shipped.fields.items()}
    if shipped.items:
        judged["items"] = set(proposal.draft.item_columns) == set(shipped.item_columns(proposal.header).values())
    return judged


@pytest.mark.parametrize("name", [*SHIPPED, *SAMPLES])
def test_of_a_known_source_the_key_the_date_and_the_call_are_found(name: str) -> None:
    shipped, proposal = read_profile(PROFILES / f"{name}.toml"), unknown(name)
    assert proposal.kind == shipped.kind
    judged = right(proposal, shipped)
    assert [field for field in SURE if not judged.get(field, True) and (name, field) not in NO_SUCH_COLUMN] == []


def test_nine_fields_of_ten_of_the_known_sources_are_proposed_right() -> None:
    judged: list[bool] = []
    for name in (*SHIPPED, *SAMPLES):
        judged += right(unknown(name), read_profile(PROFILES / f"{name}.toml")).values()
    assert sum(judged) >= 0.9 * len(judged)


@pytest.mark.parametrize("name", [*SHIPPED, *SAMPLES])
def test_a_proposal_once_answered_loads_its_file(name: str, tmp_path: Path, kept: Path) -> None:
    proposal = unknown(name)
    said = {**ANSWERS, **(DAY if name == "anonymous_bank_calls" else {}), **({"issued_on": "last"} if name == "montpellier_budget" else {})}
    answered = proposal.answered({question.field: said[question.field] for question in proposal.questions})
    keep(answered.profile(name=f"own-{name}"))
    report = load(export(name), Lake(tmp_path / "lake"), profile=f"own-{name}")
    assert report.rows_read == report.inserted + report.updated + report.unchanged + report.refused
    assert report.refused <= 0.02 * report.rows_read
    assert kept.is_dir()
