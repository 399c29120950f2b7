"""The export of a city's site with its sitemap: which file is which page, and what is said of a list that helps nobody."""

import zipfile
from datetime import date

import pytest

from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.papers.candidates import Defaults

HOST = "https://www.town.hayashi.example"
ENTRY = "<url><loc>{url}</loc><lastmod>{day}</lastmod></url>"
PAGE = '<html lang="ja"><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>'


@pytest.fixture
def index(tmp_path):
    return Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())


def pages(folder, *places, text="更新日：2019年3月1日"):
    for place in places:
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.format(title=f"{place}のページ", text=f"{text}　{place}"), encoding="utf-8")


def listing(*entries, top="urlset", entry=ENTRY):
    body = "".join(entry.format(url=url.replace("&", "&amp;"), day=day) for url, day in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?><{top} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</{top}>'


def told(index):
    """Path below the export → (address, day) of every document."""
    return {one.title.removesuffix("のページ"): (one.url, one.issued) for one in index.documents(CLERK)}


def test_each_page_of_an_export_has_its_address_and_its_day(index, tmp_path):
    site = tmp_path / "site"
    pages(
        site, "index.html", "kurashi/gomi/index.html", "a/b.html", "ごみ/分別.html", "list.php?id=3", "x.html"
    )
    entries = [
        (f"{HOST}/", "2026-01-05"),
        (f"{HOST}/kurashi/gomi/", "2025-04-01T20:00:00Z"),
        (f"{HOST}/a/b", "2025-06"),
        (f"{HOST}/%E3%81%94%E3%81%BF/分別.html", "2999-01-01"),
        (f"{HOST}/list.php?id=3", "2024-02-03T09:00:00+09:00"),
        (f"{HOST}/gone.html", "2025-01-01"),
    ]
    (site / "sitemap.xml").write_text(listing(*entries), encoding="utf-8")
    report = ingest([site], index=index, defaults=Defaults(sensitivity="1"))
    said = date(2019, 3, 1)
    assert (report.documents, report.failed) == (6, [])
    assert told(index) == {
        "index.html": (f"{HOST}/", date(2026, 1, 5)),
        "kurashi/gomi/index.html": (f"{HOST}/kurashi/gomi/", date(2025, 4, 2)),
        "a/b.html": (f"{HOST}/a/b", said),
        "ごみ/分別.html": (f"{HOST}/%E3%81%94%E3%81%BF/%E5%88%86%E5%88%A5.html", said),
        "list.php?id=3": (f"{HOST}/list.php?id=3", date(2024, 2, 3)),
        "x.html": ("", said),
    }
    again = ingest([site], index=index, defaults=Defaults(sensitivity="1"))
    part = ingest([site / "kurashi"], index=index, defaults=Defaults(sensitivity="1"))
    assert (again.unchanged, again.failed, part.unchanged, part.failed) == (6, [], 0, [])
    assert {one.url for one in index.documents(CLERK)} == {"", *(url for url, _ in told(index).values())}
    (site / "sitemap.xml").unlink()
    ingest([site], index=index, defaults=Defaults(sensitivity="1"))
    assert {url for url, _ in told(index).values()} == {""}, "without its list a page has no address"


@pytest.mark.parametrize(
    "place", ["www.town.hayashi.example/hayashi/gomi.html", "hayashi/gomi.html", "gomi.html"]
)
def test_an_export_may_lie_below_its_host_or_without_the_folder_that_all_share(index, tmp_path, place):
    site = tmp_path / "site"
    pages(site, place)
    entries = [(f"{HOST}/hayashi/gomi.html", "2025-04-01"), (f"{HOST}/hayashi/mizu/kyu.html", "2025-04-02")]
    (site / "maps").mkdir()
    (site / "maps" / "pages-1.xml").write_text(listing(*entries), encoding="utf-8")
    named = listing(
        (f"{HOST}/maps/pages-1.xml", ""), top="sitemapindex", entry="<sitemap><loc>{url}</loc></sitemap>"
    )
    (site / "sitemap.xml").write_text(named, encoding="utf-8")
    assert ingest([site], index=index).failed == []
    assert told(index) == {place: (entries[0][0], date(2025, 4, 1))}


def test_in_a_zip_too_and_one_day_for_all_is_the_day_of_the_export(index, tmp_path):
    places = [f"p{number}.html" for number in range(5)]
    pages(tmp_path / "made", *places)
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        archive.writestr("sitemap.xml", listing(*((f"{HOST}/{one}", "2026-02-02") for one in places)))
        for one in places:
            archive.write(tmp_path / "made" / one, one)
    assert ingest([tmp_path / "site.zip"], index=index).failed == []
    assert told(index) == {one: (f"{HOST}/{one}", date(2019, 3, 1)) for one in places}


def test_the_office_s_own_list_goes_before_and_no_regulation_is_of_the_day_of_its_page(index, tmp_path):
    site = tmp_path / "site"
    pages(site, "a.html", "b.html")
    law = "みどり市条例第3号\n令和2年3月25日公布\nはやし町手数料条例\n第1条　この条例は、手数料について定める。\n"
    (site / "c.txt").write_text(law, encoding="utf-8")
    said = '[[document]]\npath = "a.html"\nurl = "https://a.example/a"\nissued = 2020-01-01\n'
    (site / "sources.toml").write_text(
        said + '[[document]]\npath = "c.txt"\nkind = "条例"\n', encoding="utf-8"
    )
    entries = [(f"{HOST}/{name}", "2025-05-05") for name in ("a.html", "b.html", "c.txt")]
    (site / "sitemap.xml").write_text(listing(*entries), encoding="utf-8")
    assert ingest([site], index=index).failed == []
    made = {one.source[-6:]: (one.url, one.issued) for one in index.documents(CLERK)}
    assert made["a.html"] == ("https://a.example/a", date(2020, 1, 1))
    assert made["b.html"] == (f"{HOST}/b.html", date(2025, 5, 5))
    assert made[next(one for one in made if one.endswith("c.txt"))][1] != date(2025, 5, 5)
    (site / "sources.toml").write_text(
        '[[document]]\npath = "a.html"\nurl = "javascript:x"\n', encoding="utf-8"
    )
    assert "https:// で始まる" in ingest([site], index=index).failed[0].reason


def test_a_list_that_names_no_file_is_broken_or_lacks_its_lists_is_said_once_and_the_pages_are_read(
    index, tmp_path
):
    site = tmp_path / "site"
    pages(site, "a.html")
    map_file = site / "sitemap.xml"
    map_file.write_text(listing((f"{HOST}/other/x.html", ""), (f"{HOST}/y.html", "")), encoding="utf-8")
    report = ingest([site], index=index)
    assert report.documents == 1 and [one.path for one in report.failed] == ["sitemap.xml"]
    assert "2件、例：https://www.town.hayashi.example/other/x.html" in report.failed[0].reason
    assert "一つもありません" in report.failed[0].reason
    map_file.write_text("<urlset><url>", encoding="utf-8")
    assert [one.reason for one in ingest([site], index=index).failed] == [
        "サイトマップをXMLとして読めません。サイトから取り直してください。"
    ]
    map_file.write_text(
        listing((f"{HOST}/p1.xml", ""), top="sitemapindex", entry="<sitemap><loc>{url}</loc></sitemap>"),
        encoding="utf-8",
    )
    assert "「p1.xml」が、このフォルダにありません" in ingest([site], index=index).failed[0].reason
    map_file.write_text("<rss><channel/></rss>", encoding="utf-8")
    assert "法令標準XML以外" in ingest([site], index=index).failed[0].reason
    map_file.write_text(listing(("javascript:alert(1)", ""), (f"{HOST}/a.html", "")), encoding="utf-8")
    assert ingest([map_file], index=index).failed[0].reason.count("一つもありません") == 1
