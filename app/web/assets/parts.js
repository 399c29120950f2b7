// A long text and its outline: which section stands where, and the text put together anew. Knows no page and no server.

// Sections are found by their headings in the text as it stands, so that typing, undo and moving never lose one.

const CHAPTER = /^第[0-9０-９一二三四五六七八九十]{1,3}章[　 ]*/;

const ARTICLE = "（{見出し}）";
const MARK = /【[^】]*】$/; // 「（検査）【要確認：前回の契約書にない条】」

const heading = (pattern, title, number) => pattern.replace("{番号}", String(number)).replace("{見出し}", title);

/** The line is the heading `title`, whatever its number. */
function isHeading(line, pattern, title) {
  const [before, after] = pattern.replace("{見出し}", title).split("{番号}");
  if (after === undefined) return line === before;
  return line.startsWith(before) && line.endsWith(after) && /^[0-9０-９]{1,3}$/.test(line.slice(before.length, line.length - after.length));
}

/** The text taken apart: {head, found}. `head` is all above the first heading, `found` a Map of id to {start, end, text}.
 * Together they are the whole text: what is under no heading of ours belongs to the section above it. */
export function split(text, outline) {
  const { pattern, parts } = outline, found = new Map();
  let at = 0, open = null, chapter = "", first = -1;
  const close = (end) => { if (open) found.set(open.id, range(text, open.start, end)); open = null; };
  for (const line of text.split("\n")) {
    const bare = line.replace(CHAPTER, "");
    const above = CHAPTER.test(line) && parts.some((one) => one.chapter && one.chapter.replace(CHAPTER, "") === bare);
    const named = above ? [] : parts.filter((one) => one.title && !found.has(one.id) && one.id !== open?.id && isHeading(one.article ? line.replace(MARK, "") : line, one.article ? ARTICLE : pattern, one.title));
    const part = named.find((one) => (one.chapter ?? "").replace(CHAPTER, "") === chapter) ?? named[0];
    if (above || part) {
      close(at - 1);
      if (first < 0) first = at;
    }
    if (above) chapter = bare;
    else if (part) open = { id: part.id, start: at + line.length + 1 };
    at += line.length + 1;
  }
  close(text.length);
  const above = text.slice(0, first < 0 ? text.length : Math.max(0, first - 1));
  const head = outline.parts[0]?.title === "" ? opening(text, above, outline, found) : above;
  trailing(text, above, outline, found);
  return { head, found };
}

function range(text, start, end) {
  const from = Math.min(start, text.length), to = Math.max(from, end);
  return { start: from, end: to, text: text.slice(from, to) };
}

/** The parts without a heading that stand first, found by their words as made (or the first line of them); what is found of
 * none belongs to the one before it. The title, or "" where it was changed: then it belongs to the first part. */
function opening(text, head, { parts, title, made = {} }, found) {
  const known = Boolean(title) && (head === title || head.startsWith(`${title}\n`)), from = known ? title.length + 1 : 0;
  const count = parts.findIndex((one) => one.title), starts = [];
  let cursor = from;
  for (const [at, part] of parts.slice(0, count < 0 ? parts.length : count).entries()) {
    const words = (made[part.id] ?? "").replace(/^\n+|\n+$/g, ""), first = words.split("\n")[0];
    let start = words ? head.indexOf(words, cursor) : -1;
    if (start < 0 && first.length >= 4) start = head.indexOf(first, cursor);
    if (start < 0 && at === 0 && from < head.length) start = from;
    if (start < 0) continue;
    starts.push([part.id, at === 0 ? from : start]);
    cursor = start + 1;
  }
  if (starts.length && starts[0][1] > from && starts[0][0] !== parts[0].id) starts[0][1] = from;
  if (starts.length > 1 && starts[1][1] === from) starts.shift();
  for (const [at, [id, start]] of starts.entries()) if (start < head.length) found.set(id, range(text, start, starts[at + 1] ? starts[at + 1][1] - 1 : head.length));
  return known ? title : "";
}

/** Parts without a heading below one with a heading: found by their words as made at the end of what stands there. */
function trailing(text, head, { parts, made = {} }, found) {
  for (const part of parts) {
    if (part.title || found.has(part.id)) continue;
    const words = (made[part.id] ?? "").replace(/^\n+|\n+$/g, ""), start = words ? text.lastIndexOf(words) : -1;
    if (start <= head.length) continue;
    const holder = [...found.entries()].find(([, one]) => one.start <= start && start < one.end);
    if (holder && holder[1].end <= start + words.length + 1) {
      found.set(holder[0], range(text, holder[1].start, start - 1));
      found.set(part.id, range(text, start, start + words.length));
    } else if (holder) {
      const rest = holder[1].end;
      found.set(holder[0], range(text, holder[1].start, start - 1));
      found.set(part.id, range(text, start, rest));
    }
  }
}

/** The whole text: the head, then the parts that are written (`bodies`: Map of id to text), chapters and headings
 * numbered as they come. `head` is what stands above them; null: the title. */
export function assemble(outline, bodies, head = null) {
  const lines = [head ?? outline.title ?? ""].filter(Boolean);
  let chapter = "", number = 0, chapters = 0;
  for (const part of outline.parts) {
    const body = bodies.get(part.id) ?? "";
    if (!body.trim()) continue;
    if (part.chapter && part.chapter !== chapter) {
      chapter = part.chapter;
      number = 0;
      chapters += 1;
      lines.push(chapter.replace(CHAPTER, `第${chapters}章　`));
    }
    if (part.article) lines.push(heading(ARTICLE, part.title, 0));
    else if (part.title) { number += 1; lines.push(heading(outline.pattern, part.title, number)); }
    lines.push(body.replace(/^\n+|\n+$/g, ""));
  }
  return lines.join("\n");
}

/** What was written for a part without the heading that the server put above it. */
export function withoutHeading(text, part) {
  const [head, ...rest] = text.replace(/^\n+/, "").split("\n");
  return part.title && head.trim() === part.title ? rest.join("\n") : text.replace(/^\n+/, "");
}
