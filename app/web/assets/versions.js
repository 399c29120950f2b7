// The texts that a draft had before it was made anew: back to them and forth again. Knows nothing of pages.

const MOST = 8;
/** What changes when a draft is made anew. */
const PARTS = ["text", "original", "citations", "past", "findings", "facts", "marks", "status", "hits", "ticks", "message", "outline", "numbers", "model"];

function state(draft) {
  return structuredClone(Object.fromEntries(PARTS.filter((name) => draft[name] !== undefined).map((name) => [name, draft[name]])));
}

/** Remember the draft as it stands, before something puts another text (or, where `worth` says so, another outline) in its place. */
export function remember(draft, worth = draft.text?.trim()) {
  if (!worth) return;
  draft.older = [...(draft.older ?? []), state(draft)].slice(-MOST);
  draft.newer = [];
}

function swap(draft, from, to) {
  const found = draft[from]?.at(-1);
  if (!found) return false;
  draft[to] = [...(draft[to] ?? []), state(draft)].slice(-MOST);
  draft[from] = draft[from].slice(0, -1);
  for (const name of PARTS) delete draft[name];
  Object.assign(draft, structuredClone(found));
  return true;
}

/** Put the draft back to what it was before it was made anew; false when there is nothing to go back to. */
export function back(draft) { return swap(draft, "older", "newer"); }

export function forth(draft) { return swap(draft, "newer", "older"); }
