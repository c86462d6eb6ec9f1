"""A dropped file that no profile knows, and what the person said of it so far."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from ingest.mapping import Proposal, propose


class Held(BytesIO):
    """A file's content under its name."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name


@dataclass
class Unknown:
    """A dropped file that no profile knows, and what the person said of it so far."""

    name: str
    content: bytes
    sheet: str | None = None
    kind: str | None = None
    columns: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """By kind and field, the headers that were chosen against the proposal."""
    proposals: dict[str, Proposal] = field(default_factory=dict)

    @contextmanager
    def path(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(self.name).name
            path.write_bytes(self.content)
            yield path

    def proposal(self) -> Proposal:
        """As things were said; looked at once for each thing said."""
        chosen = self.columns.get(self.kind or "", {})
        said = f"{self.kind}{sorted(chosen.items())}"
        if said not in self.proposals:
            with self.path() as path:
                self.proposals[said] = propose(path, self.name, self.sheet, kind=self.kind, columns=chosen if self.kind else {})
        return self.proposals[said]
