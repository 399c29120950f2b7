// The strip that tells how far the documents' reading is, and the lists read anew as it goes on. Knows no documents.
// What is seen changes every other second, what is read out four times a minute. When all is read the words go; their
// room stays until the next page, so that nothing moves under anybody's hands.

const EVERY = 2000, SPOKEN = 15000, GROWN = 10000;
const AT_WORK = ["looking", "reading", "unfinished", "fetching"];

export function start() {
  const strip = document.getElementById("sg-indexing");
  if (!strip) return;
  const [seen, spoken] = strip.children;
  let said = Date.now(), grown = Date.now(), documents = null;

  function show(now) {
    const changed = strip.dataset.state !== now.state;
    strip.dataset.state = now.state;
    if (now.text && seen.textContent !== now.text) seen.textContent = now.text;
    if (changed || Date.now() - said > SPOKEN) { said = Date.now(); spoken.textContent = now.text; }
    const more = documents !== now.documents;
    if (more && (!AT_WORK.includes(now.state) || documents === null || Date.now() - grown > GROWN)) {
      if (documents !== null) {
        document.getElementById("sg-grown")?.click();
        document.dispatchEvent(new Event("sg-grown")); // for the lists that are our own
      }
      documents = now.documents;
      grown = Date.now();
    }
  }

  async function look() {
    let now = { state: strip.dataset.state };
    try {
      const answer = await fetch("/api/indexing", { headers: { accept: "application/json" } });
      if (answer.ok) show(now = await answer.json());
    } catch { /* the server is away; the page's own parts say so */ }
    if (AT_WORK.includes(now.state)) setTimeout(look, EVERY);
  }
  look();
}
