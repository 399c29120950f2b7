"""Files into the index: what changed, what vanished, what failed, and who may write."""

import hashlib
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from datetime import date

import pytest

from ingest.document import CLERK, Viewer
from ingest.forgetting import forget
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.lock import writer_lock
from ingest.papers.candidates import Defaults, document_id_of
from ingest.unread import unread


class CountingEmbedder(HashEmbedder):
    """The shipped embedder, counting what it is asked to embed."""

    def __init__(self):
        self.texts = []

    def embed_passages(self, texts):
        self.texts.extend(texts)
        return super().embed_passages(texts)


@pytest.fixture
def index(tmp_path):
    return Index(tmp_path / "index", tenant="midori", embedder=CountingEmbedder())


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.md").write_text("# 水道\n\n水道使用料は2か月ごとに納めます。\n", encoding="utf-8")
    (folder / "b.txt").write_text("粗大ごみは申込みの上、出してください。\n", encoding="shift_jis")
    return folder


def first(index, query, **options):
    hits = index.search(query, viewer=options.pop("viewer", CLERK), **options).hits
    return hits[0] if hits else None


def test_files_become_documents_whose_passages_are_their_text(index, files):
    report = ingest([files], index=index)
    assert (report.documents, report.unchanged, report.failed) == (2, 0, [])
    assert first(index, "粗大ごみ").document.text == "粗大ごみは申込みの上、出してください。\n"
    for document in index.documents(CLERK):
        passages = index.passages(document.id)
        assert "".join(passage.text for passage in passages) == index.document(document.id, CLERK).text
    assert report.passages == sum(len(index.passages(d.id)) for d in index.documents(CLERK))


def test_only_what_changed_is_embedded_again(index, files):
    ingest([files], index=index)
    index.embedder.texts.clear()
    again = ingest([files], index=index)
    assert (again.unchanged, index.embedder.texts) == (2, [])
    (files / "a.md").write_text(
        "# 水道\n\n水道使用料は2か月ごとに納めます。\n\n# 下水道\n\n" + "下水道使用料の説明。" * 40, "utf-8"
    )
    changed = ingest([files], index=index)
    assert changed.unchanged == 1
    assert len(index.embedder.texts) >= 1
    assert not any("粗大" in text for text in index.embedder.texts)


@pytest.mark.parametrize("mounted", [False, True])
def test_a_folder_that_is_not_connected_takes_nothing_away(index, files, tmp_path, mounted):
    before = ingest([files], index=index).documents
    away = files.rename(tmp_path / "away")
    if mounted:
        files.mkdir()
    report = ingest([files], index=index)
    assert report.removed == 0 and index.ledger.count()[0] == before > 1
    assert f"前に取り込んだ{before}件は除かずに残しました" in report.failed[-1].reason
    if mounted:
        files.rmdir()
    away.rename(files)
    assert ingest([files], index=index).unchanged == before


def test_a_folder_that_is_gone_for_good_is_forgotten_and_the_rest_stays(index, files, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "c.txt").write_text("公園の使用の届出", encoding="utf-8")
    (files / "empty.txt").write_bytes(b"")
    ingest([files], index=index)
    ingest([elsewhere], index=index)
    assert [one.path for one in unread(index.ledger)] == ["empty.txt"]
    shutil.rmtree(files)
    assert forget([tmp_path / "file"], index=index) == 0
    assert forget([files], index=index) == 2
    assert [d.title for d in index.documents(CLERK)] == ["公園の使用の届出"]
    assert first(index, "粗大ごみの申込み").document.title == "公園の使用の届出"
    assert unread(index.ledger) == () and forget([files], index=index) == 0


def test_what_vanished_is_removed_and_what_is_elsewhere_stays(index, files, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "c.txt").write_text("公園の使用の届出", encoding="utf-8")
    ingest([files, elsewhere], index=index)
    (files / "b.txt").unlink()
    report = ingest([files], index=index)
    assert report.removed == 1
    assert sorted(d.title for d in index.documents(CLERK)) == ["公園の使用の届出", "水道"]
    assert first(index, "粗大ごみの申込み").document.title != "b"


def test_a_broken_file_is_named_with_a_remedy_and_the_rest_goes_on(index, files):
    (files / "broken.docx").write_bytes(b"PK\x03\x04 this is not a document")
    (files / "empty.txt").write_bytes(b"")
    (files / "photo.xyz").write_bytes(b"\x89\x01\x02" * 100)
    report = ingest([files], index=index)
    assert report.documents == 2
    assert [failure.path for failure in report.failed] == ["broken.docx", "empty.txt", "photo.xyz"]
    assert all(failure.reason.endswith("。") for failure in report.failed)


def test_a_file_that_cannot_be_read_any_more_keeps_what_was_read(index, files):
    ingest([files], index=index)
    (files / "a.md").write_bytes(b"")
    report = ingest([files], index=index)
    assert [failure.path for failure in report.failed] == ["a.md"]
    assert first(index, "水道使用料").document.title == "水道"


def test_the_list_of_sources_says_what_a_file_is(index, files):
    digest = hashlib.sha256((files / "a.md").read_bytes()).hexdigest()
    (files / "sources.toml").write_text(
        f"""ignore = ["b.txt"]
[[document]]
path = "a.md"
title = "みどり市水道条例"
kind = "条例"
section = "上下水道課"
sensitivity = "3C"
issued = 2020-03-01
effective_from = "2020-04-01"
sha256 = "{digest}"

[[document]]
path = "missing.docx"
""",
        encoding="utf-8",
    )
    report = ingest([files], index=index)
    assert [(f.path, "ファイルがありません" in f.reason) for f in report.failed] == [("missing.docx", True)]
    owner = Viewer(sections=frozenset({"上下水道課"}), level="3C")
    hit = first(index, "水道使用料", viewer=owner)
    document = hit.document
    assert (document.title, document.kind, document.section) == ("みどり市水道条例", "条例", "上下水道課")
    assert (document.issued, document.effective_from) == (date(2020, 3, 1), date(2020, 4, 1))
    assert first(index, "水道使用料") is None
    assert first(index, "水道使用料", viewer=owner, as_of=date(2020, 3, 31)) is None


def test_a_changed_file_with_an_old_checksum_is_refused(index, files):
    (files / "sources.toml").write_text(
        f'[[document]]\npath = "a.md"\nsha256 = "{"0" * 64}"\n', encoding="utf-8"
    )
    report = ingest([files], index=index)
    assert [failure.path for failure in report.failed] == ["a.md"]
    assert "sha256" in report.failed[0].reason
    assert report.documents == 1


def test_a_wrong_list_of_sources_names_the_entry(index, files):
    (files / "sources.toml").write_text('[[document]]\npath = "a.md"\nsensitivity = "9"\n', encoding="utf-8")
    report = ingest([files], index=index)
    assert report.documents == 0
    assert "1 件目 a.md" in report.failed[0].path and "「9」" in report.failed[0].reason


@pytest.mark.parametrize("place", ["", "below"])
@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ('[[document]\npath = "a.md"\n', "文書の一覧を読めません（1行目の11字目の辺り）。"),
        ('[[document]]\npath = "a.md"\nsensitivity = "9"\n', "「9」"),
    ],
)
def test_a_slip_in_the_list_takes_nothing_out_of_the_index(index, files, slip, told, place):
    """Every paper of the folder was removed: residents were told that the city has no such service."""
    (files / place).mkdir(exist_ok=True)
    before = ingest([files], index=index)
    (files / place / "sources.toml").write_text(slip, encoding="utf-8")
    (files / "a.md").unlink()
    report = ingest([files], index=index)
    assert (report.removed, len(report.failed)) == (0, 1) and told in report.failed[0].reason
    assert report.failed[0].reason.endswith("取り込み済みの文書をそのまま残します。")
    assert index.ledger.count()[0] == before.documents and first(index, "水道使用料")
    (files / place / "sources.toml").unlink()
    assert ingest([files], index=index).removed == 1


def test_the_members_of_an_archive_are_what_the_list_says_of_the_archive(index, files):
    with zipfile.ZipFile(files / "past.zip", "w") as archive:
        archive.writestr("講座/日程.txt", "スマートフォン講座の日程は毎週水曜日です。")
    (files / "sources.toml").write_text(
        '[[document]]\npath = "past.zip"\nsection = "生涯学習課"\n', encoding="utf-8"
    )
    report = ingest([files], index=index)
    assert report.failed == []
    hit = first(index, "スマートフォン講座")
    assert (hit.document.section, hit.document.title) == ("生涯学習課", "日程")


def test_the_original_is_kept_and_found_by_its_document(index, files):
    ingest([files], index=index)
    document = first(index, "粗大ごみ").document
    assert index.original(document).read_bytes() == (files / "b.txt").read_bytes()


def test_defaults_speak_for_files_that_no_list_speaks_for(index, files):
    ingest([files], index=index, defaults=Defaults(kind="通知", section="環境課", sensitivity="1"))
    document = first(index, "粗大ごみ").document
    assert (document.kind, document.section, document.sensitivity) == ("通知", "環境課", "1")


def test_a_second_run_waits_for_the_first(index, files):
    told, done = [], []
    with writer_lock(index.lock_file):
        thread = threading.Thread(
            target=lambda: done.append(ingest([files], index=index, progress=lambda d, t, m: told.append(m)))
        )
        thread.start()
        for _ in range(100):
            if told:
                break
            time.sleep(0.05)
        assert "書込み中です" in told[0] and not done
    thread.join(60)
    assert done[0].documents == 2


def test_two_programs_at_once_both_finish_and_nothing_is_lost(files, tmp_path):
    program = (
        "import sys; from pathlib import Path; from ingest.hashing import HashEmbedder; from ingest.index import Index;"
        "from ingest.ingestion import ingest; i = Index(Path(sys.argv[1]), tenant='midori', embedder=HashEmbedder());"
        "r = ingest([Path(sys.argv[2])], index=i); print(r.documents)"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "index"), str(files)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    assert [run.communicate(timeout=120)[0].strip() for run in runs] == ["2", "2"]
    index = Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())
    assert index.ledger.count()[0] == 2
    assert len(index.snapshot().vectors.keys()) == len(index.ledger.keys())


@pytest.mark.parametrize(
    ("path", "document_id"),
    [
        ("reiki/tesuryo_jorei_r7.txt", "reiki-tesuryo-jorei-r7-txt"),
        ("過去/あいさつ.docx", f"{hashlib.sha256('過去/あいさつ.docx'.encode()).hexdigest()[:8]}-docx"),
    ],
)
def test_ids_come_from_the_path_alone(path, document_id):
    assert document_id_of(path) == document_id


def test_the_same_name_in_two_folders_gets_two_ids(index, files, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.md").write_text("# 別の文書\n\n図書館の利用案内\n", encoding="utf-8")
    ingest([files, other], index=index)
    ids = [d.id for d in index.documents(CLERK)]
    assert len(ids) == len(set(ids)) == 3


def copied(files, to):
    """The folder as another checkout has it."""
    shutil.copytree(files, to)
    return to


def ids_and_counts(index):
    return sorted(d.id for d in index.documents(CLERK)), index.ledger.count()


def test_a_copy_of_a_folder_is_the_same_documents(index, files, tmp_path):
    ingest([files], index=index)
    before = ids_and_counts(index)
    index.embedder.texts.clear()
    report = ingest([copied(files, tmp_path / "copy")], index=index)
    assert (report.documents, report.moved, report.unchanged, report.removed) == (2, 2, 2, 0)
    assert (ids_and_counts(index), index.embedder.texts) == (before, [])
    assert {d.source.removeprefix(str(tmp_path)) for d in index.documents(CLERK)} == {
        "/copy/a.md",
        "/copy/b.txt",
    }
    assert first(index, "粗大ごみ").document.id == "b-txt"
    assert ingest([tmp_path / "copy"], index=index).moved == 0
    assert ingest([tmp_path / "copy", files], index=index).documents == 2
    assert ids_and_counts(index) == before


def test_a_folder_that_went_elsewhere_brings_its_changes_along(index, files, tmp_path):
    (files / "c.txt").write_text("公園の使用の届出", encoding="utf-8")
    (files / "old.txt").write_text("廃止した様式", encoding="utf-8")
    ingest([files], index=index)
    moved = files.rename(tmp_path / "moved")
    (moved / "old.txt").unlink()
    (moved / "a.md").write_text("# 水道\n\n水道使用料は毎月納めます。\n", encoding="utf-8")
    report = ingest([moved], index=index)
    assert (report.documents, report.moved, report.unchanged, report.removed) == (3, 3, 2, 1)
    assert ids_and_counts(index) == (["a-md", "b-txt", "c-txt"], (3, report.passages))
    assert "毎月" in index.document("a-md", CLERK).text


def test_what_a_copy_of_a_folder_lacks_goes_with_the_first_ingestion(index, files, tmp_path):
    for number in range(6):
        (files / f"c{number}.txt").write_text(f"公園{number}の使用の届出", encoding="utf-8")
    ingest([files], index=index)
    copy = copied(files, tmp_path / "copy")
    (copy / "c0.txt").unlink()
    report = ingest([copy], index=index)
    assert (report.documents, report.moved, report.removed, index.ledger.count()[0]) == (7, 7, 1, 7)
    assert [(note.path, note.reason[:26]) for note in report.notes] == [
        (str(files), "このフォルダの文書の写しにないため、もとのフォルダに")
    ]
    assert ingest([files], index=index).documents == index.ledger.count()[0] == 8


def test_a_copy_of_a_part_of_a_folder_leaves_the_rest_and_says_so(index, files, tmp_path):
    (files / "c.txt").write_text("公園の使用の届出", encoding="utf-8")
    ingest([files], index=index)
    copy = copied(files, tmp_path / "copy")
    (copy / "c.txt").unlink()
    report = ingest([copy], index=index)
    assert (report.moved, report.removed, index.ledger.count()[0]) == (2, 0, 3)
    assert [(note.path, note.reason[:19]) for note in report.notes] == [
        (str(files), "ここから写したフォルダにない1件は、残")
    ]


def test_the_same_bytes_of_which_the_office_says_otherwise_stay_apart(index, files, tmp_path):
    ingest([files], index=index)
    copy = copied(files, tmp_path / "copy")
    report = ingest([copy], index=index, defaults=Defaults(section="環境課", sensitivity="3C"))
    assert (report.moved, index.ledger.count()[0]) == (0, 4)
    shutil.rmtree(files)
    again = ingest([copy], index=index, defaults=Defaults(section="環境課", sensitivity="3C"))
    assert (again.moved, index.ledger.count()[0]) == (2, 2)
    assert {d.sensitivity for d in index.ledger.documents()} == {"3C"}


def test_another_file_of_the_same_name_takes_no_place_while_its_folder_is_away(index, files, tmp_path):
    ingest([files], index=index)
    files.rename(tmp_path / "away")
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.md").write_text("# 図書館\n\n図書館の利用案内\n", encoding="utf-8")
    report = ingest([other], index=index)
    assert (report.moved, report.removed, index.ledger.count()[0]) == (0, 0, 3)


def test_what_an_earlier_version_counted_twice_becomes_one_again(index, files, tmp_path):
    ingest([files], index=index)
    copy = copied(files, tmp_path / "copy")
    with index.ledger.transaction() as db:  # as an index looks that counted the copy's files by themselves
        for column, value in (("id", "'a-md-abc123'"), ("source", f"'{copy}/a.md'")):
            db.execute("CREATE TEMP TABLE IF NOT EXISTS twin AS SELECT * FROM documents WHERE id='a-md'")
            db.execute(f"UPDATE twin SET {column}={value}")
        db.execute("INSERT INTO documents SELECT * FROM twin")
    assert index.ledger.count()[0] == 3
    report = ingest([copy], index=index)
    assert (report.documents, report.moved) == (2, 2)
    assert ids_and_counts(index)[0] == ["a-md", "b-txt"]


def test_what_is_read_so_far_can_be_searched_before_the_last_file_is_read(index, files):
    for number in range(40):
        (files / f"c{number:02d}.md").write_text(
            f"# 広報{number}\n\n" + f"{number}回目のお知らせです。" * 60, encoding="utf-8"
        )
    early = []

    def progress(done, total, message):
        if done < total and not early and index.ledger.count()[0]:
            hits = index.search("水道使用料", viewer=CLERK).hits
            early.extend((done, hit.document.title) for hit in hits[:1])

    report = ingest([files], index=index, progress=progress, first_look=0.0)
    assert report.documents == 42
    assert early[0][1] == "水道" and early[0][0] < 42
    assert first(index, "39回目のお知らせ").document.title == "広報39"


def test_a_list_in_a_folder_below_speaks_for_its_folder(index, files):
    for folder, sensitivity in (("web", "1"), ("jinji", "3B")):
        (files / folder).mkdir()
        (files / folder / "sources.toml").write_text(
            f'[[document]]\npath = "."\nsensitivity = "{sensitivity}"\nsection = "{folder}課"\n',
            encoding="utf-8",
        )
        (files / folder / "a.md").write_text(f"# {folder}\n\n窓口は9時からです。\n", encoding="utf-8")
    (files / "web" / "b.md").write_text("# 内線\n\n電話は1234です。\n", encoding="utf-8")
    with (files / "web" / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[[document]]\npath = "b.md"\nsensitivity = "2"\ntitle = "内線"\n[[document]]\npath = "z.md"\n'
        )
    report = ingest([files], index=index)
    said = {d.source.removeprefix(f"{files}/"): (d.sensitivity, d.section) for d in index.ledger.documents()}
    assert said == {
        "a.md": ("2", ""),
        "b.txt": ("2", ""),
        "web/a.md": ("1", "web課"),
        "web/b.md": ("2", ""),
        "jinji/a.md": ("3B", "jinji課"),
    }
    assert [failure.path for failure in report.failed] == ["z.md"]
    again = ingest([files], index=index)
    assert again.unchanged == 5
