"""What came of a file that was dropped: a sentence, and the rows that were set aside."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import streamlit as st

from ingest.refusal import Refusal
from ingest.report import Report
from language import N_, NOTHING, decimal, say, say_day, say_period, translator
from metrics.catalogue import collect
from metrics.effect import Effect
from views.loading import Outcome

SHOWN = 200


def show(outcome: Outcome, lang: str, key: str) -> None:
    _ = translator(lang)
    report = outcome.report
    if report is None:
        st.html(f'<p class="outcome"><b>{escape(outcome.file)}</b> <span class="concern">✕ {escape(outcome.sentence)}</span></p>')
        return
    st.html(f'<p class="outcome"><b>{escape(report.file)}</b> <span class="improvement">✓</span> {escape(_fates(report, lang))}.</p>')
    for sentence in (*_changes(outcome.effect, lang), *_beside(report, lang)):
        st.html(f'<p class="foot">{escape(sentence)}</p>')
    refusals(report.refusals, report.refused_file, lang, key)


def _changes(effects: Sequence[Effect], lang: str) -> Iterator[str]:
    """The headline figures that are not what they were: "Answer rate, April 2015: 90 % instead of 91 % (2 months changed)"."""
    _ = translator(lang)
    for one in effects:
        indicator = collect()[one.indicator]
        before, after = (say(value, indicator.unit, lang) for value in (one.before, one.after))
        months = _.many("{n} month changed", "{n} months changed", one.periods_changed).format(n=one.periods_changed)
        named = f"{_(indicator.label)}, {say_period(one.period, 'month', lang)}"
        changed = (
            _("{indicator}: {after} ({months})") if before in (after, NOTHING) else _("{indicator}: {after} instead of {before} ({months})")
        )
        yield changed.format(indicator=named, after=after, before=before, months=months)


def _fates(report: Report, lang: str) -> str:
    """What became of the rows: "24 981 new rows, 19 refused"."""
    _ = translator(lang)
    said = (
        (report.inserted, _.many("{n} new row", "{n} new rows", report.inserted)),
        (report.updated, _.many("{n} updated", "{n} updated", report.updated)),
        (report.unchanged, _.many("{n} unchanged", "{n} unchanged", report.unchanged)),
        (report.refused, _.many("{n} refused", "{n} refused", report.refused)),
    )
    return ", ".join(text.format(n=decimal(n, lang)) for n, text in said if n)


def _beside(report: Report, lang: str) -> Iterator[str]:
    """What is worth a look in what was loaded."""
    _ = translator(lang)
    if report.first_on and report.last_on:
        yield _("From {first} to {last}.").format(first=say_day(report.first_on, lang), last=say_day(report.last_on, lang))
    if report.left_out:
        yield _("Columns left out: {names}.").format(names=", ".join(report.left_out))
    for told in (*report.drift, *report.notices):
        yield told.sentence(lang)


def refusals(refused: Sequence[Refusal], file: str | None, lang: str, key: str) -> None:
    """The cells that kept rows out, by line of the file, and the file to correct."""
    _ = translator(lang)
    if not refused:
        return
    head = "".join(f'<th scope="col">{escape(_(name))}</th>' for name in (N_("Line"), N_("Column"), N_("Value"), N_("Reason")))
    rows = "".join(
        f'<tr><th scope="row">{each.line}</th><td>{escape(each.column or "")}</td>'
        f"<td>{escape(each.value or '')}</td><td>{escape(each.sentence(lang))}</td></tr>"
        for each in refused[:SHOWN]
    )
    st.html(f'<div class="scroll"><table class="plain refused"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>')
    if len(refused) > SHOWN:
        st.html(f'<p class="foot">{escape(_("The first {n}; the file has them all.").format(n=SHOWN))}</p>')
    if file and Path(file).is_file():
        label = _("Download the refused rows: correct them, then drop the file here")
        st.download_button(label, Path(file).read_bytes, Path(file).name, "text/csv", key=f"refused.{key}", on_click="ignore")
