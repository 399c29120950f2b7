// 文書: a paper that was taken in here is taken off the list, and put back. Knows nothing of how the list is made.

import { alarm, announce, appears, el, say } from "./dom.js";

export async function start() {
  const list = await appears("#sg-list");
  const told = el("div", {});
  list.before(told);
  twice();
  dress(list, told);
  new MutationObserver(() => dress(list, told)).observe(list, { childList: true, subtree: true });
}

/** The second press of a double click would take the same files again. */
function twice() {
  document.addEventListener("click", (event) => {
    if (event.detail > 1 && event.target.closest?.("#sg-take")) { event.stopImmediatePropagation(); event.preventDefault(); }
  }, true);
}

/** The list comes as text without buttons: each place for one becomes one. */
function dress(list, told) {
  for (const link of list.querySelectorAll('a[href^="#remove="]')) {
    const id = decodeURIComponent(link.getAttribute("href").slice("#remove=".length)), title = link.title;
    link.replaceWith(el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small sg-remove", "aria-label": say("library.remove_label", { title }), on: { click: () => remove(told, id, title) } }, say("library.remove")));
  }
}

/** One request; the sentence of what went wrong is the server's own where it gave one. */
async function ask(method, address) {
  const answer = await fetch(address, { method, headers: { accept: "application/json" } }).catch(() => null);
  if (!answer) throw new Error(say("status.offline"));
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.detail ?? "");
  return said;
}

let busy = false;

/** Do one thing at a time, saying what is being done and what became of it. */
async function work(told, doing, failed, deed) {
  if (busy) return;
  busy = true;
  note(told, "", doing);
  try {
    await deed();
    document.getElementById("sg-grown")?.click(); // the list, read anew
  } catch (error) {
    note(told, "error", `${failed}${error.message}`);
    alarm(failed);
  } finally { busy = false; }
}

function note(told, kind, text, ...more) {
  told.replaceChildren(el("p", { class: `sg-note sg-undo${kind ? ` sg-note-${kind}` : ""}` }, text, ...more));
}

function remove(told, id, title) {
  return work(told, say("library.removing", { title }), say("library.remove_failed", { title }), async () => {
    const { key } = await ask("DELETE", `/api/documents/${encodeURIComponent(id)}`);
    const undo = el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: () => restore(told, key, title) } }, say("library.restore"));
    note(told, "", say("library.removed", { title }), undo);
    undo.focus();
    announce(say("library.removed", { title }));
  });
}

function restore(told, key, title) {
  return work(told, say("library.restoring", { title }), say("library.restore_failed", { title }), async () => {
    await ask("POST", `/api/documents/removed/${encodeURIComponent(key)}`);
    note(told, "success", say("library.restored", { title }));
    announce(say("library.restored", { title }));
  });
}
