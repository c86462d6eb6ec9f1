"""What a reading says, in words: verdicts for a table, a sentence for a title, a sentence for the whole.

Words are made from the reading only, so that screen, slide and page say the same thing.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from lake.journal import ENTRY_KINDS, POLES
from language import N_, NO_BREAK, say, say_day, say_period, say_span, translator
from metrics.changes import CHANGES, HIGH_LOW, Pair
from metrics.comparison import compare
from metrics.indicator import Spread
from metrics.journal import Entry
from metrics.reading import Reading
from metrics.spc import Limits, Point

BETTER = {"higher": N_("higher is better"), "lower": N_("lower is better"), "neither": N_("neither is better")}
OWNERS = POLES

VERDICTS: Mapping[str, str] = {"passes": N_("met"), "hit_and_miss": N_("met some months"), "fails": N_("out of reach as things run")}
TARGETS: Mapping[str, str] = {
    "passes": N_("the target of {target} is met"),
    "hit_and_miss": N_("the target of {target} is met some months"),
    "fails": N_("the target of {target} is out of reach as things run"),
}
SOMETIMES: Mapping[str, tuple[str, str]] = {  # "some months" of other periods: the verdict, and in a sentence
    "day": (N_("met some days"), N_("the target of {target} is met some days")),
    "week": (N_("met some weeks"), N_("the target of {target} is met some weeks")),
}
WITHIN: Mapping[str, str] = {"day": N_("on {period}"), "week": N_("in the {period}")}
SINCE: Mapping[str, str] = {"day": N_("since {day}"), "week": N_("since the {period}")}
COMPARED: Mapping[str | None, str] = {
    "signal": N_("a signal"),
    "no_detectable_change": N_("no detectable change"),
    None: N_("too early to compare"),
}
MARKS: Mapping[str, str] = {"high": "▲", "low": "▼", "passes": "✓", "hit_and_miss": "~", "fails": "✕"}

NO_FIGURE = N_("No figure for this period and these filters.")
NUMBERS = (N_("No"), N_("One"), N_("Two"), N_("Three"), N_("Four"), N_("Five"), N_("Six"), N_("Seven"), N_("Eight"), N_("Nine"))


def value(reading: Reading, amount: float | None, language: str) -> str:
    """An amount in the reading's unit and currency."""
    return say(amount, reading.indicator.unit, language, reading.currency)


def latest_value(reading: Reading, language: str) -> str:
    """The latest complete value, or the band it is published as: "0.3–0.4"."""
    place = reading.latest_place
    return value(reading, None, language) if place is None else value_at(reading, place, language)


def value_at(reading: Reading, place: int, language: str) -> str:
    """The value at a position of the series, or the band it is published as."""
    row = reading.series.iloc[place]
    if isinstance(reading.indicator.measure(), Spread) and pd.notna(row["low"]) and pd.notna(row["high"]):
        return say_span(row["low"], row["high"], reading.indicator.unit, language)
    return value(reading, reading.xmr.points[place].value, language)


def interval(reading: Reading, language: str) -> str:
    """What the latest value may be but for chance: "95 % interval 31–52 %"; empty where it has none."""
    if reading.latest_interval is None or isinstance(reading.indicator.measure(), Spread):
        return ""
    span = say_span(*reading.latest_interval, reading.indicator.unit, language, reading.currency)
    return translator(language)("95% interval {span}").format(span=span)


def bounds(reading: Reading, limits: Limits) -> tuple[float, float]:
    """The usual variation as it is shown: from 0 where no value is below it, and a share up to 100 %."""
    below = any(point.value is not None and point.value < 0 for point in reading.xmr.points)
    whole = reading.indicator.unit == "share" and not any(point.value is not None and point.value > 1 for point in reading.xmr.points)
    high = min(limits.upper, 1.0) if whole else limits.upper
    return limits.lower if below else max(limits.lower, 0.0), high


def usual(reading: Reading, limits: Limits, language: str) -> str:
    """The usual variation in words: `211–289 s`."""
    return say_span(*bounds(reading, limits), reading.indicator.unit, language, reading.currency)


def label(reading: Reading, language: str) -> str:
    """The indicator's name, with the currency where it is money."""
    name = translator(language)(reading.indicator.label)
    return f"{name} ({code})" if (code := reading.currency) else name


def change(reading: Reading, language: str) -> str:
    """What changes, in a word or two: "▲ longer", "● nothing unusual", "too early to tell"."""
    _ = translator(language)
    if reading.latest_period is None:
        return _("no data")
    point = reading.xmr.latest
    if point is None:
        return _("too early to tell")
    return (
        f"{MARKS[point.direction]} {_(_pair(HIGH_LOW[reading.indicator.unit], point))}" if point.direction else f"● {_('nothing unusual')}"
    )


def since(reading: Reading, language: str) -> str:
    """Since when it is so: "since October 2014", "in April 2015"; empty where nothing changes."""
    if reading.since is None:
        return ""
    if reading.since == reading.latest_period:
        return within(reading, reading.since, language)
    return beginning(reading, reading.since, language)


def beginning(reading: Reading, period: str, language: str) -> str:
    """As in "since April 2015", "since 30 April 2015", "since the week of 27 April 2015"."""
    msgid, said = SINCE.get(reading.question.grain, N_("since {period}")), _period(reading, period, language)
    return translator(language)(msgid).format(period=said, day=said)


def verdict(reading: Reading, language: str) -> str:
    """The target's verdict in words: "✓ met", "~ met some months", "✕ out of reach as things run", "no target"."""
    _ = translator(language)
    if reading.target is None:
        return _("no target")
    if reading.assurance is None:
        return _("too early to tell")
    return f"{MARKS[reading.assurance]} {_(_assured(reading, VERDICTS, 0))}"


def title(reading: Reading, language: str) -> str:
    """The reading in a sentence: "The wait is shorter than before since October 2014"."""
    _ = translator(language)
    point, name = reading.xmr.latest, label(reading, language)
    if reading.latest_period is None:
        return _("{label}: no data").format(label=name)
    if point is None:
        return _("{label}: {latest}, too few periods to judge").format(label=name, latest=_latest(reading, language))
    if point.direction is None:
        return _("{label}: nothing unusual").format(label=name)
    return f"{changes(reading, point, language)} {since(reading, language)}"


def changes(reading: Reading, point: Point, language: str) -> str:
    """What a marked point tells, without its moment: "The wait is shorter than before"."""
    _ = translator(language)
    if pair := CHANGES.get(reading.indicator.name):
        return _(_pair(pair, point))
    word = _(_pair(HIGH_LOW[reading.indicator.unit], point))
    return _("{label}: {word} than before").format(label=label(reading, language), word=word)


def subtitle(reading: Reading, language: str) -> str:
    """Indicator where the title does not name it, population, latest complete value with its n, the target's verdict."""
    _ = translator(language)
    name = label(reading, language)
    named = title(reading, language).startswith(name)
    parts = [*([] if named else [name]), _(reading.indicator.population)]
    if reading.latest_period and reading.variation:
        parts.append(_latest(reading, language) + of(reading, language, " ({n})"))
    elif reading.latest_period:
        parts += filter(None, [of(reading, language, "{n}")])
    if reading.target and reading.assurance:
        parts.append(_(_assured(reading, TARGETS, 1)).format(target=value(reading, reading.target.target, language)))
    return " · ".join(parts)


def compared(reading: Reading, language: str) -> list[str]:
    """Beside the period before and the year before: "March 2015: 239 s, no detectable change"."""
    _ = translator(language)
    said = []
    for each in compare(reading):
        facts = {"period": _period(reading, each.period, language), "value": value(reading, each.value, language)}
        said.append(_("{period}: {value}, {verdict}").format(**facts, verdict=_(COMPARED[each.verdict])))
    return said


def of(reading: Reading, language: str, pattern: str) -> str:
    """The number of rows behind the latest value; empty for a count, which says it itself."""
    if reading.latest_n is None or reading.indicator.unit == "count":
        return ""
    return pattern.format(n=f"n{NO_BREAK}={NO_BREAK}{say(reading.latest_n, 'count', language)}")


def changed(readings: Sequence[Reading]) -> list[Reading]:
    """The readings whose latest complete point is not usual variation."""
    return [reading for reading in readings if reading.since]


def overview(readings: Sequence[Reading], language: str) -> str:
    """What the whole says: "Two real changes in April 2015; the rest varies as usual."; the period where it is the same for all."""
    _ = translator(language)
    judged = [reading for reading in readings if reading.variation]
    if not any(reading.latest_period for reading in readings):
        return _(NO_FIGURE)
    if not judged:
        return _("Too early to tell what is usual: an indicator needs eight periods.")
    count = len(changed(judged))
    latest = {_period(reading, reading.latest_period or "", language) for reading in judged}
    when = " " + _("in {period}").format(period=latest.pop()) if len(latest) == 1 else ""
    if not count:
        return _("Nothing unusual{when}: everything varies as usual.").format(when=when)
    number = _(NUMBERS[count]) if count < len(NUMBERS) else str(count)
    said = _.many("{number} real change{when}", "{number} real changes{when}", count).format(number=number, when=when)
    return said + (_("; the rest varies as usual.") if count < len(judged) else ".")


def entry_told(entry: Entry, language: str) -> str:
    """An entry of the journal in a line: "1 June 2014 · limits start anew · new telephone system · team Lyon"."""
    _ = translator(language)
    team = [_("team {team}").format(team=entry.team)] if entry.team else []
    return " · ".join([say_day(entry.on, language), _(ENTRY_KINDS[entry.kind]), " ".join(entry.text.split()), *team])


def evidence(readings: Sequence[Reading], language: str) -> str:
    """Each change in a sentence, then what cannot be judged yet."""
    _ = translator(language)
    sentences = [f"{title(reading, language)}." for reading in changed(readings)]
    if early := [label(reading, language) for reading in readings if reading.latest_period and not reading.variation]:
        sentences.append(_("Too few periods to judge: {labels}.").format(labels=", ".join(early)))
    return " ".join(sentences)


def _latest(reading: Reading, language: str) -> str:
    return f"{latest_value(reading, language)} {within(reading, reading.latest_period or '', language)}"


def within(reading: Reading, period: str, language: str) -> str:
    """As in "in April 2015", "on 30 April 2015", "in the week of 27 April 2015"."""
    msgid = WITHIN.get(reading.question.grain, N_("in {period}"))
    return translator(language)(msgid).format(period=_period(reading, period, language))


def _period(reading: Reading, period: str, language: str) -> str:
    return say_period(period, reading.question.grain, language)


def _assured(reading: Reading, words: Mapping[str, str], form: int) -> str:
    sometimes = SOMETIMES.get(reading.question.grain) if reading.assurance == "hit_and_miss" else None
    return sometimes[form] if sometimes else words[reading.assurance or ""]


def _pair(pair: Pair, point: Point) -> str:
    return pair[0] if point.direction == "high" else pair[1]
