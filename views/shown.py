"""What a meeting is shown: figures as they stand today, or an edition as it was published."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Protocol

import streamlit as st

from charts.control import Size
from language import translator
from metrics import sentence
from metrics.edition import Edition
from views import address, edition_page, figure, filters, results


class Shown(Protocol):
    """A screen for each of `names`; the name of a screen is in the address."""

    @property
    def names(self) -> Sequence[str]: ...

    def draw(self, name: str, size: Size) -> None: ...

    def define(self, name: str) -> None:
        """What its figure counts, and its numbers."""

    def about(self) -> list[str]:
        """What all of it is limited to, for the foot of each screen."""

    def back(self, name: str) -> str:
        """Where one goes who leaves that screen."""


@dataclass(frozen=True)
class Today:
    names: Sequence[str]

    def draw(self, name: str, size: Size) -> None:
        for reading in results.readings(self.names, filters.asked()):  # all at once, so that a page turns without waiting for its figures
            if reading.indicator.name == name:
                figure.show(reading, size, level=1)

    def define(self, name: str) -> None:
        lang = address.language()
        for reading in results.readings(self.names, filters.asked()):
            if reading.indicator.name == name:
                _head(sentence.title(reading, lang), sentence.subtitle(reading, lang))
                figure.numbers(reading, translator(lang)(reading.indicator.definition))

    def about(self) -> list[str]:
        return [value for _dimension, value in filters.asked().where]

    def back(self, name: str) -> str:
        return address.link("indicator", name=name)


OPENING = ""
"""The first screen of an edition: what changed, and its word of introduction."""


@dataclass(frozen=True)
class Published:
    edition: Edition

    @cached_property
    def names(self) -> Sequence[str]:
        return [OPENING, *dict.fromkeys(each.reading.indicator.name for each in self.edition.figures)]

    def draw(self, name: str, size: Size) -> None:
        if name == OPENING:
            self._open()
        for each in self.edition.figures:
            if each.reading.indicator.name == name:
                edition_page.figure_of(self.edition, each, size, level=1)

    def define(self, name: str) -> None:
        if name == OPENING:
            edition_page.opening(self.edition)
        for each in self.edition.figures:
            if name in (OPENING, each.reading.indicator.name):
                said = each.words[address.language()]
                _head(said.title, said.subtitle, level=2 if name == OPENING else 1)
                figure.numbers(each.reading, said.definition)

    def _open(self) -> None:
        """What changed, and what each of the screens that follow says."""
        edition_page.opening(self.edition)
        titles = [each.words[address.language()].title for each in self.edition.figures]
        st.html(f'<ol class="screens">{"".join(f"<li>{escape(title)}</li>" for title in titles)}</ol>')

    def about(self) -> list[str]:
        return []  # the foot of each figure says it

    def back(self, name: str) -> str:  # noqa: ARG002 - of each screen the same
        return address.link("editions", name=self.edition.name)


def _head(title: str, about: str, level: int = 1) -> None:
    st.html(f'<div class="figure"><h{level}>{escape(title)}</h{level}><p class="about">{escape(about)}</p></div>')
