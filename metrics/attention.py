"""Which of many readings deserve a look first: a real change, or a target out of reach as things run."""

from collections.abc import Sequence

from language import decimal, translator
from metrics.reading import Reading
from metrics.sentence import changed


def out_of_reach(readings: Sequence[Reading]) -> list[Reading]:
    """Those whose target lies beyond their usual variation, on the wrong side."""
    return [reading for reading in readings if reading.assurance == "fails"]


def too_early(readings: Sequence[Reading]) -> list[Reading]:
    """Those with values, and too few of them to say what is usual."""
    return [reading for reading in readings if reading.latest_period and not reading.variation]


def needs_attention(readings: Sequence[Reading]) -> list[Reading]:
    """Those that change, for better or worse, or whose target is out of reach; in the order given."""
    return [reading for reading in readings if changed([reading]) or out_of_reach([reading])]


def unexplained(reading: Reading) -> bool:
    """It changes, and the journal tells nothing of it from the first period of the change on."""
    start = reading.xmr.since
    return start is not None and not any(each.position >= start for each in reading.entries)


def counts(readings: Sequence[Reading], language: str) -> list[str]:
    """How many change, how many targets are out of reach, how many are too early to tell: one phrase each."""
    _ = translator(language)
    changes, targets, early = (len(each) for each in (changed(readings), out_of_reach(readings), too_early(readings)))
    said = (
        _.many("{n} real change", "{n} real changes", changes).format(n=decimal(changes, language)),
        _.many("{n} target out of reach", "{n} targets out of reach", targets).format(n=decimal(targets, language)),
        _.many("{n} too early to tell", "{n} too early to tell", early).format(n=decimal(early, language)),
    )
    return list(said)


def nothing(readings: Sequence[Reading], language: str) -> str:
    """Why nothing needs attention."""
    _ = translator(language)
    if not any(reading.latest_period for reading in readings):
        return _("No figure for this period and these filters: “All indicators” says why of each.")
    if not any(reading.variation for reading in readings):
        return _("Too early to tell what is usual: an indicator needs eight periods.")
    return _("Nothing asks for attention: no indicator changes beyond its usual variation, and no target is out of reach.")
