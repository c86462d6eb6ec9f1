"""What a reading says in full, and why a rule tells a signal: for jurists, from the reading only.

The figures of the rules are those of `docs/statistics.md`.
"""

from collections.abc import Iterator, Mapping

from language import N_, say_period, translator
from metrics.reading import Reading
from metrics.sentence import beginning, changes, label, usual, value, value_at, within
from metrics.spc import Direction, Rule

FIRED: Mapping[tuple[Rule, Direction], str] = {
    ("limit", "high"): N_("above its usual variation"),
    ("limit", "low"): N_("below its usual variation"),
    ("trend", "high"): N_("seven periods at least, each higher than the one before"),
    ("trend", "low"): N_("seven periods at least, each lower than the one before"),
    ("two_of_three", "high"): N_("two of three periods far above the mean"),
    ("two_of_three", "low"): N_("two of three periods far below the mean"),
    ("shift", "high"): N_("seven periods at least above the mean"),
    ("shift", "low"): N_("seven periods at least below the mean"),
}
MEANS: Mapping[str, str] = {
    "improvement": N_("It is a change for the better: worth understanding, so as to keep it."),
    "concern": N_("It is not a change for the better: worth understanding before anything is decided."),
    "neutral": N_("In itself it is neither better nor worse: worth understanding."),
}
TARGETS: Mapping[str, str] = {
    "passes": N_("The target of {target} is met; as things run, it will be met again."),
    "fails": N_("The target of {target} is out of reach as things run: only another way of working will meet it."),
    "hit_and_miss": N_(
        "The target of {target} is met in some periods and missed in others; as things run, that will not change by itself."
    ),
}
MONTHS = N_("The target of {target} is met some months and missed others; as things run, that will not change by itself.")
WHY: Mapping[Rule | None, str] = {
    "limit": N_(
        "A point lies beyond the limits. As long as nothing changes, about one point in a hundred or fewer does: "
        "something has probably happened in that period."
    ),
    "trend": N_(
        "Seven points in a row go the same way, each further than the one before. Chance almost never makes such a staircase: "
        "something is moving, little by little."
    ),
    "two_of_three": N_(
        "Of three points in a row, all on one side of the mean, two lie close to a limit or beyond it. "
        "One alone tells nothing; two so close together hardly ever come by chance."
    ),
    "shift": N_(
        "Seven points in a row lie on the same side of the mean. It is as rare as a coin that falls seven times on the same side: "
        "the usual level has probably moved."
    ),
    None: N_(
        "The points go up and down within the limits, as they do when nothing changes. To explain one of them would be to explain chance."
    ),
}


def explanation(reading: Reading, language: str) -> str:
    """What changes or does not, with the figures; what that means; the target; and what the limits rest on."""
    return " ".join(_sentences(reading, language))


def why(rule: Rule | None, language: str) -> str:
    """Why a rule tells a signal; without a rule, why there is none."""
    return translator(language)(WHY[rule])


def _sentences(reading: Reading, language: str) -> Iterator[str]:
    yield _change(reading, language)
    if reading.variation and reading.variation != "common_cause":
        yield translator(language)(MEANS[reading.variation])
    yield from _target(reading, language)
    yield from _limits(reading, language)
    yield from _incomplete(reading, language)


def change_told(reading: Reading, start: int, last: int, language: str) -> str:
    """Points marked alike, from one position to another: what changes, when, by which rule, and the figures of the last."""
    _ = translator(language)
    point = reading.xmr.points[last]
    if point.rule is None or point.direction is None or point.limits is None:
        raise ValueError(f"Nothing unusual is marked at position {last}.")
    return _("{what} {when}: {fired} ({value} {within}; usual {span}).").format(
        what=changes(reading, point, language),
        when=_when(reading, start, last, language),
        fired=_(FIRED[point.rule, point.direction]),
        value=value_at(reading, last, language),
        within=_within(reading, last, language),
        span=usual(reading, point.limits, language),
    )


def _when(reading: Reading, start: int, last: int, language: str) -> str:
    _ = translator(language)
    first, end = _period(reading, start, language), _period(reading, last, language)
    if start == last:
        return _within(reading, start, language)
    if last == reading.latest_place:
        return beginning(reading, str(reading.series["period"].iloc[start]), language)
    return _("from {first} to {last}").format(first=first, last=end)


def _within(reading: Reading, place: int, language: str) -> str:
    return within(reading, str(reading.series["period"].iloc[place]), language)


def _period(reading: Reading, place: int, language: str) -> str:
    return say_period(str(reading.series["period"].iloc[place]), reading.question.grain, language)


def _change(reading: Reading, language: str) -> str:
    _ = translator(language)
    name, place, point = label(reading, language), reading.latest_place, reading.xmr.latest
    if place is None:
        return _("{label}: no data for what is asked.").format(label=name)
    facts = {"label": name, "value": value_at(reading, place, language), "within": _within(reading, place, language)}
    if point is None or point.limits is None:
        return _("{label}: {value} {within}. It takes eight periods to tell what is usual.").format(**facts)
    if reading.xmr.since is not None:
        return change_told(reading, reading.xmr.since, place, language)
    span = usual(reading, point.limits, language)
    return _("{label}: nothing unusual {within} ({value}; usual {span}).").format(span=span, **facts)


def _target(reading: Reading, language: str) -> Iterator[str]:
    _ = translator(language)
    if reading.indicator.better == "neither" or reading.latest_period is None:
        return
    if reading.target is None:
        yield _("No target is set.")
        return
    target = value(reading, reading.target.target, language)
    if reading.assurance is None:
        yield _("It is too early to tell whether the target of {target} can be met.").format(target=target)
        return
    monthly = reading.assurance == "hit_and_miss" and reading.question.grain == "month"
    yield _(MONTHS if monthly else TARGETS[reading.assurance]).format(target=target)


def _limits(reading: Reading, language: str) -> Iterator[str]:
    """Where they were last drawn anew, and whether there are enough points for them to be firm."""
    _ = translator(language)
    anew = [each for each in reading.entries if each.anew]
    if anew:
        moment = _within(reading, anew[-1].position, language)
        yield _("Limits start anew {within}: {text}.").format(within=moment, text=anew[-1].entry.text.rstrip("."))
    if reading.xmr.provisional:
        yield (
            _("They are provisional: thirteen periods make them firm.")
            if anew
            else _("The limits are provisional: thirteen periods make them firm.")
        )


def _incomplete(reading: Reading, language: str) -> Iterator[str]:
    unfinished = reading.series.loc[~reading.series["complete"] & reading.series["value"].notna(), "period"]
    if reading.latest_period is not None and not unfinished.empty:
        period = say_period(str(unfinished.iloc[-1]), reading.question.grain, language)
        yield translator(language)("Incomplete and not judged: {period}.").format(period=period)
