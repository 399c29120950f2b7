// Talking to the API: a draft as it is written, stopping it, searching, its files. Knows nothing of the page.

import { say } from "./dom.js";

/** An error with what the server said: {title, detail, number, status, fields}. One of the server's own is told with its number. */
export class Problem extends Error {
  constructor(told) {
    const number = told.status >= 500 && told.number ? say("problems.quote", { number: told.number }) : "";
    super([told.detail ?? told.title ?? "", number].filter(Boolean).join("　"));
    this.told = told;
  }
}

/** What a person reads of an error: the server's own sentence, or that it was not reached. */
export const why = (error) => (error instanceof Problem && error.message ? error.message : say("status.offline"));

export async function problem(response) {
  try { return new Problem(await response.json()); }
  catch { return new Problem({ status: response.status, number: response.headers.get("x-request-number") ?? "" }); }
}

/** The response to a form sent as JSON. Throws Problem. */
async function post(url, form, { signal, accept = "*/*" } = {}) {
  const headers = { "content-type": "application/json", accept };
  const response = await fetch(url, { method: "POST", signal, body: JSON.stringify(form), headers });
  if (!response.ok) throw await problem(response);
  return response;
}

async function* streamed(url, form, signal) {
  const response = await post(url, form, { signal, accept: "text/event-stream" });
  for await (const [name, data] of events(response.body)) {
    if (name === "problem") throw new Problem(data);
    yield [name, data];
  }
}

/** The events of a draft, in order: [name, data]. Throws Problem, or TypeError when the server is not there or goes away. */
export async function* drafting(form, signal) {
  let last = "";
  for await (const event of streamed("/api/drafts", form, signal)) { [last] = event; yield event; }
  if (last !== "done") throw new TypeError("the line was cut");
}

/** The drafts of one form that differ: [name, data] of stage, variant, done. */
export const variants = (form, signal) => streamed("/api/drafts/variants", form, signal);

/** Server-sent events out of a body of bytes. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    const blocks = rest.split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      let name = "message", data = "";
      for (const line of block.split("\n")) {
        if (line.startsWith("event:")) name = line.slice(6).trim();
        else if (line.startsWith("data:")) data += line.slice(5).trimStart();
      }
      if (data) yield [name, JSON.parse(data)];
    }
  }
}

export async function cancel(id) {
  await fetch(`/api/drafts/${encodeURIComponent(id)}/cancel`, { method: "POST" });
}

/** Keep what a clerk says of a draft. */
export async function voice(form) {
  const response = await post("/api/feedback", form);
  return response.json();
}

/** {hits, confident} for the words of a form. */
export async function search(query, { k = 8, asOf = "", signal } = {}) {
  const asked = new URLSearchParams({ q: query.slice(0, 2000), k: String(k) });
  if (asOf) asked.set("as_of", asOf);
  const response = await fetch(`/api/search?${asked}`, { signal });
  if (!response.ok) throw await problem(response);
  return response.json();
}

/** The sections of a long document for a filled form: {title, heading, parts}. */
export async function outline(form) {
  const response = await post("/api/drafts/outline", form);
  return response.json();
}

export async function task(id) {
  const response = await fetch(`/api/tasks/${encodeURIComponent(id)}`);
  if (!response.ok) throw await problem(response);
  return response.json();
}

/** The text of a file, to go into a field: {text, notes}. The file is not kept. */
export async function text(file) {
  const body = new FormData();
  body.append("file", file);
  const response = await fetch("/api/text", { method: "POST", body });
  if (!response.ok) throw await problem(response);
  return response.json();
}

/** The facts and findings of an edited text: {facts, findings, missing}. */
export async function recheck(draft) {
  const response = await post("/api/drafts/check", draft);
  return response.json();
}

/** A draft as a file of that kind (docx, pdf, …), as a Blob. */
export async function file(kind, draft) {
  const response = await post(`/api/drafts/export/${kind}`, draft);
  const made = await response.blob();
  made.note = decodeURIComponent(response.headers.get("x-note") ?? ""); // why a picture is not there
  return made;
}

/** The office's own form with a draft in it: {file, missing, placed}: the marks that had no text, the names put beside labels; cut: what is too long for its box. */
export async function fill(form, draft) {
  const body = new FormData();
  body.append("file", form);
  body.append("draft", JSON.stringify(draft));
  const response = await fetch("/api/drafts/fill", { method: "POST", body });
  if (!response.ok) throw await problem(response);
  const told = (name) => decodeURIComponent(response.headers.get(name) ?? "");
  return { file: await response.blob(), missing: told("x-missing"), placed: told("x-placed"), cut: told("x-cut") };
}

/** What was found in a text: {findings, profile, readability, …}. The text is not kept. */
export async function check(wanted) {
  const response = await post("/api/checks", wanted);
  return response.json();
}

/** The council's past answers on the subject of a form: {subject, answers}. */
export async function pastAnswers(form, signal) {
  const response = await post("/api/council", form, { signal });
  return response.json();
}

/** The example workbook of the form's formula, computed: {name, formula, rows, computed, note}. */
export async function workbook(form) {
  const response = await post("/api/workbook", form);
  return response.json();
}

/** The same as a file, a Blob. */
export async function workbookFile(form) {
  const response = await post("/api/workbook/file", form);
  return response.blob();
}
