"""What a reader waits for in a browser, on the lake of a million cases: the first page, a filter, a page turned in a meeting."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, Page, sync_playwright

HOME = Path(__file__).resolve().parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
VISITS, CLICKS, TURNS = 5, 10, 20
SETTLED = "document.querySelector(\"[data-test-script-state='notRunning']\")"
DRAWN = "[...document.querySelectorAll('.js-plotly-plot')].filter(chart => chart.getBoundingClientRect().top < innerHeight)"


def chromium() -> str | None:
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def waits(lake: Path) -> Iterator[tuple[str, float, float]]:
    """Label, median seconds, and the aim in seconds; 0 where there is none."""
    with served(lake) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield "overview, first load", median(first_loads(browser, address)), 0
        yield "a filter, charts in view", median(filter_clicks(browser, address)), 0.3
        yield "a page turned in a meeting", median(turns(browser, address)), 0.25
        browser.close()


@contextmanager
def served(lake: Path) -> Iterator[str]:
    """The app on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "POINT_RELAIS_LAKE": str(lake.resolve()), "STREAMLIT_SERVER_PORT": str(port)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1"]
    with subprocess.Popen(command, cwd=HOME, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        next(line for line in process.stdout if "URL:" in line)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.communicate()  # reads on: a closed pipe would be an error of its last words


def page(browser: Browser) -> Page:
    opened = browser.new_context(viewport={"width": 1280, "height": 860}, locale="fr-FR").new_page()
    opened.set_default_timeout(120_000)
    opened.add_init_script("localStorage.setItem('point-relais.tour', 'seen')")
    return opened


def first_loads(browser: Browser, address: str) -> list[float]:
    """A new reader each time; the first of them, who finds the service cold, is not counted."""
    return [
        timed(visitor := page(browser), lambda: visitor.goto(address), "document.querySelector('table.scorecard')")
        for _ in range(VISITS + 1)
    ][1:]


def filter_clicks(browser: Browser, address: str) -> list[float]:
    """A team more or less, on the page of quality: from the press of the button, as the page itself is told of it, until every
    chart in view was drawn anew; what drives the browser takes its time before."""
    reader = page(browser)
    reader.goto(f"{address}/quality")
    reader.wait_for_function(f"{SETTLED} && {DRAWN}.length")
    reader.get_by_role("button", name="Toutes les équipes").click()
    box = reader.get_by_role("combobox", name="Équipes")
    found = []
    for _ in range(CLICKS):
        box.click()
        option = reader.get_by_role("option").first
        option.wait_for()
        reader.evaluate(f"""() => {{
            window.before = {DRAWN}.map(chart => JSON.stringify(chart.data.map(trace => trace.text)))
            window.pressed = null
            addEventListener("pointerdown", () => {{ window.pressed = performance.now() }}, {{ once: true, capture: true }})
        }}""")
        option.click()
        drawn = f"{DRAWN}.every((chart, i) => JSON.stringify(chart.data.map(trace => trace.text)) !== window.before[i])"
        waited = reader.wait_for_function(f"window.pressed && {drawn} && performance.now() - window.pressed", polling=10)
        found.append(waited.json_value() / 1000)
        reader.wait_for_function(SETTLED)
    return found


def turns(browser: Browser, address: str) -> list[float]:
    reader = page(browser)
    reader.goto(f"{address}/meeting")
    reader.wait_for_function(f"{SETTLED} && {DRAWN}.length")
    found = []
    for _ in range(TURNS + 6):
        reader.evaluate("window.before = document.querySelector('.figure h1').innerText")
        turned = f"document.querySelector('.figure h1')?.innerText !== window.before && {DRAWN}.length && {SETTLED}"
        found.append(timed(reader, lambda: reader.keyboard.press("PageDown"), turned))
    return found[6:]  # each page was seen once


def timed(reader: Page, action: Callable[[], object], done: str) -> float:
    started = perf_counter()
    action()
    reader.wait_for_function(done, polling=10)
    return perf_counter() - started
