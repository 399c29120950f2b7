// The 逐条解説 of one 条 below its words, asked for when it is opened. Knows no editing.

import { el, say } from "./dom.js";
import * as api from "./lawapi.js";
import { why } from "./stream.js";

/** A button that shows and hides the 解説 of a 条 in `place`. */
export function explainButton(law, part, place) {
  let panel = null;
  const button = el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", "aria-expanded": "false", "aria-label": say("reiki.explain_label", { label: part.label }), on: { click: toggle } }, say("reiki.explain"));
  async function toggle() {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    if (!open) return panel?.remove();
    panel = el("div", { class: "sg-explain", role: "region", "aria-label": say("reiki.explain_label", { label: part.label }) }, el("p", { class: "sg-second", role: "status" }, say("reiki.loading")));
    place.append(panel);
    try {
      const made = await api.explain(law.id, part.anchor);
      panel.replaceChildren(...made.articles.flatMap((one) => one.sections.flatMap(section)));
    } catch (error) {
      panel.replaceChildren(el("p", { role: "alert" }, `${say("reiki.read_failed")}${why(error)}`));
    }
  }
  return button;
}

function section(one) {
  return [el("h4", {}, one.name), el("ul", {}, one.lines.map((line) => el("li", {}, line.document
    ? el("a", { href: `/documents/${encodeURIComponent(line.document)}?passage=${encodeURIComponent(line.anchor)}#${encodeURIComponent(line.anchor)}` }, line.text) : line.text)))];
}
