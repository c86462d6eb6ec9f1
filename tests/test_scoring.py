"""Answers to scores: the worked numbers, and the wrong formulas that others publish."""

from pathlib import Path

import pandas as pd
import pytest

from instruments import Instrument, InstrumentError, Score, instruments, read_instrument
from metrics.scoring import person_scores, scores
from tests.ingesting import real


def answers(*people: dict[str, float | None], instrument: str = "who5", team: str | None = "Paris") -> pd.DataFrame:
    """One row an answer, of people who answered items."""
    rows = [
        {"response_id": f"P{k}", "team": team, "instrument": instrument, "item": item, "score": score}
        for k, person in enumerate(people)
        for item, score in person.items()
    ]
    return pd.DataFrame(rows)


def score_of(instrument: str, name: str) -> Score:
    return instruments()[instrument].scores[name]


def scored(instrument: str, name: str, *people: dict[str, float | None]) -> list[float]:
    return person_scores(answers(*people), score_of(instrument, name)).tolist()


def who5(*items: float) -> dict[str, float | None]:
    return {f"who5_{k}": item for k, item in enumerate(items, start=1)}


RAW = {25: (5, 5, 5, 5, 5), 13: (3, 3, 3, 2, 2), 12: (3, 3, 2, 2, 2), 7: (2, 2, 1, 1, 1), 0: (0, 0, 0, 0, 0)}


@pytest.mark.parametrize(("raw", "expected"), [(25, 100), (13, 52), (12, 48), (7, 28), (0, 0)])
def test_who5_is_the_sum_times_four(raw: int, expected: float) -> None:
    assert scored("who5", "wellbeing", who5(*RAW[raw])) == [expected]
    assert (raw == 0) or expected != (raw - 5) * 4, "calculator.dev subtracts the five items' number"
    assert (expected < 50) == (raw < 13), "raw 13 is 52: not below 50, as clinical-toolkit has it"


def test_who5_needs_all_five_items_and_goes_to_100() -> None:
    assert scored("who5", "wellbeing", who5(5, 5, 5, 5)) == []
    assert scored("who5", "wellbeing", {**who5(5, 5, 5, 5), "who5_5": None}) == []
    assert (score_of("who5", "wellbeing").low, score_of("who5", "wellbeing").high) == (0, 100)  # self-app-main has 200


def test_a_score_of_which_no_question_has_an_answer_was_not_asked() -> None:
    asked = answers({"influence_1": 50.0}, {"influence_2": 25.0, "demands_1": 0.0, "demands_2": 100.0}, instrument="copsoq")
    assert scores(asked, instruments()["copsoq"]) == {"quantitative_demands": [("P1", "Paris", 50)], "influence": []}


def test_copsoq_is_the_mean_of_at_least_half_the_items() -> None:
    four = dict(zip(score_of("copsoq", "influence").items, (0, 25, 50, 100), strict=True))
    assert scored("copsoq", "influence", four) == [43.75]
    assert scored("copsoq", "influence", {"influence_1": 0, "influence_2": 25}) == [12.5]
    assert scored("copsoq", "influence", {"influence_1": 100}) == []
    lowest = dict.fromkeys(score_of("copsoq", "influence").items, 0.0)
    assert scored("copsoq", "influence", lowest) == [0]  # (index + 1) / n × 100 gives 20


@pytest.mark.parametrize(("name", "items", "needed"), [("personal", 6, 3), ("work", 7, 4), ("client", 6, 3)])
def test_copenhagen_has_its_own_rule_for_missing_answers(name: str, items: int, needed: int) -> None:
    of = score_of("copenhagen_burnout", name)
    assert len(of.items) == items
    assert scored("copenhagen_burnout", name, dict.fromkeys(of.items[:needed], 75.0)) == [75]
    assert scored("copenhagen_burnout", name, dict.fromkeys(of.items[: needed - 1], 75.0)) == []


def test_the_last_item_of_work_related_burnout_is_reversed() -> None:
    always = dict.fromkeys(score_of("copenhagen_burnout", "work").items, 100.0)
    assert scored("copenhagen_burnout", "work", always) == [pytest.approx(600 / 7)]
    assert scored("copenhagen_burnout", "work", {**always, "work_7": 0.0}) == [100]


@pytest.mark.parametrize(("promoters", "detractors", "mean", "half"), [(4, 3, 8.3, 43.0), (6, 2, 33.3, 42.2), (7, 1, 50.0, 36.5)])
def test_enps_of_twelve(promoters: int, detractors: int, mean: float, half: float) -> None:
    marks = [9, 10] * 6
    people = [{"enps": marks[k] if k < promoters else (6 if k % 2 else 0) if k < promoters + detractors else 7 + k % 2} for k in range(12)]
    found = pd.Series(scored("enps", "recommendation", *people))
    assert found.mean() == pytest.approx(mean, abs=0.05)
    assert 1.96 * found.std(ddof=0) / 12**0.5 == pytest.approx(half, abs=0.05)


def test_enps_of_six_has_the_variance_that_the_shares_give() -> None:
    found = pd.Series(scored("enps", "recommendation", *({"enps": mark} for mark in (9, 9, 10, 7, 8, 6)))) / 100
    assert (found.mean(), found.var(ddof=0)) == (pytest.approx(1 / 3), pytest.approx(5 / 9))


@pytest.mark.parametrize(("name", "least", "most"), [("pulse", 0, 10), ("pulse_5", 1, 5)])
def test_the_pulse_is_rescaled_from_either_scale(name: str, least: float, most: float) -> None:
    items = score_of(name, "pulse").items
    assert scored(name, "pulse", dict.fromkeys(items, least)) == [0]
    assert scored(name, "pulse", dict.fromkeys(items, (least + most) / 2)) == [50]
    assert scored(name, "pulse", dict.fromkeys(items[:3], most)) == [100]
    assert scored(name, "pulse", dict.fromkeys(items[:2], most)) == []


def test_who_is_validated_is_said() -> None:
    validated = {name: one.validated for name, one in instruments().items()}
    assert validated == {"who5": True, "copsoq": True, "copenhagen_burnout": True, "enps": False, "pulse": False, "pulse_5": False}


def test_people_come_with_their_team_and_two_teams_are_none() -> None:
    both = pd.concat([answers({f"who5_{k}": 1 for k in (2, 3, 4, 5)}), answers(who5(1), team="Lyon")])
    moved = scores(both, instruments()["who5"])["wellbeing"]
    assert moved == [("P0", None, 20)]
    known = scores(answers(who5(1, 1, 1, 1, 1), who5(2, 2, 2, 2, 2)), instruments()["who5"])["wellbeing"]
    assert known == [("P0", "Paris", 20), ("P1", "Paris", 40)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('items = ["a", "a"]', "named twice"),
        ('reversed = ["z"]', "not named"),
        ("needed = 3", "needed between"),
        ("minimum = 9", "minimum < maximum"),
        ('method = "median"', "method"),
        ("colour = 1", "colour"),
        ("needed = ", "wrong.toml"),
    ],
)
def test_a_wrong_file_is_refused_by_its_fault(tmp_path: Path, change: str, said: str) -> None:
    facts = {"items": '["a", "b"]', "minimum": "0", "maximum": "4", "method": '"mean"', "needed": "1", "better": '"higher"', "label": '"A"'}
    facts |= dict([change.split(" = ")])
    head = 'label = "A"\nvalidated = false\nlicence = ""\nsource = ""\n[scores.one]\n'
    file = tmp_path / "wrong.toml"
    file.write_text(head + "\n".join(f"{key} = {value}" for key, value in facts.items()))
    with pytest.raises(InstrumentError, match=said):
        read_instrument(file)


def test_no_item_is_in_two_scores() -> None:
    """All five items of a team and their mean tell what a person left out: 5 × mean − the four known."""
    one = {"label": "", "items": ("a", "b"), "minimum": 0, "maximum": 4, "method": "mean", "needed": 1, "better": "higher"}
    facts = {"name": "n", "label": "", "validated": False, "licence": "", "source": ""}
    with pytest.raises(ValueError, match="in two scores"):
        Instrument(**facts, scores={"one": one, "two": {**one, "items": ("b", "c")}})


def single(item: str, minimum: float, maximum: float) -> Score:
    return Score(label="", items=(item,), minimum=minimum, maximum=maximum, method="mean", needed=1, better="higher")


@pytest.mark.parametrize(
    ("item", "minimum", "maximum", "mean"),
    [
        ("mbi_ex", 5, 30, 16.8781),
        ("mbi_cy", 4, 24, 10.0790),
        ("cesd", 0, 60, 18.0508),
        ("stai_t", 20, 80, 42.8984),
        ("health", 1, 5, 3.7777),
    ],
)
def test_scores_of_the_students_of_lausanne(item: str, minimum: float, maximum: float, mean: float) -> None:
    file = pd.read_csv(real("surveys/carrard2022_medteach_burnout.csv"), sep=";")
    rows = file.rename(columns={"id": "response_id", item: "score"}).assign(item=item)
    found = person_scores(rows[["response_id", "item", "score"]], single(item, minimum, maximum))
    assert len(found) == 886
    assert found.mean() == pytest.approx((mean - minimum) / (maximum - minimum) * 100, abs=0.005 / (maximum - minimum))


def test_scores_of_the_barometer() -> None:
    file = pd.read_csv(real("surveys/barometre_esr_2024_limesurvey_fr.csv"), keep_default_na=False)
    read = pd.to_numeric(file["conditions.gener."].str.extract(r"^(\d+)")[0])
    rows = pd.DataFrame({"response_id": file.index, "item": "conditions.gener.", "score": read})
    found = person_scores(rows, single("conditions.gener.", 0, 10))
    assert (len(found), found.mean()) == (2229, pytest.approx(53.0911, abs=5e-5))
