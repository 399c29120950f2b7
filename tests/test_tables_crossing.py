"""A question that names a column and a cell of a table is answered by the head of that row; open data by its names."""

import pytest

from app.residents.tables import read_tables

DUES = """月 | 市税 |  |  | 国民健康保険料
月 | 市県民税 | 固定資産税・都市計画税 | 軽自動車税 | 国民健康保険料
4月30日 |  | 第1期
6月30日 | 第1期 |  |  | 第1期
7月31日 |  | 第2期 |  | 第2期
9月1日 | 第2期 |  |  | 第12期"""
AED = """市区町村コード | NO | 市区町村名 | 名称 | 住所 | 設置位置
392049 | 1 | みどり市 | 市役所本庁舎 | 中央1丁目 | 1階玄関ホール"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("固定資産税の第2期の納期限", ["7月31日　市税（固定資産税・都市計画税）：第2期"]),
        ("都市計画税の第１期はいつまでですか", ["4月30日　市税（固定資産税・都市計画税）：第1期"]),
        ("市県民税第2期はいつ", ["9月1日　市税（市県民税）：第2期"]),
        ("国民健康保険料の第2期はいつ", ["7月31日　国民健康保険料：第2期"]),
        ("軽自動車税の第2期はいつ", []),
        ("第2期はいつですか", []),
        ("固定資産税はいつまでですか", []),
    ],
)
def test_the_cell_named_by_its_column_and_its_turn(question, told):
    table = read_tables(DUES)[0]
    assert [table.told(row, (at,)) for row, at in table.crossing(question)] == told


def test_a_row_of_open_data_is_called_by_its_name_and_not_by_its_code():
    table = read_tables(AED)[0]
    assert table.told(table.rows[0], (5,)) == "市役所本庁舎　設置位置：1階玄関ホール"
    assert table.told(table.rows[0], (3,)) == "市役所本庁舎　住所：中央1丁目、設置位置：1階玄関ホール"
