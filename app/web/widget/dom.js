// Elements out of plain values. Knows nothing of conversations. Text never becomes markup: only text nodes.

const SVG = "http://www.w3.org/2000/svg";
const RUBY = /［([^［｜］]+)｜([^［｜］]+)］/g;

/** An element; `on` holds listeners. Attributes that could run or load something are refused. */
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else if (/^on|^src|^style$|^srcdoc$/.test(name)) throw new Error(`not an attribute of this page: ${name}`);
    else if (name === "value") made.value = value;
    else made.setAttribute(name === "class" ? "class" : name, value === true ? "" : value);
  }
  made.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A drawing of one path on a field of 24 by 24, for eyes only. */
function icon(path) {
  const drawn = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" })) drawn.setAttribute(name, value);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawn.append(line);
  return drawn;
}
const ICONS = {
  talk: "M4 4h16v12H9l-5 4z",
  close: "M5 5l14 14M19 5L5 19",
  send: "M4 12h15M13 5l7 7-7 7",
  call: "M6 3h4l2 5-3 2a12 12 0 0 0 5 5l2-3 5 2v4c0 2-2 3-4 3C10 21 3 14 3 7c0-2 1-4 3-4z",
  page: "M6 3h8l4 4v14H6zM9 12h6M9 16h6",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-5 4-7 8-7s8 2 8 7",
  machine: "M5 8h14v11H5zM12 8V4M9 13h.01M15 13h.01",
  warn: "M12 3l10 18H2zM12 10v5M12 18h.01",
};

/** ［漢字｜かんじ］ → ruby; all else text. */
function ruby(text) {
  const parts = [];
  let at = 0;
  for (const found of String(text).matchAll(RUBY)) {
    parts.push(String(text).slice(at, found.index));
    parts.push(el("ruby", {}, found[1], el("rp", {}, "（"), el("rt", {}, found[2]), el("rp", {}, "）")));
    at = found.index + found[0].length;
  }
  parts.push(String(text).slice(at));
  return parts.filter((part) => part !== "");
}

/** ［漢字｜かんじ］ → 漢字, for names that are read out or stand in a field. */
const plain = (text) => String(text).replace(RUBY, "$1");

/** The address if it leads to this service or to one of `hosts` (or below them) over https, else "". */
function known(address, service, hosts) {
  const text = String(address ?? "");
  // Two readings must agree: what another parser could take for a user, a scheme or a path is no address for us.
  if (!text || text.length > 2000 || /[\\@\s\u0000-\u0020<>"'`]/.test(text) || !/^[\x21-\x7e]+$/.test(text)) return "";
  if (/^\/(?!\/)/.test(text)) return service + text;
  let url;
  try { url = new URL(text); } catch { return ""; }
  if (url.origin === service) return url.href;
  const host = url.hostname.replace(/\.$/, "");
  return url.protocol === "https:" && hosts.some((one) => host === one || host.endsWith(`.${one}`)) ? url.href : "";
}

/** 03-1234-5678（代表） → tel:0312345678, #8000 → tel:%238000, or "" when it is no number. */
function tel(text) {
  const short = /^[＃#]([0-9]{4})(?![0-9])/.exec(String(text ?? "").normalize("NFKC").trim());
  if (short) return `tel:%23${short[1]}`;
  const digits = String(text ?? "").normalize("NFKC").match(/^[^0-9+]*(\+?[0-9][0-9()\- ]{1,18}[0-9])/)?.[1].replace(/[^0-9+]/g, "") ?? "";
  return /^(1[0-9]{2}|\+?[0-9]{5,15})$/.test(digits) ? `tel:${digits}` : "";
}
