"""What the commands share: a call that cannot be answered is refused in one sentence of the settings' language, with one exit code."""

import argparse
import errno
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from typing import Any, NoReturn

from language import N_, translator
from settings import SettingsError, settings

REFUSED = 2
WRONG_CALLS = {
    N_("argument %(argument_name)s: %(message)s"),
    N_("unrecognized arguments: %s"),
    N_("ignored explicit argument %r"),
    N_("the following arguments are required: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
}
"""How argparse says that a call is wrong. Its words in a help text stay as they are: so do ours there."""
REASONS = {
    errno.ENOENT: N_("there is no such folder"),
    errno.ENOTDIR: N_("there is no such folder"),
    errno.EISDIR: N_("this is a folder"),
    errno.EACCES: N_("you are not permitted to"),
    errno.EPERM: N_("you are not permitted to"),
    errno.EROFS: N_("nothing can be written there"),
    errno.ENOSPC: N_("the disk is full"),
    errno.ECONNREFUSED: N_("nothing answers there"),
}
OTHER_REASON = N_("the system refuses it, {code}")
NO_FILTER = N_("“{text}” is not a filter; write it as team=Paris")


class Parser(ArgumentParser):
    """Says what is wrong with a call in one sentence."""

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        argparse._ = _said  # type: ignore[attr-defined]  # there it looks its words up
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"{message[:1].upper()}{message[1:]}.\n")


def language() -> str:
    """Of the settings; where they cannot be read, which is said later, that of the code."""
    try:
        return settings().language
    except SettingsError:
        return "en"


def _said(words: str) -> str:
    return translator(language())(words) if words in WRONG_CALLS else words


def wrong(message: str, text: str) -> ArgumentTypeError:
    """What is refused of one argument, for the parser to say."""
    return ArgumentTypeError(translator(language())(message).format(text=text))


def reason(error: OSError, language: str) -> str:
    """Why the system did not do it, in our words: its own are in a language of its own."""
    code = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return translator(language)(REASONS.get(error.errno or 0, OTHER_REASON)).format(code=code)


def add_filters(command: ArgumentParser) -> None:
    """`--where`: pairs of a dimension and a value, as a question takes them."""
    command.add_argument("--where", action="append", default=[], type=_pair, metavar="DIMENSION=VALUE", help="filter; may be repeated")


def _pair(text: str) -> tuple[str, str]:
    dimension, equals, value = text.partition("=")
    if not (dimension and equals):
        raise wrong(NO_FILTER, text)
    return dimension, value
