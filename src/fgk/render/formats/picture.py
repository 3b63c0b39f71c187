"""A picture as PNG, for formats that know no drawings."""

from fgk.render.charts.style import standalone
from fgk.render.formats.pdf import PICTURE_WIDTH, bundled_fonts, shown

_MAIN = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg")
"""
_PPI = 220


def png(svg: str) -> bytes:
    """Draw a picture as PNG."""
    import typst

    inputs = {"svg": shown(standalone(svg, PICTURE_WIDTH))}
    made = typst.Compiler(_MAIN, font_paths=bundled_fonts(), sys_inputs=inputs).compile(format="png", ppi=_PPI)
    return made if isinstance(made, bytes) else b""
