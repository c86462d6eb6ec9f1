"""Which figures a filter leaves: one that does not know a team's cases says so, rather than show everybody's."""

from collections.abc import Sequence

from language import N_, translator
from metrics.indicator import Indicator
from metrics.question import Question
from views import address, results

BY = {"team": N_("team"), "topic": N_("topic"), "channel": N_("channel"), "partner": N_("partner")}


def answerable(indicators: Sequence[Indicator], question: Question) -> tuple[list[Indicator], list[tuple[Indicator, str]]]:
    """Those that can be filtered as asked, and the others, each with a sentence that says why."""
    lang = address.language()
    _ = translator(lang)
    fitting, apart = [], []
    for indicator in indicators:
        missing = [name for name in dict.fromkeys(name for name, value in question.where) if name not in results.dimensions(indicator)]
        if missing:
            by = _(", ").join(_(BY[name]) for name in missing)
            apart.append((indicator, _("Not known by {dimensions}: take that filter away to see it.").format(dimensions=by)))
        else:
            fitting.append(indicator)
    return fitting, apart
