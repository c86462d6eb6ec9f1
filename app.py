"""The door: language, navigation, nothing else."""

import logging
from pathlib import Path

import streamlit as st

from language import N_, translator
from settings import HOME, SettingsError, settings
from views import address, frame, links, results, shell

ICON = HOME / "views" / "assets" / "icon.png"
PAGES = (  # file, path, title, whether the navigation shows it
    ("overview", "", N_("Overview"), True),
    ("quality", "quality", N_("Quality of service"), True),
    ("production", "production", N_("Production & billing"), True),
    ("wellbeing", "wellbeing", N_("Well-being"), True),
    ("journal", "journal", N_("Journal"), True),
    ("editions", "editions", N_("Editions"), True),
    ("data", "data", N_("Data"), True),
    ("indicator", "indicator", N_("Indicator"), False),
    ("definitions", "definitions", N_("Definitions"), False),
    ("prepare", "prepare", N_("Prepare an edition"), False),
    ("meeting", "meeting", N_("In a meeting"), False),
    ("agenda", "agenda", N_("To discuss"), False),
    ("vigilance", "vigilance", N_("Vigilance"), False),
    ("release", "release", N_("Release a wave"), False),
)

try:
    settings()
except SettingsError as error:
    st.error(str(error))
    st.stop()
_ = translator(address.language())
pages = {
    path: st.Page(
        Path("views") / f"{file}.py",
        title=_(title),
        url_path=path or None,
        default=not path,
        visibility="visible" if shown else "hidden",
    )
    for file, path, title, shown in PAGES
}
page = st.navigation(list(pages.values()), position="top")
st.set_page_config(page_title=f"{page.title} · Point Relais", page_icon=str(ICON), layout="wide")
address.arrive(page.url_path)
with st.container(key="frame"):
    links.follow()
    frame.draw(page.url_path)
    shell.mend()
try:
    results.look()
    page.run()
except Exception:
    logging.getLogger(__name__).exception("The page %s failed.", page.url_path or "overview")
    st.error(_("This page cannot be shown: something went wrong that is not your doing. The service's log says what; nothing was changed."))
