// Writing a long document section by section: the outline, the text and the server put together. Knows nothing of markup.

import { headed, moved, numbersOf } from "./clauses.js";
import { alarm, announce, el, page, say } from "./dom.js";
import { makeOutline } from "./outline.js";
import { ask } from "./panes.js";
import { assemble, split, withoutHeading } from "./parts.js";
import * as api from "./stream.js";

/** {button, show(), edited()}; `ws` is what the workspace lends. The outline is kept in `draft.outline`, the ids of the
 * passages that have numbers in `draft.numbers`. */
export function makeLong(ws) {
  const { draft, text } = ws;
  const panel = makeOutline({ change: changed, write });
  const button = el("button", { type: "button", class: "sg-button sg-button-second sg-make", on: { click: begin } }, say("outline.make"));
  text.above.append(panel.element);
  let current = null; // the part that is being written

  async function begin() {
    if (ws.running()) return;
    if (!ws.form.check()) return ws.panes().open("form");
    try {
      const told = await api.outline({ task: ws.task.id, fields: draft.values });
      const before = Boolean(draft.text.trim() || draft.outline);
      if (before) ws.remember(true);
      draft.outline = { title: told.title, pattern: told.heading, parts: told.parts.map((one, at) => ({ ...one, id: `s${at}` })), made: {} };
      draft.outline.clauses = numbersOf(draft.outline.parts);
      head = null;
      bodies = new Map();
      draft.numbers = [];
      draft.text = draft.original = "";
      Object.assign(draft, { citations: [], findings: [], marks: [], facts: [], hits: [], ticks: [], status: "", model: undefined });
      text.empty(say("outline.empty"));
      ws.panes().open("text");
      show(before ? ws.back : null);
      panel.focus();
      ws.keep();
    } catch (error) {
      if (error instanceof api.Problem && error.told.fields?.length) { ws.panes().open("form"); ws.form.showErrors(error.told.fields); }
      text.note(api.why(error), "error");
    }
  }

  function states() {
    const { found } = split(draft.text, draft.outline);
    return new Map(draft.outline.parts.map((part) => {
      if (part.id === current) return [part.id, "writing"];
      const made = draft.outline.made[part.id], here = found.get(part.id);
      if (!here || !here.text.trim()) return [part.id, made === "" ? "failed" : "none"];
      return [part.id, same(here.text, made) ? "done" : "edited"];
    }));
  }
  const plain = (words) => (words ?? "").replace(/【要確認】/g, "").trim(); // a mark comes and goes with a tick
  const same = (one, other) => plain(one) === plain(other);

  function show(again = null) {
    look();
    if (draft.outline) panel.show(draft.outline, states(), again); else panel.hide();
    button.textContent = say(draft.outline ? "outline.remake" : "outline.make");
  }
  // What each section said when the outline last fitted the text: to put it together anew when the outline changes.
  let head = null, bodies = new Map();
  function look() {
    if (!draft.outline) return;
    const now = split(draft.text, draft.outline);
    head = draft.text ? now.head : null;
    bodies = new Map([...bodies, ...[...now.found].map(([id, one]) => [id, one.text])]);
    for (const part of draft.outline.parts) if (!now.found.has(part.id) && part.title) bodies.delete(part.id);
  }

  /** The articles of a contract are numbered by their place, and what cites one follows it. */
  function renumber() {
    const before = draft.outline.clauses ?? {}, after = numbersOf(draft.outline.parts);
    const shift = (words) => moved(words, before, after, (number) => say("outline.clause_gone", { number }));
    bodies = new Map([...bodies].map(([id, words]) => { const here = shift(words); return [id, after[id] ? headed(here, after[id]) : here]; }));
    for (const [id, words] of Object.entries(draft.outline.made)) draft.outline.made[id] = words && (after[id] ? headed(shift(words), after[id]) : shift(words));
    draft.outline.clauses = after;
  }

  /** The outline was changed: the text follows it, in a way that Ctrl+Z takes back. */
  function changed() {
    ws.keep();
    if (draft.text) {
      renumber();
      const first = draft.outline.parts[0], gone = head === "" && first?.title !== ""; // the changed title went with the first part
      const fresh = assemble(draft.outline, bodies, gone ? null : head);
      if (fresh !== draft.text) { const focus = document.activeElement; text.editor.replace(fresh); if (focus?.isConnected) focus.focus(); }
    }
    panel.states(states());
  }

  /** Write the sections with these ids one after another; what was edited by hand only when the clerk says so. */
  async function write(ids) {
    if (ws.running()) return;
    const state = states(), edited = ids.filter((id) => state.get(id) === "edited");
    const name = (part) => part?.title || part?.label || say("outline.untitled"), title = (id) => name(draft.outline.parts.find((one) => one.id === id));
    if (edited.length && ids.length === 1 && !(await ask(say("outline.over_edited", { title: title(ids[0]) }), say("workspace.remake_yes"), say("workspace.remake_no")))) return;
    let wanted = ids;
    if (edited.length && ids.length > 1 && !(await ask(say("outline.keep_edited", { count: edited.length }), say("outline.keep_yes"), say("outline.keep_no")))) wanted = ids.filter((id) => !edited.includes(id));
    ws.remember();
    draft.status = ""; // what became of an earlier run is over
    const run = { control: new AbortController(), id: "", stopped: false, written: "", outline: "", scrolled: false };
    const from = document.activeElement?.closest?.("[data-id]")?.dataset.id; // the row whose button was pressed
    ws.start(run);
    ws.bar.run(say("state.starting"), "writing");
    ws.bar.focusStop(); // the buttons of the outline sleep while it is written
    panel.busy = true;
    text.note("");
    let count = 0;
    try {
      for (const id of wanted) {
        if (run.stopped) break;
        await one(id, run, count, wanted.length);
        count += 1;
      }
      const told = say(run.stopped ? "outline.stopped" : "outline.finished", { count });
      announce(told);
      text.tell(told);
    } catch (error) {
      if (!run.stopped && !ws.leaving()) { ws.failed(run, error); alarm(say("outline.failed")); }
    } finally {
      setTimeout(ended, ws.leaving() ? 3100 : 0); // a page that goes away keeps what is written as it is, to be found again
    }
    function ended() {
      current = null;
      panel.busy = false;
      draft.original = draft.text;
      draft.status = run.stopped ? "stopped" : draft.status === "failed" ? "failed" : "needs_review";
      ws.end(run);
      if (from) panel.element.querySelector(`[data-id="${from}"] [data-do="write"]`)?.focus();
    }
  }

  async function one(id, run, done, total) {
    const part = draft.outline.parts.find((each) => each.id === id);
    look();
    const kept = new Map(bodies), others = new Map([...kept].filter(([name]) => name !== id && draft.outline.parts.some((each) => each.id === name)));
    const above = draft.outline.parts[0].id === id && !part.title && head === "" ? null : head; // a changed title goes with the first part
    current = id;
    panel.states(states());
    ws.bar.run(say("outline.progress", { title: part.title || part.label || say("outline.untitled"), done: done + 1, total }), "writing");
    ws.bar.progress(done + 1, total);
    const made = Object.fromEntries(draft.outline.parts.filter((each) => each.article > 0).map((each) => [each.id, each.article])), now = numbersOf(draft.outline.parts);
    /** What the server wrote, under the numbers that the outline gives now. */
    const own = (words) => { const here = withoutHeading(words, part), at = now[id]; const shifted = at ? moved(here, made, now, (number) => say("outline.clause_gone", { number })) : here; return at ? headed(shifted, at) : shifted; };
    const paint = (words) => { text.writing(assemble(draft.outline, new Map([...others, [id, words]]), above)); };
    const wanted = {
      task: ws.task.id, fields: draft.values, ...ws.sources.choice(), ...(ws.closed.checked ? { sensitivity: "3" } : {}),
      section: { title: part.title, chapter: part.chapter ?? "", note: part.note ?? "", origin: part.origin, article: part.article ?? 0 },
      numbered: draft.numbers ?? [], said: [...others.values()].join("\n"),
    };
    if (draft.past?.past && !wanted.past) wanted.past = draft.past.past;
    let written = "", final = null, frame = 0;
    for await (const [name, data] of api.drafting(wanted, run.control.signal)) {
      if (name === "start") run.id = data.id;
      else if (name === "found") found(data);
      else if (name === "outline" && page.writer === "1") paint(own(data.text));
      else if (name === "delta") {
        written += data.text;
        if (!frame) frame = requestAnimationFrame(() => { frame = 0; if (!final) paint(own(written)); });
      } else if (name === "done") final = data;
    }
    const unwritten = !final || ["no_sources", "blocked"].includes(final.status);
    const by = final?.trace?.model ?? "";
    if (!unwritten && (draft.model === undefined || !["", "extractive.v1"].includes(by))) draft.model = by;
    if (final?.status === "blocked") text.note(final.text, "error");
    const body = unwritten || (run.stopped && !final.text.trim()) ? kept.get(id) ?? "" : own(final.text).replace(/^\n+|\n+$/g, "");
    const drawn = new Map((final?.citations ?? []).map((one) => [one.passage_id, one.quote]));
    draft.citations = draft.citations.map((one) => drawn.has(one.passage_id) ? { ...one, quote: drawn.get(one.passage_id) } : one);
    draft.outline.made[id] = body;
    draft.outline.clauses = now;
    draft.text = assemble(draft.outline, new Map([...others, [id, body]]), above);
    text.writing(draft.text);
    current = null;
    panel.states(states());
    ws.keep();
  }

  /** The numbers of sources go on through the document: one passage has one number. */
  function found(data) {
    const numbers = draft.numbers ??= [];
    for (const one of data.citations) {
      if (numbers[one.number - 1]) continue;
      numbers[one.number - 1] = one.passage_id;
      draft.citations = [...draft.citations, one];
    }
    draft.hits = [...numbers];
    if (data.past && !draft.past?.past) draft.past = { past: data.past, past_title: data.past_title };
    ws.sources.citations(draft.citations, draft.past, () => draft.text);
  }

  /** How many sections of the outline are not in the text yet. */
  const unwritten = () => (draft.outline ? [...states().values()].filter((state) => state === "none" || state === "failed").length : 0);
  return { button, show, unwritten, edited() { if (draft.outline && !ws.running()) { look(); panel.states(states()); } } };
}
