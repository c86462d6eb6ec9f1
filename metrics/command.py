"""What the commands share: a call that cannot be answered is refused in one sentence, with one exit code."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import NoReturn

REFUSED = 2


class Parser(ArgumentParser):
    """Says what is wrong with a call in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"{message[:1].upper()}{message[1:]}.\n")


def add_filters(command: ArgumentParser) -> None:
    """`--where`: pairs of a dimension and a value, as a question takes them."""
    command.add_argument("--where", action="append", default=[], type=_pair, metavar="DIMENSION=VALUE", help="filter; may be repeated")


def _pair(text: str) -> tuple[str, str]:
    dimension, equals, value = text.partition("=")
    if not (dimension and equals):
        raise ArgumentTypeError(f"“{text}” is not a filter; write it as team=Paris")
    return dimension, value
