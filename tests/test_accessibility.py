"""Pages that everybody can read: checked by axe in a real browser, on a phone and a desktop, light and dark."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, sync_playwright

from browser import browser_program
from fgk.render.reports.kinds import KINDS
from test_reports import made

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
WIDTHS = (360, 1280)
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = browser_program()
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_a_page_has_no_violation_fits_the_width_and_fetches_nothing(
    kind: str, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(made(kind))
    for scheme in ("light", "dark"):
        context = browser.new_context(bypass_csp=True, color_scheme="dark" if scheme == "dark" else "light")
        page = context.new_page()
        asked: list[str] = []

        def remember(request: Request, found: list[str] = asked) -> None:
            found.append(request.url)

        page.on("request", remember)
        page.goto(file.as_uri())
        page.add_script_tag(content=AXE)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth"), (scheme, width)
            options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
            violations = page.evaluate(f"axe.run(document, {options}).then(found => found.violations)")
            said = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in violations]
            assert said == [], (scheme, width)
        assert asked == [file.as_uri()]
        context.close()
