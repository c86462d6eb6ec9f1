"""The full sentence of a reading, as data: rule, direction and target, and all that may be missing."""

from datetime import date
from itertools import product
from typing import get_args

import pytest

from language import NO_BREAK
from metrics.explanation import FIRED, WHY, explanation, why
from metrics.reading import Reading
from metrics.spc import Rule
from tests.journaling import entry
from tests.readings import LONGER, STEADY, Values, reading

TWICE: Values = [*STEADY, *STEADY[1:]]
SERIES: dict[tuple[str, str], Values] = {  # the last point is marked by this rule, on this side
    ("limit", "high"): LONGER,
    ("limit", "low"): [*STEADY[:12], 82],
    ("trend", "high"): [*TWICE, 97, 98, 99, 100, 101, 102, 103],
    ("trend", "low"): [*TWICE, 103, 102, 101, 100, 99, 98, 97],
    ("two_of_three", "high"): [*TWICE, 102, 109, 109],
    ("two_of_three", "low"): [*TWICE, 98, 91.5, 91.5],
    ("shift", "high"): [*TWICE, 102, 103, 102, 104, 103, 102, 103],
    ("shift", "low"): [*TWICE, 98, 97, 98, 97, 98, 97, 98],
}
ASSURED = {"passes": 300.0, "fails": 20.0, "hit_and_miss": 100.0, None: None}  # targets of a wait, which is better lower


def said(made: Reading, language: str = "en") -> str:
    return explanation(made, language).replace(NO_BREAK, " ")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("fired", "assured"), list(product(SERIES, ASSURED)))
def test_every_rule_direction_and_target_has_its_words(fired: tuple[str, str], assured: str | None, language: str) -> None:
    made = reading(SERIES[fired], target=ASSURED[assured])
    latest = made.xmr.latest
    assert latest
    assert (latest.rule, latest.direction, made.assurance) == (*fired, assured)
    direction = {"en": ("longer", "shorter"), "fr": ("plus longue", "plus courte")}[language][fired[1] == "low"]
    means = {
        "en": ("not a change for the better", "is a change for the better"),
        "fr": ("ne va pas dans le bon sens", "va dans le bon sens"),
    }
    aimed = {
        "en": {"passes": "it will be met again", "fails": "only another way", "hit_and_miss": "some months", None: "No target is set"},
        "fr": {"passes": "elle le restera", "fails": "seule une autre", "hit_and_miss": "certains mois", None: "Aucune cible n’est fixée"},
    }[language]
    text = said(made, language)
    assert direction in text.split(":")[0]
    assert means[language][fired[1] == "low"] in text
    assert [key for key, words in aimed.items() if words in text] == [assured]


@pytest.mark.parametrize(
    ("made", "en", "fr"),
    [
        (
            reading(LONGER, target=100),
            "The wait is longer than before in January 2015: above its usual variation (118 s in January 2015; usual 87–116 s). "
            "It is not a change for the better: worth understanding before anything is decided. "
            "The target of 100 s is met some months and missed others; as things run, that will not change by itself.",
            "L’attente est plus longue qu’avant en janvier 2015 : au-dessus de sa variation habituelle (118 s en janvier 2015 ; d’habitude "
            "87–116 s). Le changement ne va pas dans le bon sens : à comprendre avant de rien décider. "
            "La cible de 100 s est tenue certains mois et manquée d’autres ; en l’état, cela ne changera pas tout seul.",
        ),
        (
            reading(STEADY),
            "Wait, 90th percentile: nothing unusual in January 2015 (100 s; usual 89–111 s). No target is set.",
            "Attente, 90ᵉ centile : rien d’inhabituel en janvier 2015 (100 s ; d’habitude 89–111 s). Aucune cible n’est fixée.",
        ),
        (
            reading(STEADY[:12], target=300),
            "Wait, 90th percentile: nothing unusual in December 2014 (101 s; usual 88–112 s). "
            "The target of 300 s is met; as things run, it will be met again. "
            "The limits are provisional: thirteen periods make them firm.",
            "Attente, 90ᵉ centile : rien d’inhabituel en décembre 2014 (101 s ; d’habitude 88–112 s). "
            "La cible de 300 s est tenue ; en l’état, elle le restera. Les limites sont provisoires : treize périodes les affermissent.",
        ),
        (
            reading(STEADY[:7], target=300),
            "Wait, 90th percentile: 99 s in July 2014. It takes eight periods to tell what is usual. "
            "It is too early to tell whether the target of 300 s can be met.",
            "Attente, 90ᵉ centile : 99 s en juillet 2014. Il faut huit périodes pour dire ce qui est habituel. "
            "Il est trop tôt pour dire si la cible de 300 s peut être tenue.",
        ),
        (
            reading([]),
            "Wait, 90th percentile: no data for what is asked.",
            "Attente, 90ᵉ centile : pas de données pour ce qui est demandé.",
        ),
        (
            reading([*STEADY, 60], last_complete=False),
            "Wait, 90th percentile: nothing unusual in January 2015 (100 s; usual 89–111 s). No target is set. "
            "Incomplete and not judged: February 2015.",
            "Attente, 90ᵉ centile : rien d’inhabituel en janvier 2015 (100 s ; d’habitude 89–111 s). Aucune cible n’est fixée. "
            "Incomplet et non jugé : février 2015.",
        ),
        (
            reading([*STEADY, *(300 + k % 2 * 4 for k in range(9))], entries=[entry("rebase", date(2015, 2, 1))]),
            "Wait, 90th percentile: nothing unusual in October 2015 (300 s; usual 291–312 s). No target is set. "
            "Limits start anew in February 2015: new telephone system. They are provisional: thirteen periods make them firm.",
            "Attente, 90ᵉ centile : rien d’inhabituel en octobre 2015 (300 s ; d’habitude 291–312 s). Aucune cible n’est fixée. "
            "Les limites repartent en février 2015 : new telephone system. Elles sont provisoires : treize périodes les affermissent.",
        ),
        (
            reading(LONGER, "cases_opened"),
            "More cases come in than before in January 2015: above its usual variation (118 in January 2015; usual 87–116). "
            "In itself it is neither better nor worse: worth understanding.",
            "Plus de dossiers arrivent qu’avant en janvier 2015 : au-dessus de sa variation habituelle (118 en janvier 2015 ; d’habitude "
            "87–116). En soi, ce n’est ni mieux ni moins bien : à comprendre.",
        ),
    ],
    ids=["beyond", "usual", "provisional", "too few", "no data", "incomplete", "anew", "neutral"],
)
def test_the_sentence_in_full(made: Reading, en: str, fr: str) -> None:
    assert said(made) == en
    assert said(made, "fr") == fr


def test_every_rule_says_why_it_is_one() -> None:
    rules = (*get_args(Rule), None)
    assert set(WHY) == set(rules)
    assert set(FIRED) == set(product(get_args(Rule), ("high", "low")))
    assert len({why(rule, language) for rule in rules for language in ("fr", "en")}) == 2 * len(rules)
