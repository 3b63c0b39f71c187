"""What in a text leads to a single person: an e-mail address with a person's name, a telephone number.

Both are recognised by their shape alone, and in doubt they are not: a finding about an office's own address, a budget
line or the number of a council paper would only teach people to look away.
"""

import re

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9ÄÖÜäöüß._+-])([A-Za-z0-9ÄÖÜäöüß._+-]{1,64})"
    r"@[A-Za-z0-9ÄÖÜäöüß-]+(?:\.[A-Za-z0-9-]+)+"
)

_FIRST_NAMES = frozenset(
    """
    achim adrian agnes ahmet aileen albert alexander alexandra alfred ali alice alina amelie andre andré andrea andreas
    angela angelika anika anita anja anke ann anna anne annegret annelie annette annika antje anton antonia armin arne
    astrid axel ayse barbara bastian beate beatrix bernd bernhard bettina bianca birgit birte bjoern björn boris
    brigitte britta bruno burkhard carina carla carmen carola carolin caroline carsten caspar cem charlotte christa
    christian christiane christina christine christoph christopher claudia clemens constanze corinna cornelia daniel
    daniela david denise dennis detlef diana dieter dietmar dirk dominik doris dorothea eberhard eckhard edith elena
    elfriede elif elisabeth elke ellen emil emma emine erich erik erika ernst esra esther eugen eva fabian fatih fatma
    felix ferdinand finn frank franz franziska frauke frederik frieda friederike friedrich fritz gabi gabriele
    georg gerald gerda gerd gerhard gerlinde gertrud gisela gregor gudrun guenter guenther gunnar günter günther hanna
    hannah hannelore hannes hans harald hartmut hasan hatice heidi heike heiko heiner heinrich heinz helena helga
    helmut hendrik henning henrik herbert hermann hildegard holger horst hubert hülya ilka ilona ilse inga inge ingo
    ingrid irene iris irina irmgard isabel isabell isabelle jacqueline jakob jan jana janina jasmin jens jessica
    joachim jochen johann johanna johannes jonas joerg jörg josef jost juergen jürgen julia julian juliane jutta kai
    karen karin karl karla karoline karsten katharina kathrin katja katrin kemal kerstin kevin kirsten klara klaus
    konrad konstantin kristian kristin kristina kurt lara lars laura lea lena leon leonie lina linda lisa lothar louisa
    luca lucas luisa lukas lutz lydia maik maike manfred manuel manuela marc marcel marco marcus mareike margarete
    margit margret maria marianne marie marina mario marion marius markus marlene marlies martha martin martina
    marvin mathias matthias max maximilian maya mehmet meike melanie melike merle michael michaela miriam mohamed
    mohammed monika moritz mustafa nadine nadja nicolas nicole niklas niko nina norbert nora olaf oliver olga oskar
    patricia patrick paul paula peter petra philip philipp pia rainer ralf ralph ramona raphael rebecca regina regine
    reiner reinhard renate rene ricarda richard robert roland rolf ronald rosemarie rudolf ruediger rüdiger ruth
    sabine sabrina sandra sara sarah sascha saskia sebastian selma sevgi sibylle siegfried sigrid silke silvia simon
    simone sina sofia sofie soenke sönke sonja sophia sophie stefan stefanie steffen steffi stephan stephanie susanne
    svenja sven swantje sybille sylvia tanja tatjana theresa therese thomas thorsten tim timo tina tobias tom torben
    torsten udo ulf ulla ulrich ulrike ursula ute uwe vanessa vera verena veronika victoria viktor viktoria volker
    waltraud walter werner wiebke wilfried wilhelm willi wolfgang yasemin yvonne zeynep
    """.split()  # noqa: SIM905 - as a list it would fill five screens
)

_FUNCTION = re.compile(
    r"(?:.*(?:amt|stelle|büro|buero|zentrum|zentrale|dienst|dienste|verwaltung|hilfe|hilfen|haus|rat|referat|schule|"
    r"kita|garten|treff|verein|verband|bund|werk|stadt|kreis|gemeinde|service|team|leitung|beauftragte[rn]?|bibliothek|"
    r"beratung|betreuung|familie|familien|jugend|soziales|bildung|presse|archiv|kirche|pfarre|stiftung|projekt))"
    r"|info|kontakt|post|mail|office|st|sankt|hilf|frau|fb|dez|abt|kultur|sport|senioren|kinder|zb|ev|kath|de|www|region"
)
"""Parts of addresses that belong to an office, a house or a parish: ``jugendamt``, ``st.anna``, ``maria-hilf``."""


def has_personal_email(text: str) -> bool:
    """Whether a text holds an e-mail address that names a person.

    The part before the @ consists of two or more words, of which one is a usual first name (``erika.muster``,
    ``muster-erika``), or it is an initial with a surname (``e.muster``). A word for an office, a house or a parish
    makes the address one of an institution. A name alone (``muster``, ``anna``) is left open, and so not reported.
    """
    return any(_names_person(match[1]) for match in _EMAIL.finditer(text))


def _names_person(local: str) -> bool:
    words = [word for word in re.split(r"[._+-]", local.casefold().rstrip("0123456789")) if word]
    if len(words) < 2 or not all(word.isalpha() for word in words):
        return False
    if any(_FUNCTION.fullmatch(word) for word in words):
        return False
    if any(word in _FIRST_NAMES for word in words):
        return True
    return len(words) == 2 and re.fullmatch(r"[^\W\d_]\.[^\W\d_]{3,}", local.casefold()) is not None


_NO_YEAR = r"(?!(?:19|20)[0-9]{2}(?![0-9]))"
_ALONE = r"(?<![\w/.,:+-]0)(?<![0-9] 0)"
"""Behind the zero of an area code: nothing stands before it that makes it part of another number."""
_END = r"(?![-/.,:]?\w)"
_NUMBERS = (
    # from anywhere: +49 2366 303-123
    re.compile(r"\+(?:49|43|41|423|39)[ /-]?(?:\(0\))?[ /-]?\(?[1-9][0-9]{0,4}\)?[ /-]{0,3}(?:[ -]?[0-9]){4,10}"),
    re.compile(r"00(?<![\w/.,:-]00)(?:49|43|41|423|39)[ /-]?[1-9][0-9]{1,4}[ /-]{0,3}(?:[ -]?[0-9]){4,10}" + _END),
    # with the area code in brackets: (0 23 66) 30 31 23
    re.compile(r"\(0 ?[1-9](?: ?[0-9]){1,3}\) ?[/-]? ?" + _NO_YEAR + r"[1-9](?:[ -]?[0-9]){2,9}"),
    # with a slash behind the area code: 02366/303123, 02366 / 30 31 23; a mobile telephone: 0170 1234567
    re.compile(
        "0"
        + _ALONE
        + r"[1-9][0-9]{1,3}(?: ?/ ?"
        + _NO_YEAR
        + r"[1-9](?:[0-9]{2}(?:[ -]?[0-9]){1,6}|[0-9](?: [0-9]{2}){2,3})"
        r"|(?<=01[567][0-9])[0-9]?[ -]?" + _NO_YEAR + r"[1-9](?:[ -]?[0-9]){5,8})" + _END
    ),
)
_AFTER_WORD = re.compile(
    r"\b(?:[Tt]el|[Tt]elefon|Telefonnummer|Telefax|Fon|Fax|[Mm]obil|Mobiltelefon|Handy|Rufnummer|Durchwahl)"
    r"\b\.?(?:-?Nr\.?)? ?:? ?" + _NO_YEAR + r"\(?(?=(?:[ /()-]*[0-9]){5})[0-9][0-9 /()-]*"
)
_WORDS = ("Tel", "tel", "Fon", "Fax", "obil", "Handy", "Rufn", "Durchw")
_NO_TELEPHONE = re.compile(
    r"(?:Haushaltsstelle|HHSt|Produkt\w*|\w*[Kk]onto|Kostenstelle|Vorlagen?|Drucksache|DS|Az|Aktenzeichen|Antrag|IBAN)"
    r"[-.:]*(?: ?(?:Nr|Nummer)\.?:?)? ?$"
)
"""What stands before a number that is none of a telephone."""
_FOR_ALL = re.compile(r"\D*0?(?:0?800|180|137|900|116)")


def has_telephone_number(text: str) -> bool:
    """Whether a text holds a telephone number as people in Germany, Austria and Switzerland write it.

    Not meant are dates, years (``0112/2021``), budget lines and official keys; nor numbers that are for everybody, such
    as 115, 116 111 and those that begin with 0800.
    """
    for pattern in _NUMBERS:
        for match in pattern.finditer(text):
            if not _is_for_all(match[0]) and not _NO_TELEPHONE.search(text, max(0, match.start() - 40), match.start()):
                return True
    said = any(word in text for word in _WORDS)
    return said and any(not _is_for_all(match[0]) for match in _AFTER_WORD.finditer(text))


def _is_for_all(number: str) -> bool:
    return _FOR_ALL.match(number.replace(" ", "")) is not None


def may_hold_personal_data(text: str) -> bool:
    """Whether a whole file is worth a closer look: a test that costs next to nothing."""
    return "@" in text or has_telephone_number(text)
