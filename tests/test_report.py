"""The status report: what it says, what it never shows, and templates that others write."""

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fgk.loading.repository import open_repository
from fgk.messages import Translator
from fgk.render.escaping import markdown, printable
from fgk.render.own_templates import TemplateDefect
from fgk.render.reports.kinds import TEXT_FORMATS, UnknownFormat, UnknownKind
from fgk.source.tree import DiskTree, Tree
from fgk.usecases.portfolio import CannotAssess, UnknownMunicipality
from fgk.usecases.report import report
from fgk.usecases.reporting import Order
from repositories import DAY, EXAMPLES, SOUND, memory, municipality, write

NAMES = sorted(path.parent.name for path in EXAMPLES.glob("municipalities/*/municipality.yaml"))
FORMATS = TEXT_FORMATS
VOID = frozenset(("meta", "br", "link", "img", "input", "hr", "wbr", "base", "embed", "source"))


def made(
    tree: Tree,
    format_: str = "html",
    name: str = "musterstadt",
    *,
    language: str = "en",
    public: bool = False,
    day: dt.date = DAY,
) -> str:
    return report(open_repository(tree), name, Order("status", format_, day, language, public)).content.decode()


def sound(changes: Mapping[str, str | None] | None = None, **others: str | bytes) -> Tree:
    files: dict[str, str | bytes] = {**municipality(changes)}
    return memory(files | {name.replace("__", "/"): content for name, content in others.items()})


def with_template(name: str, content: str | bytes) -> Tree:
    return memory({**municipality(), f"templates/{name}": content})


@dataclass
class Page(HTMLParser):
    """What a test wants to know of a page."""

    text: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)
        self.close()
        assert not self.open_tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open_tags.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags, tag
        assert self.open_tags.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open_tags:
            self.words.append(data)

    @property
    def visible(self) -> str:
        return " ".join(" ".join(self.words).replace("\N{NO-BREAK SPACE}", " ").split())

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]


# -- what it says ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_every_example_gives_a_report_and_the_same_one_twice(name: str, format_: str, language: str) -> None:
    tree = DiskTree(EXAMPLES)
    text = made(tree, format_, name, language=language)
    assert text == made(tree, format_, name, language=language)
    assert "None" not in text
    assert "\n\n\n" not in text


def test_it_says_where_the_municipality_stands() -> None:
    text = Page(made(sound())).visible
    assert "Re-audit Grundzertifikat, valid until October 2027 (stated), 11 months left" in text
    assert "1 of 3 measures is done. 1 runs as a recurring task. 2 more were dropped or replaced" in text


def test_a_german_report_writes_dates_as_germans_do() -> None:
    text = made(DiskTree(EXAMPLES), name="herten", language="de")
    assert '<html lang="de">' in text
    assert "24.\N{NO-BREAK SPACE}Juni\N{NO-BREAK SPACE}2013" in text
    assert "24.500\N{NO-BREAK SPACE}€" in made(sound(), language="de")


@pytest.mark.parametrize("format_", FORMATS)
def test_an_estimated_end_says_so_wherever_it_stands(format_: str) -> None:
    text = made(DiskTree(EXAMPLES), format_, "herten")
    text = Page(text).visible if format_ == "html" else text.replace("\N{NO-BREAK SPACE}", " ")
    places = [match.end() for match in re.finditer("24 June 2016", text)]
    assert places
    assert all(re.match(r"\W{1,3}estimated", text[place:]) for place in places)


def test_what_is_overdue_is_late_and_what_lies_ahead_comes_next() -> None:
    measures = SOUND["measures.yaml"].replace("new_due: 2027-03", "new_due: 2026-10")
    text = Page(made(sound({"measures.yaml": measures}))).visible
    late, ahead = text.split("What is late", 2)[2].split("What comes next", 1)
    assert "1.1.1 Neue Kita" in late
    assert "▲ overdue" in late
    assert "Report to the council" in ahead.split("Progress by action field")[0]


def test_a_planned_event_is_marked_and_comes_next() -> None:
    text = Page(made(sound())).visible
    assert "March 2027 Report to the council Fachbereich Familie planned" in text
    assert "Report to the council (planned)" in text


def test_facts_lead_to_their_numbered_sources() -> None:
    text = made(sound())
    assert 'href="#source-1" title="Pressemitteilung"' in text
    assert '<li id="source-1"' in text
    assert "12\N{NO-BREAK SPACE}November\N{NO-BREAK SPACE}2024[^1]" in made(sound(), "md")


def test_resolutions_show_their_consultations_and_votes() -> None:
    text = Page(made(sound())).visible
    assert "Ausschuss, 1 March 2023, preliminary deliberation: recommended" in text
    assert "Rat, 15 March 2023, decision: adopted (41 in favour, 0 against, 2 abstentions)" in text


@pytest.mark.parametrize("format_", FORMATS)
def test_sparse_files_are_told_in_sentences_instead_of_empty_tables(format_: str) -> None:
    only = {name: None for name in SOUND if name not in ("municipality.yaml", "audit.yaml")}
    text = made(
        sound({**only, "municipality.yaml": "{name: Kleinstadt, kind: municipality}", "audit.yaml": "rounds: []"}),
        format_,
    )
    for sentence in (
        "No certificate yet",
        "Nothing that is recorded with a date is late.",
        "No date that lies ahead is recorded.",
        "Neither goals nor measures",
        "No audit history is recorded.",
        "No resolutions are recorded.",
        "No sources are recorded of what stands here.",
    ):
        assert sentence in text
    assert "<table" not in text
    assert "| --- |" not in text


def test_a_report_on_an_earlier_day_knows_nothing_of_what_came_later() -> None:
    text = made(sound(), day=dt.date(2024, 1, 1))
    assert "First audit" in text
    assert "Zielvereinbarung" not in Page(text).visible
    assert "Certificate issued" not in text


# -- the page as a page ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_one_file_without_script_and_fetches_nothing(name: str) -> None:
    text = made(DiskTree(EXAMPLES), name=name)
    page = Page(text)
    fetching = {"script", "link", "img", "iframe", "object", "embed", "base", "audio", "video", "form", "image", "use"}
    assert not fetching & {tag for tag, _ in page.tags}
    assert not re.search(r"@import|url\((?!#)", text)
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "src"]
    assert [one["content"] for one in page.of("meta") if one.get("http-equiv") == "Content-Security-Policy"]


@pytest.mark.parametrize("name", NAMES)
def test_every_link_within_a_page_leads_somewhere_and_every_id_is_used_once(name: str) -> None:
    page = Page(made(DiskTree(EXAMPLES), name=name))
    assert len(page.ids) == len(set(page.ids))
    targets = [one["href"][1:] for one in page.of("a") if one.get("href", "").startswith("#")]
    named = [one for _, attributes in page.tags for one in attributes.get("aria-labelledby", "").split()]
    assert set(targets) | set(named) <= set(page.ids)
    assert len(targets) > 10


@pytest.mark.parametrize("name", NAMES)
def test_headings_leave_no_level_out(name: str) -> None:
    page = Page(made(DiskTree(EXAMPLES), name=name))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_captions_and_headers_with_a_scope(name: str) -> None:
    page = Page(made(DiskTree(EXAMPLES), name=name))
    assert len(page.of("caption")) == len(page.of("table"))
    assert all("scope" in one for one in page.of("th"))


def test_pictures_have_a_text_alternative_and_their_data_as_a_table() -> None:
    page = Page(made(DiskTree(EXAMPLES)))
    pictures = page.of("svg")
    assert len(pictures) == 6
    assert all(one["role"] == "img" and one["aria-labelledby"] for one in pictures)
    assert "9 of 39 measures are done." in page.visible
    assert len(page.of("figcaption")) == 6
    assert "29 deadlines in the next twelve months" in page.visible
    assert "December 2026 2" in page.visible
    assert "Measures by action field and status" in page.visible


def test_labels_of_the_timeline_do_not_cover_each_other() -> None:
    text = made(DiskTree(EXAMPLES))
    labels = re.findall(r'<text class="label [a-z]+-label( narrow)?"[^>]* y="([0-9.]+)"', text)
    together = sorted(float(y) for _, y in labels)
    assert len(together) > 30
    assert all(after - before >= 20 for before, after in pairwise(together))


# -- text from the data is never markup -----------------------------------------------------------------------------

NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klick](https://evil.example)",
    "![bild](https://evil.example/x.png)",
    "| a | b |",
    "/merge",
    "/close @root",
    "@all schaut her",
    "siehe #12 und !34",
    "# Überschrift",
    "- Punkt",
    "1. Punkt",
    "> Zitat",
    "```\ncode",
    "---",
    "*stark* _schräg_ ~~weg~~",
    "a\n/merge\n\n# b",
    "\u202egnp.exe\u2066 \x1b[31mrot\x07",
    "&lt;b&gt; &copy;",
    "[^1] :tada: \\| \\",
)


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("public", [False, True])
def test_nothing_in_the_data_acts_as_html(nasty: str, public: bool) -> None:  # noqa: FBT001
    page = Page(made(_everywhere(nasty), public=public))
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in Page(made(_everywhere("harmlos"), public=public)).tags}
    assert printable(nasty).split()[0] in page.visible


@pytest.mark.parametrize(
    "text",
    ["https://x.example.org", "HTTP://x", "www.example.org", "Anna.Amt@example.org", "GH-12", "mailto:a@example.org"],
)
def test_no_platform_makes_a_link_of_an_address_in_a_text(text: str) -> None:
    shown = markdown(f"Siehe {text}.").replace("&#8203;", "\u200b")
    assert "\u200b" in shown
    assert shown.replace("\u200b", "").replace("\\", "") == f"Siehe {text}."
    assert not re.search(r"https?:/|www\.|\w@\w|GH-\d|mailto:", shown, re.IGNORECASE)


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_in_the_data_acts_as_markdown(nasty: str) -> None:
    text, harmless = made(_everywhere(nasty), "md"), made(_everywhere("harmlos"), "md")
    assert _structure(text) == _structure(harmless)
    assert not re.search(r"^\s*/[a-z]", text, re.MULTILINE)
    assert not re.search(r"(?<![\w.])@\w", text)
    assert not re.search(r"(?<![\w&])[#!]\d", text)
    assert "\x1b" not in text
    assert "\u202e" not in text


def _everywhere(text: str) -> Tree:
    """Put a text into every free text of the records."""
    quoted = '"' + text.encode("unicode_escape").decode().replace('"', '\\"') + '"'
    quoted = re.sub(r"\\x([0-9a-f]{2})", r"\\u00\1", quoted)
    keys = "title|name|note|office|reason|body|description|text|publisher|objective|number|paper|person|unit"
    changed = {
        name: re.sub(rf"\b({keys}): (?!\{{)(\"[^\"]*\"|[^,}}\n]+)", lambda match: f"{match[1]}: {quoted}", content)
        for name, content in SOUND.items()
        if name.endswith(".yaml")
    }
    return sound(changed)


def _structure(text: str) -> list[str]:
    """Give the elements of a Markdown text, without what they say."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    inner = [child.type for token in tokens for child in token.children or [] if child.type != "text"]
    assert "html_inline" not in inner
    assert "image" not in inner
    return [token.type for token in tokens] + [kind for kind in inner if kind != "text_special"]


@given(st.text(max_size=60))
def test_escaped_markdown_shows_just_the_text(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"x {markdown(text)}")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or []} <= {"text", "text_special"}


@given(st.text(max_size=60))
def test_escaped_markdown_is_no_block_at_the_start_of_a_line(text: str) -> None:
    kinds = [token.type for token in MarkdownIt("commonmark").parse(markdown(text))]
    assert kinds in ([], ["paragraph_open", "inline", "paragraph_close"])


@given(st.text(st.characters(categories=("Cc", "Cf", "Cs", "Lu", "Zl", "Zp")), max_size=40))
def test_printable_text_holds_nothing_that_steers_a_terminal(text: str) -> None:
    shown = printable(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    shown.encode()


def test_printable_text_shows_that_something_was_there_and_keeps_lines_on_request() -> None:
    assert printable("a\x1b[31mb") == "a\N{REPLACEMENT CHARACTER}[31mb"
    assert printable("a\r\nb\tc") == "a b c"
    assert printable("a\r\nb\u2028c", keep_newlines=True) == "a\nb\nc"
    assert printable("Grüße 👪 „ja“") == "Grüße 👪 „ja“"


# -- what is not for the public -------------------------------------------------------------------------------------

HIDDEN = "GEHEIM"
INTERNAL = {
    "municipality.yaml": SOUND["municipality.yaml"].replace(
        "office: Fachbereich Familie", f"office: Fachbereich Familie\n  person: {HIDDEN}-1"
    ),
    "audit.yaml": SOUND["audit.yaml"].replace(
        "      - event: council_report",
        f"      - {{event: other, date: 2025-03, title: {HIDDEN}-2, visibility: internal}}\n"
        f"      - {{event: other, date: 2027-01, planned: true, title: {HIDDEN}-3, visibility: internal}}\n"
        "      - event: council_report",
    ),
    "goals.yaml": SOUND["goals.yaml"]
    + f"  - {{id: zg, action_field: eigenes, round: grund, title: {HIDDEN}-4, visibility: internal}}\n",
    "measures.yaml": SOUND["measures.yaml"]
    .replace("      office: Jugendamt\n", f"      office: Jugendamt\n      person: {HIDDEN}-5\n")
    .replace(
        "      - {date: 2026-01, status: ongoing}",
        "      - {date: 2026-01, status: ongoing}\n"
        f"      - {{date: 2026-02, status: dropped, reason: {HIDDEN}-6, visibility: internal}}",
    )
    + f"  - {{id: zm, goal: plaetze, title: {HIDDEN}-7, due: 2026-01, visibility: internal, sources: [zs]}}\n"
    + f"  - {{id: zn, goal: zg, title: {HIDDEN}-8}}\n",
    "resolutions.yaml": SOUND["resolutions.yaml"]
    + f"  - {{id: zr, title: {HIDDEN}-9, kind: other, visibility: internal}}\n",
    "sources.yaml": SOUND["sources.yaml"] + f"  - {{id: zs, title: {HIDDEN}-10, visibility: internal}}\n",
}


@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_internal_and_who_is_a_person_never_appears_in_public(format_: str) -> None:
    text = made(sound(INTERNAL), format_, public=True)
    assert HIDDEN not in text
    assert "zm" not in re.findall(r"measure-(\w+)", text)
    assert text == made(sound(), format_, public=True)


@pytest.mark.parametrize("format_", FORMATS)
def test_an_internal_report_shows_and_marks_it(format_: str) -> None:
    text = made(sound(INTERNAL), format_)
    assert {f"{HIDDEN}-{number}" for number in range(1, 11)} <= set(re.findall(rf"{HIDDEN}-\d+", text))
    assert "Internal version, not for publication" in text
    mark = f'{HIDDEN}-4 <span class="internal">internal</span>' if format_ == "html" else f"{HIDDEN}-4 **(internal)**"
    assert mark in text


# -- templates of the repository ------------------------------------------------------------------------------------


def test_a_template_of_the_repository_wins() -> None:
    assert made(with_template("status.md.j2", "Nur {{ report.values.name }}"), "md").startswith("Nur Musterstadt\n")


def test_a_template_of_the_repository_can_extend_the_bundled_one() -> None:
    own = '{% extends "fgk/status.html.j2" %}{% block late %}<p>Eigen: {{ report.values.name }}</p>{% endblock %}'
    text = made(with_template("status.html.j2", own))
    assert "<p>Eigen: Musterstadt</p>" in text
    assert "Progress by action field" in text


def test_a_part_of_the_bundled_template_can_be_replaced(tmp_path: Path) -> None:
    write(tmp_path, {**municipality(), "templates/partials/style.css.j2": "body { color: navy }"})
    assert "body { color: navy }" in made(DiskTree(tmp_path))


def test_what_a_template_prints_is_escaped() -> None:
    tree = memory(
        {
            **municipality({"municipality.yaml": 'name: "<b>*x*"\nkind: municipality\n'}),
            "templates/status.html.j2": "{{ report.values.name }}{% trans n=report.values.name %}Ort {{ n }}{% endtrans %}",
            "templates/status.md.j2": "{{ report.values.name }} {% trans n=report.values.name %}Ort {{ n }}{% endtrans %}",
        }
    )
    assert made(tree).startswith("&lt;b&gt;*x*Ort &lt;b&gt;*x*\n")
    assert made(tree, "md").startswith("&lt;b&gt;\\*x\\* Ort &lt;b&gt;\\*x\\*\n")


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("a\n{{ report.nope }}", 2, "does not exist"),
        ("a\n\n{{ nope }}", 3, "does not exist"),
        ("a\n{% for x in %}", 2, "Jinja says"),
        ("{% if a %}\n", 1, "“endif” is missing"),
        ("\n{{ report.__class__ }}", 2, "may not use “__class__”"),
        ("\n{{ ''.__class__.__mro__ }}", 2, "may not use"),
        ("\n{{ gettext.__globals__ }}", 2, "may not use"),
        ('\n\n{% include "nichts.j2" %}', 3, "no template"),
        ('{% extends "../../geheim" %}', 1, "no template"),
        ("\n{{ 1 / 0 }}", 2, "fails"),
        ("\n{{ report.title() }}", 2, "is no function"),
        ("{% for a in range(9999) %}\n{% for b in range(9999) %}{% endfor %}{% endfor %}", 2, "too long"),
        ("{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}", 2, "too long"),
        ("\n{{ 'a' * 9999999999 }}", 2, "too long"),
        ("\n{{ 9 ** 9 ** 9 ** 9 }}", 2, "too long"),
        (b"a\n\xff\xfe", 2, "UTF-8"),
    ],
)
def test_a_defective_template_is_named_with_its_line(content: str | bytes, line: int, says: str) -> None:
    with pytest.raises(TemplateDefect) as caught:
        made(with_template("status.html.j2", content))
    assert (caught.value.path, caught.value.line) == ("templates/status.html.j2", line)
    assert says in Translator("en")(caught.value.message)


def test_a_defect_in_a_block_is_placed_in_the_template_that_has_it() -> None:
    own = '{% extends "fgk/status.html.j2" %}\n{% block late %}\n{{ report.nope }}{% endblock %}'
    with pytest.raises(TemplateDefect) as caught:
        made(with_template("status.html.j2", own))
    assert (caught.value.path, caught.value.line) == ("templates/status.html.j2", 3)


def test_a_template_behind_a_link_that_leaves_the_repository_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "geheim.txt"
    outside.write_text("geheim")
    root = write(tmp_path / "repo", {**municipality(), "templates/status.md.j2": '{% include "x.md.j2" %}'})
    (root / "templates/x.md.j2").symlink_to(outside)
    with pytest.raises(TemplateDefect) as caught:
        made(DiskTree(root), "md")
    assert "outside the repository" in Translator("en")(caught.value.message)


# -- what cannot be reported ----------------------------------------------------------------------------------------


def test_an_unknown_municipality_and_an_unknown_format_are_refused() -> None:
    with pytest.raises(UnknownMunicipality):
        made(sound(), name="musterstatt")
    with pytest.raises(UnknownFormat):
        made(sound(), "odt")
    with pytest.raises(UnknownKind):
        report(open_repository(sound()), "musterstadt", Order("statsu", "md", DAY, "de"))


def test_a_municipality_that_cannot_be_assessed_is_refused() -> None:
    with pytest.raises(CannotAssess) as caught:
        made(sound({"audit.yaml": "rounds: [{id: a, events: [{event: kickoff, date: 30.2.2024}]}]"}))
    assert "musterstadt" in Translator("en")(caught.value.message)
    assert caught.value.code == 1


def test_escaping_and_words_load_no_template_engine() -> None:
    code = (
        "import sys, fgk.render.escaping, fgk.render.words, fgk.render.reports.kinds; "
        "print({'jinja2', 'babel', 'rich', 'markupsafe'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
