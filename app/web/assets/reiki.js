// 例規: the list of a day; one regulation with its tree, its text to edit, and what follows from the edits. Knows no law.

import { announce, appears, el, later, say } from "./dom.js";
import * as api from "./lawapi.js";
import { makeCompare } from "./lawcompare.js";
import { makeDay, makeList } from "./lawlist.js";
import { counted, makeResult } from "./lawresult.js";
import { makeEdits } from "./lawstore.js";
import { makeText } from "./lawtext.js";
import { makeTree } from "./lawtree.js";
import { ask, makePanes } from "./panes.js";
import { why } from "./stream.js";

const TIME = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { era: "long", year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });
const CLOCK = new Intl.DateTimeFormat("ja-JP", { hour: "numeric", minute: "2-digit" });

export async function start() {
  const root = await appears("#sg-reiki");
  const asked = new URLSearchParams(location.search);
  const page = el("div", { class: "sg-ws sg-reiki-page" });
  root.replaceChildren(page);
  if (!asked.get("id")) return overview(page, asked);
  page.replaceChildren(el("p", { class: "sg-second", role: "status" }, say("reiki.loading")));
  try {
    one(page, await api.read(asked.get("id"), asked.get("day") ?? ""), asked.get("day") ?? "");
  } catch (error) {
    page.replaceChildren(el("h1", {}, say("reiki.title")), el("div", { class: "sg-note sg-note-error", role: "alert" }, el("p", {}, `${say("reiki.read_failed")}${why(error)}`)),
      el("p", {}, el("a", { href: "/reiki" }, say("reiki.back"))));
  }
}

function overview(page, asked) {
  const list = makeList({ query: asked.get("q") ?? "", day: asked.get("day") ?? "" });
  page.replaceChildren(el("div", { class: "sg-ws-head" }, el("h1", {}, say("reiki.title")), el("p", { class: "sg-lead" }, say("reiki.lead"))), makeCompare(), list.element);
  list.focus();
}

function one(page, law, day) {
  const edits = makeEdits(law);
  const text = makeText(law, edits, changed);
  const result = makeResult(law, { onFile: save, onWide: (on) => page.classList.toggle("is-wide", on), onPick: (anchor) => text.go(anchor), go: find, edits, onKept: () => tell(edits.keep() ? say("reiki.saved", { time: CLOCK.format(Date.now()) }) : say("reiki.not_saved")) });
  const told = el("span", { class: "sg-told-small", role: "status" });
  const small = "sg-button sg-button-second sg-button-small";
  const undo = el("button", { type: "button", class: small, on: { click: back } }, say("reiki.undo"));
  const reset = el("button", { type: "button", class: small, on: { click: begin } }, say("reiki.reset"));
  const tree = makeTree(law, edits, (anchor) => { panes.open("text"); text.go(anchor); });
  const panes = makePanes([["form", say("reiki.tree"), tree.element], ["text", say("reiki.text"), el("div", {}, el("div", { class: "sg-tools" }, undo, reset, told), text.element, el("p", {}, el("a", { href: `/api/law/regulations/${encodeURIComponent(law.id)}/commentary/file?kind=docx`, download: "" }, say("reiki.explain_file"))), el("p", { class: "sg-help" }, say("reiki.keys")))], ["sources", say("reiki.result"), result.element]]);
  const when = makeDay(day, () => { location.search = new URLSearchParams({ id: law.id, ...(when.value ? { day: when.value } : {}) }); });
  if (!day) when.today = law.as_of;
  const facts = [law.number, law.effective && say("reiki.revision_from", { day: law.effective }), law.section].filter(Boolean).join("　");
  page.replaceChildren(el("p", { class: "sg-back" }, el("a", { href: "/reiki" }, say("reiki.back"))),
    el("div", { class: "sg-ws-head" }, el("h1", {}, law.title), el("p", { class: "sg-lead" }, facts), law.current ? null : el("p", {}, el("span", { class: "sg-badge" }, say("reiki.not_current")))),
    el("div", { class: "sg-reiki-bar" }, revisions(law), when.element), panes.element);
  panes.open("text");
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.target.matches?.("textarea, input")) return;
    if (edits.canUndo) { event.preventDefault(); back(); }
  });
  let running = null, made = false;
  const make = later(draft, 600);
  state();
  if (edits.restored) tell(say("reiki.restored", { time: TIME.format(edits.restored) }));
  if (edits.count) draft(); else result.idle("reiki.idle");

  function state() { tree.draw(); undo.disabled = !edits.canUndo; reset.disabled = edits.count === 0; }
  function tell(words) { told.textContent = words; }
  function changed() {
    tell(edits.keep() ? say("reiki.saved", { time: CLOCK.format(Date.now()) }) : say("reiki.not_saved"));
    state();
    make();
  }
  async function draft() {
    running?.abort();
    if (!edits.count) { made = false; return result.idle("reiki.same"); }
    const own = running = new AbortController();
    const timer = setTimeout(() => result.wait(made), 300);
    try {
      const found = await api.draft({ document: law.id, text: edits.whole() }, own.signal);
      made = found.changed;
      if (found.changed) result.show(found); else result.idle("reiki.same");
      if (found.changed) announce(counted(found.counts));
    } catch (error) {
      if (error.name !== "AbortError") result.fail(why(error));
    } finally {
      clearTimeout(timer);
    }
  }
  function back() {
    const anchor = edits.undo();
    if (!anchor) return;
    text.close();
    text.draw(anchor);
    text.go(anchor);
    changed();
    tell(say("reiki.undone", { label: law.parts.find((part) => part.anchor === anchor)?.label ?? "" }));
  }
  async function begin() {
    if (!(await ask(say("reiki.reset_ask"), say("reiki.reset_yes"), say("reiki.reset_no")))) return;
    edits.reset();
    text.redraw();
    changed();
    tell(say("reiki.reset_done"));
  }
  function find(finding) {
    panes.open("text");
    const anchor = finding.anchor.match(/^(?:s\d+|a[\d_]+|[tf][\d_]*)/)?.[0] ?? finding.anchor;
    text.go(anchor);
  }
  async function save(what, kind) {
    try {
      const blob = await api.file({ document: law.id, text: edits.whole(), what, kind });
      const link = el("a", { download: `${law.title}_${say({ text: "reiki.text_file", table: "reiki.tab_table", amendment: "reiki.tab_amendment" }[what])}.${kind}` });
      link.href = URL.createObjectURL(blob);
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    } catch (error) {
      result.fail(why(error));
    }
  }
}

function revisions(law) {
  const pick = el("select", { id: "sg-law-revision", class: "sg-input", on: { change: () => { location.search = new URLSearchParams({ id: pick.value }); } } },
    law.revisions.map((one) => el("option", { value: one.id, selected: one.id === law.id }, one.effective ? say("reiki.revision_from", { day: one.effective }) : say("reiki.revision_first"))));
  return el("div", { class: "sg-field" }, el("label", { class: "sg-label", for: pick.id }, say("reiki.revision")), pick);
}
