// The number that an article gets which is put in behind another one. Knows nothing of the page.

const DIGITS = "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d", UNITS = ["", "\u5341", "\u767e", "\u5343"]; // kanji 0 to 9; ten, hundred, thousand
const ORDINAL = "\u7b2c", ARTICLE = "\u6761", BRANCH = "\u306e"; // what stands before and behind the number of an article, and before that of a branch
const NUMBER = `[0-9\uff10-\uff19${DIGITS}${UNITS.join("")}]+`;
const HEAD = new RegExp(`^[ \u3000]*${ORDINAL}(${NUMBER})${ARTICLE}((?:${BRANCH}${NUMBER})*)(?=[ \u3000]|$)`, "gm");

/** The articles that begin in `text`, in order: [2, 3] is 第2条の3. */
export function articlesIn(text) {
  return [...text.matchAll(HEAD)].map((found) => [found[1], ...found[2].split(BRANCH).slice(1)].map(read));
}

/** {numbers, anchor}: the number of an article that comes after the part at `anchor`, and the part to whose end it is put.
 * Where no number is left between two (第2条, 第2条の2), it comes behind the last of the branches. `texts` is [[anchor, text]] of all articles in order. */
export function numberAfter(texts, anchor) {
  const heads = texts.flatMap(([of, text]) => articlesIn(text).map((numbers) => ({ numbers, anchor: of })));
  let at = heads.findLastIndex((one) => one.anchor === anchor);
  for (; at >= 0 && at < heads.length; at += 1) {
    const { numbers, anchor: of } = heads[at], next = heads[at + 1]?.numbers;
    const found = [[...numbers.slice(0, -1), numbers.at(-1) + 1], [...numbers, 2]].find((each) => !next || before(each, next));
    if (found) return { numbers: found, anchor: of };
  }
  return null;
}

/** Whether the articles of `text` are numbered 第二条 and not 第2条. */
export function inKanji(text) {
  return new RegExp(`^[ \u3000]*${ORDINAL}[${DIGITS}${UNITS.join("")}]`, "m").test(text);
}

/** 12 as 十二. */
export function kanji(number) {
  return [...String(number)].reverse().map((digit, place) => (digit === "0" ? "" : (digit === "1" && place ? "" : DIGITS[digit]) + UNITS[place])).reverse().join("");
}

function before(one, other) {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) if ((one[at] ?? 0) !== (other[at] ?? 0)) return (one[at] ?? 0) < (other[at] ?? 0);
  return false;
}

function read(words) {
  const plain = words.normalize("NFKC");
  if (/^[0-9]+$/.test(plain)) return Number(plain);
  let sum = 0, digit = 0;
  for (const letter of plain) {
    const unit = UNITS.indexOf(letter);
    if (unit > 0) { sum += (digit || 1) * 10 ** unit; digit = 0; } else digit = digit * 10 + DIGITS.indexOf(letter);
  }
  return sum + digit;
}
