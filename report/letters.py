"""How long a text is where no program has set it yet: letters differ in width, and what is written in capitals takes more room."""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from unicodedata import east_asian_width

BROAD = frozenset("MWŒÆ@%—…")


def letters(text: str) -> float:
    """In ordinary letters, the small ones of a sentence: on the safe side of the fonts that stand in for ours."""
    return sum(map(_width, text))


def wrapped(text: str, most: float) -> list[str]:
    """Its lines of at most so many ordinary letters; a word that is longer is broken."""
    lines, line = [], ""
    for word in re.split(r"[ \t\r\n]+", text.strip(" \t\r\n")):  # not at no-break spaces
        longer = f"{line} {word}" if line else word
        if letters(longer) > most:
            lines += [line] if line else []
            longer = word
        while letters(longer) > most:
            fits = max(1, bisect_right(list(accumulate(map(_width, longer))), most))
            lines.append(longer[:fits])
            longer = longer[fits:]
        line = longer
    return [*lines, line]


@lru_cache(maxsize=4096)
def _width(letter: str) -> float:
    if east_asian_width(letter) in "WF":  # emoji too
        return 2.25
    return 1.85 if letter in BROAD else 1.25 if letter.isupper() else 1
