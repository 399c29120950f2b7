// The drafts of this browser, kept so that a reload, a dead server or a closed laptop loses nothing. Knows nothing of pages.

// Every change is written to this browser at once; `push` sends it to the server, which keeps more and for longer. What
// the server has not yet seen is marked `unsent` and goes there when it can be reached again.

const KEY = "shitagaki.drafts.1";
const MOST = 30;
const OURS = ["unsent", "version", "updated"]; // what belongs to the keeping, not to the draft

/** Every draft kept in this browser, newest first. A damaged store counts as empty. */
export function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => one && typeof one.id === "string" && typeof one.task === "string") : [];
  } catch {
    return [];
  }
}

export function find(id) {
  return all().find((one) => one.id === id) ?? null;
}

const seen = new Map(); // what each draft said when this window last read or wrote it
const essence = (draft) => JSON.stringify([draft.text ?? "", draft.values ?? {}]);

/** Keep a draft as it is now; false when the browser would not. One that has not changed keeps its time. "conflict": another
 * window of this browser has changed it since this one last saw it, and so has this one; nothing is written. */
export function keep(draft) {
  const kept = all(), before = kept.find((one) => one.id === draft.id), now = essence(draft), last = seen.get(draft.id);
  if (before && last !== undefined && essence(before) !== last && essence(before) !== now) return now === last ? true : "conflict";
  seen.set(draft.id, now);
  if (before && text(before) === text(draft)) return true;
  return write([{ ...draft, version: before?.version ?? draft.version ?? 0, unsent: true, updated: Date.now() }, ...kept.filter((one) => one.id !== draft.id)]);
}

function write(drafts) {
  for (let count = MOST; count > 0; count = Math.floor(count / 2)) {
    try {
      localStorage.setItem(KEY, JSON.stringify(drafts.slice(0, count)));
      return true;
    } catch {
      // the browser's room is full: keep fewer of the old ones
    }
  }
  return false;
}

/** The draft without what belongs to the keeping. */
function bare(draft) {
  return Object.fromEntries(Object.entries(draft).filter(([name, value]) => !OURS.includes(name) && value !== undefined));
}
function text(draft) { return JSON.stringify(bare(draft)); }

export function remove(id) {
  localStorage.setItem(KEY, JSON.stringify(all().filter((one) => one.id !== id)));
}

/** Put a removed draft back where its time says. */
export function putBack(draft) {
  const kept = [...all(), draft].sort((a, b) => b.updated - a.updated);
  localStorage.setItem(KEY, JSON.stringify(kept));
}

export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// ---- the server

async function call(path, options = {}) {
  const response = await fetch(`/api/saved${path}`, { headers: { "content-type": "application/json" }, ...options });
  if (response.ok) return response.json();
  const problem = new Error(String(response.status));
  problem.status = response.status;
  problem.told = await response.json().catch(() => ({}));
  throw problem;
}
function change(id, fields) {
  const kept = all();
  const one = kept.find((each) => each.id === id);
  if (one) { Object.assign(one, fields); write(kept); }
}

/** Send a kept draft to the server: "sent", "same", "conflict" (another window has changed it), "refused" with the
 * reason, or "offline". */
export async function push(id, { leaving = false } = {}) {
  const draft = find(id);
  if (!draft?.unsent) return { state: "same" };
  const sent = text(draft);
  const body = JSON.stringify({ task: draft.task, title: draft.title || draft.taskName || draft.task, named: Boolean(draft.named), base: draft.version ?? 0, state: bare(draft) });
  try {
    const made = await call(`/${id}`, { method: "PUT", body, keepalive: leaving && body.length < 20000 });
    const now = find(id);
    change(id, { version: made.version, ...(now && text(now) === sent ? { unsent: false } : {}) });
    return { state: "sent" };
  } catch (error) {
    if (error.status === 409) return { state: "conflict" };
    if (error.status === 422) { change(id, { unsent: false }); return { state: "refused", told: error.told.detail ?? "" }; }
    return { state: "offline" };
  }
}

/** Send what the server has not seen: after a time without it. */
export async function pushAll() {
  for (const draft of all().filter((one) => one.unsent)) {
    const { state } = await push(draft.id);
    if (state === "offline") return;
    if (state === "conflict") apart(draft.id);
  }
}

/** Give a draft that two windows have changed an id of its own; returns it. */
export function apart(id) {
  const kept = all(), one = kept.find((each) => each.id === id);
  if (!one) return id;
  one.id = newId();
  one.version = 0;
  write(kept);
  return one.id;
}

/** The heads of every draft, of this browser and the server, newest first; null when the server cannot be reached. */
export async function list() {
  try {
    const { drafts } = await call("");
    const here = new Map(all().map((one) => [one.id, one]));
    const there = drafts.map((one) => (here.get(one.id)?.unsent ? { ...one, ...here.get(one.id) } : { ...here.get(one.id), ...one }));
    const known = new Set(drafts.map((one) => one.id));
    return [...there, ...[...here.values()].filter((one) => !known.has(one.id))].sort((a, b) => b.updated - a.updated);
  } catch {
    return null;
  }
}

/** A draft as it was left: from this browser, or the server's where that is newer. */
export async function open(id) {
  const found = await newest(id);
  if (found) seen.set(found.id, essence(found));
  return found;
}

async function newest(id) {
  const here = find(id);
  if (!id || here?.unsent) return here;
  try {
    const { state, ...head } = await call(`/${encodeURIComponent(id)}`);
    if (here && (here.version ?? 0) >= head.version && here.title === head.title) return here;
    const draft = { ...state, ...head, named: head.named, unsent: false };
    write([draft, ...all().filter((one) => one.id !== id)]);
    return draft;
  } catch {
    return here;
  }
}

export async function rename(id, title) {
  const here = find(id);
  if (here) change(id, { title, named: true });
  if (here?.unsent) return push(id);
  return call(`/${id}`, { method: "PATCH", body: JSON.stringify({ title }) });
}

/** A copy of a draft, made on the server, or here when the draft is only here. Returns its head. */
export async function copy(head, title) {
  await push(head.id);
  const there = await call(`/${head.id}/copy`, { method: "POST" }).catch((error) => { if (error.status !== 404) throw error; return null; });
  if (there) return there;
  const draft = { ...find(head.id), id: newId(), title, named: true, version: 0, unsent: true, updated: Date.now() };
  write([draft, ...all()]);
  return draft;
}

/** Take a draft off both lists; `restore` puts it back. Returns what `restore` needs. */
export async function discard(id) {
  const here = find(id);
  const there = !here || here.version > 0;
  remove(id);
  if (there) await call(`/${id}`, { method: "DELETE" }).catch((error) => { if (error.status !== 404) { if (here) putBack(here); throw error; } });
  return { here, there };
}
export async function restore(id, { here, there }) {
  if (here) putBack(here);
  if (there) await call(`/${id}/restore`, { method: "POST" });
}
