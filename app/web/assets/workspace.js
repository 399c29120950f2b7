// 下書き, the workspace: 条件, 文案, 根拠 put together. Knows nothing of markup; each pane has its own file.

import { alarm, announce, appears, el, later, page, say, sentences } from "./dom.js";
import { choose } from "./chooser.js";
import { carryTicks, counted, difference, left, placed, shift } from "./facts.js";
import { makeCouncil } from "./council.js";
import { makeForm } from "./form.js";
import { makeLong } from "./long.js";
import { openText } from "./overlay.js";
import { ask, makePanes } from "./panes.js";
import { hand } from "./saving.js";
import { makeSources } from "./sources.js";
import { makeStateBar } from "./statebar.js";
import * as store from "./store.js";
import * as api from "./stream.js";
import { OF_FACTS, makeTextPane } from "./textpane.js";
import { openVariants } from "./variants.js";
import * as versions from "./versions.js";
import { makeWorkbook } from "./workbook.js";

const UNWRITTEN = ["no_sources", "blocked"];
const NO_NAME = /[\u3002\uff0e]|\u7b2c.*\u53f7$|\u65e5$/; // a first line that names nothing: a sentence (。), a number (第…号), a day (…日)
const PATIENCE = 1500; // milliseconds that a stopped draft has to send its last words

export async function start() {
  const root = await appears("#sg-workspace");
  const asked = new URLSearchParams(location.search);
  const kept = await store.open(asked.get("d") ?? "");
  const id = asked.get("task") ?? kept?.task;
  if (!id) return choose(root);
  try {
    const task = await api.task(id);
    if (!task.available) return refuse(root, say("workspace.preparing", { name: task.name }));
    workspace(root, task, kept?.task === task.id ? kept : null);
  } catch (error) {
    refuse(root, error instanceof api.Problem ? error.message : say("status.offline"));
  }
}

function refuse(root, text) {
  root.replaceChildren(el("div", { class: "sg-ws" }, el("h1", {}, say("nav.draft")), el("p", { class: "sg-note" }, text),
    el("p", {}, el("a", { class: "sg-button", href: "/" }, say("workspace.choose_link")))));
}

function workspace(root, task, kept) {
  const draft = kept ?? { id: store.newId(), task: task.id, taskName: task.name, values: {}, text: "", original: "", citations: [], past: {}, findings: [], status: "", choice: {}, ticks: [] };
  let running = null, confirmed = false;

  const bar = makeStateBar({ onStop: stop });
  const form = makeForm(task, { onChange: (values) => { draft.values = values; keepSoon(); suggest(); council.look(values); } });
  const council = makeCouncil(task);
  const sources = makeSources({ onChoice: (choice) => { draft.choice = choice; keepSoon(); }, onLight: (number) => text.editor.light(number), onInput: (card, from) => openText(card.label, draft.values[task.input] ?? "", card.quote, from) });
  const text = makeTextPane({
    checklist: task.checklist, writer: page.writer === "1", paper: task.paper,
    onInput: (value) => { draft.text = value; keepSoon(); refresh(); status(); long?.edited(); },
    onModel: (name) => { draft.model = name; text.madeBy(name); },
    sensitivity: () => (closed.checked ? "3" : ""),
    onCite: cite, onSave: save, onForm: intoForm, onOpen: openFact, onRecheck: recheck,
    onVoice: async (voice) => { await api.voice({ draft: draft.id, task: task.id, fields: draft.values, text: draft.text, made: draft.original, ...voice }); draft.voice = voice; keepSoon(); },
    onFacts: (facts) => { draft.marks = facts; keepSoon(); status(); },
    onBack: () => travel(versions.back, "workspace.version_back"), onForth: () => travel(versions.forth, "workspace.version_forth"),
    onTick: (number, on) => { draft.ticks = on ? [...draft.ticks, number] : draft.ticks.filter((each) => each !== number); keepSoon(); },
  });
  const make = el("button", { type: "submit", class: "sg-button sg-make" }, say("workspace.make"));
  const closed = el("input", { type: "checkbox", id: "sg-closed", class: "sg-check" });
  const closedRow = page.outside === "1" ? el("div", { class: "sg-field sg-field-check" }, el("label", { for: closed.id, class: "sg-label" }, closed, say("workspace.closed"))) : null;
  const long = task.long ? makeLong({ draft, text, bar, sources, task, form, panes: () => panes, closed, running: () => running, start: (run) => { running = run; make.disabled = true; }, end: (run) => { running = null; make.disabled = false; bar.rest(); settle(); keep(); if (!run.stopped) recheck(); }, keep: () => keepSoon(), failed, remember: () => versions.remember(draft) }) : null;
  const formPane = el("form", { novalidate: true, on: { submit: (event) => { event.preventDefault(); write(); } } }, form.element, closedRow, el("div", { class: "sg-make-row" }, make, long?.button ?? null, task.manners?.length ? el("button", { type: "button", class: "sg-button sg-button-second sg-make", on: { click: several } }, say("variants.button")) : null));
  const panes = makePanes([["form", say("workspace.form"), formPane], ["text", say("workspace.text"), text.element], ["sources", say("workspace.sources"), el("div", {}, makeWorkbook(task, () => draft.values).element, council.element, sources.element)]]);
  root.replaceChildren(el("div", { class: "sg-ws" },
    el("div", { class: "sg-ws-head" }, el("h1", {}, task.name), el("p", { class: "sg-lead" }, task.result), el("p", {}, el("a", { href: "/" }, say("workspace.back")))),
    page.writer === "1" ? null : el("p", { class: "sg-note sg-note-thin" }, say("workspace.no_writer")), bar.element, panes.element));

  // ---- keeping

  const keepSoon = later(keep, 400);
  function keep() {
    if (!draft.text && !Object.keys(draft.values).length) return;
    if (!draft.named) draft.title = (draft.text.trim().split("\n")[0] || Object.values(draft.values)[0] || task.name).replace(/\[\d+\]/g, "").slice(0, 40);
    draft.running = running !== null;
    if (store.keep(draft)) { text.saved(false); if (!running) sendSoon(); }
    history.replaceState(null, "", `/draft?task=${encodeURIComponent(task.id)}&d=${draft.id}`);
  }
  let sending = false;
  const sendSoon = later(send, 1200);
  /** The server gets what this browser keeps, one sending at a time. */
  async function send() {
    if (sending) return sendSoon();
    sending = true;
    const { state, told } = await store.push(draft.id);
    sending = false;
    if (state === "sent") text.saved(true);
    else if (state === "refused") text.tell(told);
    else if (state === "conflict") {
      draft.id = store.apart(draft.id);
      text.note(say("workspace.saved_conflict"), "warning");
      keep();
    }
  }
  function travel(step, told) {
    if (running || !step(draft)) return;
    settle();
    keep();
    announce(say(told));
    text.tell(say(told));
    text.editor.focus();
  }
  let leaving = false;
  addEventListener("beforeunload", () => { leaving = true; setTimeout(() => { leaving = false; }, 3000); });
  addEventListener("pagehide", keep); // the next page sends it: an answer to this one would be lost, and with it the version
  addEventListener("online", sendSoon);
  for (const moved of ["wheel", "touchmove", "keydown"]) addEventListener(moved, () => { if (running) running.scrolled = true; }, { passive: true });
  const refresh = later(() => sources.citations(draft.citations, draft.past, () => draft.text), 300);

  // ---- what the form finds so far

  let looking = null;
  const suggest = later(async () => {
    if (draft.text || running) return;
    if (task.input) return sources.message(say("sources.input_only"));
    const query = Object.values(draft.values).map((value) => value.slice(0, 200)).join(" ").slice(0, 600).trim();
    if (!query) return sources.message(say("sources.none_yet"));
    looking?.abort();
    looking = new AbortController();
    try {
      const found = await api.search(query, { signal: looking.signal });
      if (draft.text || running) return;
      if (found.hits.length) sources.candidates(found); else sources.message(say("sources.nothing_near"));
    } catch { /* the next key asks again */ }
  }, 500);

  // ---- writing

  async function write() {
    if (running) return;
    if (!form.check()) return panes.open("form");
    if (draft.text && draft.text !== draft.original && !(await ask(say("workspace.remake_confirm"), say("workspace.remake_yes"), say("workspace.remake_no")))) return;
    const run = { control: new AbortController(), id: "", stopped: false, written: "", outline: "", scrolled: false };
    running = run;
    versions.remember(draft);
    Object.assign(draft, { text: "", original: "", findings: [], status: "" , ticks: [], outline: undefined, numbers: undefined, voice: undefined });
    long?.show();
    make.disabled = true;
    text.note("");
    text.writing();
    bar.run(say("state.starting"), "searching");
    if (panes.narrow()) panes.open("text");
    bar.focusStop();
    const beat = setInterval(keep, 1000);
    const voice = sentences();
    try {
      await follow(run, voice);
    } catch (error) {
      if (!leaving) failed(run, error); // a page that goes away keeps what is written as it is, to be found again
    } finally {
      setTimeout(ended, leaving ? 3100 : 0);
    }
    function ended() {
      voice.end();
      clearInterval(beat);
      running = null;
      make.disabled = false;
      bar.rest();
      settle();
      keep();
      if (draft.text && document.activeElement === document.body) text.focusTools();
    }
  }

  /** Several drafts side by side; the one that is chosen becomes the text. */
  async function several() {
    if (running) return;
    if (!form.check()) return panes.open("form");
    if (draft.text && draft.text !== draft.original && !(await ask(say("workspace.remake_confirm"), say("workspace.remake_yes"), say("workspace.remake_no")))) return;
    openVariants({ task: task.id, fields: draft.values, ...sources.choice(), ...(closed.checked ? { sensitivity: "3" } : {}), count: 3 }, {
      onError: (error) => { panes.open("form"); form.showErrors(error.told.fields); },
      onTake: ({ draft: made, text: words, citations, mixed }) => {
        versions.remember(draft);
        Object.assign(draft, { text: words, original: words, citations, findings: made.findings, facts: mixed ? [] : made.facts, status: made.status, hits: [], model: made.trace?.model ?? "", marks: mixed ? [] : placed(made.facts ?? [], words), past: {}, ticks: [], message: "", outline: undefined, numbers: undefined });
        panes.open("text");
        settle();
        keep();
        recheck();
        text.focusTools();
      },
    });
  }
  async function follow(run, voice) {
    const wanted = { task: task.id, fields: draft.values, ...sources.choice(), ...(closed.checked ? { sensitivity: "3" } : {}) };
    for await (const [name, data] of api.drafting(wanted, run.control.signal)) {
      if (name === "start") run.id = data.id;
      else if (name === "stage") stage(data, run);
      else if (name === "found") found(data);
      else if (name === "outline") outline(data, run);
      else if (name === "delta") { delta(data, run); voice.add(data.text); } else if (name === "done") done(data, run);
    }
  }
  function stage(data, run) {
    if (run.stopped) return;
    const step = data.state === "waiting" ? "writing" : data.state;
    bar.run(data.text || say(`state.${step}`), step);
    bar.progress(data.done, data.total);
  }
  function found(data) {
    Object.assign(draft, { citations: data.citations, past: { past: data.past, past_title: data.past_title } });
    sources.citations(draft.citations, draft.past);
    announce(say("state.found", { count: data.citations.length }));
  }
  /** What stands without the model is shown at once, in grey below what is written, until the model goes its own way. */
  function outline(data, run) {
    run.outline = draft.text = data.text;
    text.editor.ahead = data.text;
    if (page.writer === "1") text.note(say("workspace.outline"));
  }
  function delta(data, run) {
    run.written += data.text;
    draft.text = run.written;
    text.editor.append(data.text);
    const followed = run.outline.startsWith(run.written);
    text.editor.ahead = followed ? run.outline.slice(run.written.length) : say("workspace.going_on");
    if (followed) return;
    text.note("");
    if (!run.scrolled) text.editor.follow();
  }
  function done(data, run) {
    draft.message = UNWRITTEN.includes(data.status) ? data.text : ""; // the reason why nothing was written is no draft
    if (draft.message) data.text = "";
    if (run.stopped && !data.text.trim()) data.text = draft.text; // stopped before the model's first word: the outline stays
    Object.assign(draft, { text: data.text, original: data.text, citations: data.citations, findings: data.findings, facts: data.facts, verdicts: data.checklist ?? [], status: run.stopped ? "stopped" : data.status, hits: data.trace?.hits ?? [], model: data.trace?.model ?? "", marks: placed(data.facts ?? [], data.text) });
  }
  function failed(run, error) {
    draft.original = draft.text;
    if (run.stopped) { draft.status = "stopped"; return; }
    draft.status = "failed";
    const told = error instanceof api.Problem ? error.told : null;
    if (told?.fields?.length) { panes.open("form"); form.showErrors(told.fields); }
    text.note(told ? `${told.detail ?? ""}${say("status.failed", { number: told.number ?? "" })}` : say("status.offline"), "error");
    alarm(told?.detail ?? say("status.offline"));
  }

  /** The call stops within a second; what is written stays, whether or not the server sends its last words. */
  async function stop() {
    const run = running;
    if (!run || run.stopped) return;
    run.stopped = true;
    bar.stopping();
    setTimeout(() => { if (running === run) run.control.abort(); }, PATIENCE);
    if (run.id) await api.cancel(run.id).catch(() => run.control.abort()); else run.control.abort();
  }

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
    if (running) return;
    const name = draft.status || "ready";
    const counts = { checks: text.editor.checks, facts: left(text.editor.facts).length, findings: (draft.findings ?? []).filter((one) => !OF_FACTS.test(one.rule)).length };
    const open = counts.checks + counts.facts, finished = ["ok", "needs_review"].includes(name) && Boolean(draft.text);
    const unwritten = long?.unwritten() ?? 0; // a long document is not confirmed before its last section is there
    confirmed = finished && open === 0 && unwritten === 0 && text.editor.facts.length > 0;
    text.confirmed = confirmed;
    const shown = !finished ? name : open ? "needs_review" : unwritten ? "unwritten" : confirmed ? (counts.findings ? "confirmed_but" : "confirmed") : counts.findings ? "needs_review" : "ok";
    bar.show(say(`state.${shown}`, { ...counts, unwritten }), name === "ready" ? "form" : "checking", shown);
  }
  function cite(number) {
    panes.open("sources");
    if (!sources.show(number)) text.tell(say("sources.nothing_near"));
  }
  /** Where a value comes from: the source at the very words, or the field of the form. */
  function openFact(one) {
    const from = document.activeElement;
    if (one.citation && sources.openAt(one.citation, one.quote, draft.citations, from)) return;
    const field = /^入力「([^」]+)」/.exec(one.evidence ?? "")?.[1];
    const box = field && document.getElementById(`sg-field-${field}`);
    if (box) { panes.open("form"); box.focus(); } else text.tell(say("facts.no_source"));
  }

  /** The text as it stands is traced to its sources again; what is typed meanwhile is not lost. */
  async function recheck() {
    const sent = draft.text;
    text.checking = true;
    text.tell(say("facts.checking"));
    try {
      const found = await api.recheck({ task: task.id, text: sent, fields: draft.values, citations: draft.citations, hits: draft.hits ?? [], past: draft.past?.past ?? "" });
      const fresh = carryTicks(placed(found.facts, sent), text.editor.facts);
      if (sent !== draft.text && difference(sent, draft.text)) shift(fresh, sent, draft.text);
      draft.findings = [...(draft.findings ?? []).filter((one) => /^(draft|model|citation)\./.test(one.rule)), ...found.findings];
      draft.marks = fresh;
      draft.verdicts = found.checklist ?? [];
      text.rechecked(fresh, draft.findings, draft.ticks ?? [], draft.verdicts);
      text.tell(say("facts.checked"));
      announce(say("facts.checked"));
      const gone = found.missing.filter((number) => sent.includes(`[${number}]`));
      if (gone.length) text.note(say("facts.missing", { numbers: gone.map((number) => `[${number}]`).join("") }), "warning");
      keepSoon();
      status();
    } catch (error) {
      text.note(error instanceof api.Problem ? error.message : say("status.offline"), "error");
    } finally {
      text.checking = false;
    }
  }

  // ---- files

  const paper = () => ({ task: task.id, text: draft.text, citations: draft.citations, findings: draft.findings ?? [], facts: counted(text.editor.facts, draft.text), fields: draft.values, status: confirmed ? "confirmed" : draft.status, ...(draft.model === undefined ? {} : { model: draft.model }) });
  const fileName = () => `${draft.title || task.name}${confirmed ? "" : say("facts.draft_name")}`;
  function unsaved(error) {
    text.note(`${say("saving.failed")}${error instanceof api.Problem ? error.message : say("status.offline")}`, "error");
  }
  async function save(kind) {
    try {
      const made = await api.file(kind, paper());
      hand(made, fileName(), kind);
      if (made.note) text.note(made.note, "warning");
    } catch (error) { unsaved(error); }
  }
  /** The draft in the office's own form: its 件名 is the name a person gave, else a first line that is no sentence, number or day. */
  async function intoForm(form) {
    const first = draft.text.trim().split("\n")[0], title = draft.named || !NO_NAME.test(first.trim()) ? draft.title : "";
    try {
      const { file, missing, placed, cut } = await api.fill(form, { ...paper(), title: title || task.name });
      hand(file, fileName(), form.name.split(".").pop().toLowerCase());
      const told = say(placed ? "saving.form_placed" : missing ? "saving.form_missing" : "saving.form_done", { name: form.name, missing, placed }) + (cut ? say("saving.form_cut", { cut }) : "");
      text.note(told, missing || placed || cut ? "warning" : "success");
      announce(told);
    } catch (error) { unsaved(error); }
  }

  // ---- as it was when this page was left

  if (kept) {
    form.fill(draft.values);
    council.look(draft.values);
    sources.choose(draft.choice);
    if (draft.running) draft.status = draft.text ? "interrupted" : "";
    settle();
  } else {
    bar.show(say("state.ready"), "form");
  }
  suggest();
}
