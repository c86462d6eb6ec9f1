"""What sources call what we keep: `synonyms.toml`, and how well a header fits a name in it."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Literal

CLOSE = 0.6  # of the header's words, how many a name must say

Words = tuple[str, ...]
Unit = Literal["seconds", "minutes", "hours", "days"]
UNITS: tuple[Unit, ...] = ("seconds", "minutes", "hours", "days")


@lru_cache(maxsize=1)
def synonyms() -> dict[str, dict[str, list[str]]]:
    """By kind, the names of its fields; then the lists that are no kind's."""
    return tomllib.loads(Path(__file__).with_name("synonyms.toml").read_text(encoding="utf-8"))


def folded(text: str) -> str:
    """Without accents and case."""
    plain = unicodedata.normalize("NFKD", text.replace("°", " "))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


@lru_cache(maxsize=4096)
def words(text: str) -> Words:
    """The words that matter in a header: `N° de dossier` and `dossierID` both give `id`, `dossier`, in their order."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", re.sub(r"[(\[].*?[)\]]", " ", text))
    found = re.findall(r"[^\W_]+", folded(apart))
    while len(found) > 1 and found[-1] in _listed("units"):
        found.pop()
    said = [word for word in found if word not in _listed("words", "nothing")] or found
    return tuple("id" if word in _listed("words", "id") else word for word in said)


@lru_cache(maxsize=16)
def _listed(table: str, name: str | None = None) -> frozenset[str]:
    lists = synonyms()[table]
    return frozenset(folded(word) for key in ([name] if name else lists) for word in lists[key])


def listed(text: str, table: str, name: str) -> bool:
    """Whether a value is one of a list, as people write it."""
    return " ".join(folded(text).split()) in _listed(table, name)


def closeness(header: str, name: str) -> float:
    """How much of a header a name says: 1 where it says the same, 0 where a word of it is missing."""
    said, wanted = words(header), words(name)
    if set(said) == set(wanted) or "".join(said) == "".join(wanted):
        return 1
    return len(set(wanted)) / len(set(said)) if set(wanted) <= set(said) else 0


def best(header: str, names: Iterable[str]) -> tuple[float, int]:
    """The closest of some names: how close, and its rank."""
    return max(((closeness(header, name), -rank) for rank, name in enumerate(names)), default=(0, 0))


def says(header: str, table: str, name: str) -> bool:
    """Whether a header holds one of a list's names."""
    return best(header, synonyms()[table][name])[0] > 0


def unit(header: str) -> Unit | None:
    """The unit that a header states, in brackets or as its last word."""
    stated = re.findall(r"[^\W_]+", folded(" ".join(re.findall(r"[(\[](.*?)[)\]]", header)))) or re.findall(r"[^\W_]+", folded(header))[1:]
    return next((name for name in UNITS if stated and stated[-1] in _listed("units", name)), None)
