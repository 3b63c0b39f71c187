"""What in a Word document does something by itself once it is opened: none of that goes into a report.

A document is taken apart by what it holds, never by the names that it gives to it; what is allowed is listed, so that
what nobody has thought of is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from fgk.messages import Message, msg

_PARTS = frozenset(
    (
        "officedocument",
        *("styles", "styleswitheffects", "settings", "websettings", "numbering", "theme", "fonttable", "font"),
        *("header", "footer", "footnotes", "endnotes", "glossarydocument"),
        *("comments", "commentsextended", "commentsids", "commentsextensible", "people"),
        *("image", "thumbnail", "diagramdata", "diagramlayout", "diagramquickstyle", "diagramcolors", "diagramdrawing"),
        *("core-properties", "extended-properties", "custom-properties", "classificationlabels"),
        *("customxml", "customxmlprops", "hyperlink"),
    )
)
"""The last word of the relations that a part may have to another (ECMA-376, part 1, annex on relationships)."""

_ELEMENTS = frozenset(("object", "OLEObject", "control", "altChunk", "subDoc", "mailMerge", "externalData"))
"""Elements that embed something, or that get something from elsewhere, by their names in whatever namespace."""

_FIELDS = frozenset(
    (
        *("=", "ADVANCE", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM", "SEQ", "STYLEREF", "SYMBOL", "EQ", "QUOTE"),
        *("AUTHOR", "COMMENTS", "KEYWORDS", "LASTSAVEDBY", "SUBJECT", "TITLE", "INFO", "DOCPROPERTY", "DOCVARIABLE"),
        *("CREATEDATE", "DATE", "EDITTIME", "PRINTDATE", "REVNUM", "SAVEDATE", "TIME", "FILENAME", "FILESIZE"),
        *("NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "SECTION", "SECTIONPAGES", "TEMPLATE", "USERNAME"),
        *("USERADDRESS", "USERINITIALS", "COMPARE", "IF", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "MERGEFIELD"),
        *("HYPERLINK", "INDEX", "NOTEREF", "PAGEREF", "REF", "TA", "TC", "TOA", "TOC", "XE", "SET", "CITATION"),
        *("BIBLIOGRAPHY", "ADDRESSBLOCK", "GREETINGLINE", "BIDIOUTLINE"),
    )
)
"""Fields that show what the document itself, or whoever prints it, has (ECMA-376, part 1, 17.16.5)."""

_VML = "{urn:schemas-microsoft-com:vml}"


def what_acts(document: Document) -> Message | None:
    """Say what in a document would run a program, or get something from elsewhere, for whoever opens it; else None."""
    package = document.part.package
    for source in (package, *package.iter_parts()):
        found = _related(source)
        if found is None and isinstance(source, Part):
            found = _written(source)
        if found is not None:
            return found
    return None


def _related(source: "OpcPackage | Part") -> Message | None:
    for relation in source.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1].lower()
        if relation.is_external and kind != "hyperlink":
            return msg("The Word document refers to something outside: {target}", target=relation.target_ref[:200])
        if kind not in _PARTS:
            return msg("The Word document has macros, or embeds something (“{kind}”); take it out", kind=kind[:100])
    return None


def _written(part: Part) -> Message | None:
    """Look into what is written in a part; pictures and the like have nothing of the kind."""
    if not part.blob.lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"<"):
        return None
    root: Any = parse_xml(part.blob)
    if root.getroottree().docinfo.doctype:
        return msg("The Word document defines entities; take them out")
    for element, name in _elements(root):
        if name in _ELEMENTS:
            return msg("The Word document has macros, or embeds something (“{kind}”); take it out", kind=name)
        if element.tag.startswith(_VML) and any("src" in attribute.lower() for attribute in element.attrib):
            return msg("The Word document refers to something outside: {target}", target=name)
    return _instructed(root)


def _instructed(root: Any) -> Message | None:
    """Look into the instructions of fields. None is made of a placeholder: what it would do is not known here."""
    for instruction in _instructions(root):
        word = (instruction.split() or [""])[0].upper()
        if word not in _FIELDS and not word.startswith("="):
            return msg(
                "The Word document has a field that may read other files (“{name}”); take it out", name=word[:100]
            )
        if "{{" in instruction or "{%" in instruction:
            return msg("A placeholder stands in the instruction of a field, which is not filled; put it into the text")
    return None


_MADE = "{…}"
"""Stands for an instruction that another field makes: what it would do is not known here."""


@dataclass(slots=True)
class _Field:
    """A field that is not closed yet."""

    instruction: list[str] = field(default_factory=list)
    has_result: bool = False


def _instructions(root: Any) -> Iterator[str]:
    """Give the instructions of all fields, whole: a field may go over several runs and hold others."""
    open_ones: list[_Field] = []
    stray = _Field()
    for element, name in _elements(root):
        yield from _values(element, "instr")
        for one in _fields_of(name, open_ones, stray):
            one.instruction.append("".join(element.itertext()))
        kinds = _values(element, "fldCharType") if name == "fldChar" else []
        if "begin" in kinds:
            if open_ones and not open_ones[-1].has_result and not "".join(open_ones[-1].instruction).strip():
                yield _MADE  # the result of this field would be what the one around it does
            open_ones.append(_Field())
        elif "separate" in kinds and open_ones:
            open_ones[-1].has_result = True
        elif "end" in kinds and open_ones:
            yield "".join(open_ones.pop().instruction)
    for one in (stray, *open_ones):
        if one.instruction:
            yield "".join(one.instruction)


def _fields_of(name: str, open_ones: list[_Field], stray: _Field) -> list[_Field]:
    """Give the field to whose instruction a text belongs, if to any: before a result begins, every text does."""
    if name in {"instrText", "delInstrText"}:
        return open_ones[-1:] or [stray]
    return [one for one in open_ones if not one.has_result][-1:] if name == "t" else []


def _elements(root: Any) -> Iterator[tuple[Any, str]]:
    """Give all elements with their names, without those of namespaces."""
    for element in root.iter():
        if isinstance(element.tag, str):  # neither a comment nor an instruction to a program
            yield element, _local(element.tag)


def _values(element: Any, name: str) -> list[str]:
    """Give the values of all attributes of this name, in whatever namespace."""
    return [value for attribute, value in element.attrib.items() if _local(attribute) == name]


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1]
