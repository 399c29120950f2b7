// 下書き, the workspace: 条件, 文案, 根拠 put together. Knows nothing of markup; each pane and each kind of work has its own file.

import { appears, el, later, page, say } from "./dom.js";
import { choose } from "./chooser.js";
import { left } from "./facts.js";
import { makeCouncil } from "./council.js";
import { makeForm } from "./form.js";
import { makeHearing } from "./hearing.js";
import { makeKeeping } from "./keeping.js";
import { makeLong } from "./long.js";
import { openText } from "./overlay.js";
import { makePanes } from "./panes.js";
import { makePapers } from "./papers.js";
import { makeSources } from "./sources.js";
import { makeStateBar } from "./statebar.js";
import * as store from "./store.js";
import * as api from "./stream.js";
import { OF_FACTS, makeTextPane } from "./textpane.js";
import { makeTracing } from "./tracing.js";
import * as versions from "./versions.js";
import { makeWorkbook } from "./workbook.js";
import { makeWriting } from "./writing.js";

export async function start() {
  const root = await appears("#sg-workspace");
  const asked = new URLSearchParams(location.search);
  const kept = await store.open(asked.get("d") ?? "");
  const id = asked.get("task") ?? kept?.task;
  if (!id) return choose(root);
  try {
    const task = await api.task(id);
    if (!task.available) return refuse(root, say("workspace.preparing", { name: task.name }));
    const here = kept?.task === task.id ? kept : null;
    workspace(root, task, here, asked.has("d") && !here);
  } catch (error) {
    refuse(root, !(error instanceof api.Problem) ? say("status.offline") : error.told.status === 404 ? say("workspace.no_task") : error.message);
  }
}

function refuse(root, text) {
  root.replaceChildren(el("div", { class: "sg-ws" }, el("h1", {}, say("nav.draft")), el("p", { class: "sg-note" }, text),
    el("p", {}, el("a", { class: "sg-button", href: "/" }, say("workspace.choose_link")))));
}

/** `ws` is what the parts lend each other: the draft, the panes, what runs (`running`) and whether all is confirmed.
 * `lost`: the address names a draft that this browser has not. */
function workspace(root, task, kept, lost) {
  const draft = kept ?? { id: store.newId(), task: task.id, taskName: task.name, values: {}, text: "", original: "", citations: [], past: {}, findings: [], status: "", choice: {}, ticks: [] };
  const ws = { task, draft, running: null, confirmed: false, leaving: false, settle, status, called };
  const site = document.title.split(" - ").slice(1);
  /** The window is named after the draft: several stand side by side. */
  function called() { document.title = [draft.title || task.name, ...site].join(" - "); }
  const { keep, soon, back, forth } = makeKeeping(ws);
  const { write, several, stop, failed } = makeWriting(ws);
  const { cite, openFact, recheck } = makeTracing(ws);
  const { save, intoForm } = makePapers(ws);
  Object.assign(ws, { keep, keepSoon: soon, recheck });

  const bar = makeStateBar({ onStop: stop }), council = makeCouncil(task), hearing = makeHearing(draft.recording);
  const form = makeForm(task, { onChange: (values) => { draft.values = values; soon(); suggest(); council.look(values); } });
  const sources = makeSources({ onChoice: (choice) => { draft.choice = choice; soon(); }, onLight: (number) => text.editor.light(number), onInput: (card, from) => openText(card.label, draft.values[task.input] ?? "", card.quote, from), hear: hearing.button });
  const text = makeTextPane({
    checklist: task.checklist, writer: page.writer === "1", paper: task.paper,
    onInput: (value) => { draft.text = value; soon(); refresh(); status(); ws.long?.edited(); },
    onModel: (name) => { draft.model = name; text.madeBy(name); },
    sensitivity: () => (closed.checked ? "3" : ""),
    onCite: cite, onSave: save, onForm: intoForm, onOpen: openFact, onRecheck: recheck, onBack: back, onForth: forth,
    onVoice: async (voice) => { await api.voice({ draft: draft.id, task: task.id, fields: draft.values, text: draft.text, made: draft.original, ...voice }); draft.voice = voice; soon(); },
    onFacts: (facts) => { draft.marks = facts; soon(); status(); },
    onTick: (number, on) => { draft.ticks = on ? [...draft.ticks, number] : draft.ticks.filter((each) => each !== number); soon(); },
  });
  const make = el("button", { type: "submit", class: "sg-button sg-make" }, say("workspace.make"));
  const closed = el("input", { type: "checkbox", id: "sg-closed", class: "sg-check" });
  const closedRow = page.outside === "1" ? el("div", { class: "sg-field sg-field-check" }, el("label", { for: closed.id, class: "sg-label" }, closed, say("workspace.closed"))) : null;
  const long = task.long ? makeLong({ draft, text, bar, sources, task, form, panes: () => panes, closed, running: () => ws.running, leaving: () => ws.leaving, start: begun, end: ended, keep: soon, failed, remember: (worth) => versions.remember(draft, worth), back }) : null;
  const formPane = el("form", { novalidate: true, on: { submit: (event) => { event.preventDefault(); write(); } } }, form.element, closedRow, el("div", { class: "sg-make-row" }, make, long?.button ?? null, task.manners?.length ? el("button", { type: "button", class: "sg-button sg-button-second sg-make", on: { click: several } }, say("variants.button")) : null));
  const panes = makePanes([["form", say("workspace.form"), formPane], ["text", say("workspace.text"), text.element], ["sources", say("workspace.sources"), el("div", {}, makeWorkbook(task, () => draft.values).element, council.element, hearing.element, sources.element)]]);
  Object.assign(ws, { bar, form, sources, text, make, closed, long, panes });
  root.replaceChildren(el("div", { class: "sg-ws" },
    el("div", { class: "sg-ws-head" }, el("h1", {}, task.name), el("p", { class: "sg-lead" }, task.result), el("p", {}, el("a", { href: "/" }, say("workspace.back")))),
    lost ? el("p", { class: "sg-note", role: "status" }, say("workspace.lost")) : null,
    page.writer === "1" ? null : el("p", { class: "sg-note sg-note-thin" }, say("workspace.no_writer")), bar.element, panes.element));
  called();

  /** A long document is written section by section: what that begins and leaves. */
  function begun(run) { ws.running = run; make.disabled = true; }
  function ended(run) {
    ws.running = null;
    make.disabled = false;
    bar.rest();
    settle();
    keep();
    if (!run.stopped) recheck();
  }
  const refresh = later(() => sources.citations(draft.citations, draft.past, () => draft.text), 300);

  // ---- what the form finds so far

  let looking = null;
  const suggest = later(async () => {
    if (draft.text || ws.running) return;
    if (task.input) return sources.message(say("sources.input_only"));
    const query = Object.values(draft.values).map((value) => value.slice(0, 200)).join(" ").slice(0, 600).trim();
    if (!query) return sources.message(say("sources.none_yet"));
    looking?.abort();
    looking = new AbortController();
    try {
      const found = await api.search(query, { signal: looking.signal });
      if (draft.text || ws.running) return;
      if (found.hits.length) sources.candidates(found); else sources.message(say("sources.nothing_near"));
    } catch { /* the next key asks again */ }
  }, 500);

  // ---- what the page says when nothing runs

  function settle() {
    const empty = !draft.text;
    if (empty && !draft.status) text.empty();
    else text.madeBy(draft.model), text.finished(draft.text, draft.original, draft.findings ?? [], draft.ticks ?? [], draft.marks ?? [], draft.verdicts ?? []);
    text.voice.show(draft.voice);
    text.versions(draft.older?.length ?? 0, draft.newer?.length ?? 0);
    if (draft.citations.length) sources.citations(draft.citations, draft.past, empty ? null : () => draft.text);
    long?.show();
    make.textContent = say(empty ? "workspace.make" : "workspace.remake");
    make.classList.toggle("sg-button-second", !empty);
    const notes = { no_sources: "warning", blocked: "error", model_error: "warning" };
    if (draft.status in notes) text.note(draft.message || say(`status.${draft.status}`), notes[draft.status]);
    status();
  }
  function status() {
    if (ws.running) return;
    const name = draft.status || (draft.outline && !draft.text ? "outline" : "ready");
    const counts = { checks: text.editor.checks, facts: left(text.editor.facts).length, findings: (draft.findings ?? []).filter((one) => !OF_FACTS.test(one.rule)).length };
    const open = counts.checks + counts.facts, finished = ["ok", "needs_review"].includes(name) && Boolean(draft.text);
    const unwritten = long?.unwritten() ?? 0; // a long document is not confirmed before its last section is there
    const confirmed = ws.confirmed = finished && open === 0 && unwritten === 0 && text.editor.facts.length > 0;
    text.confirmed = confirmed;
    const shown = !finished ? name : open ? "needs_review" : unwritten ? "unwritten" : confirmed ? (counts.findings ? "confirmed_but" : "confirmed") : counts.findings ? "needs_review" : "ok";
    bar.show(say(`state.${shown}`, { ...counts, unwritten }), ["ready", "outline"].includes(name) ? "form" : "checking", shown);
  }

  // ---- as it was when this page was left

  if (kept) {
    form.fill(draft.values);
    council.look(draft.values);
    sources.choose(draft.choice);
    if (draft.running) draft.status = draft.text ? "interrupted" : "";
    settle();
    if (draft.text) panes.open("text");
  } else {
    status();
  }
  suggest();
}
