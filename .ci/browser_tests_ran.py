"""Fail unless every browser test ran: `browser_tests_ran.py RESULTS`, pytest's JUnit XML."""

import sys
from xml.etree import ElementTree

results = ElementTree.parse(sys.argv[1]).iter("testcase")
tests = {f"{case.get('classname')}.{case.get('name')}".lstrip("."): case for case in results}
browser = {name: case for name, case in tests.items() if name.startswith("tests.browser.")}
skipped = [name for name, case in browser.items() if case.find("skipped") is not None]
if not browser:
    sys.exit("No browser test was run.")
if skipped:
    sys.exit(f"Browser tests were skipped: {', '.join(skipped)}.")
