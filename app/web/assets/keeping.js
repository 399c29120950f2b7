// Keeping a draft as it is edited: in this browser at once, on the server soon after, and the texts before this one. Knows nothing of what a draft says.

import { announce, later, say } from "./dom.js";
import * as store from "./store.js";
import * as versions from "./versions.js";

const RETRY = 5000; // milliseconds after which a server that was away is asked again

/** {keep(), soon(), back(), forth()}; `ws` is what the workspace lends. */
export function makeKeeping(ws) {
  const { draft, task } = ws;
  const soon = later(keep, 400);
  function keep() {
    if (!draft.text && !Object.keys(draft.values).length) return;
    if (!draft.named) draft.title = (draft.text.trim().split("\n")[0] || Object.values(draft.values)[0] || task.name).replace(/\[\d+\]/g, "").slice(0, 40);
    ws.called();
    draft.running = ws.running !== null;
    let kept = store.keep(draft);
    if (kept === "conflict") kept = part(store.newId());
    if (kept) { ws.text.saved(false); if (!ws.running) sendSoon(); }
    named = true;
    name();
  }
  let named = false;
  /** The page's address leads to this draft, also where Back has just closed what was over the page. */
  function name() { if (named) history.replaceState(history.state, "", `/draft?task=${encodeURIComponent(task.id)}&d=${draft.id}`); }
  addEventListener("popstate", name);
  /** This window's text goes on as a draft of its own: another window has changed the one that it was. */
  function part(id) {
    draft.id = id;
    draft.version = 0;
    ws.text.note(say("workspace.saved_conflict"), "warning");
    return store.keep(draft);
  }
  let sending = false;
  const sendSoon = later(send, 1200), tryAgain = later(send, RETRY);
  /** The server gets what this browser keeps, one sending at a time. */
  async function send() {
    if (sending) return sendSoon();
    sending = true;
    const { state, told } = await store.push(draft.id);
    sending = false;
    if (state === "sent") { ws.text.saved(true); ws.text.reached(); }
    else if (state === "offline") tryAgain();
    else if (state === "refused") ws.text.tell(told);
    else if (state === "conflict") {
      part(store.apart(draft.id));
      keep();
    }
  }
  function travel(step, told) {
    if (ws.running || !step(draft)) return;
    ws.settle();
    keep();
    announce(say(told));
    ws.text.tell(say(told));
    ws.text.editor.focus();
  }
  addEventListener("beforeunload", () => { ws.leaving = true; setTimeout(() => { ws.leaving = false; }, 3000); });
  addEventListener("pagehide", keep); // the next page sends it: an answer to this one would be lost, and with it the version
  addEventListener("online", sendSoon);
  for (const moved of ["wheel", "touchmove", "keydown"]) addEventListener(moved, () => { if (ws.running) ws.running.scrolled = true; }, { passive: true });
  return { keep, soon, back: () => travel(versions.back, "workspace.version_back"), forth: () => travel(versions.forth, "workspace.version_forth") };
}
