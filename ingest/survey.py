"""The items of a wide survey: which columns hold answers, and on which scale."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.evidence import LABELLED, MOST, Evidence
from ingest.profile import Items
from ingest.question import Question
from ingest.synonyms import says

LEAST = 3  # columns of one scale, from which they are taken for items though nothing names them so
SCALES = ((1, 4), (0, 4), (1, 5), (0, 5), (1, 6), (0, 6), (1, 7), (1, 10), (0, 10), (0, 100))
NARROW = 10  # the greatest upper end of a scale whose steps people tick
SLIPS = 0.01  # of the answers, how many may lie beyond a narrow scale that holds the rest
Range = tuple[int, int]


def item_columns(columns: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The columns whose header is a survey's word, with those on their scale; without one, the many on the same scale."""
    numbers = [one for one in columns if not says(one.name, "never", "pay") and _is_scored(one)]
    named = [one for one in numbers if says(one.name, "items", "known")]
    others = [one for one in numbers if one not in named and one.distinct >= LEAST and not says(one.name, "never", "personal")]
    chosen = [*named, *_on_their_scale(named, others)] if named else _of_one_scale(others)
    found = tuple(one for one in columns if one in chosen)
    return found if len(found) > 1 else ()


def _on_their_scale(named: Sequence[Evidence], others: Sequence[Evidence]) -> list[Evidence]:
    low, high = held(named)
    return [one for one in others if high <= NARROW and low <= held([one])[0] and held([one])[1] <= high]


def _of_one_scale(columns: Sequence[Evidence]) -> list[Evidence]:
    scales: defaultdict[int, list[Evidence]] = defaultdict(list)
    for one in columns:
        scales[_upper_end(held([one]))].append(one)
    most = max((group for end, group in scales.items() if end <= NARROW), key=len, default=[])
    return most if len(most) >= LEAST else []


def items(columns: Sequence[Evidence]) -> Items | Question:
    """The items as a profile states them; the scale is asked for where no one answered at its ends."""
    pattern = "|".join(re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", one.name) for one in columns)
    missing = tuple(sorted({mark for one in columns for mark in one.marks}))
    low, high = held(columns)
    wide = [scale for scale in SCALES if scale[0] <= low and high <= scale[1]] or [(min(low, 0), high)]
    choices = {f"{least}-{most}": Items(pattern=pattern, low=least, high=most, missing=missing) for least, most in wide}
    if (low, high) in wide or len(wide) == 1:
        return choices[f"{low}-{high}"] if (low, high) in wide else next(iter(choices.values()))
    return Question("items", "scale", ", ".join(one.name for one in columns), f"{low}-{high}", choices)


def _is_scored(one: Evidence) -> bool:
    """Whole numbers of at most three digits, or such with a label."""
    return one.share(LABELLED, re.compile(r"999")) >= MOST and not one.is_personal


def held(columns: Sequence[Evidence]) -> Range:
    """The least and the greatest score; what lies beyond a narrow scale counts only where it is no slip."""
    scores = Counter[int]()
    for one in columns:
        for text, count in one.texts.items():
            if found := re.match(r"\d+", text):
                scores[int(found[0])] += count
    narrow = [score for score in scores if score <= NARROW]
    beyond = sum(count for score, count in scores.items() if score > NARROW)
    counted = narrow if narrow and beyond <= SLIPS * scores.total() else list(scores)
    return min(counted), max(counted)


def _upper_end(range_: Range) -> int:
    """Of the narrowest usual scale that holds it: people leave the lower end empty."""
    low, high = range_
    return next((scale[1] for scale in SCALES if scale[0] <= low and high <= scale[1]), high)
