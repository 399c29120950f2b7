// The recent drafts and "last used" on the first page. Knows nothing of drafting: it reads what this browser kept.

import { announce, appears, el, say } from "./dom.js";
import * as store from "./store.js";

const DAY = new Intl.DateTimeFormat("ja-JP", { month: "long", day: "numeric" });
const TIME = new Intl.DateTimeFormat("ja-JP", { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });

export async function start() {
  const place = await appears("#sg-recent");
  await appears("#sg-cards .sg-cards");
  lastUsed();
  show(place);
}

function lastUsed() {
  const seen = new Set();
  for (const draft of store.all()) {
    if (seen.has(draft.task)) continue;
    seen.add(draft.task);
    const link = document.querySelector(`#sg-cards a[href="/draft?task=${CSS.escape(draft.task)}"]`);
    const meta = link?.closest(".sg-card")?.querySelector(".sg-card-meta");
    meta?.append(el("span", {}, say("home.last_used", { day: DAY.format(draft.updated) })));
  }
}

function show(place, focus = null) {
  const drafts = store.all();
  if (!drafts.length) {
    place.replaceChildren(el("p", { class: "sg-second" }, say("home.recent_none")));
    return;
  }
  const rows = drafts.map((draft) => row(draft, place));
  place.replaceChildren(el("p", { class: "sg-second" }, say("home.recent_note")), el("ul", { class: "sg-recent" }, rows));
  if (focus !== null) place.querySelectorAll(".sg-recent a")[Math.min(focus, drafts.length - 1)]?.focus();
}

function row(draft, place) {
  const title = draft.title || draft.taskName;
  const remove = () => {
    const at = store.all().findIndex((one) => one.id === draft.id);
    store.remove(draft.id);
    show(place, at);
    announce(say("home.recent_deleted", { title }));
    const undo = el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: () => { store.putBack(draft); show(place, at); } } }, say("home.recent_undo"));
    place.prepend(el("p", { class: "sg-note sg-undo" }, say("home.recent_deleted", { title }), undo));
    undo.focus();
  };
  return el("li", {},
    el("a", { href: `/draft?task=${encodeURIComponent(draft.task)}&d=${encodeURIComponent(draft.id)}` }, title),
    el("span", { class: "sg-second" }, `${draft.taskName}　${TIME.format(draft.updated)}${draft.running ? `　${say("home.recent_unfinished")}` : ""}`),
    el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", "aria-label": `${title} ${say("home.recent_delete")}`, on: { click: remove } }, say("home.recent_delete")));
}
