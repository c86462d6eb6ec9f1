"""The app, served as people start it, with a lake of its own; and a browser that reports what goes wrong in it."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from lake.store import Lake
from metrics.release import release
from settings import HOME
from tests.conftest_lake import random_lake, write
from tests.surveying import NORMAL, answers

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "no-sandbox",
    "disable-gpu",
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
)
PATIENCE_MS = 60_000  # a busy machine draws late; what is wrong shows at once or never
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("There is no Chromium here, and CI must run the browser tests: install the chromium package.")
    if found is None:
        pytest.skip("There is no Chromium here (chromium, chromium-browser or google-chrome).")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=[f"--{name}" for name in QUIET])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app is served, with some thousands of cases in its lake, and a survey's wave that was released."""
    lake = random_lake(tmp_path_factory.mktemp("browser") / "lake")
    release(Lake(write(lake, "answers", answers(NORMAL, "2014-08"))), "2014-08", "rh")
    with served(lake) as url:
        yield url


@contextmanager
def served(lake: Path) -> Iterator[str]:
    """Where the app is served on a lake."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "POINT_RELAIS_LAKE": str(lake), "STREAMLIT_SERVER_PORT": str(port)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1"]
    with subprocess.Popen(command, cwd=HOME, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        said = next((line for line in process.stdout if "URL:" in line), "")
        assert said, "The app ended before it printed its address."
        Thread(target=process.stdout.read, daemon=True).start()  # a full pipe would halt the app
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A reader with a French browser; the test fails on an error in the console and on a request that leaves the machine."""
    context = browser.new_context(base_url=address, locale="fr-FR", viewport={"width": 1280, "height": 860})
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script("localStorage.getItem('point-relais.tour') ?? localStorage.setItem('point-relais.tour', 'seen')")
    opened, wrong = context.new_page(), list[str]()

    def listen(message: ConsoleMessage) -> None:
        # On a page below the first Streamlit asks there for its server before it asks at the root.
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            wrong.append(message.text)

    def watch(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            wrong.append(f"asked for {request.url}")

    opened.on("console", listen)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", watch)
    yield opened
    context.close()
    assert wrong == []


def settle(page: Page) -> None:
    """Wait until the page is whole: what one opens or chooses before, the rest of the page would close again."""
    expect(page.locator("[data-test-connection-state='CONNECTED'][data-test-script-state='notRunning']")).to_be_visible()


def choose(page: Page, label: str, option: str, tries: int = 5) -> None:
    """Choose of the last list of this name; where the page moves under an open list, it closes, and a person opens it again."""
    box, wanted = page.get_by_role("combobox", name=label).last, page.get_by_role("option", name=option)
    for _ in range(tries - 1):
        box.click()
        try:
            wanted.click(timeout=3000)
        except PlaywrightTimeout:
            continue
        return
    box.click()
    wanted.click()


@pytest.fixture
def two_bad_rows(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Cases of the test's own: the lake is shared, and a file that was loaded before changes nothing."""
    file = tmp_path / "deux_lignes.csv"
    told = ("2014-08-04T10:00:00,12", "2014-02-31T10:00:00,12", "2014-08-04T10:00:00,12", "2014-08-05T10:00:00,douze")
    rows = [f"{request.node.name}-{number},{row}" for number, row in enumerate(told)]
    file.write_text("\n".join(("case_id,opened_at,wait_s", *rows)), encoding="utf-8")
    return file


def listening(page: Page) -> None:
    """Wait until a meeting hears the keys: its part in the browser draws its button last."""
    expect(page.get_by_role("button", name=re.compile("Plein écran|Full screen"))).to_be_visible()
