// A draft as a file: Word and the others, and in the office's own form. Knows nothing of how files are made.

import { announce, say } from "./dom.js";
import { counted } from "./facts.js";
import { hand } from "./saving.js";
import * as api from "./stream.js";

const NO_NAME = /[\u3002\uff0e]|\u7b2c.*\u53f7$|\u65e5$/; // a first line that names nothing: a sentence (。), a number (第…号), a day (…日)

const WHOLE = "本文"; // as a form is asked to hold the whole draft

/** {save(kind), intoForm(file)}; `ws` is what the workspace lends. */
export function makePapers(ws) {
  const { draft, task } = ws;
  const paper = () => ({ task: task.id, text: draft.text, citations: draft.citations, findings: draft.findings ?? [], facts: counted(ws.text.editor.facts, draft.text), fields: draft.values, status: ws.confirmed ? "confirmed" : draft.status, past: draft.past?.past ?? "", ...(draft.model === undefined ? {} : { model: draft.model }) });
  const fileName = () => `${draft.title || task.name}${ws.confirmed ? "" : say("facts.draft_name")}`;
  function unsaved(error) {
    if (error instanceof api.Problem) ws.text.note(`${say("saving.failed")}${error.message}`, "error"); else ws.text.unreached(say("saving.failed"));
  }
  /** The draft left as a file: what the evaluators' page counts as taken. */
  function taken(kind) { draft.saved = kind; ws.keepSoon(); }
  async function save(kind) {
    try {
      const made = await api.file(kind, paper());
      hand(made, fileName(), kind);
      ws.text.reached();
      taken(kind);
      if (made.note) ws.text.note(made.note, "warning");
      ws.text.tell(say("saving.saved", { kind: say(`saving.${kind}`) }));
    } catch (error) { unsaved(error); }
  }
  /** The draft in the office's own form: its 件名 is the name a person gave, else a first line that is no sentence, number or day. */
  async function intoForm(form) {
    const first = draft.text.trim().split("\n")[0], title = draft.named ? draft.title : NO_NAME.test(first.trim()) ? "" : first.replace(/\[\d+\]/g, "").trim().slice(0, 300);
    try {
      const { file, missing, placed, cut } = await api.fill(form, { ...paper(), title: title || task.name });
      hand(file, fileName(), form.name.split(".").pop().toLowerCase());
      taken("form");
      const told = say(placed ? "saving.form_placed" : missing ? "saving.form_missing" : "saving.form_done", { name: form.name, missing, placed }) + (placed && !placed.split("、").includes(WHOLE) ? say("saving.form_no_whole") : "") + (cut ? say("saving.form_cut", { cut }) : "");
      ws.text.note(told, missing || placed || cut ? "warning" : "success");
      announce(told);
    } catch (error) { unsaved(error); }
  }
  return { save, intoForm };
}
