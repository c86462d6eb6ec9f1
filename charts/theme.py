"""The colours of what is drawn, light and dark. Meaning is never in colour alone: shape and word go with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from language import N_

FONT = '"Source Sans", "Source Sans Pro", "Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif'
"""As in `report/page.css`: a figure is drawn by one program and laid out by another, each with a sans-serif of its own."""


@dataclass(frozen=True)
class Theme:
    ground: str
    ink: str
    muted: str
    usual: str
    band: str
    grid: str
    improvement: str
    concern: str
    neutral: str

    def of(self, kind: str) -> str:
        """The colour of a point of this kind: common_cause, improvement, concern or neutral."""
        return {"improvement": self.improvement, "concern": self.concern, "neutral": self.neutral}.get(kind, self.usual)


@dataclass(frozen=True)
class Mark:
    """What tells of which kind an unusual point is where there is no colour; its triangle points where it went."""

    shape: str
    hollow: bool = False
    dotted: bool = False


MARKS: Mapping[str, Mark] = {
    "concern": Mark(N_("filled triangle")),
    "improvement": Mark(N_("hollow triangle"), hollow=True),
    "neutral": Mark(N_("triangle with a dot"), hollow=True, dotted=True),
}
OUTLINE = 1.75
"""In pixels: of a hollow mark."""

THEMES: Mapping[str, Theme] = {
    "light": Theme(
        ground="#FFFFFF",
        ink="#1B2733",
        muted="#5B6875",
        usual="#7A8794",
        band="#E4EBF1",
        grid="#E3E7EB",
        improvement="#0B6FB8",
        concern="#B4510A",
        neutral="#6B3FA0",
    ),
    "dark": Theme(
        ground="#12181F",
        ink="#E8EDF2",
        muted="#9AA7B4",
        usual="#8A97A4",
        band="#22303C",
        grid="#27323C",
        improvement="#5BB3F0",
        concern="#F0975A",
        neutral="#B795E8",
    ),
}
