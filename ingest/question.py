"""What a proposal leaves open: a question about one field, as data, and what its answers make of the field."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as with_default
from typing import Literal

from ingest.profile import Field, Items
from ingest.refusal import FileRefused
from language import N_, translator

Ask = Literal["dates", "decimal", "clock", "year", "scale", "yes", "day", "value", "column"]

SENTENCES: Mapping[Ask, str] = {
    "dates": N_("Column “{column}”: is “{example}” day first or month first? Nothing in the column settles it."),
    "decimal": N_("Column “{column}”: “{example}” may hold a decimal mark or a thousands mark. Nothing in the column settles it."),
    "clock": N_("Column “{column}”: is “{example}” minutes and seconds, or hours and minutes?"),
    "year": N_("Column “{column}” holds years only: does the first or the last day stand for “{example}”?"),
    "scale": N_("Between which ends do people answer? “{example}” is what the columns hold."),
    "yes": N_("Column “{column}”: which of {example} mean yes? The others are taken for no."),
    "day": N_("Column “{column}” holds times without a date: of which day (YYYY-MM-DD)?"),
    "value": N_("No column tells “{field}”, which every row needs: what is it, for the whole file?"),
    "column": N_("No column looks like “{field}”, which every row needs: which one is it?"),
}
CHOOSE = N_("{question} (--answer {field}={choices})")
NO_ANSWER = N_("“{answer}” does not answer the question on “{field}”. Possible: {choices}.")
ANY = "…"


@dataclass(frozen=True)
class Question:
    """About one field of a proposal; `ask` names what is asked."""

    field: str
    ask: Ask
    column: str = ""
    example: str = ""
    choices: Mapping[str, Field | Items] = with_default(default_factory=dict)
    """The answers and what each makes of the field; none where people write their own."""
    base: Field | None = None
    """For an answer people write: the field without it."""

    def sentence(self, language: str) -> str:
        return translator(language)(SENTENCES[self.ask]).format(field=self.field, column=self.column, example=self.example)

    def to_answer(self, language: str) -> str:
        """The question and how the command line answers it."""
        choices = "|".join(self.choices) or ANY
        return translator(language)(CHOOSE).format(question=self.sentence(language), field=self.field, choices=choices)

    def refusal(self, language: str) -> FileRefused:
        """What is said to one who goes on without an answer."""
        return FileRefused("{question}", question=self.to_answer(language))

    def answered(self, answer: str) -> Field | Items:
        """The field, once this is said.

        Raises:
            FileRefused: it is no answer to this question.
        """
        if answer in self.choices:
            return self.choices[answer]
        if self.choices or not answer.strip() or self.ask == "column":
            raise FileRefused(NO_ANSWER, answer=answer, field=self.field, choices=", ".join(self.choices) or ANY)
        if self.ask == "value":
            return Field(value=answer.strip())
        assert self.base is not None
        return self._yes(self.base, answer) if self.ask == "yes" else self.base.model_copy(update={"before": answer.strip()})

    def _yes(self, base: Field, answer: str) -> Field:
        """Of the column's values, which `base` holds all as no, those named mean yes."""
        said = {text.strip().casefold() for text in answer.split(",")}
        yes = tuple(text for text in base.no if text.casefold() in said)
        if len(yes) < len(said):
            raise FileRefused(NO_ANSWER, answer=answer, field=self.field, choices=", ".join(base.no))
        return base.model_copy(update={"yes": yes, "no": tuple(text for text in base.no if text not in yes)})
