// What always stands there: the button on the page, the panel with its head, log, field and foot. Knows nothing of answers.

/** The elements, by name. `on` are the listeners: toggle, close, language, submit, key, type, human, again. */
function frameOf(on, floating) {
  const at = {};
  at.launchText = el("span", {});
  at.badge = el("span", { class: "badge", hidden: true });
  at.launch = el("button", { type: "button", class: "launch", "aria-expanded": "false", "aria-controls": "panel", hidden: !floating, on: { click: on.toggle } }, icon(ICONS.talk), at.launchText, at.badge);
  at.title = el("h2", { id: "title", tabindex: "-1" });
  at.languageText = el("label", { for: "language", class: "hidden" });
  at.language = el("select", { id: "language", on: { change: on.language } });
  at.closeText = el("span", { class: "hidden" });
  at.close = el("button", { type: "button", class: "icon", hidden: !floating, on: { click: on.close } }, icon(ICONS.close), at.closeText);
  at.banner = el("div", { class: "banner", role: "region", hidden: true });
  at.log = el("div", { id: "log", class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", tabindex: "0" });
  at.state = el("p", { class: "state", role: "status" });
  at.alarm = el("div", { class: "hidden", role: "alert" });
  at.label = el("label", { for: "field" });
  at.field = el("textarea", { id: "field", rows: "2", "aria-describedby": "wrong count", enterkeyhint: "send", autocomplete: "off", on: { keydown: on.key, input: on.type } });
  at.wrong = el("p", { id: "wrong", class: "error", hidden: true });
  at.count = el("p", { id: "count", class: "second" });
  at.sendText = el("span", {});
  at.send = el("button", { type: "submit", class: "main send" }, icon(ICONS.send), at.sendText);
  at.form = el("form", { class: "composer", novalidate: true, on: { submit: on.submit } }, at.label, at.field, at.wrong, el("div", { class: "row" }, at.count, at.send));
  at.human = el("button", { type: "button", class: "plain", on: { click: on.human } });
  at.again = el("button", { type: "button", class: "plain", hidden: true, on: { click: on.again } });
  at.foot = el("div", { class: "foot row" }, at.human, at.again);
  at.main = el("div", { class: "talk" }, at.log, at.state, at.form, at.foot);
  at.sheet = el("div", { class: "sheet-place", hidden: true });
  at.panel = el("section", { id: "panel", class: "panel", role: floating ? "dialog" : "region", "aria-labelledby": "title", hidden: floating },
    el("div", { class: "head" }, at.title, at.languageText, at.language, at.close), at.banner, at.main, at.sheet, at.alarm);
  return at;
}

/** Put the words of a language on everything that always stands there. */
function relabel(at, page, config, chosen) {
  const words = (element, name, values) => element.replaceChildren(...ruby(page.say(name, values)));
  words(at.launchText, "open");
  words(at.title, "title", { city: config.city });
  words(at.languageText, "language");
  words(at.closeText, "close");
  words(at.sendText, "send");
  words(at.human, "human");
  words(at.again, "again");
  at.log.setAttribute("aria-label", plain(page.say("title", { city: config.city })));
  at.panel.lang = at.launch.lang = langOf(config.language);
  at.language.replaceChildren(...Object.entries(config.languages).map(([code, name]) => el("option", { value: code, selected: code === chosen, lang: code === "auto" ? null : langOf(code) }, name)));
  at.language.value = chosen;
}

/** One turn in the log: who says it, in words, a drawing and a colour. */
function turn(who, name, drawing, language, ...content) {
  return el("article", { class: `turn ${who}`, lang: langOf(language) }, el("p", { class: "who" }, icon(drawing), el("span", {}, name)), content);
}
