"""The pages of --help: columns of a terminal, lines broken where Japanese may be broken."""

import argparse
import re

from app.cli.usage import Parser, broken, columns, speak_japanese


def page(monkeypatch, *, width=60):
    monkeypatch.setenv("COLUMNS", str(width + 2))
    speak_japanese()
    parser = Parser(prog="shitagaki")
    command = parser.add_subparsers().add_parser("eval")
    command.add_argument("--seed", metavar="数", help="区間を作る乱数の種")
    command.add_argument("--case", metavar="問い", help="この問いだけ（何度でも）")
    command.add_argument("--limit", metavar="N", help="はじめの N 件だけ")
    command.add_argument(
        "--out", metavar="保存するファイル", help="checks、drafting、midori、personal、residents"
    )
    command.add_argument("name", metavar="問いの組", help=argparse.SUPPRESS)
    return command.format_help()


def test_the_explanations_of_a_page_begin_in_one_column_whatever_the_names_are_written_in(monkeypatch):
    lines = page(monkeypatch).splitlines()
    begins = {
        columns(line[: found.end()])
        for line in lines
        if (found := re.match(r"  --?\S+(?: \S+)?  +(?=\S)|  -h, --help +", line))
    }
    assert len(begins) == 1, "\n".join(lines)


def test_no_line_of_a_page_is_wider_than_the_terminal_and_no_ascii_word_is_cut(monkeypatch):
    for width in (56, 60, 78):
        told = page(monkeypatch, width=width)
        assert max(columns(line) for line in told.splitlines()) <= width, told
        assert {"checks", "drafting", "midori", "personal", "residents"} <= set(re.findall("[a-z]+", told))
        assert "\0" not in told


def test_the_lines_of_the_usage_stand_below_the_first_word(monkeypatch):
    first, second = page(monkeypatch, width=60).splitlines()[:2]
    assert first.startswith("書き方：shitagaki eval [-h]")
    assert columns(second) - columns(second.lstrip()) == columns("書き方：shitagaki eval ")


def test_a_text_is_broken_behind_commas_stops_and_blanks():
    assert list(broken("文書を点検します。例規、広報、通知を読みます。", 22)) == [
        "文書を点検します。",
        "例規、広報、",
        "通知を読みます。",
    ]
    assert list(broken("設定（llm、embedder）か k を変えます", 20)) == [
        "設定（llm、",
        "embedder）か k",
        "を変えます",
    ]


def test_what_has_no_comma_for_a_line_is_broken_at_a_middle_dot_or_between_letters_never_before_a_comma():
    assert list(broken("索引・原本・下書き・住民とのやり取り", 16)) == [
        "索引・原本・",
        "下書き・",
        "住民とのやり取り",
    ]
    assert list(broken("あいうえおか、きく", 12)) == ["あいうえお", "か、きく"]
    assert list(broken("shitagaki-long-word", 8)) == ["shitagaki-long-word"]
