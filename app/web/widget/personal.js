// Personal data that must not leave the browser: numbers known by their form and check digit. Knows no page.
// The server looks again, with more kinds (app/checks/personal.py); here stands what is certain enough to stop a person.

const digitsOf = (text) => [...text.replace(/\D/g, "")].map(Number);

/** The check digit of a マイナンバー: 11 − Σ PnQn mod 11. */
function myNumber(text) {
  const digits = digitsOf(text);
  if (digits.length !== 12 || new Set(digits).size === 1) return false;
  const rest = digits.slice(0, 11).reverse().reduce((sum, digit, at) => sum + digit * (at < 6 ? at + 2 : at - 4), 0) % 11;
  return digits[11] === (rest <= 1 ? 0 : 11 - rest);
}

/** The check digit of a card (Luhn). */
function card(text) {
  const digits = digitsOf(text);
  if (digits.length < 14 || digits.length > 16 || new Set(digits).size < 2) return false;
  return digits.reverse().reduce((sum, digit, at) => sum + (at % 2 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit), 0) % 10 === 0;
}

/** A telephone of a person: not free of charge, not one that the city has published. */
function telephone(text, published) {
  const digits = text.replace(/\D/g, "");
  if (/^(0120|0800|0570)/.test(digits) || published.includes(digits)) return false;
  return digits.length === (/^0[5-9]0/.test(digits) ? 11 : 10);
}

const FORMS = [
  ["マイナンバー", /(?<![0-9-])[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9-])/g, myNumber],
  ["マイナンバー", /(?:マイナンバー|個人番号|my number)\D{0,10}[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])/gi, () => true],
  ["カード番号", /(?<![0-9-])[0-9]{4}(?:[- ]?[0-9]{4}){2}[- ]?[0-9]{2,4}(?![0-9-])/g, card],
  ["カード番号", /(?<![0-9-])3[47][0-9]{2}[- ]?[0-9]{6}[- ]?[0-9]{5}(?![0-9-])/g, card],
  ["メール", /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g, () => true],
  ["電話番号", /(?<![0-9-])0[5-9]0[-( ]?[0-9]{4}[-) ]?[0-9]{4}(?![0-9-])/g, telephone],
  ["電話番号", /(?<![0-9-])0[0-9]{1,4}[-(][0-9]{1,4}[-)][0-9]{3,4}(?![0-9-])/g, telephone],
  ["口座番号", /(?:普通|当座|貯蓄|口座)[^0-9\n]{0,10}[0-9]{6,8}(?![0-9])/g, () => true],
  ["在留カード番号", /(?<![0-9A-Za-z])[A-Z]{2}[0-9]{8}[A-Z]{2}(?![0-9A-Za-z])/g, () => true],
  ["基礎年金番号", /年金[^0-9\n]{0,12}[0-9]{4}[- ]?[0-9]{6}(?![0-9])/g, () => true],
];

/** The kinds of personal data in `text`, each once. `published` are the city's own telephones, digits only. */
function personal(text, published = []) {
  const copy = text.normalize("NFKC").replace(/[‐‑‒–—―−ｰ]/g, "-").replace(/(?<=[0-9])ー(?=[0-9])/g, "-");
  const found = FORMS.filter(([, form, good]) => [...copy.matchAll(form)].some(([words]) => good(words, published)));
  return [...new Set(found.map(([kind]) => kind))];
}
