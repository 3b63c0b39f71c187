"""How pictures look: their rules of style, and a picture as a file of its own, outside a page."""

import re
import unicodedata

from fgk.render.charts.palette import LIGHT, STATUS_COLOURS

__all__ = ["CHART_STYLE", "STATUS_COLOURS", "standalone"]

CHART_STYLE = """\
.chart { display: block; overflow: hidden; font-size: 13px; }
.chart text { fill: var(--text); }
.chart .wide { display: none; }
.chart .segment { fill: currentcolor; stroke: var(--surface); stroke-width: 2; }
.chart .segment.thin { stroke-width: .5; }
.chart .segment.s-planned { fill: var(--surface); stroke: currentcolor; stroke-width: 1.5; }
.chart .segment.s-unknown { fill: var(--surface); stroke: currentcolor; stroke-width: 1.5; stroke-dasharray: 3 3; }
.chart .texture { pointer-events: none; }
.chart .thread { fill: none; stroke: var(--thread); stroke-width: 2; }
.chart text.on { fill: var(--surface); font-weight: 600; }
.chart text.on.s-planned-text { fill: var(--planned); }
.chart text.on.s-unknown-text { fill: var(--left); }
.chart .grid { stroke: var(--grid); }
.chart .fine { stroke-dasharray: 1 3; }
.chart text.label, .chart text.year {
  paint-order: stroke; stroke: var(--surface); stroke-width: 3; stroke-linejoin: round;
}
.chart .year { fill: var(--quiet); font-size: 12px; font-variant-numeric: tabular-nums; }
.chart .band.certificate, .chart .band.ended { stroke: var(--surface); }
.chart .band.certificate { fill: var(--accent); }
.chart .band.ended { fill: var(--planned); }
.chart .band.certificate-estimated, .chart .band.ended-estimated {
  fill: var(--surface); stroke-width: 1.5; stroke-dasharray: 4 3;
}
.chart .band.certificate-estimated { stroke: var(--accent); }
.chart .band.ended-estimated { stroke: var(--planned); }
.chart text.on.certificate-estimated-text { fill: var(--accent); }
.chart text.on.ended-estimated-text { fill: var(--planned); }
.chart .band.audit { fill: var(--partly-done); }
.chart .bar { fill: var(--accent); }
.chart-year text { font-variant-numeric: tabular-nums; }
.chart .mark { fill: var(--quiet); stroke: var(--surface); stroke-width: 1.5; }
.chart .mark.certificate { fill: var(--accent); }
.chart .mark.end { fill: var(--surface); stroke: var(--accent); }
.chart .mark.planned { fill: var(--surface); stroke: var(--quiet); }
.chart .lead { fill: none; stroke: var(--grid); }
.chart .lead.open { stroke: var(--quiet); stroke-width: 2; stroke-dasharray: 2 4; }
.chart .tick { stroke: var(--quiet); stroke-width: 2; }
.chart .tick.around { stroke: var(--surface); stroke-width: 6; }
.chart .tick.to { stroke: var(--accent); stroke-width: 3; }
.chart text.many { font-size: 9px; }
.chart text.overdue { fill: var(--overdue); font-weight: 600; }
.chart text.heading { font-weight: 600; }
.chart text.latest { fill: var(--text); font-weight: 600; }
.chart .today { stroke: var(--accent); stroke-width: 2; }
.chart .today-lead { stroke: var(--accent); }
.chart .certificate-label, .chart .today-label { font-weight: 600; }
.chart .today-label { fill: var(--accent); }
.chart .pause { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 2 4; }
.chart .reach { fill: none; stroke: var(--quiet); }
.chart .mark.latest { fill: var(--accent); }
@media (min-width: 48rem) { .chart .wide { display: inline; } .chart .narrow { display: none; } }
"""
"""Style rules of all pictures; the page says what its colours ``var(--…)`` are."""

_FONTS = "Noto Sans, Noto Sans Symbols2, Noto Sans Math"
_VARIABLE = re.compile(r"var\(--([a-z-]+)\)")
_HEIGHT = re.compile(r'width="100%" height="([0-9]+)"')
_TEXT = re.compile("(<text[^>]*>)([^<]*)")
_SIGN = re.compile("[\u2190-\u2bff]")
_FLOWING = re.compile("f(?=[fijlt])")


def standalone(svg: str, width: int) -> str:
    """Give a picture as a file of its own: so many pixels wide, in the light colours, in the fonts of the reports."""
    svg = str(svg)  # a picture is Markup, which would escape what is put into it
    found = _HEIGHT.search(svg)
    if found is None:
        raise ValueError(svg[:100])
    size = f'xmlns="http://www.w3.org/2000/svg" width="{width}" height="{found[1]}" viewBox="0 0 {width} {found[1]}"'
    start = svg.index(">") + 1
    head = svg[:start].replace(found[0], size)
    return f"{head}<style>{_PRINTED}</style>{_TEXT.sub(_with_signs, svg[start:])}"


def _with_signs(text: re.Match[str]) -> str:
    """Part letters that would flow together: beside "ffi" as one glyph Typst leaves signs of other fonts out."""
    content = unicodedata.normalize("NFC", text[2])
    return text[1] + (_FLOWING.sub("f\N{WORD JOINER}", content) if _SIGN.search(content) else content)


def _printed() -> str:
    """Give the rules with literal colours: what draws a file of its own knows no variables and no page."""
    rules = CHART_STYLE.split("@media", maxsplit=1)[0].replace("currentcolor", "var(--current)")
    by_status = ""
    for key, name in STATUS_COLOURS.items():
        hollow = key in ("planned", "unknown")
        paint = f"stroke: {LIGHT[name]}" if hollow else f"fill: {LIGHT[name]}"
        by_status += f".segment.s-{key} {{ {paint}; }}\n"
    plain = rules.replace("fill: var(--current);", "").replace("stroke: var(--current);", "")
    plain = _VARIABLE.sub(lambda match: LIGHT[match[1]], plain).replace(".chart ", "").replace(".chart {", "svg {")
    plain = plain.replace(".wide { display: none; }", ".narrow { display: none; }")
    return f"text {{ font-family: {_FONTS}; font-size: 13px; }}\n{plain}\n{by_status}"


_PRINTED = _printed()
