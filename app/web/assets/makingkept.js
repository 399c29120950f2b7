// What was put into 用途を作る and not kept yet, in this browser: it survives a reload and a closed window. Knows no page.

const KEY = "shitagaki.making.1";

/** {text, share, current} as it was left, or null. */
export function left() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return typeof found?.text === "string" && found.text.trim() ? found : null;
  } catch { return null; }
}

/** Hold it; false when the browser would not. */
export function hold(held) {
  try { localStorage.setItem(KEY, JSON.stringify(held)); return true; } catch { return false; }
}

export function drop() {
  try { localStorage.removeItem(KEY); } catch { /* then nothing was held */ }
}
