// One answer as elements: urgent numbers, parts, table, sources, the office to ask, choices. Knows nothing of the network.

const LEAD = "結論", ASKED = "問"; // kinds of parts: the conclusion; which of several questions the next parts answer

/** What an answer needs from around it: say(key, values), origin, hosts, ask(question, label), show(number). */
function answerView(answer, page) {
  const view = el("div", { class: "answer" }), lang = langOf(answer.language);
  if (answer.urgent?.length) view.append(urgent(answer.urgent, page));
  view.append(el("div", { class: "told", lang }, body(answer, page)));
  (answer.notes ?? []).forEach((note, at) => view.append(el("p", { class: "note" }, icon(ICONS.warn), el("span", {}, written(answer.notes_ruby?.[at] ?? note, page)))));
  if (answer.original) view.append(el("details", { class: "original" }, el("summary", {}, ruby(page.say("original"))), el("blockquote", { lang: "ja" }, lines(answer.original, page))));
  if (answer.citations?.length) view.append(sources(answer, page));
  if (answer.related?.length) view.append(related(answer.related, page));
  if (answer.handoff?.section || answer.handoff?.name) view.append(contact(answer.handoff, page));
  const asked = (answer.choices ?? []).map((one) => [one.label, one.question]);
  if (asked.length) view.append(buttons(page.say("choose"), asked, page, lang));
  if (answer.near?.length) view.append(buttons(page.say("near"), answer.near.map((one) => [one, one]), page, lang));
  return view;
}

const langOf = (code) => ({ "ja-easy": "ja", tl: "fil", auto: "ja" })[code] ?? code ?? "ja";

function body(answer, page) {
  const parts = (answer.parts ?? []).filter((part) => String(part.text ?? "").trim());
  if (!parts.length) return lines(answer.ruby || answer.text || "", page);
  return parts.map((part, at) => {
    const marks = (part.citations ?? []).map((number) => mark(number, page));
    if (part.kind === "表") return el("div", { class: "part" }, table(part.ruby || part.text, page), marks.length ? el("p", {}, marks) : null);
    const shown = lines(part.ruby || part.text, page);
    const last = shown.at(-1);
    (/^[OU]L$/.test(last?.tagName) ? last.lastElementChild : last)?.append(...marks);
    if (part.kind === ASKED) return el("p", { class: "kind asked" }, ruby(part.text));
    const before = at ? parts[at - 1].kind : ASKED;
    const named = part.kind !== (before === ASKED ? LEAD : before); // the conclusion comes first and needs no heading, nor what goes on
    return el("div", { class: part.kind === LEAD ? "part lead" : "part" }, named ? el("p", { class: "kind" }, ruby(page.kind(part.kind))) : null, shown);
  });
}

/** Paragraphs; lines that begin with ・ or a number and a dot become a list. */
function lines(text, page) {
  const made = [];
  for (const line of String(text).split(/\n+/).map((one) => one.trim()).filter(Boolean)) {
    const item = /^(?:[・●•\-]|[0-9０-９]{1,2}[.．、)）])\s*(.+)$/.exec(line);
    if (!item) made.push(el("p", {}, written(line, page)));
    else {
      const kind = /^[0-9０-９]/.test(line) ? "OL" : "UL";
      if (made.at(-1)?.tagName !== kind) made.push(el(kind.toLowerCase()));
      made.at(-1).append(el("li", {}, written(item[1], page)));
    }
  }
  return made;
}

/** Text with ruby, with [1] as marks of sources, and with links to known hosts; everything else is text. */
function written(text, page) {
  return String(text).split(/(\[[0-9]{1,2}\]|https:\/\/[\x21-\x7e]+[\x21-\x7e/])/).flatMap((piece) => {
    if (/^\[[0-9]{1,2}\]$/.test(piece)) return [mark(Number(piece.slice(1, -1)), page)];
    const address = piece.startsWith("https://") && known(piece, page.origin, page.hosts);
    return address ? [link(address, piece, page)] : ruby(piece);
  });
}

function mark(number, page) {
  if (!Number.isInteger(number) || !page.show) return "";
  return el("button", { type: "button", class: "mark", "aria-label": `${plain(page.say("sources"))} ${number}`, on: { click: () => page.show(number) } }, String(number));
}

const link = (address, text, page) =>
  el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text, el("span", { class: "hidden" }, `（${plain(page.say("newtab"))}）`));

/** A name, as a link where its address is one of ours. */
function linked(url, name, page) {
  const address = known(url, page.origin, page.hosts);
  return address ? link(address, name, page) : name;
}

/** A table out of lines whose cells are parted by tabs, or by | as in Markdown; the first line is its head. */
function table(text, page) {
  const rows = String(text).split("\n").map((line) => line.trim()).filter((line) => line && !/^[|\s:\-]+$/.test(line))
    .map((line) => (line.includes("\t") ? line.split("\t") : line.replace(/^\||\|$/g, "").split("|")).map((cell) => cell.trim()));
  if (rows.length < 2 || rows[0].length < 2) return el("div", {}, lines(text, page));
  const [head, ...rest] = rows;
  return el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": plain(page.kind("表")) }, el("table", {},
    el("thead", {}, el("tr", {}, head.map((cell) => el("th", { scope: "col" }, ruby(cell))))),
    el("tbody", {}, rest.map((row) => el("tr", {}, row.map((cell, at) => (at ? el("td", {}, written(cell, page)) : el("th", { scope: "row" }, ruby(cell)))))))));
}

function urgent(contacts, page) {
  return el("div", { class: "urgent" }, el("p", { class: "kind" }, icon(ICONS.warn), el("span", {}, ruby(page.say("urgent")))),
    el("ul", {}, contacts.map((one) => el("li", {}, el("b", {}, ruby(one.name)), callLink(one.telephone, page), one.hours ? el("span", { class: "second" }, ruby(one.hours)) : null))));
}

function callLink(telephone, page) {
  if (!telephone) return null;
  const address = tel(telephone);
  const shown = [icon(ICONS.call), el("span", {}, el("span", { class: "hidden" }, `${plain(page.say("telephone"))} `), String(telephone))];
  return address ? el("a", { class: "call", href: address }, shown) : el("span", { class: "call" }, shown);
}

function sources(answer, page) {
  const items = answer.citations.map((one) => {
    const day = one.effective ? page.say("day", { day: one.effective }) : "";
    return el("li", { "data-number": one.number, tabindex: "-1" }, el("span", { class: "number" }, String(one.number)),
      el("span", { lang: "ja" }, linked(one.url, String(one.label), page)),
      day ? el("span", { class: "second" }, ruby(day)) : null,
      one.quote ? el("q", { lang: "ja" }, String(one.quote).slice(0, 160)) : null);
  });
  return el("div", { class: "sources" }, el("p", { class: "kind" }, icon(ICONS.page), el("span", {}, ruby(page.say("sources")))), el("ol", {}, items));
}

/** What was found nearest where nothing answers: pages to read, with their own words. */
function related(found, page) {
  const items = found.map((one) => el("li", { lang: "ja" }, el("p", {}, linked(one.url, String(one.label), page)), el("blockquote", {}, lines(String(one.quote).slice(0, 400), page))));
  return el("div", { class: "related" }, el("p", { class: "kind" }, icon(ICONS.page), el("span", {}, ruby(page.say("related")))), el("ul", {}, items));
}

function contact(office, page) {
  const name = String(office.section || office.name);
  return el("div", { class: "contact" }, el("p", { class: "kind" }, ruby(page.say("ask"))),
    el("p", {}, el("b", { lang: "ja" }, linked(office.page, name, page)), " ", callLink(office.telephone, page)),
    office.hours ? el("p", { class: "second" }, ruby(page.say("hours")), "：", el("span", { lang: "ja" }, String(office.hours))) : null,
    office.telephone ? el("p", { class: "second" }, ruby(page.say(office.open ? "call_now" : "call_later"))) : null,
    office.telephone && office.opens ? el("p", { class: "second" }, ruby(page.say("call_opens", { when: page.when(office.opens) }))) : null);
}

/** A named group of buttons, each of which asks something. */
function buttons(name, pairs, page, lang) {
  return el("div", { class: "choices", role: "group", "aria-label": plain(name) }, el("p", { class: "kind" }, ruby(name)),
    pairs.map(([label, question]) => el("button", { type: "button", class: "choice", lang, on: { click: () => page.ask(String(question), String(label)) } }, ruby(label))));
}
