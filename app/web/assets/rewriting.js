// 選んだ文を書き直す: a bar at the selection, the ways, the offer with what differs, take it or leave it. Knows nothing of how texts are reworded.

import { alarm, announce, el, page, say } from "./dom.js";
import { problem, why } from "./stream.js";

const END = /[。！？](?:\[\d{1,3}\]|【[^】]*】)*[」』）)]*(?:\[\d{1,3}\]|【[^】]*】)*/g;

/** The whole sentences that [start, end) touches, as [start, end]: nobody rewords half a sentence. */
export function whole(text, start, end) {
  const line = text.lastIndexOf("\n", start - 1) + 1;
  let from = line;
  for (const match of text.slice(line, start).matchAll(END)) from = line + match.index + match[0].length;
  let to = end > start && text[end - 1] === "\n" ? end - 1 : end;
  const stop = text.indexOf("\n", to) < 0 ? text.length : text.indexOf("\n", to);
  END.lastIndex = Math.max(from, to - 1);
  const found = END.exec(text);
  const closed = [...text.slice(from, to).matchAll(END)].at(-1);
  if (!(closed && from + closed.index + closed[0].length === to)) to = found && found.index < stop ? Math.min(found.index + found[0].length, stop) : stop;
  while (from < to && /[\s　]/.test(text[from])) from += 1;
  return [from, to];
}

async function call(path, options) {
  const response = await fetch(`/api/rewrites${path}`, { headers: { "content-type": "application/json" }, ...options });
  if (!response.ok) throw await problem(response);
  return response.json().catch(() => ({}));
}

/** {element, bar, open()}: `element` goes into the editor's box; `onTaken()` hears that the text was changed,
 * `sensitivity()` says how closed the text is. */
export function makeRewriting({ editor, onTaken, sensitivity = () => "" }) {
  const bar = el("button", { type: "button", class: "sg-button sg-button-small sg-rewrite-bar", hidden: true, on: { click: () => open(), mousedown: (event) => event.preventDefault() } }, say("rewriting.bar"));
  const element = el("div", { class: "sg-rewrite", hidden: true, role: "dialog", "aria-label": say("rewriting.title") });
  let ways = null, place = null, asking = null;

  editor.onSelect((start, end) => {
    const some = end > start && editor.text.slice(start, end).trim().length > 1 && element.hidden;
    bar.hidden = !some;
    if (some) put(bar, editor.rectAt(end - 1), 4);
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); return; }
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const all = [...element.querySelectorAll(".sg-rewrite-ways button")];
    if (!step || !all.includes(document.activeElement)) return;
    event.preventDefault();
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  });

  function put(box, rect, gap) {
    const wide = box.parentElement.clientWidth;
    box.style.left = `${Math.max(4, Math.min(rect.left, wide - box.offsetWidth - 4))}px`;
    box.style.top = `${rect.bottom + gap}px`;
  }
  const small = (name, press, more = "sg-button-second") => el("button", { type: "button", class: `sg-button ${more} sg-button-small`, on: { click: press } }, say(name));

  /** The ways to reword what is selected, or the sentence at the caret. */
  async function open() {
    if (editor.locked || !editor.text.trim()) return;
    const [start, end] = whole(editor.text, ...editor.selection);
    if (end <= start) { announce(say("rewriting.nothing")); return; }
    place = { start, end, text: editor.text.slice(start, end) };
    editor.select(start, end);
    bar.hidden = true;
    try { ways ??= (await call("", {})).modes; } catch (error) { element.replaceChildren(head(say("rewriting.title")), unmade(error)); return show(); }
    element.replaceChildren(head(say("rewriting.title")), el("div", { class: "sg-rewrite-ways" }, ways.map((way) => el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", title: way.help, on: { click: () => offer(way) } }, way.label))));
    show();
    element.querySelector(".sg-rewrite-ways button").focus();
  }
  function head(text) {
    return el("div", { class: "sg-rewrite-head" }, el("b", {}, text), small("rewriting.leave", close, "sg-button-quiet"));
  }
  function unmade(error) { return el("p", { class: "sg-note sg-note-error", role: "alert" }, why(error)); }
  function show() { element.hidden = false; put(element, editor.rectAt(Math.max(place.start, place.end - 1)), 8); element.scrollIntoView({ block: "nearest" }); }
  function close() {
    asking?.abort();
    asking = null;
    element.hidden = true;
    if (place) editor.select(place.start, place.end);
  }

  async function offer(way, by = "rule") {
    asking?.abort();
    const mine = (asking = new AbortController());
    const since = Date.now(), count = el("span", { class: "sg-second" });
    const tick = setInterval(() => { const seconds = Math.round((Date.now() - since) / 1000); if (seconds > 1) count.textContent = say("rewriting.seconds", { seconds }); }, 500);
    element.replaceChildren(head(way.label), el("p", { role: "status" }, say(by === "model" ? "rewriting.asking" : "rewriting.making"), " ", count), el("p", { class: "sg-rewrite-act" }, small("rewriting.stop", () => { mine.abort(); close(); })));
    try {
      const made = await call("", { method: "POST", signal: mine.signal, body: JSON.stringify({ text: place.text, mode: way.id, by, sensitivity: sensitivity() }) });
      if (asking === mine) result(way, made);
    } catch (error) {
      if (mine.signal.aborted) return;
      element.replaceChildren(head(way.label), unmade(error), el("p", { class: "sg-rewrite-act" }, small("rewriting.other", open)));
    } finally { clearInterval(tick); }
  }

  function result(way, made) {
    const lost = made.carried.lost, added = made.carried.added;
    const told = (key, list) => (list.length ? el("p", { class: "sg-note sg-note-error" }, say(key, { facts: list.map((one) => say("rewriting.fact", one)).join("、") })) : null);
    const take = made.changed ? small(lost.length || added.length ? "rewriting.take_anyway" : "rewriting.take", () => accept(made), lost.length || added.length ? "sg-button-second" : "") : null;
    const model = way.model && page.writer === "1" && made.by === "rule" ? small("rewriting.model", () => offer(way, "model")) : null;
    element.replaceChildren(...[head(way.label),
      made.changed ? el("div", { class: "sg-rewrite-parts", tabindex: "0", role: "group", "aria-label": say("rewriting.offer") }, made.parts.map(part)) : null,
      made.changed ? told("rewriting.lost", lost) : null, made.changed ? told("rewriting.added", added) : null,
      made.changed && !lost.length && !added.length ? el("p", { class: "sg-told-small" }, say("rewriting.kept")) : null,
      ...made.notes.map((note) => el("p", { class: "sg-second" }, note)),
      el("p", { class: "sg-rewrite-act" }, take, model, small("rewriting.other", open), small("rewriting.leave", close, "sg-button-quiet"))].filter(Boolean));
    show();
    (take ?? element.querySelector(".sg-rewrite-act button")).focus();
    announce(made.changed ? `${say("rewriting.offer")}　${made.text}` : made.notes.join(" "));
  }
  function part(one) {
    if (one.kind === "del") return el("del", {}, el("span", { class: "sg-hidden" }, say("rewriting.del")), one.text);
    if (one.kind === "ins") return el("ins", {}, el("span", { class: "sg-hidden" }, say("rewriting.ins")), one.text);
    return one.text;
  }
  function accept(made) {
    if (editor.text.slice(place.start, place.end) !== place.text) { alarm(say("rewriting.moved")); return; }
    element.hidden = true;
    editor.edit(place.start, place.end, made.text);
    editor.select(place.start, place.start + made.text.length);
    place = null;
    announce(say("rewriting.taken"));
    onTaken(say("rewriting.taken"), made.by);
  }
  return { element, bar, open };
}
