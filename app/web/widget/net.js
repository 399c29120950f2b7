// Talking to the service: what stands on the page, a question and its answer as they come, what staff write. Knows no page.

/** An error with what the service said (RFC 9457): {title, detail, status, seconds, …}. */
class Problem extends Error {
  constructor(told) { super(told.detail ?? ""); this.told = told; }
}
const GONE = [404, 410];

class Service {
  constructor(origin, tenant) { this.origin = origin; this.tenant = tenant; }

  async call(path, { body, signal, headers = {}, method = body ? "POST" : "GET" } = {}) {
    const response = await fetch(`${this.origin}/api/residents/${path}`, {
      method, signal, mode: "cors", credentials: "omit", cache: "no-store", referrerPolicy: "strict-origin",
      body: body && JSON.stringify(body),
      headers: { ...(body && { "content-type": "application/json" }), ...headers },
    });
    if (response.ok) return response;
    let told = {};
    try { told = await response.json(); } catch { /* a proxy's own page: the status says enough */ }
    throw new Problem({ seconds: Number(response.headers.get("retry-after")) || 0, ...told, status: response.status });
  }

  async config(language) {
    const asked = new URLSearchParams({ tenant: this.tenant, language });
    return (await this.call(`config?${asked}`)).json();
  }

  /** What stands at the desk (paused, banner, open) now and whenever it changes, until `signal`. */
  async *watch(signal) {
    const response = await this.call(`watch?${new URLSearchParams({ tenant: this.tenant })}`, { signal, headers: { accept: "text/event-stream" } });
    for await (const [name, data] of events(response.body)) if (name === "switch") yield data;
  }

  async open(language) { return (await this.call("conversations", { body: { tenant: this.tenant, language } })).json(); }

  /** Something written into conversation `c`: rating, handoff, messages, callback. */
  async tell(c, what, body) { return (await this.call(`conversations/${c}/${what}`, { body })).json(); }

  /** [name, data, id] of the answer to one question, as they come. */
  async *ask(c, body, signal) {
    const response = await this.call(`conversations/${c}/questions`, { body, signal, headers: { accept: "text/event-stream" } });
    for await (const event of events(response.body)) {
      if (event[0] === "problem") throw new Problem(event[1]);
      yield event;
    }
  }

  /** Everything of conversation `c` after event `after`, until `signal`: comes back by itself when the line was cut.
      `line(up)` is told when it is cut and when it is back. Ends for good when the conversation is no more. */
  async *follow(c, after, signal, line) {
    for (let failures = 0; !signal.aborted; ) {
      try {
        const response = await this.call(`conversations/${c}/events`, { signal, headers: { "last-event-id": String(after), accept: "text/event-stream" } });
        if (failures) line(true);
        failures = 0;
        for await (const event of events(response.body)) {
          if (event[2]) after = event[2];
          yield event;
        }
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Problem && GONE.includes(error.told.status)) throw error;
        if (!failures) line(false);
        failures += 1;
      }
      if (!signal.aborted) await pause(Math.min(30, 2 ** Math.min(failures, 5)) * (500 + Math.random() * 500), signal);
    }
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
    addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true, signal });
  });
}

/** Server-sent events out of a body of bytes: [name, data, id]. Comments (heartbeats) are passed over. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        let name = "message", data = "", id = 0;
        for (const line of block.split(/\r?\n/)) {
          if (line.startsWith("event:")) name = line.slice(6).trim();
          else if (line.startsWith("data:")) data += line.slice(5).trimStart();
          else if (line.startsWith("id:")) id = Number(line.slice(3)) || 0;
        }
        if (data) yield [name, JSON.parse(data), id];
      }
    }
  } finally { reader.cancel().catch(() => {}); }
}
