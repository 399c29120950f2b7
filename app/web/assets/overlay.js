// The original in an overlay, opened at the passage. Knows nothing of drafts: it takes the address of a document's page.

import { alarm, el, local, openOver, say } from "./dom.js";

let dialog, title, body, whole;

function build() {
  title = el("h2", { class: "sg-h3", id: "sg-overlay-title" }, say("viewer.title"));
  whole = el("a", { class: "sg-button sg-button-second sg-button-small", href: "#" }, say("viewer.whole"));
  const close = el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: () => dialog.close() } }, say("site.close"));
  body = el("div", { class: "sg-overlay-body", tabindex: "-1" });
  dialog = el("dialog", { class: "sg-overlay", "aria-labelledby": "sg-overlay-title" },
    el("div", { class: "sg-overlay-head" }, title, whole, close), body);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => body.replaceChildren());
  body.addEventListener("click", inside);
  document.body.append(dialog);
}

/** Links to a place in the same document move there; links to another revision open it here. */
function inside(event) {
  const link = event.target.closest("a");
  if (!link || link.hasAttribute("download")) return;
  const address = new URL(link.href, location.href);
  if (link.getAttribute("href").startsWith("#")) {
    event.preventDefault();
    place(decodeURIComponent(address.hash.slice(1)));
  } else if (isDocument(address)) {
    event.preventDefault();
    load(marked(address.pathname + address.search + address.hash, ""));
  }
}

function place(anchor) {
  const found = anchor && body.querySelector(`#${CSS.escape(anchor)}`);
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  found.focus({ preventScroll: true });
}

function isDocument(address) {
  return address.origin === location.origin && /^\/documents\/[^/]+$/.test(address.pathname);
}

/** Whether a link leads to a document's page, and so opens here. */
export function opensHere(link) {
  return isDocument(new URL(link.href, location.href));
}

/** Open the page of a document in the overlay, at its passage; `from` gets the focus back when it closes. */
export async function open(address, { from = document.activeElement, quote = "" } = {}) {
  show(from);
  await load(marked(local(address), quote));
}

/** Open a text that is in no document (the form's own), with `quote` marked in it. */
export function openText(name, text, quote, from = document.activeElement) {
  show(from);
  latest += 1;
  const at = quote ? text.indexOf(quote) : -1;
  const mark = at < 0 ? null : el("mark", { tabindex: "-1" }, quote);
  const parts = mark ? [text.slice(0, at), mark, text.slice(at + quote.length)] : [text];
  whole.hidden = true;
  title.textContent = name;
  body.replaceChildren(el("div", { class: "sg-doc" }, el("div", { class: "sg-doc-text" }, el("p", {}, parts))));
  mark?.scrollIntoView({ block: "center" });
  mark?.focus({ preventScroll: true });
}

function show(from) {
  if (!dialog) build();
  if (!dialog.open) openOver(dialog, () => from);
}

/** The address with the passage of its # (and the quote) named, so that the server marks them. */
function marked(address, quote) {
  const url = new URL(address, location.href);
  if (url.hash && !url.searchParams.has("passage")) url.searchParams.set("passage", decodeURIComponent(url.hash.slice(1)));
  if (quote) url.searchParams.set("quote", quote.slice(0, 300));
  return url.pathname + url.search + url.hash;
}

let latest = 0;
async function load(address) {
  const mine = (latest += 1);
  body.replaceChildren(el("p", { class: "sg-second" }, say("viewer.loading")));
  whole.hidden = false;
  whole.setAttribute("href", address);
  try {
    const response = await fetch(address, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const article = page.querySelector(".sg-doc");
    if (!response.ok || !article) throw new Error("no document");
    if (mine === latest) put(document.adoptNode(article), address);
  } catch {
    if (mine !== latest) return;
    title.textContent = say("viewer.title");
    body.replaceChildren(el("p", { class: "sg-note sg-note-error" }, say("viewer.failed")));
    alarm(say("viewer.failed"));
  }
}

function put(article, address) {
  const heading = article.querySelector("h1");
  title.textContent = heading.textContent;
  heading.remove();
  for (const one of article.querySelectorAll("details")) one.open = false;
  body.replaceChildren(article);
  const anchor = decodeURIComponent(new URL(address, location.href).hash.slice(1));
  if (anchor) place(anchor); else body.scrollTop = 0;
}
