"""What the commands share: a call that cannot be answered is refused in one sentence, with one exit code."""

from argparse import ArgumentParser
from typing import NoReturn

REFUSED = 2


class Parser(ArgumentParser):
    """Says what is wrong with a call in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"{message[:1].upper()}{message[1:]}.\n")
