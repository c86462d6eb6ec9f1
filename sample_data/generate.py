"""Write the sample exports again, byte for byte: `python -m sample_data.generate [FOLDER]`."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from sample_data import cases, invoices, staffing, survey
from sample_data.service import SEED

FOLDER = Path(__file__).parent
NO_BREAK_SPACE = "\u00a0"

CASE_DEFECTS = (
    ("Date d'appel", "31/02/2014"),
    ("Date d'appel", "31/11/2014"),
    ("Heure d'appel", "25:61"),
    ("Attente (s)", "n.c."),
    ("Attente (s)", "1m20"),
    ("Durée de traitement", "#####"),
    ("Première réponse", "30/02/2015 09:12"),
    ("Clôture", "01/10/2013 10:05"),
    ("Clôture", "31/10/2013 17:40"),
    ("Échéance", "à voir"),
    ("N° dossier", ""),
    ("Satisfaction", "9"),
)
INVOICE_DEFECTS = (
    ("Date d'émission", "29/02/2014"),
    ("Date de paiement", "31/06/2014"),
    ("Montant HT", "#REF!"),
    ("Montant HT", "12O,50"),
    ("N° facture", ""),
)
SURVEY_DEFECTS = (("charge", "11"),)
STAFFING_DEFECTS = (("Effectif", "douze"),)


def main(folder: Path = FOLDER) -> None:
    random = {name: np.random.default_rng([SEED, i]) for i, name in enumerate(("cases", "invoices", "survey", "staffing"))}
    called = cases.simulate(random["cases"])
    billed = invoices.simulate(called, random["invoices"])
    write(spoil(telephony(called), CASE_DEFECTS), folder / "telephonie_dossiers.csv", "cp1252")
    write(spoil(invoicing(billed), INVOICE_DEFECTS), folder / "facturation.csv", "utf-8-sig")
    write(spoil(well_being(survey.simulate(random["survey"])), SURVEY_DEFECTS), folder / "enquete_bien_etre.csv", "utf-8-sig")
    write(spoil(sheet(staffing.simulate(random["staffing"])), STAFFING_DEFECTS), folder / "effectifs.csv", "cp1252")


def telephony(rows: pd.DataFrame) -> pd.DataFrame:
    """Cases as the phone system exports them: date and time apart, moments to the minute."""
    return pd.DataFrame(
        {
            "N° dossier": rows["case_id"],
            "Date d'appel": rows["opened_at"].dt.strftime("%d/%m/%Y"),
            "Heure d'appel": rows["opened_at"].dt.strftime("%H:%M"),
            "Équipe": rows["team"],
            "Partenaire": rows["partner"],
            "Thème": rows["topic"],
            "Canal": rows["channel"],
            "Conseiller": rows["adviser"],
            "Décroché": _yes_no(rows["answered"]),
            "Attente (s)": _decimal(rows["wait_s"], 1),
            "Durée de traitement": rows["handling_s"].map(_clock, na_action="ignore"),
            "Première réponse": _moment(rows["first_response_at"]),
            "Clôture": _moment(rows["closed_at"]),
            "Échéance": _moment(rows["due_at"]),
            "Résolu": _yes_no(rows["resolved"]),
            "Rouvert": _yes_no(rows["reopened"]),
            "Satisfaction": rows["satisfaction"].astype("string"),
        }
    )


def invoicing(rows: pd.DataFrame) -> pd.DataFrame:
    """Invoice lines; flat fees carry a space between thousands, as they were typed."""
    amount = _decimal(rows["amount"], 2)
    typed = rows["amount"].map(lambda value: f"{value:,.2f}".replace(",", NO_BREAK_SPACE).replace(".", ","))
    return pd.DataFrame(
        {
            "N° facture": rows["invoice_id"],
            "Ligne": rows["line"],
            "N° dossier": rows["case_id"],
            "Partenaire": rows["partner"],
            "Équipe": rows["team"],
            "Date d'émission": _day(rows["issued_on"]),
            "Échéance": _day(rows["due_on"]),
            "Date de paiement": _day(rows["paid_on"]),
            "Quantité": _decimal(rows["quantity"], 1),
            "Montant HT": amount.where(rows["case_id"] != "", typed),
            "Devise": "EUR",
        }
    )


def well_being(rows: pd.DataFrame) -> pd.DataFrame:
    """A wide survey, one column an item; its ends labelled in the first half of each wave, as the online form writes them."""
    online = rows["answered_on"].dt.day <= 12
    items = {name: _score(rows[name], online) for name in survey.ITEMS}
    head = {
        "Vague": rows["wave"],
        "Identifiant réponse": rows["response_id"],
        "Équipe": rows["team"],
        "Date de réponse": _day(rows["answered_on"]),
    }
    return pd.DataFrame({**head, **items, "Commentaire": rows["comment"]})


def sheet(rows: pd.DataFrame) -> pd.DataFrame:
    """The staffing sheet, a row a team and month."""
    return pd.DataFrame(
        {
            "Mois": rows["month"].dt.strftime("%m/%Y"),
            "Équipe": rows["team"],
            "Effectif": rows["headcount"],
            "Heures théoriques": _decimal(rows["theoretical_h"], 1),
            "Heures travaillées": _decimal(rows["worked_h"], 1),
            "Heures d'absence": _decimal(rows["absence_h"], 1),
            "Heures hors plage": _decimal(rows["off_hours_h"], 1),
            "Congés pris (j)": _decimal(rows["leave_taken_d"], 1),
            "Congés acquis (j)": _decimal(rows["leave_earned_d"], 1),
        }
    )


def spoil(rows: pd.DataFrame, defects: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """The rows with one cell made unusable in as many of them as there are defects, evenly spread."""
    spoilt = rows.astype("string").fillna("")
    for i, (column, text) in enumerate(defects, start=1):
        spoilt.loc[len(rows) * i // (len(defects) + 1), column] = text
    return spoilt


def write(rows: pd.DataFrame, path: Path, encoding: str) -> None:
    rows.to_csv(path, sep=";", index=False, encoding=encoding, lineterminator="\r\n")


def _day(days: pd.Series) -> pd.Series:
    return days.dt.strftime("%d/%m/%Y")


def _moment(moments: pd.Series) -> pd.Series:
    return moments.dt.strftime("%d/%m/%Y %H:%M")


def _yes_no(flags: pd.Series) -> pd.Series:
    return flags.map({True: "O", False: "N"})


def _decimal(numbers: pd.Series, digits: int) -> pd.Series:
    return numbers.map(lambda number: f"{number:.{digits}f}".replace(".", ","), na_action="ignore")


def _clock(seconds: float) -> str:
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{second:02}"


def _score(scores: pd.Series, labelled: pd.Series) -> pd.Series:
    """Digits, with the words of the scale's ends where the form wrote them; no answer is NSP there, empty on paper."""
    plain = scores.map(lambda score: f"{score:.0f}", na_action="ignore").fillna("")
    words = plain.replace({"0": "0 - Pas du tout", "10": "10 - Tout à fait", "": "NSP"})
    return plain.where(~labelled, words)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
