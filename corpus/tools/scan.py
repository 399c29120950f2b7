"""Make what comes to an office as no text at all: a scanned notice (an image in a PDF, a little askew and grey), a page
photographed on a desk, and a zip from an old Windows machine (names and text in Shift_JIS). The same texts always give the same bytes."""

import io
import zipfile
from pathlib import Path

import numpy
import office
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

TEXTS, PAST = office.CORPUS / "texts" / "past", office.CORPUS / "past"
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
PAGE, MARGIN, SIZE, LEADING = (1654, 2339), 170, 34, 82  # A4 at 200 dots per inch
TITLE = 3  # the line set large in the middle; 0 and 2 stand at the right


def drawn(source: Path) -> Image.Image:
    """The lines of ``source`` on a white page."""
    page = Image.new("L", PAGE, 250)
    pen = ImageDraw.Draw(page)
    lines = source.read_text(encoding="utf-8").splitlines()
    top = 210
    for number, line in enumerate(lines):
        font = ImageFont.truetype(FONT, 48 if number == TITLE else SIZE, index=0)
        long = pen.textlength(line, font=font)
        left = {0: PAGE[0] - MARGIN - long, 2: PAGE[0] - MARGIN - long, TITLE: (PAGE[0] - long) / 2}.get(
            number, MARGIN
        )
        pen.text((left, top), line, font=font, fill=40)
        top += LEADING + (60 if number in (TITLE - 1, TITLE) else 0)
    return page


def scan(source: Path, target: Path) -> None:
    """Draw the lines of ``source``, turn the page by 0.9 degrees, soften it and lay the grey of a copier over it."""
    page = (
        drawn(source)
        .rotate(0.9, resample=Image.Resampling.BICUBIC, fillcolor=246)
        .filter(ImageFilter.GaussianBlur(0.7))
    )
    grain = numpy.random.default_rng(8).normal(0, 4, (PAGE[1], PAGE[0]))
    shadow = numpy.linspace(-14, 4, PAGE[0])[None, :]
    grey = numpy.clip(numpy.asarray(page, dtype=float) - 16 + grain + shadow, 0, 255).astype("uint8")
    bind(Image.fromarray(grey), target)


def photograph(source: Path, target: Path) -> None:
    """The page as a telephone sees it on a desk: narrower at the top, the hand's shadow across it, noise, a warm light."""
    width, height = PAGE
    corners = (
        (150, 120),
        (1540, 190),
        (1610, 2230),
        (60, 2270),
    )  # of the page in the picture, from the upper left
    desk = Image.new("L", PAGE, 92)
    sheet = drawn(source).transform(
        PAGE, Image.Transform.PERSPECTIVE, _back(corners), Image.Resampling.BICUBIC, fillcolor=0
    )
    cover = Image.new("L", PAGE, 255).transform(
        PAGE, Image.Transform.PERSPECTIVE, _back(corners), fillcolor=0
    )
    desk.paste(sheet, mask=cover)
    across, down = numpy.meshgrid(numpy.linspace(0, 1, width), numpy.linspace(0, 1, height))
    shadow = 1 - 0.34 / (1 + numpy.exp((across + 0.55 * down - 0.62) * 14))  # darker towards the upper left
    light = numpy.asarray(desk.filter(ImageFilter.GaussianBlur(0.9)), dtype=float) * shadow
    light += numpy.random.default_rng(26).normal(0, 5, light.shape)
    warm = numpy.stack([light, light * 0.97, light * 0.9], axis=-1)
    bind(Image.fromarray(numpy.clip(warm, 0, 255).astype("uint8")), target)


def _back(corners: tuple[tuple[int, int], ...]) -> list[float]:
    """The eight numbers with which Pillow finds, for a point of the picture, the point of the page it shows."""
    page = ((0, 0), (PAGE[0], 0), PAGE, (0, PAGE[1]))
    rows, known = [], []
    for (x, y), (u, v) in zip(corners, page, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        known += [u, v]
    return [float(each) for each in numpy.linalg.solve(numpy.array(rows, float), numpy.array(known, float))]


def bind(picture: Image.Image, target: Path) -> None:
    """A PDF of one page that is nothing but the picture."""
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=60)
    target.parent.mkdir(parents=True, exist_ok=True)
    sheet = Canvas(str(target), pagesize=A4, invariant=1)
    sheet.drawImage(ImageReader(jpeg), 0, 0, *A4)
    sheet.save()


class WindowsName(zipfile.ZipInfo):
    """A member whose name is written in Shift_JIS without the flag for UTF-8, as Explorer's compressed folders do."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  zipfile calls it by this name
        return self.filename.encode("cp932"), self.flag_bits & ~0x800


def pack(members: dict[str, Path], target: Path) -> None:
    """Pack texts under their Japanese names, their lines ended and encoded as Notepad of old did."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as packed:
        for name, source in members.items():
            data = source.read_text(encoding="utf-8").replace("\n", "\r\n").encode("cp932")
            packed.writestr(WindowsName(name, office._DAY.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    scan(TEXTS / "scan" / "nigorimizu_r08.txt", PAST / "scan" / "nigorimizu_r08.pdf")
    photograph(TEXTS / "scan" / "kairan_kawazoe_r08.txt", PAST / "scan" / "kairan_kawazoe_r08.pdf")
    folder = TEXTS / "zip"
    pack(
        {
            "スマートフォン講座の日程.txt": folder / "sumaho_kouza_r08.txt",
            "前期の参加状況.csv": folder / "sumaho_kouza_zenki_r08.csv",
        },
        PAST / "zip" / "sumaho_kouza_r08.zip",
    )
