// The conversation: what is asked, what comes back, who answers now. Knows nothing of how things look.

const LOOK = 20_000; // milliseconds after which a window in sight that is not on the line to the desk calls again
const TRIES = [5_000, 10_000, 20_000, 40_000, 80_000]; // milliseconds after which a service that was away at the start is asked again

const WHEN = (language) => new Intl.DateTimeFormat(language, { timeZone: "Asia/Tokyo", month: "long", day: "numeric", weekday: "short", hour: "numeric", minute: "2-digit" });

class Chat extends HTMLElement {
  #origin = ORIGIN; #config; #chosen = "auto"; #c = ""; #last = 0; #live = ""; #busy = null; #following = null; #watching = 0; #desk = null;
  #posting = Promise.resolve(); #answers = new Map(); #about = ""; #section = ""; #reached = false; #at; #started = false; #until = 0;

  connectedCallback() {
    if (this.#started) return;
    this.#started = true;
    this.service = new Service(this.#origin, this.getAttribute("tenant") || "");
    const kept = recall(this.service.tenant);
    this.#chosen = kept.language || this.getAttribute("language") || "auto";
    this.#c = kept.c || "";
    this.#begin();
  }

  disconnectedCallback() { this.#busy?.abort(); this.#following?.abort(); this.#desk?.abort(); clearInterval(this.#watching); }

  get floating() { return this.getAttribute("mode") !== "page"; }

  /** What the parts need from here. */
  get page() {
    const text = this.#config.text;
    return {
      origin: this.#origin, hosts: this.#config.hosts, phones: this.#config.phones,
      say: (name, values = {}) => fill(text[name] ?? "", values),
      kind: (name) => this.#config.kinds[name] ?? name,
      when: (iso) => WHEN(langOf(this.#config.language)).format(new Date(iso)),
      list: (names) => names.map((name) => this.#config.kinds[name] ?? name).join(/^(?:ja|zh)/.test(this.#config.language) ? "、" : ", "),
      ask: (question, label) => this.#ask(question, label, this.#config.language),
      explain: (error) => this.#explain(error),
    };
  }

  /** Ask what stands here. A site that is not on the list gets no answer, and nothing appears. A service that is started anew
      or has too many callers is asked again. */
  async #begin(tried = 0) {
    try { this.#config = await this.service.config(this.#wanted()); }
    catch (error) {
      if (error instanceof Problem && error.told.status < 429) return;
      await pause(TRIES[tried] ?? 1e9, new AbortController().signal);
      if (this.isConnected) this.#begin(tried + 1);
      return;
    }
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet(this.#config.style)];
    this.#at = frameOf({
      toggle: () => (this.#at.panel.hidden ? this.open() : this.close()),
      close: () => this.close(), language: () => this.#speak(this.#at.language.value), submit: (event) => this.#submit(event),
      key: (event) => { if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) this.#submit(event); },
      type: () => this.#count(), human: () => this.#human(), again: () => this.#again(),
    }, this.floating);
    root.append(this.#at.launch, this.#at.panel);
    root.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.isComposing) this.#escape(event); });
    addEventListener("offline", () => this.#tell("offline"));
    addEventListener("online", () => this.#tell("online"));
    this.#label();
    if (!this.floating) await this.#show();
    this.dispatchEvent(new Event("shitagaki-ready"));
  }

  #wanted() {
    if (this.#chosen !== "auto") return this.#chosen;
    return `auto;${(navigator.languages ?? [navigator.language]).slice(0, 4).join(",")}`.slice(0, 80);
  }

  #label() {
    relabel(this.#at, this.page, this.#config, this.#chosen);
    this.#modes();
    this.#count();
  }

  /** What the state of things allows: paused, a person answering, the banner. */
  #modes() {
    const { paused, banner, open } = this.#config;
    const at = this.#at, page = this.page;
    at.form.hidden = at.foot.hidden = paused !== "" && this.#live === ""; // who talks to a person ends the talk
    at.banner.hidden = !banner;
    at.banner.setAttribute("aria-label", plain(page.say("notice")));
    at.banner.replaceChildren(...(banner ? [icon(ICONS.warn), el("div", { lang: "ja" }, lines(banner, page))] : []));
    at.label.replaceChildren(...ruby(page.say(this.#live ? "message" : "label")));
    at.field.placeholder = this.#live ? "" : plain(page.say("hint"));
    at.human.replaceChildren(...ruby(page.say(this.#live ? "leave" : open || this.#reached ? "human" : "callback")));
    at.again.hidden = !this.#c || this.#live !== "";
    at.panel.dataset.live = this.#live || "machine";
  }

  // ---- opening and closing

  open() {
    if (!this.#config) return;
    this.#at.panel.hidden = false;
    this.#at.launch.setAttribute("aria-expanded", "true");
    this.#at.badge.hidden = true;
    this.#show().then(() => (matchMedia("(pointer: coarse)").matches || this.#at.form.hidden ? this.#at.title : this.#at.field).focus());
  }

  close() {
    if (!this.floating) return;
    this.#at.panel.hidden = true;
    this.#at.launch.setAttribute("aria-expanded", "false");
    this.#look();
    this.#at.launch.focus();
  }

  #escape(event) {
    if (!this.#at.sheet.hidden) this.#leaveSheet();
    else if (this.floating && !this.#at.panel.hidden) this.close();
    else return;
    event.stopPropagation();
  }

  /** While the window is in sight: on the line to the desk, which says when it is shut or a warning put up. A person on
      the line tells of that too. */
  async #look() {
    if (this.#at.panel.hidden || document.hidden || this.#live) return this.#desk?.abort();
    if (this.#desk) return;
    const { signal } = (this.#desk = new AbortController());
    try { for await (const now of this.service.watch(signal)) this.#stand(now); }
    catch { /* no line, or too many on it: again at the next look */ }
    finally { this.#desk = null; }
  }

  #stand({ paused, banner, open }) {
    const was = this.#config;
    if (this.#live || (paused === was.paused && banner === was.banner && open === was.open)) return;
    this.#config = { ...was, paused, banner, open };
    this.#modes();
    if (paused !== was.paused) this.#greet();
  }

  /** The greeting, and what was said before on this site. */
  async #show() {
    if (!this.#watching) {
      this.#watching = setInterval(() => this.#look(), LOOK);
      document.addEventListener("visibilitychange", () => this.#look());
    }
    this.#look();
    if (this.#at.log.childElementCount) return;
    this.#greet();
    if (this.#c) await this.#follow(0);
  }

  #greet() {
    const { text: _, city, paused, buttons: common } = this.#config, page = this.page;
    if (paused) {
      this.#add(turn("notice", ruby(page.say("notice")), ICONS.warn, this.#config.language, el("p", {}, ruby(page.say("paused"))), el("div", { lang: "ja" }, lines(paused, page))));
      return;
    }
    this.#add(turn("machine", ruby(page.say("machine")), ICONS.machine, this.#config.language,
      ["greeting", "privacy", "kept"].map((name) => el("p", { class: name === "kept" ? "second" : null }, ruby(page.say(name, { city })))),
      common.length ? buttons(page.say("buttons"), common.map((one) => [one.label, one.question]), page) : null));
  }

  async #again() {
    this.#busy?.abort(); this.#following?.abort();
    this.#c = ""; this.#last = 0; this.#about = ""; this.#answers.clear();
    keep(this.service.tenant, { c: "", language: this.#chosen });
    this.#at.log.replaceChildren();
    this.#tell("");
    await this.#refresh();
    this.#greet();
    this.#at.field.focus();
  }

  async #speak(language) {
    this.#chosen = language;
    keep(this.service.tenant, { c: this.#c, language });
    this.#tell("");
    await this.#refresh();
    const greeting = this.#at.log.firstElementChild;
    if (this.#at.log.childElementCount === 1) { greeting.remove(); this.#greet(); }
  }

  /** Read the page's words and the state of things again. */
  async #refresh(language = this.#wanted()) {
    try { this.#config = await this.service.config(language); this.#label(); } catch (error) { this.#fail(error); }
  }

  // ---- asking

  #count() {
    const left = this.#limit() - [...this.#at.field.value].length;
    this.#at.count.replaceChildren(...ruby(this.page.say("count", { left: Math.max(left, 0) })));
  }

  #limit() { return this.#live ? this.#config.limits.message : this.#config.limits.question; }

  #wrong(name, values) {
    const at = this.#at;
    at.wrong.hidden = !name;
    at.wrong.replaceChildren(...(name ? [icon(ICONS.warn), el("span", {}, ruby(this.page.say(name, values)))] : []));
    at.field.setAttribute("aria-invalid", String(Boolean(name)));
    if (name) { at.field.focus(); at.wrong.scrollIntoView({ block: "nearest" }); }
    return Boolean(name);
  }

  /** Whether the text may leave the browser; if not, the field says why and keeps it. */
  #fits(text) {
    const over = [...text].length - this.#limit();
    if (!text) return !this.#wrong("empty");
    if (over > 0) return !this.#wrong("over", { over, limit: this.#limit() });
    const kinds = personal(text, this.#config.phones);
    if (kinds.length) return !this.#wrong("personal", { kinds: this.page.list(kinds) });
    this.#wrong("");
    return true;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#busy) return this.#busy.abort();
    const text = this.#at.field.value.trim();
    if (performance.now() < this.#until || !this.#fits(text)) return;
    this.#at.field.value = "";
    this.#count();
    await (this.#live ? this.#write(text) : this.#ask(text, text));
  }

  /** The conversation, begun when the first thing is said. */
  async #conversation() {
    if (this.#c) return this.#c;
    const made = await this.service.open(this.#config.language);
    this.#c = made.conversation;
    keep(this.service.tenant, { c: this.#c, language: this.#chosen });
    return this.#c;
  }

  /** What a button asks stands in Japanese: it is asked in `language`, that of the page. */
  async #ask(question, label, language = this.#chosen) {
    if (this.#busy) return;
    this.#busy = new AbortController();
    const mine = this.#mine(label), bubble = this.#bubble();
    this.#about = question;
    this.#working(true);
    try {
      const c = await this.#conversation();
      for await (const [name, data, id] of this.service.ask(c, { question, language }, this.#busy.signal)) {
        this.#last = Math.max(this.#last, id);
        if (name === "stage") this.#tell(data.state);
        else if (name === "sentence") this.#sentence(bubble, data);
        else if (name === "answer") await this.#answer(bubble, data, id);
      }
      if (!bubble.view.dataset.whole) throw new TypeError("the line was cut");
    } catch (error) {
      this.#unanswered(error, { bubble, mine, question, label, language });
    } finally {
      this.#busy = null;
      this.#working(false);
      this.#modes();
    }
  }

  #working(on) {
    this.#at.send.setAttribute("aria-busy", String(on));
    this.#at.sendText.replaceChildren(...ruby(this.page.say(on ? "stop" : "send")));
    this.#at.log.setAttribute("aria-busy", "false");
  }

  #mine(text) { return this.#add(turn("you", ruby(this.page.say("you")), ICONS.person, this.#chosen === "auto" ? "ja" : this.#chosen, el("p", {}, ruby(text)))); }

  #bubble() {
    const stream = el("p", { class: "stream" });
    const view = turn("machine", ruby(this.page.say("machine")), ICONS.machine, this.#config.language, stream);
    return { view, stream, said: 0 };
  }

  /** One sentence as it comes: the log reads it out, once. */
  #sentence(bubble, { text, ruby: read, language }) {
    if (!bubble.view.isConnected) this.#add(bubble.view);
    if (language) bubble.stream.lang = langOf(language);
    bubble.stream.append(el("span", {}, ruby(read || text)), " ");
    bubble.said += 1;
    this.#scroll(bubble.view);
  }

  /** The whole answer in the place of its sentences; what was read out is not read out again. */
  async #answer(bubble, answer, id) {
    const spoken = answer.asked || answer.language; // an answer that could not be translated stands in Japanese, the page does not
    if (this.#chosen === "auto" && spoken && spoken !== this.#config.language && spoken in this.#config.languages) await this.#refresh(spoken);
    const log = this.#at.log, page = { ...this.page, show: (number) => source(number) };
    const view = answerView(answer, page);
    const source = (number) => view.querySelector(`[data-number="${number}"]`)?.focus();
    if (bubble.said) log.setAttribute("aria-live", "off");
    if (!["blocked", "clarify"].includes(answer.status) && !(answer.urgent ?? []).length) view.append(ratingView(page, (good, comment) => this.#rate(id, good, comment)));
    bubble.stream.replaceWith(view);
    bubble.view.dataset.whole = "1";
    bubble.view.dataset.status = String(answer.status);
    if (!bubble.view.isConnected) this.#add(bubble.view);
    if (answer.urgent?.length) this.#at.alarm.replaceChildren(el("p", {}, answer.urgent.map((one) => `${plain(one.name)} ${one.telephone}`).join("、")));
    if (answer.handoff?.section) { this.#section = answer.handoff.section; this.#reached = Boolean(answer.handoff.open); }
    this.#answers.set(id, bubble.view);
    const count = answer.citations?.length ?? 0;
    this.#tell(count ? "done" : "", { count });
    this.#scroll(bubble.view);
    setTimeout(() => log.setAttribute("aria-live", "polite"), 400);
  }

  #unanswered(error, { bubble, mine, question, label, language }) {
    if (error.name === "AbortError") { this.#tell("stopped"); if (!bubble.said) this.#at.field.value ||= question; return; }
    bubble.view.remove();
    if (error.told?.status === 404 || error.told?.status === 410) { this.#c = ""; keep(this.service.tenant, { c: "", language: this.#chosen }); }
    const refused = error.told?.status === 422;
    if (refused) mine.remove();
    else mine.append(el("button", { type: "button", class: "small", on: { click: () => { mine.remove(); this.#at.field.focus(); this.#ask(question, label, language); } } }, ruby(this.page.say("retry"))));
    this.#fail(error); // last: it is brought into sight where it then stands
    if (refused) { this.#at.field.value ||= question; this.#count(); this.#at.field.focus(); }
  }

  async #rate(answer, good, comment) {
    try { const kept = await this.service.tell(this.#c, "rating", { answer, good, comment }); this.#last = Math.max(this.#last, kept.id ?? 0); return true; }
    catch (error) { this.#fail(error); return false; }
  }

  // ---- a person

  async #human() {
    if (this.#live) return this.#leave();
    if (!this.#config.open && !this.#reached) return this.#callback();
    const share = el("input", { type: "checkbox", checked: true });
    const send = async (act) => { act.remove(); this.#at.field.focus(); await this.#handOver(share.checked); };
    const act = turn("notice", ruby(this.page.say("notice")), ICONS.person, this.#config.language, el("p", {}, ruby(this.page.say("handover"))),
      this.#c ? el("label", { class: "tick" }, share, el("span", {}, ruby(this.page.say("share")))) : null, el("div", { class: "row" },
      el("button", { type: "button", class: "small", on: { click: () => send(act) } }, ruby(this.page.say("human"))),
      el("button", { type: "button", class: "small", on: { click: () => { act.remove(); this.#at.human.focus(); } } }, ruby(this.page.say("cancel")))));
    this.#add(act);
    act.querySelector("button").focus();
  }

  async #handOver(share) {
    try {
      const c = await this.#conversation();
      await this.service.tell(c, "handoff", { section: this.#section, summary_ok: share });
      this.#follow(this.#last);
    } catch (error) {
      if (error.told?.status === 409) { this.#config.open = this.#reached = false; this.#modes(); this.#callback(); } else this.#fail(error);
    }
  }

  /** Nobody has to wait for somebody who does not come, nor to go on. */
  async #leave() {
    try { await this.service.tell(this.#c, "leave", {}); this.#at.field.focus(); } catch (error) { this.#fail(error); }
  }

  async #write(text) {
    const sent = this.service.tell(this.#c, "messages", { text });
    this.#posting = sent.catch(() => {});
    try { await sent; } catch (error) { this.#at.field.value ||= text; this.#count(); this.#fail(error); }
  }

  #callback() {
    const form = callbackView(this.page, this.#about, async (values) => {
      const kept = await this.service.tell(await this.#conversation(), "callback", values);
      this.#leaveSheet();
      this.#notice("received", { number: kept.number });
    }, () => this.#leaveSheet());
    this.#at.sheet.replaceChildren(form.view);
    this.#at.sheet.hidden = false;
    this.#at.main.hidden = true;
    form.focus();
  }

  #leaveSheet() {
    this.#at.sheet.hidden = true;
    this.#at.sheet.replaceChildren();
    this.#at.main.hidden = false;
    this.#at.human.focus();
  }

  /** What happened in the conversation since event `after`; stays on the line while a person answers. */
  async #follow(after) {
    this.#following?.abort();
    const { signal } = (this.#following = new AbortController());
    if (!after) this.#at.log.setAttribute("aria-live", "off");
    const ready = Promise.withResolvers?.() ?? deferred();
    this.#listen(after, signal, ready.resolve);
    await Promise.race([ready.promise, new Promise((done) => setTimeout(done, 4000))]);
    this.#at.log.setAttribute("aria-live", "polite");
  }

  async #listen(after, signal, ready) {
    let caught = false; // up with what was there before
    try {
      for await (const [name, data, id] of this.service.follow(this.#c, after, signal, (up) => this.#tell(up ? "online" : "offline"))) {
        await this.#posting;
        if (name === "ready") { ready(); caught = true; if (!this.#live) return; }
        else if (name === "switch") { this.#config = { ...this.#config, ...data }; this.#modes(); if (data.paused && !this.#live) this.#greet(); }
        else if (!id || id > this.#last) { this.#last = Math.max(this.#last, id); await this.#happened(name, data, id); if (caught && !this.#live) return; }
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#c = ""; this.#live = "";
      keep(this.service.tenant, { c: "", language: this.#chosen });
      this.#modes();
      if (this.#at.log.childElementCount > 1) this.#notice("closed");
    } finally { ready(); }
  }

  /** One event of the conversation on the page. */
  async #happened(name, data, id) {
    const page = this.page, section = { section: data.section || "" };
    const states = { handoff_requested: "waiting", taken: "taken", transferred: "waiting", returned: "", closed: "", left: "" };
    if (name in states) {
      this.#live = states[name];
      this.#modes();
      this.#tell(""); // "the answer is complete" is the machine's, and not said while a person answers
      this.#notice({ handoff_requested: "waiting", left: "returned" }[name] ?? name, section);
      if (!this.#live && this.#config.paused) this.#greet();
      this.#look();
      this.#count();
    } else if (name === "rating") this.#answers.get(data.answer)?.querySelectorAll(".rating .row .small")[data.good ? 0 : 1]?.setAttribute("aria-pressed", "true");
    else if (name === "question") this.#mine(data.text ?? "");
    else if (name === "answer") await this.#answer(this.#bubble(), data, id);
    else if (name === "resident_message") this.#mine(data.text ?? "");
    else if (name === "staff_message") {
      const who = [ruby(page.say("staff")), data.section ? `（${data.section}）` : ""];
      this.#add(turn("staff", who.flat(), ICONS.person, "ja", lines(data.text ?? "", page)));
      if (this.#at.panel.hidden) { this.#at.badge.hidden = false; this.#at.badge.replaceChildren(...ruby(page.say("staff"))); }
    }
  }

  // ---- telling

  #add(view) {
    this.#at.log.append(view);
    this.#scroll(view);
    return view;
  }

  /** The beginning of what is new comes into sight, in an emergency the numbers to call; the page itself never moves. */
  #scroll(view) {
    const log = this.#at.log;
    const question = view.querySelector(".urgent") ?? (view.previousElementSibling?.classList.contains("you") ? view.previousElementSibling : view);
    const whole = view.offsetTop + view.offsetHeight + 8 - log.clientHeight;
    log.scrollTop = view.classList.contains("notice") ? whole : question.offsetTop - 8;
  }

  #notice(name, values) {
    this.#add(turn("notice", ruby(this.page.say("notice")), ICONS.warn, this.#config.language, el("p", {}, ruby(this.page.say(name, values)))));
  }

  #tell(name, values) { this.#at.state.replaceChildren(...(name ? ruby(this.page.say(name, values)) : [])); }

  #explain(error) {
    const { status, seconds = 0, type = "", detail = "" } = error.told ?? {};
    const page = this.page;
    if (!error.told) return page.say("offline");
    if (status === 429) return this.#wait(seconds);
    if (type.endsWith(":personal") && error.told.kinds) return page.say("personal", { kinds: page.list(error.told.kinds) });
    if (type.endsWith(":paused")) return `${plain(page.say("paused"))} ${detail}`;
    return status >= 500 || !detail ? page.say("broken") : detail;
  }

  /** How long to wait, in seconds, minutes or hours, and whom to call instead. */
  #wait(seconds) {
    const page = this.page, { telephone } = this.#config;
    const [unit, each] = seconds < 90 ? ["seconds", 1] : seconds < 5400 ? ["minutes", 60] : ["hours", 3600];
    const told = page.say("limit", { wait: page.say(`wait_${unit}`, { n: Math.ceil(seconds / each) }) });
    return telephone ? `${told} ${page.say("limit_call", { telephone })}` : told;
  }

  #fail(error) {
    const { status, seconds = 0, type = "" } = error.told ?? {};
    this.#tell("");
    this.#add(turn("notice wrong", ruby(this.page.say("notice")), ICONS.warn, this.#config.language, el("p", {}, ruby(this.#explain(error)))));
    if (status === 429) this.#until = performance.now() + Math.min(seconds, 60) * 1000;
    if (type.endsWith(":paused")) this.#refresh();
  }
}

const fill = (text, values) => text.replace(/\{([^{}]+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

function deferred() {
  let resolve;
  return { promise: new Promise((done) => { resolve = done; }), resolve };
}
