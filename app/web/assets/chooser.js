// 下書き with nothing chosen: the drafts to go on with and every task by its name. Knows nothing of drafting.

import { el, say } from "./dom.js";
import { recent } from "./home.js";
import { own } from "./making.js";

/** What stands where the form would be. */
export async function choose(root) {
  const kept = el("div"), list = el("ul", { class: "sg-choose" });
  root.replaceChildren(el("div", { class: "sg-ws" }, el("h1", {}, say("nav.draft")), el("p", { class: "sg-note" }, say("workspace.choose")),
    el("h2", {}, say("home.tasks")), list, el("h2", {}, say("home.recent")), kept));
  recent(kept);
  const shipped = (await (await fetch("/api/tasks")).json()).tasks.filter((one) => one.available);
  const mine = await own().catch(() => []);
  list.append(...[...shipped, ...mine].map((one) => el("li", {}, el("a", { href: `/draft?task=${encodeURIComponent(one.id)}` }, one.name))));
}
