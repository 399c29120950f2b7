// A 新旧対照表 as a table on the page: its words that changed underlined. Knows nothing of where it came from. Only text nodes.

import { el } from "./dom.js";

/** The table of `sheet` ({lead, heading, heads, rows, remark}); `onPick(anchor)` when a row's name is pressed. */
export function lawTable(sheet, onPick = null) {
  const body = sheet.rows.flatMap((row) => row.lines.map((block, at) => {
    const marks = [at > 0 && "is-in", at < row.lines.length - 1 && "is-on", at === 0 && onPick && "is-first"].filter(Boolean).join(" ");
    const pick = () => onPick(row.anchor);
    return el("tr", { class: marks || null, on: at === 0 && onPick ? { dblclick: pick } : {} }, el("td", {}, side(block, block.left)), el("td", {}, side(block, block.right)));
  }));
  return el("div", { class: "sg-shinkyu-box" },
    [...sheet.lead.split("\n"), sheet.heading].filter(Boolean).map((line) => el("p", {}, line)),
    el("table", { class: "sg-shinkyu" }, el("thead", {}, el("tr", {}, sheet.heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, body)),
    sheet.remark ? el("p", {}, sheet.remark) : null);
}

function side(block, cells) {
  if (block.kind === "text") return words(cells[0]).length ? el("p", {}, words(cells[0])) : null;
  const width = Math.max(...cells.map((row) => row.length));
  const lines = cells.filter((row) => row.length > 1 || words(row).length);
  if (width === 1) return lines.map((row) => el("p", {}, words(row)));
  const rows = lines.map((row) => el("tr", {}, row.map((cell, at) => el("td", { colSpan: at === row.length - 1 ? width - at : 1 }, words([cell])))));
  return el("table", {}, el("tbody", {}, rows));
}

function words(cells) {
  return cells.flat().map((run) => (run.changed ? el("u", {}, run.text) : run.text));
}
