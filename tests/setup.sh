#!/usr/bin/env bash
# System packages that some tests use: a browser, Japanese fonts, OCR. Without them those tests skip, by name.
set -u
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v tesseract >/dev/null || missing+=(tesseract-ocr tesseract-ocr-jpn)
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing+=(fonts-noto-cjk fontconfig)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "試験に使う部品を入れています：${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  (apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}") >/dev/null 2>&1 && exit 0
fi
echo "入っていない部品があります（関係する試験は飛ばします）：${missing[*]}" >&2
exit 0
