"""A picture as PNG, for formats that know no drawings."""

from fgk.render.charts.style import standalone
from fgk.render.formats.pdf import HARMLESS, PICTURE_WIDTH, bundled_fonts, shown

_MAIN = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg")
"""
_PPI = 220


def png(svg: str) -> bytes:
    """Draw one of the pictures of a report as PNG."""
    return drawn(standalone(svg, PICTURE_WIDTH))


def drawn(svg: str) -> bytes:
    """Draw a file of its own as PNG. Raises typst.TypstError for one that is no drawing."""
    import typst

    inputs = {"svg": shown(svg)}
    compiler = typst.Compiler(_MAIN, root=HARMLESS, font_paths=bundled_fonts(), sys_inputs=inputs)
    made = compiler.compile(format="png", ppi=_PPI)
    return made if isinstance(made, bytes) else b""
