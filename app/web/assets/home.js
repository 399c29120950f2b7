// The recent drafts and "last used" on the first page. Knows nothing of drafting: it reads what was kept.

import { alarm, announce, appears, el, say } from "./dom.js";
import { own } from "./making.js";
import * as store from "./store.js";

const DAY = new Intl.DateTimeFormat("ja-JP", { month: "long", day: "numeric" });
const TIME = new Intl.DateTimeFormat("ja-JP", { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });
const FEW = 8; // drafts shown before the rest is asked for
let drafts = [], offline = false, whole = false;
/** What was taken off, or named anew (id → title), while the list was still on its way from the server. */
const removed = new Set(), renamed = new Map();
const titled = (one) => (renamed.has(one.id) ? { ...one, title: renamed.get(one.id) } : one);

export async function start() {
  const place = await appears("#sg-recent");
  await appears("#sg-cards .sg-cards");
  await cards().catch(() => {});
  await recent(place, lastUsed);
}

/** The recent drafts in ``place``: first what this browser keeps, then what the server has; ``then`` runs after each. */
export async function recent(place, then = () => {}) {
  drafts = store.all();
  show(place);
  then();
  await store.pushAll();
  await read(place);
  then();
}

async function read(place) {
  const found = await store.list();
  offline = found === null;
  drafts = (found ?? store.all()).filter((one) => !removed.has(one.id)).map(titled);
  if (!place.contains(document.activeElement) && !place.querySelector("form, .sg-undo")) show(place);
}

/** The tasks that this clerk sees, after those that come with the program. */
async function cards() {
  const made = await own();
  const list = document.querySelector("#sg-more-cards .sg-cards") ?? document.querySelector("#sg-cards .sg-cards");
  for (const one of made) {
    list.append(el("li", { class: "sg-card" }, el("a", { href: `/draft?task=${encodeURIComponent(one.id)}` }, el("span", { class: "sg-card-name" }, one.name)),
      el("span", { class: "sg-card-result" }, one.result), el("span", { class: "sg-card-meta" }, `${say("home.minutes", { minutes: one.minutes })}　${one.section}　${one.owner}`)));
  }
  list.after(el("p", { class: "sg-making-link" }, el("a", { href: "/making" }, say("making.title"))));
}

function lastUsed() {
  const seen = new Set();
  for (const draft of drafts) {
    if (seen.has(draft.task)) continue;
    seen.add(draft.task);
    const link = document.querySelector(`.sg-cards a[href="/draft?task=${CSS.escape(draft.task)}"]`);
    const meta = link?.closest(".sg-card")?.querySelector(".sg-card-meta");
    if (meta && !meta.querySelector("[data-used]")) meta.append(el("span", { "data-used": "" }, say("home.last_used", { day: DAY.format(draft.updated) })));
  }
}

function show(place, focus = null) {
  if (!drafts.length) {
    place.replaceChildren(el("p", { class: "sg-second" }, say("home.recent_none")));
    return;
  }
  const shown = whole ? drafts : drafts.slice(0, FEW);
  const rest = drafts.length - shown.length;
  const more = rest > 0 && el("button", { type: "button", class: "sg-button sg-button-second", on: { click: () => { whole = true; show(place, FEW); } } }, say("home.recent_more", { count: rest }));
  place.replaceChildren(
    el("p", { class: "sg-second" }, say(offline ? "home.recent_offline" : "home.recent_note")),
    el("ul", { class: "sg-recent" }, shown.map((draft) => row(draft, place))), ...(more ? [el("p", {}, more)] : []));
  if (focus !== null) place.querySelectorAll(".sg-recent a")[Math.min(focus, shown.length - 1)]?.focus();
}

/** What the list does is done on the server too; when that fails the list says so and stays as it was. */
async function attempt(place, work) {
  try { await work(); }
  catch { alarm(say("home.recent_failed")); place.prepend(el("p", { class: "sg-note sg-note-error" }, say("home.recent_failed"))); }
}

function row(draft, place) {
  const title = draft.title || draft.taskName, small = "sg-button sg-button-quiet sg-button-small";
  const at = () => drafts.findIndex((one) => one.id === draft.id);
  const remove = () => attempt(place, async () => {
    const before = at(), gone = await store.discard(draft.id);
    removed.add(draft.id);
    drafts = drafts.filter((one) => one.id !== draft.id);
    show(place, before);
    announce(say("home.recent_deleted", { title }));
    const back = () => attempt(place, async () => {
      await store.restore(draft.id, gone);
      removed.delete(draft.id);
      drafts = drafts.filter((one) => one.id !== draft.id);
      drafts.splice(before, 0, draft);
      show(place, before);
    });
    const undo = el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: back } }, say("home.recent_undo"));
    place.prepend(el("p", { class: "sg-note sg-undo" }, say("home.recent_deleted", { title }), undo));
    undo.focus();
  });
  const copy = () => attempt(place, async () => {
    const made = await store.copy(draft, say("home.recent_copy_title", { title }));
    drafts.unshift({ ...draft, ...made });
    show(place, 0);
    announce(say("home.recent_copied", { title: made.title }));
  });
  const rename = () => { item.replaceChildren(naming(draft, title, place, at)); const box = item.querySelector("input"); box.focus(); box.select(); };
  const press = (name, work) => el("button", { type: "button", class: small, "aria-label": `${title} ${say(name)}`, on: { click: work } }, say(name));
  const item = el("li", {},
    el("a", { href: `/draft?task=${encodeURIComponent(draft.task)}&d=${encodeURIComponent(draft.id)}` }, title),
    el("span", { class: "sg-second" }, `${draft.taskName}　${TIME.format(draft.updated)}${draft.running ? `　${say("home.recent_unfinished")}` : ""}`),
    el("span", { class: "sg-recent-tools" }, press("home.recent_rename", rename), press("home.recent_copy", copy), press("home.recent_delete", remove)));
  return item;
}

function naming(draft, title, place, at) {
  const box = el("input", { type: "text", class: "sg-input", "aria-label": say("home.recent_rename_label"), maxlength: "100" });
  box.value = title;
  const save = (event) => {
    event.preventDefault();
    const fresh = box.value.trim();
    if (!fresh || fresh === title) return show(place, at());
    return attempt(place, async () => {
      await store.rename(draft.id, fresh);
      renamed.set(draft.id, fresh);
      drafts = drafts.map(titled);
      show(place, at());
      announce(say("home.recent_renamed", { title: fresh }));
    });
  };
  const form = el("form", { class: "sg-recent-form", on: { submit: save, keydown: (event) => { if (event.key === "Escape") show(place, at()); } } }, box,
    el("button", { type: "submit", class: "sg-button sg-button-small" }, say("home.recent_rename_save")),
    el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", on: { click: () => show(place, at()) } }, say("home.recent_rename_cancel")));
  return form;
}
