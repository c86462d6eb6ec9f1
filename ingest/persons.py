"""People are kept as keyed hashes: the same person is the same everywhere, and no one can be read back without the key."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb.func import ARROW

from settings import settings

HASH_CHARACTERS = 32


def key() -> bytes:
    """`RELAIS_KEY`, or the key file's content; the file is made on first use, readable by its owner alone."""
    if given := os.environ.get("RELAIS_KEY"):
        return given.encode()
    path = settings().key_file
    if not path.exists():
        _make(path)
    return path.read_bytes().strip()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another import made it meanwhile
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_hex(32).encode())


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Give SQL the function `person(text)`: the HMAC-SHA256 of a name or id, shortened to 128 bits."""
    secret = key()
    known: dict[str, str] = {}

    def hashed(name: str) -> str:
        if name not in known:
            known[name] = hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()[:HASH_CHARACTERS]
        return known[name]

    def person(names: pa.StringArray) -> pa.StringArray:
        distinct = names.combine_chunks().dictionary_encode() if isinstance(names, pa.ChunkedArray) else names.dictionary_encode()
        return pa.array([hashed(name) for name in distinct.dictionary.to_pylist()], pa.string()).take(distinct.indices)

    connection.create_function("person", person, ["VARCHAR"], "VARCHAR", type=ARROW)
