// What Gradio says in English alone, said as the pages say it. Knows nothing of what the pages do.

import { say } from "./dom.js";

const SAID = {
  Error: "status.lost",
  "Connection to the server was lost. Attempting reconnection...": "status.lost_help",
  Close: "status.lost_close",
};

export function start() {
  new MutationObserver(() => {
    for (const box of document.querySelectorAll(".toast-wrap")) {
      const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const name = SAID[texts.currentNode.data.trim()];
        if (name) texts.currentNode.data = say(name);
      }
      for (const button of box.querySelectorAll("button[aria-label='Close']")) button.setAttribute("aria-label", say(SAID.Close));
    }
  }).observe(document.body, { childList: true, subtree: true });
}
