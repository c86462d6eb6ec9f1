"""Makes `report/master.pptx`, the master of the decks: `python -m report.master`. A service may put its own in its place.

Two layouts: "Edition" (title, introduction) and "Figure" (title, about, chart, comment); both with a foot and a page number.
"""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm, Emu

from charts.theme import THEMES
from report.package import steady

MASTER = Path(__file__).with_name("master.pptx")
FONT = "Arial"  # everyone has it, and LibreOffice one of the same widths
WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)  # the wide screen of PowerPoint, 33.87 cm by 19.05
COLOURS = THEMES["light"]

Box = tuple[float, float, float, float]
"""Left, top, width and height in centimetres."""

TITLE: Box = (1.2, 0.6, 31.4, 2.0)
ABOUT: Box = (1.2, 2.75, 31.4, 1.05)
CHART: Box = (1.2, 3.9, 31.4, 10.3)
COMMENT: Box = (1.2, 14.4, 31.4, 2.6)
OPENING: Box = (2.4, 3.2, 29.0, 3.2)
INTRODUCTION: Box = (2.4, 6.8, 29.0, 10.0)
FOOT: Box = (1.2, 17.6, 28.4, 0.9)
NUMBER: Box = (30.0, 17.6, 2.6, 0.9)
KEPT = {
    "Title Slide": ("Edition", {0: (OPENING, 36, True), 1: (INTRODUCTION, 20, False)}),
    "Comparison": ("Figure", {0: (TITLE, 26, True), 1: (ABOUT, 14, False), 2: (CHART, 12, False), 3: (COMMENT, 16, False)}),
}
"""Of python-pptx's own layouts, those we make ours of: their name, and by index their places, size in points, and whether bold."""
FEET = {11: (FOOT, "l"), 12: (NUMBER, "r")}
LEFT_OUT = ("thumbnail", "extended-properties", "printerSettings")
"""Kinds of parts of python-pptx's template that tell of another deck."""


def main() -> None:
    MASTER.write_bytes(master())


def master() -> bytes:
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck._element.get_or_add_sldSz().attrib.pop("type")  # of the template's narrow screen
    _leave_out(deck)
    _list_notes_master(deck)
    for layout in list(deck.slide_layouts):
        if layout.name in KEPT:
            _make_ours(layout)
        else:
            deck.slide_layouts.remove(layout)
    for shape in deck.slide_master.placeholders:
        _place(shape, TITLE if shape.placeholder_format.idx == 0 else (1.2, 3.9, 31.4, 13.0))
        if shape.placeholder_format.idx > 1:
            shape._element.getparent().remove(shape._element)
    deck.core_properties.title = "Point Relais"
    written = BytesIO()
    deck.save(written)
    return steady(written.getvalue(), datetime(2014, 1, 1, tzinfo=UTC), {"ppt/theme/theme1.xml": _themed})


def _leave_out(deck: Any) -> None:
    for whole in (deck.part.package, deck.part):
        for identifier, relation in list(whole._rels.items()):
            if relation.reltype.endswith(LEFT_OUT):
                whole._rels.pop(identifier)


def _list_notes_master(deck: Any) -> None:
    """In the presentation, where python-pptx makes one but does not name it: not every program would show the notes then."""
    identifier = deck.part.relate_to(deck.notes_master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
    listed = f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{identifier}"/></p:notesMasterIdLst>'
    deck._element.sldMasterIdLst.addnext(parse_xml(listed))


def _make_ours(layout: Any) -> None:
    name, places = KEPT[layout.name]
    layout.name = name
    for shape in list(layout.placeholders):
        index = shape.placeholder_format.idx
        if index in places:
            box, size, bold = places[index]
            _place(shape, box)
            _write(shape, size, bold, "l", COLOURS.muted if box == ABOUT else COLOURS.ink)
        elif index in FEET:
            box, align = FEET[index]
            _place(shape, box)
            _write(shape, 12, False, align, COLOURS.muted)
        else:
            shape._element.getparent().remove(shape._element)
        if places.get(index, ("",))[0] == CHART:
            shape._element.nvSpPr.nvPr.find(qn("p:ph")).set("type", "chart")


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Cm, box)


def _write(shape: Any, size: int, bold: bool, align: str, colour: str) -> None:
    """How a placeholder's text looks: of its own size, which nothing shrinks, without bullets."""
    body = shape._element.txBody
    frame = shape.text_frame._txBody.bodyPr
    for child in list(frame):
        frame.remove(child)
    anchor = "b" if bold else "t"
    for name, value in {"anchor": anchor, "lIns": "0", "rIns": "0", "tIns": "0", "bIns": "0", "wrap": "square"}.items():
        frame.set(name, value)
    frame.append(parse_xml(f"<a:noAutofit {nsdecls('a')}/>"))
    old = body.find(qn("a:lstStyle"))
    look = f'<a:defRPr sz="{size * 100}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill></a:defRPr>'
    level = f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>{look}</a:lvl1pPr>'
    old.getparent().replace(old, parse_xml(f"<a:lstStyle {nsdecls('a')}>{level}</a:lstStyle>"))


def _themed(xml: bytes) -> bytes:
    """Our colours and font in the place of the template's."""
    inks = {"dk1": COLOURS.ink, "lt1": COLOURS.ground, "dk2": COLOURS.muted, "lt2": COLOURS.band}
    accents = (COLOURS.improvement, COLOURS.concern, COLOURS.neutral, COLOURS.usual, COLOURS.muted, COLOURS.ink)
    inks |= {f"accent{place}": colour for place, colour in enumerate(accents, start=1)}
    text = xml.decode()
    for name, colour in inks.items():
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>', text, flags=re.DOTALL)
    text = re.sub(r'(<a:m(?:aj|in)orFont>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    return re.sub(r'(<a:theme [^>]*name=")[^"]*', r"\g<1>Point Relais", text).encode()


if __name__ == "__main__":
    main()
