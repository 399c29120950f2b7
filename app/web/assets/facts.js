// The facts of a draft as its text is edited: where each stands, what became of it, what is left to look at. Knows no page.

/** States that a person must look at; 「edited」 is a fact whose words were changed since it was checked. */
export const OPEN = ["conflict", "unsupported", "edited", "stale", "derived"];
// Digits, letters and 漢数字: beside a value they make it another one.
const GLUED = /[0-9\uff10-\uff19A-Za-z,\uff0c.\uff0e\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u5104]/;

/** The server's facts of `text`, at places of JavaScript strings (the server counts characters, not halves of pairs). */
export function placed(facts, text) {
  const at = places(text);
  return facts.map((one, id) => ({ ...one, id, made: one.state, start: at(one.start), end: at(one.end), ticked: Boolean(one.ticked) }));
}

/** The same facts counted as the server counts, each with the state that it has now. */
export function counted(items, text) {
  const back = characters(text);
  return items.filter((one) => !one.gone).map((one) => ({
    text: text.slice(one.start, one.end), kind: one.kind, state: one.state, start: back(one.start), end: back(one.end),
    evidence: one.state === "edited" ? "" : one.evidence, citation: one.citation ?? 0, quote: one.quote ?? "", ticked: one.ticked,
  }));
}

function places(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (at) => at;
  const starts = [];
  let at = 0;
  for (const letter of text) { starts.push(at); at += letter.length; }
  starts.push(at);
  return (number) => starts[Math.min(number, starts.length - 1)];
}

function characters(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (at) => at;
  return (at) => [...text.slice(0, at)].length;
}

/** What was changed between two texts: [start, end of what went, end of what came]. */
export function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0, tail = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  while (tail < most - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail += 1;
  return [start, before.length - tail, after.length - tail];
}

/** Move the facts with an edit of the text. One whose words were touched is 「edited」 until it is checked again, or
 * until its own words stand there again (undo). Returns the facts whose state changed. */
export function shift(items, before, after) {
  if (before === after) return [];
  const [from, to, now] = difference(before, after);
  const delta = now - to;
  const changed = [];
  for (const one of items) {
    const was = one.state, gone = one.gone;
    if (one.end < from || (one.end === from && (from === now || !GLUED.test(after[from]) || !GLUED.test(after[from - 1] ?? "")))) {
      if (one.end >= from - 1) settle(one, after);
    } else if (one.start > to || (one.start === to && !glued(after, now))) {
      one.start += delta;
      one.end += delta;
      if (one.gone) settle(one, after);
    } else {
      one.inside = (one.state === "edited" || one.gone ? one.inside ?? 0 : 0) + Math.max(one.start - from, 0); // where its words begin in the stretch
      one.start = Math.min(one.start, from);
      one.end = Math.max(Math.max(one.end, to) + delta, one.start);
      settle(one, after);
    }
    if (one.state !== was || one.gone !== gone) changed.push(one);
  }
  return changed;
}

/** Whether a letter or digit came right before the one at `at`: 「2」 before 「11件」 makes it another number. */
function glued(text, at) { return GLUED.test(text[at - 1] ?? "") && GLUED.test(text[at] ?? ""); }

function stands(one, text, at) {
  return text.startsWith(one.text, at) && !(GLUED.test(text[at - 1] ?? "") && GLUED.test(one.text[0]))
    && !(GLUED.test(text[at + one.text.length] ?? "") && GLUED.test(one.text.at(-1)));
}

function settle(one, text) {
  const at = [one.start, one.start + (one.inside ?? 0)].find((each) => stands(one, text, each));
  if (at !== undefined) {
    one.inside = 0;
    one.start = at;
    one.end = at + one.text.length;
    one.state = one.made;
    one.gone = false;
    return;
  }
  one.state = "edited";
  one.ticked = false;
  one.gone = one.start >= one.end;
}

/** Facts of a new check with the ticks of the old ones that say the same words at the nearest place with the same state. */
export function carryTicks(fresh, old) {
  const ticked = old.filter((one) => one.ticked && !one.gone);
  for (const one of fresh) {
    const same = ticked.filter((each) => each.text === one.text && each.made === one.made);
    const near = same.sort((a, b) => Math.abs(a.start - one.start) - Math.abs(b.start - one.start))[0];
    if (near) { one.ticked = true; ticked.splice(ticked.indexOf(near), 1); }
  }
  return fresh;
}

/** What a person has still to look at. */
export function left(items) { return items.filter(isLeft); }
export function isLeft(one) { return !one.gone && !one.ticked && OPEN.includes(one.state); }
