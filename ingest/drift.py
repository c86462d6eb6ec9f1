"""How a source's header changed since its last file, in words: gone, renamed, new."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.profile import normal
from language import N_, translator

SENTENCES = {
    "gone": N_("The column “{column}” is gone."),
    "new": N_("The column “{column}” is new."),
    "renamed": N_("The column “{before}” is now called “{column}”."),
}
ALIKE = 0.7


@dataclass(frozen=True)
class Drift:
    """One column that is not what it was."""

    change: str
    column: str
    before: str | None = None

    def sentence(self, language: str) -> str:
        return translator(language)(SENTENCES[self.change]).format(column=self.column, before=self.before)


def drift(before: Sequence[str], now: Sequence[str]) -> tuple[Drift, ...]:
    """Compare two headers; a column that went and one that came are one renamed column when their names or places are alike."""
    known, found = {normal(name) for name in before}, {normal(name) for name in now}
    gone = [name for name in before if normal(name) not in found]
    new = [name for name in now if normal(name) not in known]
    renamed = {name: old for name in new if (old := _former(name, gone, before, now))}
    return (
        *(Drift("renamed", name, old) for name, old in renamed.items()),
        *(Drift("gone", name) for name in gone if name not in renamed.values()),
        *(Drift("new", name) for name in new if name not in renamed),
    )


def _former(name: str, gone: Sequence[str], before: Sequence[str], now: Sequence[str]) -> str | None:
    """The gone column that this one replaces, if any."""
    same_place = [old for old in gone if len(before) == len(now) and before.index(old) == now.index(name)]
    alike = [old for old in gone if SequenceMatcher(None, normal(old), normal(name)).ratio() >= ALIKE]
    return next(iter([*alike, *same_place]), None)
