"""Files made to hurt whoever opens them. Run as a program it opens them all and says what each of them cost."""

import io
import json
import os
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from candidates.forms.decisions_file import read_decisions
from candidates.rules.decision_files import MEGABYTE, Unreadable

HEADER = b"fase;vacature;naam;mail;besloten_op\r\n"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = f"""<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
RELS = f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument"
Target="xl/workbook.xml"/></Relationships>"""
BOOK_RELS = f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{REL}/worksheet"
Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="rId3" Type="{REL}/styles" Target="styles.xml"/></Relationships>"""
BOOK = f"""<workbook {MAIN} xmlns:r="{REL}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"""
BILLION_LAUGHS = "<!DOCTYPE a [<!ENTITY a 'haha'>" + "".join(
    f"<!ENTITY {after} '{f'&{before};' * 10}'>" for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)


def workbook(
    sheet: str, *, strings: str = "", styles: str = "", method: int = zipfile.ZIP_DEFLATED, ballast: int = 0
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, text in (
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELS),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", BOOK_RELS),
            ("xl/sharedStrings.xml", strings or f"<sst {MAIN}/>"),
            ("xl/styles.xml", styles or f"<styleSheet {MAIN}/>"),
            ("xl/worksheets/sheet1.xml", sheet),
        ):
            archive.writestr(name, text)
        with archive.open("xl/large.bin", "w") as large:
            for _megabyte in range(ballast):
                large.write(b" " * MEGABYTE)
    return file.getvalue()


def sheet(rows: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def many_parts() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(15_000):
            archive.writestr(f"{number}.xml", "<a/>")
    return file.getvalue()


def lying_sizes() -> bytes:
    """The directory promises a small sheet; unpacked it is 60 MB."""
    honest = workbook(sheet("<row><c><v>1</v></c></row>" + " " * 60 * MEGABYTE))
    place = honest.rindex(b"PK\x01\x02", 0, honest.rindex(b"PK\x01\x02"))  # the last entry but one is the sheet
    return honest[: place + 24] + struct.pack("<I", 5_000) + honest[place + 28 :]


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "two megabytes and one byte": ("too_large", lambda: HEADER + b"x" * 2 * MEGABYTE),
    "two million columns": ("too_many_columns", lambda: HEADER + b"x;" * (MEGABYTE - 50)),
    "two million empty lines": ("too_many_rows", lambda: HEADER + b"\n" * (2 * MEGABYTE - 50)),
    "a million rows": ("too_many_rows", lambda: HEADER + b"x\n" * (MEGABYTE - 50)),
    "one cell without an end": ("quote", lambda: HEADER + b'"' + b"x" * (2 * MEGABYTE - 50)),
    "only quotation marks": ("quote", lambda: HEADER + b'"' * (2 * MEGABYTE - 51)),
    "noughts": ("not_text", lambda: HEADER + b"\0" * (2 * MEGABYTE - 50)),
    "half a gigabyte in two megabytes": ("unpacked", lambda: workbook(sheet(""), ballast=512)),
    "a sheet that lies about its size": ("broken", lying_sizes),
    "fifteen thousand parts": ("unpacked", many_parts),
    "a billion laughs": (
        "broken",
        lambda: workbook(
            f"{BILLION_LAUGHS}]><worksheet {MAIN}><sheetData><row><c><v>&i;</v></c></row></sheetData></worksheet>"
        ),
    ),
    "an entity that reads a file": (
        "broken",
        lambda: workbook(f"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><worksheet {MAIN}>&x;</worksheet>"),
    ),
    "two million cells in a row": (
        "too_many_columns",
        lambda: workbook(sheet("<row>" + "<c/>" * 2_000_000 + "</row>")),
    ),
    "a million empty rows": ("too_many_rows", lambda: workbook(sheet("<row/>" * 1_000_000))),
    "a row beyond the last one": ("broken", lambda: workbook(sheet('<row r="999999999"><c><v>1</v></c></row>'))),
    "a column beyond the last one": ("broken", lambda: workbook(sheet('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'))),
    "two million strings": (
        "unpacked",
        lambda: workbook(sheet(""), strings=f"<sst {MAIN}>{'<si><t/></si>' * 1_400_000}</sst>"),
    ),
    "four hundred thousand styles": (
        "unpacked",
        lambda: workbook(sheet(""), styles=f"<styleSheet {MAIN}><cellXfs>{'<xf/>' * 400_000}</cellXfs></styleSheet>"),
    ),
    "a text of nineteen megabytes": (
        "broken",
        lambda: workbook(sheet(f"<row><c t='inlineStr'><is><t>{'é' * 9 * MEGABYTE}😀</t></is></c></row>")),
    ),
    "a hundred thousand floors": ("broken", lambda: workbook(sheet("<a>" * 100_000 + "</a>" * 100_000))),
    "packed by lzma": ("broken", lambda: workbook(sheet(""), method=zipfile.ZIP_LZMA)),
    "a sheet cut off": ("broken", lambda: workbook(sheet("<row>") * 2)),
}


def main() -> None:
    """One line of JSON: for each bomb [code, seconds of the processor]; and the most memory it took, in MB."""
    now, zone, cost = datetime(2026, 11, 24, 9, 12, tzinfo=UTC), ZoneInfo("Europe/Amsterdam"), {}
    for name in BOMBS:
        with open(f"{name}.bomb", "rb") as file:
            content = file.read()
        began = time.process_time()
        try:
            read_decisions(content, zone, now)
            code = "read"
        except Unreadable as refused:
            code = refused.code
        cost[name] = [code, time.process_time() - began]
    print(json.dumps({"cost": cost, "megabytes": most_memory()}))


def most_memory() -> float:
    """Of this program; 0 where that is not to be had. (ru_maxrss begins with that of the program that started it.)"""
    if not os.path.exists("/proc/self/status"):
        return 0
    with open("/proc/self/status", encoding="ascii") as status:
        return int(next(line.split()[1] for line in status if line.startswith("VmHWM"))) / 1024


if __name__ == "__main__":
    main()
