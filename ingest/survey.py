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
    """The columns whose header is a survey's word, and those that share the scale which most columns have."""
    numbers = [one for one in columns if one.filled and not says(one.name, "never", "pay") and _is_scored(one)]
    named = [one for one in numbers if says(one.name, "items", "known")]
    scales: defaultdict[int, list[Evidence]] = defaultdict(list)
    for one in numbers:
        if one.distinct >= LEAST and (one in named or not says(one.name, "never", "personal")) and held([one])[1] <= NARROW:
            scales[_upper_end(held([one]))].append(one)
    most = max(scales.values(), key=len, default=[])
    chosen = {one.place for one in (*named, *(most if len(most) >= LEAST else ()))}
    found = tuple(one for one in columns if one.place in chosen)
    return found if len(found) > 1 else ()


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
