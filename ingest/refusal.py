"""Why a row or a file was not taken: a reason with a name, and its sentence in the reader's language."""

from dataclasses import dataclass

from language import N_, translator

REASONS = {
    "missing": N_("This field is required and is empty."),
    "not_a_moment": N_("“{value}” is not a date and time."),
    "not_a_day": N_("“{value}” is not a date."),
    "not_a_number": N_("“{value}” is not a number."),
    "not_an_integer": N_("“{value}” is not a whole number."),
    "not_a_duration": N_("“{value}” is not a duration."),
    "not_a_flag": N_("“{value}” is neither yes nor no."),
    "not_a_wave": N_("“{value}” tells no period (2014, 2014-09, 2014-T3), and there is no date of answer to place the wave in time."),
    "off_scale": N_("“{value}” is off its scale."),
    "negative": N_("“{value}” is below zero."),
    "in_the_future": N_("“{value}” lies in the future."),
    "before_opening": N_("“{value}” comes before the opening."),
    "same_key": N_("“{value}” stands more than once in this file, with different contents."),
    "same_case": N_("Another line of the same case is set aside, or none stands for it; they load together."),
    "header_again": N_("This line repeats the header."),
    "total": N_("This line is a total."),
    "ragged": N_("This line does not have as many fields as the header."),
}


@dataclass(frozen=True)
class Refusal:
    """One cell that keeps a row out. `line` counts from 1 in the file, as an editor shows it."""

    line: int
    column: str | None
    value: str | None
    reason: str

    def sentence(self, language: str) -> str:
        return translator(language)(REASONS[self.reason]).format(value=self.value)


class FileRefused(ValueError):
    """A file or a call is refused whole; nothing changed. `say` gives why, and what to do.

    `option` is what the command line may add to its call: a page says `why`, and has its own way to answer.
    """

    def __init__(self, message: str, option: str = "", **facts: object) -> None:
        self.message = message
        self.option = option
        self.facts = facts
        super().__init__(self.say("en"))

    def why(self, language: str) -> str:
        said = {name: fact.sentence(language) if isinstance(fact, Refusal) else fact for name, fact in self.facts.items()}
        return translator(language)(self.message).format(**said)

    def say(self, language: str) -> str:
        option = translator(language)(self.option).format(**self.facts)
        return f"{self.why(language)} {option}".rstrip()
