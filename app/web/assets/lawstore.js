// The edits of a regulation in this browser: kept, taken back one by one, joined to the whole text. Knows nothing of the page.

const KEY = "shitagaki.law.1";

function kept() {
  try {
    const all = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return all && typeof all === "object" ? all : {};
  } catch {
    return {};
  }
}

/** The edits of `law` ({id, parts}): texts by anchor where they differ, with the steps back. */
export function makeEdits(law) {
  const before = new Map(law.parts.map((part) => [part.anchor, part.text]));
  const found = kept()[law.id];
  const texts = new Map(Object.entries(found?.texts ?? {}).filter(([anchor, text]) => before.has(anchor) && typeof text === "string"));
  const past = [];
  const steps = texts.size && Array.isArray(found?.steps) ? found.steps.filter((one) => typeof one?.text === "string" && typeof one?.day === "string") : [];
  return {
    /** Earlier steps of an amendment in two steps: [{text, day}], the first of them first. */
    steps,
    restored: texts.size ? found.updated : 0,
    text: (anchor) => texts.get(anchor) ?? before.get(anchor),
    changed: (anchor) => texts.has(anchor),
    get count() { return texts.size; },
    get canUndo() { return past.length > 0; },
    /** The whole regulation as it would read. */
    whole: () => law.parts.map((part) => texts.get(part.anchor) ?? part.text).join(""),
    /** Put `text` in the place of a part; typing goes on in one step until `step` says that a new one begins. */
    put(anchor, text, step = true) {
      const was = texts.get(anchor) ?? before.get(anchor);
      if (was === text) return;
      if (step || past.at(-1)?.anchor !== anchor) past.push({ anchor, text: was });
      if (past.length > 200) past.shift();
      if (text === before.get(anchor)) texts.delete(anchor); else texts.set(anchor, text);
    },
    /** The part whose last step was taken back, or "". */
    undo() {
      const last = past.pop();
      if (!last) return "";
      if (last.text === before.get(last.anchor)) texts.delete(last.anchor); else texts.set(last.anchor, last.text);
      return last.anchor;
    },
    reset() { texts.clear(); past.length = 0; steps.length = 0; },
    /** Keep them; false when the browser would not. */
    keep() {
      const all = kept();
      if (texts.size) all[law.id] = { title: law.title, texts: Object.fromEntries(texts), steps, updated: Date.now() }; else delete all[law.id];
      try { localStorage.setItem(KEY, JSON.stringify(all)); return true; } catch { return false; }
    },
  };
}

/** [{id, title}] of the regulations other than `id` that have edits here. */
export function others(id) {
  return Object.entries(kept()).filter(([each, held]) => each !== id && Object.keys(held?.texts ?? {}).length).map(([each, held]) => ({ id: each, title: held.title ?? each }));
}

/** The whole text of `law` ({id, parts}) as it was edited here. */
export function wholeOf(law) { return makeEdits(law).whole(); }

/** Ids of the regulations that have edits here. */
export function edited() { return Object.keys(kept()); }
