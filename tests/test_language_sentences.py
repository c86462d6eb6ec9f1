"""What is said of a reading, from the reading only."""

import pytest

from language import NO_BREAK
from metrics import sentence
from metrics.catalogue import collect
from metrics.indicator import Indicator
from metrics.reading import Reading
from tests.readings import LONGER, SHORTER, STEADY, reading

NB = NO_BREAK


@pytest.mark.parametrize(
    ("made", "fr", "en"),
    [
        (reading(SHORTER), "L’attente est plus courte qu’avant depuis février 2015", "The wait is shorter than before since February 2015"),
        (reading(LONGER), "L’attente est plus longue qu’avant en janvier 2015", "The wait is longer than before in January 2015"),
        (reading(STEADY), f"Attente, 90ᵉ centile{NB}: rien d’inhabituel", "Wait, 90th percentile: nothing unusual"),
        (
            reading([6.5, 6.8, 5.6], "satisfaction_mean"),
            f"Satisfaction moyenne{NB}: 5,6 en mars 2014, trop peu de périodes pour juger",
            "Mean satisfaction: 5.6 in March 2014, too few periods to judge",
        ),
        (reading([]), f"Attente, 90ᵉ centile{NB}: pas de données", "Wait, 90th percentile: no data"),
    ],
)
def test_the_title_is_the_reading_in_a_sentence(made: Reading, fr: str, en: str) -> None:
    # LONGER has 13 points: its last month is January 2015
    assert sentence.title(made, "fr") == fr
    assert sentence.title(made, "en") == en


@pytest.mark.parametrize("name", collect())
def test_every_indicator_has_a_word_for_more_and_for_less(name: str) -> None:
    up, down = (sentence.title(reading(values, name), "fr") for values in (LONGER, SHORTER))
    assert up != down
    assert "qu’avant" in up
    assert "qu’avant" in down


def test_an_indicator_without_a_sentence_of_its_own_says_its_label(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence, "CHANGES", {})
    assert sentence.title(reading(SHORTER), "en") == "Wait, 90th percentile: shorter than before since February 2015"


@pytest.mark.parametrize(
    ("values", "target", "change", "verdict"),
    [
        (SHORTER, 300, "▼ plus court", "✓ tenue"),
        (LONGER, 100, "▲ plus long", "~ tenue certains mois"),
        (STEADY, 50, "● rien d’inhabituel", "✕ hors d’atteinte ainsi"),
        (STEADY, None, "● rien d’inhabituel", "sans cible"),
        (STEADY[:7], 300, "trop tôt pour le dire", "trop tôt pour le dire"),
        ([], None, "pas de données", "sans cible"),
    ],
)
def test_verdicts_have_a_sign_and_a_word(values: list[float | None], target: float | None, change: str, verdict: str) -> None:
    made = reading(values, target=target)
    assert sentence.change(made, "fr") == change
    assert sentence.verdict(made, "fr") == verdict


def test_the_subtitle_names_the_indicator_only_where_the_title_does_not() -> None:
    ends = f"des appels décrochés · 90{NB}s en août 2015 (n{NB}={NB}932) · la cible de 300{NB}s est tenue"
    assert sentence.subtitle(reading(SHORTER, target=300), "fr") == f"Attente, 90ᵉ centile · {ends}"
    assert sentence.subtitle(reading(STEADY), "fr").startswith("des appels décrochés · 100")


def test_the_subtitle_does_not_repeat_the_value_that_the_title_says() -> None:
    assert sentence.subtitle(reading(STEADY[:3], "satisfaction_mean"), "en") == f"of rated cases · n{NB}={NB}932"


def test_money_is_said_with_its_currency() -> None:
    made = reading([value and value * 1000 for value in STEADY], "amount_invoiced", currency="EUR")
    assert sentence.title(made, "en") == "Amount invoiced (EUR): nothing unusual"
    assert "€100,000 in January 2015" in sentence.subtitle(made, "en")


@pytest.mark.parametrize(
    ("readings", "fr", "en"),
    [
        (
            [reading(LONGER), reading(LONGER, "backlog"), reading(STEADY, "answer_rate")],
            f"Deux changements réels en janvier 2015{NB}; le reste varie comme d’habitude.",
            "Two real changes in January 2015; the rest varies as usual.",
        ),
        ([reading(LONGER)], "Un changement réel en janvier 2015.", "One real change in January 2015."),
        (
            [reading(STEADY)],
            f"Rien d’inhabituel en janvier 2015{NB}: tout varie comme d’habitude.",
            "Nothing unusual in January 2015: everything varies as usual.",
        ),
        (
            [reading(LONGER), reading(STEADY[:12], "answer_rate")],
            f"Un changement réel{NB}; le reste varie comme d’habitude.",
            "One real change; the rest varies as usual.",
        ),
        (
            [reading(STEADY[:5])],
            f"Trop tôt pour dire ce qui est habituel{NB}: il faut huit périodes à un indicateur.",
            "Too early to tell what is usual: an indicator needs eight periods.",
        ),
        ([reading([])], "Aucun chiffre pour cette période et ces filtres.", "No figure for this period and these filters."),
    ],
)
def test_the_overview_counts_the_changes(readings: list[Reading], fr: str, en: str) -> None:
    assert sentence.overview(readings, "fr") == fr
    assert sentence.overview(readings, "en") == en


def test_the_evidence_says_each_change_and_what_cannot_be_judged() -> None:
    readings = [reading(LONGER), reading(STEADY, "answer_rate"), reading(STEADY[:3], "satisfaction_mean"), reading([], "backlog")]
    said = "The wait is longer than before in January 2015. Too few periods to judge: Mean satisfaction."
    assert sentence.evidence(readings, "en") == said


def test_no_indicator_speaks_of_alerts_or_of_the_worst() -> None:
    def words(indicator: Indicator) -> str:
        return f"{indicator.label} {indicator.definition}".lower()

    for banned in ("alert", "poor", "underperform", "worst"):
        assert [indicator.name for indicator in collect().values() if banned in words(indicator)] == []
