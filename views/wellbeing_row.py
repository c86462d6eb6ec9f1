"""Well-being on the overview: one row, of the activity in the last wave that was released."""

from html import escape

from instruments import score_of
from language import N_, NOTHING, translator
from metrics import wellbeing
from metrics.released import say_figure
from metrics.wellbeing import Line
from views import address, results
from views.links import anchor
from views.reading_row import Row, owner

NONE_YET = N_("no wave was released yet")


def row(lang: str) -> Row:
    """Name, figure, then what is said of it; several scores are named one after the other."""
    _ = translator(lang)
    cells = results.released()
    wave = wellbeing.waves_of(cells)[-1] if cells else ""
    lines = [each[0] for each in wellbeing.lines(cells, wave).values()]
    name = anchor(address.link("wellbeing"), _("Well-being, in surveys"))
    value = say_figure(lines[0].cell, lang) if len(lines) == 1 else NOTHING
    small = f"<small>{escape(_('wave {wave}').format(wave=wave))}</small>" if wave else ""
    said = " · ".join(_said(line, len(lines) > 1, lang) for line in lines) or _(NONE_YET)
    head = f'<th scope="row">{name}<small>{escape(_(wellbeing.POPULATION))}</small></th>'
    cell = f'<td class="value number">{escape(value)}{small}</td><td colspan="3" class="unknown">{escape(said)}</td>'
    return Row("hr", _("Well-being, in surveys"), 3, f"<tr>{head}{cell}{owner('hr', lang)}</tr>")


def _said(line: Line, several: bool, lang: str) -> str:
    _ = translator(lang)
    label, said = _(score_of(line.key).label), [say_figure(line.cell, lang)] if several else []
    said += filter(None, [wellbeing.beside(line, lang)[1]])
    return _("{label}: {said}").format(label=label, said=", ".join(said)) if said else label
