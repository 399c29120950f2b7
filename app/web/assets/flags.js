// The findings of a text and where they stand while people change it. Knows nothing of the page.

const GRAVITY = ["error", "warning", "info"];

/** Findings of the server (counted in code points) in places as JavaScript counts, each with an id of its own. */
export function placed(findings, text) {
  const at = [0];
  for (const character of text) at.push(at[at.length - 1] + character.length);
  return findings.map((one, number) => ({
    ...one, id: `f${number}`, start: at[one.start] ?? text.length, end: at[one.end] ?? text.length,
    severity: GRAVITY.includes(one.severity) ? one.severity : "info",
  }));
}

/** The flags after the text changed from `before` to `after`: those behind move along, those that were touched go. */
export function moved(flags, before, after) {
  let head = 0;
  const most = Math.min(before.length, after.length);
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return shifted(flags, head, before.length - tail, after.length - before.length);
}

/** The flags after [start, end) became longer by `more`. */
export function shifted(flags, start, end, more) {
  return flags.flatMap((one) => {
    if (one.end <= start || one.end === one.start) return [one];
    if (one.start >= end) return [{ ...one, start: one.start + more, end: one.end + more }];
    return [];
  });
}

/** The text and the flags with one suggestion put in. */
export function fixed(text, flags, one) {
  const after = text.slice(0, one.start) + one.suggestion + text.slice(one.end);
  const rest = flags.filter((each) => each.id !== one.id);
  return [after, shifted(rest, one.start, one.end, one.suggestion.length - (one.end - one.start))];
}

/** All that can be put in at once, of two that overlap the first; gives [text, flags, count]. */
export function fixedAll(text, flags, wanted) {
  let count = 0;
  for (const one of [...flags].filter(wanted).sort((a, b) => b.start - a.start || a.end - b.end)) {
    if (!flags.some((each) => each.id === one.id)) continue;
    [text, flags] = fixed(text, flags, one);
    count += 1;
  }
  return [text, flags, count];
}

/** Grave ones first, then as they stand in the text. */
export function sorted(flags) {
  return [...flags].sort((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) || a.start - b.start);
}
