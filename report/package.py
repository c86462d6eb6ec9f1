"""A package of Office (pptx, xlsx) whose bytes depend on what it says and not on when it was written."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

Change = Callable[[bytes], bytes]


def steady(package: bytes, moment: datetime, changes: Mapping[str, Change] | None = None) -> bytes:
    """The package with one moment (UTC) for all its dates, also in the workbooks within it.

    Args:
        changes: by the name of a part, what is to be made of it.
    """
    written = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = steady(part, moment)
            elif name == "docProps/core.xml":
                part = WRITTEN.sub(rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode(), part)
            entry = ZipInfo(name, (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second))
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, (changes or {}).get(name, bytes)(part))
    return written.getvalue()
