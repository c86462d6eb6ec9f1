"""What is asked of the indicators: the same for screen, URL, command line and export."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from language import translator

NOT_GIVEN = ""  # the value that filters the rows without the dimension
Grain = Literal["day", "week", "month", "quarter", "year", "all"]


class QuestionError(ValueError):
    """The question names what does not exist; `say` gives a sentence that says what does."""

    def __init__(self, message: str, **facts: Any) -> None:
        self.message, self.facts = message, facts
        super().__init__(self.say("en"))

    def say(self, language: str) -> str:
        return translator(language)(self.message).format(**self.facts)


@dataclass(frozen=True)
class Question:
    """Periods of one grain between two local dates, both included; breakdowns; and filters.

    `where` holds (dimension, value) pairs: the same dimension twice means either value; two dimensions mean both.
    """

    grain: Grain = "month"
    start: date | None = None
    end: date | None = None
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
