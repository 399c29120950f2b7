// 見本のブック: the formula computed on example values, and the file. Knows nothing of how it is computed.

import { announce, el, say } from "./dom.js";
import { hand } from "./saving.js";
import { why, workbook, workbookFile } from "./stream.js";

/** {element}; `values()` gives the form as it is filled now. */
export function makeWorkbook(task, values) {
  const shown = el("div", { class: "sg-council-wide", role: "status" });
  const button = (name, run) => el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: run } }, say(`workbook.${name}`));
  const compute = button("compute", run), save = button("save", keep);
  const element = el("section", { class: "sg-council", hidden: !task.recipes, "aria-label": say("workbook.title") },
    el("h3", { class: "sg-source-title" }, say("workbook.title")), el("p", { class: "sg-second" }, say("workbook.lead")), el("p", { class: "sg-tools" }, compute, save), shown);
  const form = () => ({ task: task.id, fields: values() });

  async function run() {
    compute.disabled = true;
    shown.replaceChildren(el("p", { class: "sg-second" }, say("workbook.computing")));
    try { draw(await workbook(form())); } catch (error) { told(error); } finally { compute.disabled = false; }
  }
  async function keep() {
    try { hand(await workbookFile(form()), say("workbook.file"), "xlsx"); } catch (error) { told(error); }
  }
  function told(error) { shown.replaceChildren(el("p", { class: "sg-note sg-note-thin" }, why(error))); }
  function draw(made) {
    if (!made.rows.length) { shown.replaceChildren(el("p", { class: "sg-note sg-note-thin" }, say("workbook.none"))); return; }
    const bad = made.rows.filter((one) => !one.agrees).length;
    const result = !made.computed ? made.note : bad ? say("workbook.differs", { count: bad }) : say("workbook.agrees", { count: made.rows.length });
    const heads = ["given", "computed", "expected"].map((name) => el("th", { scope: "col" }, say(`workbook.${name}`)));
    const rows = made.rows.map((one) => el("tr", {}, el("td", {}, one.given.join("　／　")), el("td", {}, made.computed ? `${one.agrees ? "✓" : "✗"} ${one.computed || say("workbook.empty")}` : "―"), el("td", {}, one.expected)));
    shown.replaceChildren(el("p", {}, el("strong", {}, made.name)), el("p", {}, result), el("table", { class: "sg-council-table" }, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows)));
    announce(result);
  }
  return { element };
}
