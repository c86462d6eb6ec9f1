"""What one sees is in the page's address: the language, the filters, what is opened. A copied link shows the same thing.

The address is the only truth while a page is shown. A copy in the session serves the links that carry no
query, such as those of the navigation.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from language import LANGUAGES
from settings import settings

LANGUAGE = "lang"
PERIOD = ("from", "to")
DIMENSIONS = ("team", "topic", "channel", "partner")
KEPT = (LANGUAGE, *PERIOD, *DIMENSIONS)

Query = dict[str, list[str]]


class Here(str):
    """The relative address of the page it is drawn on, and the `changes` alone: by the time of a click the page may stand otherwise."""

    changes: dict[str, str | None]


def arrive(page: str) -> None:
    """On another page than before: take the language and filters along where the link named none of them."""
    if st.session_state.get("page") != page:
        st.session_state.left = {}
        for key, values in st.session_state.get("kept", {}).items() if not query() else ():
            st.query_params[key] = values
    st.session_state.page = page
    st.session_state.kept = query()


def query() -> Query:
    """The language and filters of the address, as they stand there."""
    return {key: st.query_params.get_all(key) for key in KEPT if key in st.query_params}


def language() -> str:
    """The reader's language: the address's, else the session's, else the settings'."""
    kept = st.session_state.get("kept", {}).get(LANGUAGE, []) if not query() else []
    wanted = [*st.query_params.get_all(LANGUAGE), *kept, settings().language]
    return next(code for code in wanted if code in LANGUAGES)


def chosen(key: str, options: Sequence[str]) -> list[str]:
    """The values of a key that exist; the others leave the address, and wait in `left` to be told."""
    asked = st.query_params.get_all(key)
    known = [value for value in asked if value in options]
    if known != asked:
        leave(key, [value for value in asked if value not in known], known)
    return known


def leave(key: str, values: Sequence[str], staying: Sequence[str] = ()) -> None:
    """Take values out of the address that cannot be asked; the page says which until the reader chooses others."""
    put(key, staying)
    st.session_state.left[key] = list(values)


def left() -> Query:
    """What was taken out of this page's address, by key."""
    standing: Query = st.session_state.left
    return standing


def put(key: str, values: Sequence[str]) -> None:
    """Write a key's values into the address; none takes the key out."""
    if values:
        st.query_params[key] = list(values)
    else:
        st.query_params.pop(key, None)
    st.session_state.left.pop(key, None)
    st.session_state.kept = query()


def opened(key: str, value: str) -> None:
    """Write what is opened into the address; nothing takes the key out."""
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def here(path: str, **changes: str | None) -> Here:
    """The relative address of this page as it stands, with all that is opened on it, but for `changes`; None leaves a key out."""
    standing = {key: st.query_params[key] for key in st.query_params if key not in KEPT}
    address = Here(link(path, **{**standing, **changes}))
    address.changes = changes
    return address


def link(path: str, **opened: str | Sequence[str] | None) -> str:
    """The relative address of a page with the language and filters of this one; `opened` adds keys to it, nothing leaves one out."""
    pairs = {**query(), **opened}
    text = urlencode({key: value for key, value in pairs.items() if value}, doseq=True)
    return (path or ".") + (f"?{text}" if text else "")
