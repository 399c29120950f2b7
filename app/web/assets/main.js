// Starts what the page needs. Knows nothing of how any of it works.

import { start as watch } from "./indexing.js";
import { opensHere, open } from "./overlay.js";
import { start as translate } from "./toasts.js";

const starts = { "/": "./home.js", "/draft": "./workspace.js", "/check": "./check.js", "/making": "./making.js", "/reiki": "./reiki.js", "/library": "./library.js", "/speech": "./speech.js", "/staff": "./staff.js", "/evals": "./evals.js" };
const module = starts[location.pathname];
if (module) import(module).then((page) => page.start());
watch();
translate();

// Links inside Gradio's parts: a document opens in the overlay, everything else in this window.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("gradio-app .md a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (new URL(link.href, location.href).origin === location.origin) link.removeAttribute("target");
  if (opensHere(link) && !link.hasAttribute("download")) {
    event.preventDefault();
    open(link.getAttribute("href"), { from: link });
  }
}, true);
