// The drafts of this browser, kept so that a reload, a dead server or a closed laptop loses nothing. Knows nothing of pages.

const KEY = "shitagaki.drafts.1";
const MOST = 30;

/** Every kept draft, newest first. A damaged store counts as empty. */
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

/** Keep a draft as it is now; false when the browser would not. */
export function keep(draft) {
  const others = all().filter((one) => one.id !== draft.id);
  for (let count = MOST; count > 0; count = Math.floor(count / 2)) {
    try {
      localStorage.setItem(KEY, JSON.stringify([{ ...draft, updated: Date.now() }, ...others].slice(0, count)));
      return true;
    } catch {
      // the browser's room is full: keep fewer of the old ones
    }
  }
  return false;
}

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
