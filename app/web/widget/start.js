// Puts the component on the page that loaded this script. Knows nothing of conversations.

/** What this tab remembers of the conversation; no cookie, nothing after the tab is closed. */
function recall(tenant) {
  try { return JSON.parse(sessionStorage.getItem(`shitagaki:${tenant}`)) ?? {}; } catch { return {}; }
}

function keep(tenant, value) {
  try { sessionStorage.setItem(`shitagaki:${tenant}`, JSON.stringify(value)); } catch { /* storage is shut off: it is forgotten with the page */ }
}

let made;
/** Our rules as a constructed sheet: a policy without unsafe-inline lets it be. */
function sheet(colours) {
  if (!made) { made = new CSSStyleSheet(); made.replaceSync(STYLE + colours); }
  return made;
}

if (!customElements.get("shitagaki-chat")) customElements.define("shitagaki-chat", Chat);
if (SCRIPT && !document.querySelector("shitagaki-chat")) {
  const put = () => document.body.append(el("shitagaki-chat", { tenant: SCRIPT.dataset.tenant, language: SCRIPT.dataset.language, lang: "ja" }));
  document.body ? put() : addEventListener("DOMContentLoaded", put, { once: true });
}
