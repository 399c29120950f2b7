// Having a draft written: the stream of its making, やめる, and several side by side. Knows nothing of markup; the panes show it.

import { alarm, announce, page, say, sentences } from "./dom.js";
import { placed } from "./facts.js";
import { ask } from "./panes.js";
import * as api from "./stream.js";
import { openVariants } from "./variants.js";
import * as versions from "./versions.js";

const UNWRITTEN = ["no_sources", "blocked"];
const PATIENCE = 1500; // milliseconds that a stopped draft has to send its last words

/** {write(), several(), stop(), failed(run, error)}; `ws` is what the workspace lends. */
export function makeWriting(ws) {
  const { draft, task } = ws;

  async function write() {
    if (ws.running) return;
    if (!ws.form.check()) return ws.panes.open("form");
    if (draft.text && draft.text !== draft.original && !(await ask(say("workspace.remake_confirm"), say("workspace.remake_yes"), say("workspace.remake_no")))) return;
    const run = { control: new AbortController(), id: "", stopped: false, written: "", outline: "", scrolled: false };
    ws.running = run;
    versions.remember(draft);
    Object.assign(draft, { text: "", original: "", findings: [], status: "" , ticks: [], outline: undefined, numbers: undefined, voice: undefined });
    ws.long?.show();
    ws.make.disabled = true;
    ws.text.note("");
    ws.text.writing();
    ws.bar.run(say("state.starting"), "searching");
    if (ws.panes.narrow()) ws.panes.open("text");
    ws.bar.focusStop();
    const beat = setInterval(ws.keep, 1000);
    const voice = sentences();
    try {
      await follow(run, voice);
    } catch (error) {
      if (!ws.leaving) failed(run, error); // a page that goes away keeps what is written as it is, to be found again
    } finally {
      setTimeout(ended, ws.leaving ? 3100 : 0);
    }
    function ended() {
      voice.end();
      clearInterval(beat);
      ws.running = null;
      ws.make.disabled = false;
      ws.bar.rest();
      ws.settle();
      ws.keep();
      if (draft.text && document.activeElement === document.body) ws.text.focusTools();
    }
  }

  /** Several drafts side by side; the one that is chosen becomes the text. */
  async function several() {
    if (ws.running) return;
    if (!ws.form.check()) return ws.panes.open("form");
    if (draft.text && draft.text !== draft.original && !(await ask(say("workspace.remake_confirm"), say("workspace.remake_yes"), say("workspace.remake_no")))) return;
    openVariants({ task: task.id, fields: draft.values, ...ws.sources.choice(), ...(ws.closed.checked ? { sensitivity: "3" } : {}), count: 3 }, {
      onError: (error) => { ws.panes.open("form"); ws.form.showErrors(error.told.fields); },
      onTake: ({ draft: made, text: words, citations, mixed }) => {
        versions.remember(draft);
        Object.assign(draft, { text: words, original: words, citations, findings: made.findings, facts: mixed ? [] : made.facts, status: made.status, hits: [], model: made.trace?.model ?? "", marks: mixed ? [] : placed(made.facts ?? [], words), past: {}, ticks: [], message: "", outline: undefined, numbers: undefined });
        ws.panes.open("text");
        ws.settle();
        ws.keep();
        ws.recheck();
        ws.text.focusTools();
      },
    });
  }
  async function follow(run, voice) {
    const wanted = { task: task.id, fields: draft.values, ...ws.sources.choice(), ...(ws.closed.checked ? { sensitivity: "3" } : {}) };
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
    ws.bar.run(data.text || say(`state.${step}`), step);
    ws.bar.progress(data.done, data.total);
  }
  function found(data) {
    Object.assign(draft, { citations: data.citations, past: { past: data.past, past_title: data.past_title } });
    ws.sources.citations(draft.citations, draft.past);
    announce(say("state.found", { count: data.citations.length }));
  }
  /** What stands without the model is shown at once, in grey below what is written, until the model goes its own way. */
  function outline(data, run) {
    run.outline = draft.text = data.text;
    ws.text.editor.ahead = data.text;
    if (page.writer === "1") ws.text.note(say("workspace.outline"));
  }
  function delta(data, run) {
    run.written += data.text;
    draft.text = run.written;
    ws.text.editor.append(data.text);
    const followed = run.outline.startsWith(run.written);
    ws.text.editor.ahead = followed ? run.outline.slice(run.written.length) : say("workspace.going_on");
    if (followed) return;
    ws.text.note("");
    if (!run.scrolled) ws.text.editor.follow();
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
    if (told?.fields?.length) { ws.panes.open("form"); ws.form.showErrors(told.fields); }
    if (told) ws.text.note(`${told.detail ?? ""}${say("status.failed", { number: told.number ?? "" })}`, "error"); else ws.text.unreached();
    alarm(told?.detail ?? say("status.offline"));
  }

  /** The call stops within a second; what is written stays, whether or not the server sends its last words. */
  async function stop() {
    const run = ws.running;
    if (!run || run.stopped) return;
    run.stopped = true;
    ws.bar.stopping();
    setTimeout(() => { if (ws.running === run) run.control.abort(); }, PATIENCE);
    if (run.id) await api.cancel(run.id).catch(() => run.control.abort()); else run.control.abort();
  }

  return { write, several, stop, failed };
}
