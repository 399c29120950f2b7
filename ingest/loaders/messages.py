"""Every sentence the loaders show to people: why a file cannot be read, what to do, what was left out.

Knows nothing of files; the loaders fill in the values.
"""

from __future__ import annotations

from ingest.errors import UnreadableFile

REFUSALS: dict[str, tuple[str, str]] = {
    "missing": ("ファイルが見つかりません。", "名前と場所を確かめてください。"),
    "forbidden": (
        "ファイルを開く権限がありません。",
        "この端末で開けることを確かめ、読み取りを許可してから取り込み直してください。",
    ),
    "not_a_file": ("ふつうのファイルではありません。", "文書のファイルかフォルダを指定してください。"),
    "folder": (
        "フォルダです。",
        "中の文書を1つずつ、ファイルの名前まで書いて指定してください（フォルダごと読むのは shitagaki ingest だけです）。",
    ),
    "empty": ("中身が空です（0バイト）。", "元のファイルを確かめ、保存し直してから取り込んでください。"),
    "blank": (
        "文字が1字もありません。",
        "内容が図や画像だけのときは、文字を含む元のファイルを取り込んでください。",
    ),
    "too_big": (
        "大きさが{size}あり、上限の{limit}を超えています。",
        "章や年度ごとに分けるか、画像を減らして保存し直してください。",
    ),
    "too_big_zip": (
        "大きさが{size}あり、上限の{limit}を超えています。",
        "展開して、できたフォルダを指定して取り込んでください。",
    ),
    "too_long": (
        "文章が長すぎます（上限は{limit}字、{blocks}段落・行です）。",
        "年度や章ごとにファイルを分けて取り込んでください。",
    ),
    "too_slow": (
        "{seconds}秒たっても読み終わらないため、中止しました。",
        "ページや行を分けて保存し直すか、PDFに変換して取り込んでください。",
    ),
    "crashed": (
        "読み取りの途中で処理が止まりました（ファイルが壊れているか、異常に大きい内容を含んでいます）。",
        "元のソフトで開いて保存し直してから、取り込んでください。",
    ),
    "bomb": (
        "圧縮を解くと異常に大きくなる（{detail}）ため、開かずに止めました。",
        "送り主を確かめてください。正しい文書であれば、中身を取り出してから取り込んでください。",
    ),
    "broken": (
        "ファイルが壊れていて{kind}として読めません。",
        "元のソフトで開けるか確かめ、保存し直してから取り込んでください。",
    ),
    "encoding": (
        "文字コードを判別できません。",
        "メモ帳などで開き、文字コードを「UTF-8」にして保存し直してください。",
    ),
    "locked": (
        "パスワードで保護されているため開けません。",
        "{program}で開き、パスワードを外して保存し直してから取り込んでください。",
    ),
    "old_office": (
        "{kind}は古い保存形式で、この機械にLibreOfficeがないため読めません。",
        "{program}で開き、「名前を付けて保存」で{suffix}形式にして取り込んでください。情報担当がLibreOfficeを入れると、そのまま読めるようになります。",
    ),
    "not_converted": (
        "{kind}をLibreOfficeで開けませんでした（壊れているか、パスワードが付いているか、開く部品がありません）。",
        "{program}で開き、「名前を付けて保存」で{suffix}形式にして取り込んでください。",
    ),
    "foreign": (
        "{kind}は、そのソフトでしか開けない形式のため読めません。",
        "{program}で開き、「名前を付けて保存」で{suffix}形式にして取り込んでください。",
    ),
    "unknown": (
        "この種類のファイル（{suffix}）は取り込めません。",
        "取り込めるのは {known} です。これらのどれかで保存し直してください。",
    ),
    "picture": (
        "画像のファイル（{suffix}）は、このままでは取り込めません。",
        "PDFにして（Windowsでは、開いて「印刷」から「Microsoft Print to PDF」）取り込んでください。PDFの中の画像の文字は読み取れます。",
    ),
    "other_xml": (
        "法令標準XML以外のXMLは取り込めません。",
        "作成したソフトでWord・Excel・PDFのどれかに書き出して取り込んでください。",
    ),
    "sitemap": (
        "サイトマップは、サイトのページの一覧で、文書ではありません。",
        "ページのファイルと同じフォルダに置き、フォルダごと取り込んでください。各ページのアドレスと更新日を読みます。",
    ),
    "zip": (
        "圧縮ファイルそのものは1つの文書として読めません。",
        "ingestコマンドで圧縮ファイルを指定すると、中の文書を1つずつ取り込みます。",
    ),
    "archive": (
        "圧縮ファイルの中にさらに圧縮ファイルがあります（取り込むのは1段までです）。",
        "中の圧縮ファイルを展開してから取り込んでください。",
    ),
    "member_locked": (
        "パスワード付きの圧縮ファイルに入っているため開けません。",
        "パスワードを使って展開してから、中のファイルを取り込んでください。",
    ),
    "member_method": (
        "この圧縮方式（{method}）には対応していません。",
        "エクスプローラーなどで展開してから、中のファイルを取り込んでください。",
    ),
    "member_path": (
        "保存先をさかのぼる名前が付いているため、取り込みませんでした。",
        "送り主を確かめてください。正しい文書であれば、ふつうの名前で圧縮し直してください。",
    ),
    "link": (
        "別の場所を指すリンクのため、取り込みませんでした。",
        "リンク先のファイルそのものを置いて取り込んでください。",
    ),
    "too_many": (
        "ファイルが{count}個入っており、上限の{limit}個を超えています。",
        "フォルダごとに分けて圧縮し直してください。",
    ),
    "scans": (
        "全{pages}ページが画像（スキャン）で、文字を読み取る仕組み（OCR）がこの端末にありません。",
        "文字を含むPDFを用意するか、情報担当にOCR（rapidocrまたはtesseract）の追加を依頼してください。",
    ),
}

NOTES: dict[str, str] = {
    "bad_bytes": "{count}か所に読めない文字があり、「\ufffd」に置き換えました（文字コード {encoding}）。",
    "embedded": "{place}に埋め込まれた別の文書・図表（{count}個）の中の文字は取り込んでいません。",
    "hidden_sheet": "非表示の{sheet}は取り込んでいません。",
    "hidden_slide": "非表示のスライド{number}は取り込んでいません。",
    "no_values": (
        "{sheet}の数式{count}個に計算結果が保存されていません。表計算ソフトで開いて保存し直すと取り込めます。"
    ),
    "hidden_rows": "{sheet}の非表示の行・列（{count}）は取り込んでいません。",
    "cell_comments": "{sheet}のコメント（メモ）{count}件は取り込んでいません。",
    "chart_sheet": "{sheet}はグラフだけのシートのため取り込んでいません。",
    "scan_read": "{page}頁は画像から文字を読み取りました（OCR）。数字や固有名詞は原本で確かめてください。",
    "scan_unread": "{page}頁は画像（スキャン）で、文字を読み取れませんでした（OCRがありません）。",
    "scan_empty": "{page}頁は画像で、OCRでも文字が見つかりませんでした。",
    "scan_limit": "画像のページが{limit}頁を超えたため、{page}頁以降の画像は読み取っていません。",
    "page_failed": "{page}頁が壊れていて読めませんでした。",
    "images": "様式・図など画像{count}点の中の文字は取り込んでいません。",
    "unseen": (
        "目に見えない文字が{count}字入っていたため、取り除いて取り込みました。出どころの確かな文書かどうかを確かめてください。"
    ),
    "hidden_text": (
        "画面や印刷では見えない文字（{how}）が{count}か所ありました。本文には入れていません。元のファイルで確かめてください。"
    ),
    "page_comments": "HTMLのコメント{count}個に文章が入っていました。取り込んでいません。",
    "attachments": "添付ファイル{count}個（{names}）は取り込んでいません。要るものは、保存してフォルダに置いてください。",
    "unmapped": "{page}頁は文字の情報が壊れています（文字化け）。",
}


def refuse(name: str, reason: str, **values: object) -> UnreadableFile:
    """The error for one file; ``reason`` is a key of REFUSALS, ``values`` fill its sentences."""
    what, remedy = REFUSALS[reason]
    return UnreadableFile(name, what.format(**values), remedy.format(**values))


def note(key: str, **values: object) -> str:
    """The sentence that tells what of a file is not in its text; ``key`` is a key of NOTES."""
    return NOTES[key].format(**values)


def size_text(size: int) -> str:
    """A size as people say it: 「300MB」「2.5GB」「12KB」."""
    for unit, name in ((1024**3, "GB"), (1024**2, "MB"), (1024, "KB")):
        if size >= unit:
            return f"{size / unit:.1f}".removesuffix(".0") + name
    return f"{size}バイト"
