// The list of a regulation's parts beside its text, with the articles that were added and the parts taken out. Knows no editing.

import { el, say } from "./dom.js";
import { articlesIn, inKanji, kanji } from "./lawnumber.js";

const CAPTION = /^\s*（([^（）]{1,60})）\s*$/;

/** {element, draw()}: `edits` is of lawstore.js; `onPick(anchor)` where one of the entries is chosen. */
export function makeTree(law, edits, onPick) {
  const rows = el("ol", {});
  const element = el("nav", { class: "sg-law-tree", "aria-label": say("reiki.tree") }, rows);
  const link = (part, label, caption, gone, fresh = false) => el("a", { href: `#law-${part.anchor}`, on: { click: (event) => { event.preventDefault(); onPick(part.anchor); } } },
    gone ? el("del", {}, label) : label, caption ? el("span", {}, ` ${caption}`) : null, fresh ? el("span", { class: "sg-badge" }, say("reiki.added")) : null);
  let shown = "";

  function draw() {
    const listed = law.parts.filter((part) => part.kind !== "number").map((part) => ({ part, gone: !edits.text(part.anchor).trim(), added: added(part) }));
    const now = JSON.stringify(listed.map((one) => [one.gone, one.added]));
    if (now === shown) return;
    shown = now;
    rows.replaceChildren(...listed.flatMap(({ part, gone, added: more }) => [
      el("li", { class: `is-depth-${part.depth}` }, link(part, part.label, part.caption, gone)),
      ...more.map(({ label, caption }) => el("li", { class: `is-depth-${part.depth} is-added` }, link(part, label, caption, false, true))),
    ]));
  }

  /** [{label, caption}] of the articles that the text of a part has now beyond those that it had. */
  function added(part) {
    const text = edits.text(part.anchor);
    if (part.kind !== "article" || !edits.changed(part.anchor)) return [];
    const had = articlesIn(part.text).map(String), written = inKanji(text) ? kanji : String;
    return articlesIn(text).filter((numbers) => !had.includes(String(numbers))).map((numbers) => {
      const label = numbers.map((number, at) => say(at ? "reiki.add_branch" : "reiki.add_label", { number: written(number) })).join("");
      return { label, caption: captionOf(text, numbers) };
    });
  }
  draw();
  return { element, draw };
}

/** The 見出し on the line above an article. */
function captionOf(text, numbers) {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => String(articlesIn(line)[0] ?? "") === String(numbers));
  return CAPTION.exec(lines[at - 1] ?? "")?.[1] ?? "";
}
