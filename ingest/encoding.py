"""A text file's encoding, told from all of its bytes."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from ingest.refusal import FileRefused
from language import N_

BLOCK_BYTES = 1 << 20  # larger ones are given back to the system each time, which takes longer than to decode them
BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
UNMARKED = ("utf-8", "cp1252", "latin-1")

NOT_TEXT = N_("{file} is not a text export. Export it as CSV from the tool it comes from.")
MIXED = N_("{file} begins in one encoding ({encoding}) and goes on in another, so its letters cannot be told. Export it again.")


def encoding_of(path: Path, file: str) -> str:
    """The byte order mark's, else UTF-8 where the whole file is, else the Western code page that has all its bytes.

    Raises:
        FileRefused: it is no text, or goes on in another encoding than its mark says.
    """
    with path.open("rb") as stream:
        first = stream.read(4)
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS.items() if first.startswith(mark)), None)
    for encoding in (marked,) if marked else UNMARKED:
        if _is_text(path, encoding):
            return encoding
    raise FileRefused(MIXED if marked else NOT_TEXT, file=file, encoding=marked)


def _is_text(path: Path, encoding: str) -> bool:
    """Whether every byte of the file means a character, and none the character zero."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return not any("\0" in decoder.decode(block) for block in _blocks(path)) and not decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            yield block
