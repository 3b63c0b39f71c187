"""Pages that everybody can read: checked by axe in a real browser, on a phone and a desktop, light and dark."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from browser import browser_program
from commits import repository
from fgk.loading.repository import open_repository
from fgk.render.charts.palette import DARK, LIGHT
from fgk.render.reports.kinds import KINDS
from fgk.render.wanted import Wanted
from fgk.source.tree import DiskTree
from fgk.usecases.report import report
from fgk.usecases.reporting import Order
from repositories import DAY, EXAMPLES, HOME, SOUND, write
from test_cli import fgk
from test_reports import ABOUT

Scheme = Literal["light", "dark"]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
WIDTHS = (360, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")

RICH, SPARSE = "musterstadt", "herten"
OF_SPARSE = {**ABOUT, "measure": Wanted(record="jugendbeteiligung")}
"""What each kind is about, in a municipality of which little is known: no measure, but a goal."""
CASES = [(kind.name, name) for kind in KINDS for name in ((RICH,) if kind.is_of_all else (RICH, SPARSE))]
CASES.append(("diff", RICH))

NO_TEXT = ("surface", "raised", "rule", "grid", "thread")
"""Colours in which nothing is written, except upon the others."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = browser_program()
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture(scope="module", params=CASES, ids=["-".join(case) for case in CASES])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of a report as a page."""
    kind, name = request.param
    if kind == "diff":
        return differences(tmp_path_factory.mktemp("diff"))
    about = ABOUT if name == RICH else OF_SPARSE
    order = Order(kind, "html", DAY, "de", wanted=about.get(kind, Wanted()))
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_bytes(report(open_repository(DiskTree(EXAMPLES)), name, order).content)
    return file.as_uri()


def differences(root: Path) -> str:
    """Give the address of a page that ``fgk diff`` has written, with changes, consequences and findings."""
    made = repository(root / "bestand")
    text = SOUND["measures.yaml"].replace("due: 2026-03", "due: 2031-03").replace("goal: beratung", "goal: fehlt", 1)
    write(
        made, {f"{HOME}/measures.yaml": text.replace("status: ongoing", "status: done"), "fgk.yaml": "due_soon: P9D\n"}
    )
    found = fgk("diff", "--format", "html", "--at", DAY.isoformat(), "--repo", str(made), "--lang", "de", cwd=made)
    assert found.returncode == 0, found.stderr
    file = root / "diff.html"
    file.write_text(found.stdout, encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_page_has_no_violation_fits_the_width_and_fetches_nothing(
    address: str, scheme: Scheme, browser: Browser
) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []

    def remember(request: Request) -> None:
        asked.append(request.url)

    page.on("request", remember)
    page.goto(address)
    page.add_script_tag(content=AXE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert fits(page), width
        unfold(page)
        assert fits(page), (width, "with all details open")
        assert violations(page) == [], width
    assert asked == [address]
    context.close()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth"))


def unfold(page: Page) -> None:
    """Open what is folded: axe passes over what nobody sees."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Give the rules that the page breaks, each with the first few places."""
    options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run(document, {options}).then(found => found.violations)")
    return [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]


def test_a_violation_would_be_found(browser: Browser) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.set_content("<html lang=de><title>x</title><main><img src='data:,'><p style='color:#ccc'>Grau</p></main>")
    page.add_script_tag(content=AXE)
    assert {rule for rule, _ in violations(page)} == {"image-alt", "color-contrast"}
    context.close()


@pytest.mark.parametrize("address", [("status", RICH)], indirect=True, ids=["status"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_colour_of_a_page_stands_out_in_pictures_too(address: str, scheme: Scheme, browser: Browser) -> None:
    """Axe gives no answer for texts in pictures; these have the same few colours, on the page or one upon the other."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    palette = DARK if scheme == "dark" else LIGHT
    ask = "names => names.map(name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim())"
    assert page.evaluate(ask, list(palette)) == list(palette.values())
    colours = [palette[name] for name in palette if name not in NO_TEXT]
    weak = [one for one in colours for ground in ("surface", "raised") if contrast(one, palette[ground]) < 4.5]
    assert weak == []
    context.close()


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours (#rrggbb or #rgb) as WCAG defines it: from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    pairs = [2 * digit for digit in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]
    parts = [int(pair, 16) / 255 for pair in pairs]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
