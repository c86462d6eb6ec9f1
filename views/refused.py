"""Why a form was refused, said below it. In the browser `views.shell` ties it to the field that it is about, and goes to that field."""

import streamlit as st

COUNT = "refused.count"


def refuse(form: str, sentence: str, field: str = "") -> None:
    """Keep until the page is drawn again why the form was refused.

    Args:
        field: the key of the field to correct; none where no field is wrong.
    """
    st.session_state[COUNT] = st.session_state.get(COUNT, 0) + 1
    st.session_state[_key(form)] = sentence, field


def told(form: str) -> None:
    """What its last click was refused for, once. Its key names the field, and is another each time: the browser goes there again."""
    sentence, field = st.session_state.pop(_key(form), ("", ""))
    if not sentence:
        return
    with st.container(key=f"refused.{st.session_state[COUNT]}.{field}"):
        st.error(sentence)


def _key(form: str) -> str:
    return f"refused.{form}"
