// What follows from the edits of a regulation: 改め文, 新旧対照表, 指摘 and ハネ改正, and two revisions side by side. Knows no editing.

import { el, say } from "./dom.js";
import * as api from "./lawapi.js";
import { makeBill } from "./lawbill.js";
import { makeStages } from "./lawstages.js";
import { lawTable } from "./lawtable.js";
import { words } from "./lawtext.js";
import { why } from "./stream.js";

const MARK = { error: "×", warn: "!", info: "i" };
const WORD = { error: "error", warn: "warning", info: "info" };

/** The tabs: {element, show(made), wait(stale), fail(text), idle(key)}. `go(line)` opens the place of a finding. */
export function makeResult(law, { onFile, onWide, onPick, go, edits, onKept }) {
  const small = "sg-button sg-button-second sg-button-small";
  const panes = { amendment: el("div", {}), table: el("div", {}), findings: el("div", {}), bill: makeBill(law, edits, onKept), stages: makeStages(law), revisions: revisions(law) };
  const note = el("div", { class: "sg-law-note", role: "status" });
  const tabs = Object.keys(panes).map((name) => el("button", { type: "button", role: "tab", id: `sg-law-tab-${name}`, "aria-controls": `sg-law-pane-${name}`, on: { click: () => open(name) } }, say(`reiki.tab_${name}`)));
  const list = el("div", { class: "sg-tabs sg-law-tabs", role: "tablist", "aria-label": say("reiki.result") }, tabs);
  const docx = el("button", { type: "button", class: small, on: { click: () => onFile("table", "docx") } }, say("reiki.table_docx"));
  const amended = el("button", { type: "button", class: small, on: { click: () => onFile("amendment", "docx") } }, say("reiki.amendment_docx"));
  const plain = el("button", { type: "button", class: small, on: { click: () => onFile("amendment", "txt") } }, say("reiki.amendment_txt"));
  const text = el("button", { type: "button", class: small, on: { click: () => onFile("text", "txt") } }, say("reiki.text_file"));
  const wide = el("button", { type: "button", class: `${small} sg-law-wide`, "aria-pressed": "false", on: { click: () => { const on = wide.getAttribute("aria-pressed") !== "true"; wide.setAttribute("aria-pressed", String(on)); wide.textContent = say(on ? "reiki.narrow" : "reiki.wide"); onWide(on); } } }, say("reiki.wide"));
  const tools = el("div", { class: "sg-tools" }, amended, plain, docx, text, wide);
  for (const [name, pane] of Object.entries(panes)) { pane.id = `sg-law-pane-${name}`; pane.setAttribute("role", "tabpanel"); pane.setAttribute("aria-labelledby", `sg-law-tab-${name}`); pane.tabIndex = 0; }
  const element = el("div", { class: "sg-law-result" }, list, tools, note, Object.values(panes));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const names = Object.keys(panes);
    open(names[(names.indexOf(current) + step + names.length) % names.length]);
    tabs[names.indexOf(current)].focus();
  });
  let current = "amendment";
  open("amendment");

  function open(name) {
    current = name;
    Object.entries(panes).forEach(([each, pane], at) => {
      pane.hidden = each !== name;
      tabs[at].setAttribute("aria-selected", String(each === name));
      tabs[at].tabIndex = each === name ? 0 : -1;
    });
    note.hidden = tools.hidden = ["revisions", "stages", "bill"].includes(name);
  }
  function idle(key) {
    note.replaceChildren();
    for (const each of [amended, plain, docx, text]) each.disabled = true;
    tabs[2].textContent = say("reiki.tab_findings");
    for (const name of ["amendment", "table"]) panes[name].replaceChildren(el("p", { class: "sg-empty" }, say(key)));
    panes.findings.replaceChildren(el("p", { class: "sg-empty" }, say(key)));
  }
  function show(made) {
    note.replaceChildren();
    for (const each of [amended, plain, docx, text]) each.disabled = false;
    panes.amendment.replaceChildren(...amendment(made.amendment));
    panes.table.replaceChildren(el("p", { class: "sg-second" }, counted(made.counts)), lawTable(made.table, onPick));
    const count = made.findings.length + made.repercussions.length;
    tabs[2].textContent = count ? `${say("reiki.tab_findings")}（${count}）` : say("reiki.tab_findings");
    panes.findings.replaceChildren(...findings(made, go));
  }
  return {
    element, show, idle, open,
    wait(stale) { note.replaceChildren(el("p", { class: "sg-second" }, say(stale ? "reiki.stale" : "reiki.working"))); },
    fail(why) { note.replaceChildren(el("div", { class: "sg-note sg-note-error", role: "alert" }, el("p", {}, `${say("reiki.failed")}${why}`))); },
  };
}

/** The lines of the 改め文; a note where it does not give the new text to the letter. */
function amendment(made) {
  const rest = made.rest.map(([wanted, got]) => el("li", {}, say("reiki.rest_line", { wanted: wanted.slice(0, 80), got: got.slice(0, 80) })));
  return [made.exact ? el("p", { class: "sg-second" }, say("reiki.exact")) : el("div", { class: "sg-note sg-note-warning" }, el("p", {}, say("reiki.not_exact")), el("ul", {}, rest)),
    el("div", { class: "sg-amendment" }, words(made.text, true))];
}

/** 「改正 2、新設 1」 */
export function counted(counts) {
  return Object.entries(counts).filter(([, count]) => count).map(([kind, count]) => `${say(`reiki.${kind}_rows`)} ${count}`).join("、");
}

function findings(made, go) {
  const rows = made.findings.map((one) => el("li", { class: `sg-finding sg-check-row is-${WORD[one.severity] ?? "info"}` },
    el("span", { class: "sg-severity" }, el("span", { "aria-hidden": "true" }, MARK[one.severity] ?? "i"), say(`findings.${WORD[one.severity] ?? "info"}`),
      el("button", { type: "button", class: "sg-check-place", on: { click: () => go(one) } }, say("reiki.line", { line: one.line }))),
    el("p", {}, one.message)));
  const others = made.repercussions.map((one) => el("li", { class: "sg-finding sg-check-row is-warning" },
    el("p", {}, el("a", { href: `/documents/${encodeURIComponent(one.document)}?passage=${encodeURIComponent(one.anchor)}#${encodeURIComponent(one.anchor)}` }, `${one.title}${one.label}`), `「${one.words}」`),
    el("p", { class: "sg-second" }, one.told)));
  return [
    el("h3", { class: "sg-h3" }, say("reiki.findings", { count: rows.length })),
    rows.length ? el("ul", { class: "sg-finding-list" }, rows) : el("p", { class: "sg-second" }, say("reiki.no_findings")),
    el("h3", { class: "sg-h3" }, say("reiki.hane", { count: others.length })),
    others.length ? el("ul", { class: "sg-finding-list" }, others) : el("p", { class: "sg-second" }, say("reiki.hane_none")),
  ];
}

/** Two revisions to choose, and their table. */
function revisions(law) {
  if (law.revisions.length < 2) return el("div", {}, el("p", { class: "sg-empty" }, say("reiki.only_one")));
  const here = law.revisions.findIndex((one) => one.id === law.id), last = here > 0 ? here : 1;
  const choose = (id, label, at) => {
    const made = el("select", { id, class: "sg-input" }, law.revisions.map((one) => el("option", { value: one.id }, one.effective ? say("reiki.revision_from", { day: one.effective }) : say("reiki.revision_first"))));
    made.selectedIndex = at;
    return [el("div", { class: "sg-field" }, el("label", { class: "sg-label", for: id }, say(label)), made), made];
  };
  const [oldField, old] = choose("sg-law-old", "reiki.compare_old", last - 1);
  const [newField, now] = choose("sg-law-new", "reiki.compare_new", last);
  const place = el("div", { role: "status" });
  async function show() {
    place.replaceChildren(el("p", { class: "sg-second" }, say("reiki.working")));
    try {
      const made = await api.compare(old.value, now.value, "");
      place.replaceChildren(made.changed ? lawTable(made.table) : el("p", { class: "sg-empty" }, say("reiki.same")));
    } catch (error) {
      place.replaceChildren(el("div", { class: "sg-note sg-note-error", role: "alert" }, el("p", {}, `${say("reiki.read_failed")}${why(error)}`)));
    }
  }
  return el("div", {}, el("div", { class: "sg-law-choose" }, oldField, newField, el("button", { type: "button", class: "sg-button sg-button-second", on: { click: show } }, say("reiki.compare"))), place);
}
