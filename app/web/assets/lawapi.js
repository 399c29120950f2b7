// Talking to /api/law. Knows nothing of the page.

import { Problem } from "./stream.js";

async function answered(response) {
  if (response.ok) return response;
  let told = { status: response.status };
  try { told = await response.json(); } catch { /* no body that says more */ }
  throw new Problem(told);
}

const get = async (path, query, signal) => (await answered(await fetch(`${path}?${new URLSearchParams(Object.entries(query).filter(([, value]) => value))}`, { signal }))).json();
const post = async (path, body, signal) => answered(await fetch(path, { method: "POST", signal, body: JSON.stringify(body), headers: { "content-type": "application/json" } }));

export const list = (query, day, signal) => get("/api/law/regulations", { q: query, as_of: day }, signal);
export const read = (id, day) => get(`/api/law/regulations/${encodeURIComponent(id)}`, { as_of: day });
export const explain = (id, anchor) => get(`/api/law/regulations/${encodeURIComponent(id)}/commentary`, { anchor });
export const stages = async (asked) => (await post("/api/law/stages", asked)).json();
export const compare = (old, now, form) => get("/api/law/comparison", { old, new: now, form });
export const revised = () => get("/api/law/revised", {});
/** The 新旧対照表 of two revisions (ids) or two files (File), as data or, with `kind`, as a blob. */
export async function table(old, now, kind = "") {
  const path = kind ? "/api/law/comparison/file" : "/api/law/comparison";
  let response;
  if (typeof old === "string") response = await answered(await fetch(`${path}?${new URLSearchParams({ old, new: now, ...(kind ? { kind } : {}) })}`));
  else {
    const body = new FormData();
    body.append("old", old);
    body.append("new", now);
    if (kind) body.append("kind", kind);
    response = await answered(await fetch(path, { method: "POST", body }));
  }
  return kind ? response.blob() : response.json();
}
export const bills = async (asked) => (await post("/api/law/bills", asked)).json();
export const billFile = async (asked) => (await post("/api/law/bills/file", asked)).blob();
export const draft = async (asked, signal) => (await post("/api/law/drafts", asked, signal)).json();
export const file = async (asked) => (await post("/api/law/files", asked)).blob();
