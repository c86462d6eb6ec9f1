"""The strings that people read, in code, indicators and instruments; `python -m tests.strings` brings `locale/` up to date with them."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from instruments import instruments
from language import messages
from metrics.catalogue import collect
from settings import HOME

ROOMS = ("", "lake", "ingest", "metrics", "charts", "views", "report")
MARKS = {"_": 1, "N_": 1, "many": 2}  # function, how many strings it takes
HEADER = """# French strings of Point Relais. "python -m tests.strings" adds what is missing and takes out what is no longer used.
msgid ""
msgstr ""
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""

Message = str | tuple[str, ...]


def strings() -> Catalog:
    """Every string to translate, with the files that use it."""
    catalog = Catalog()
    for file in (file for room in ROOMS for file in sorted((HOME / room).glob("*.py"))):
        for message in _in_file(file):
            catalog.add(message, locations=[(file.relative_to(HOME).as_posix(), 0)])
    for indicator in collect().values():
        for text in (indicator.label, indicator.population, indicator.definition):
            catalog.add(text, locations=[(f"{indicator.measure.__module__.replace('.', '/')}.py", 0)])
    for instrument in instruments().values():
        for text in (instrument.label, instrument.licence, *(score.label for score in instrument.scores.values())):
            catalog.add(text, locations=[(f"metrics/instruments/{instrument.name}.toml", 0)])
    return catalog


def _in_file(file: Path) -> Iterator[Message]:
    """The texts given to `_`, `N_`, `many` and `translator(…)`, also within f-strings, where a tokenizer does not look."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and (count := MARKS.get(_name(node.func), 0)):
            texts = [each.value for each in node.args[:count] if isinstance(each, ast.Constant)]
            if len(texts) == count:
                yield texts[0] if count == 1 else tuple(texts)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Call) and _name(function.func) == "translator":
        return "_"
    return getattr(function, "id", getattr(function, "attr", ""))


def translated(language: str) -> Catalog:
    """The strings of a language, as its file has them."""
    with messages(language).open("rb") as file:
        return read_po(file, locale=language)


def main() -> None:
    catalog = translated("fr")
    catalog.update(strings(), no_fuzzy_matching=True)
    written = BytesIO()
    write_po(written, catalog, width=120, omit_header=True, ignore_obsolete=True, include_lineno=False)
    messages("fr").write_bytes(HEADER.encode() + written.getvalue().lstrip())


if __name__ == "__main__":
    main()
