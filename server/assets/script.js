"use strict";
const root = document.documentElement;
const kept = name => { try { return localStorage.getItem(name); } catch { return null; } };
const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } };

// How to read: each setting is an attribute of the root, kept for the next story.
const choices = { width: ["", "wide", "narrow"], font: ["", "sans"], theme: ["", "dark", "light"], keys: ["", "off"] };
const size_steps = { least: -3, most: 6, factor: 1.12 };
function apply() {
  for (const name in choices) {
    const value = kept(name);
    if (value) root.dataset[name] = value; else delete root.dataset[name];
  }
  const size = Number(kept("size")) || 0;
  if (size) root.style.setProperty("--size", 1.19 * Math.pow(size_steps.factor, size) + "rem");
  else root.style.removeProperty("--size");
  for (const button of document.querySelectorAll("[data-set=keys]")) button.setAttribute("aria-pressed", kept("keys") !== "off");
}
function change(button) {
  const name = button.dataset.set;
  if (name === "size") {
    const size = (Number(kept("size")) || 0) + Number(button.dataset.by);
    keep(name, Math.max(size_steps.least, Math.min(size_steps.most, size)));
  } else {
    keep(name, choices[name][(choices[name].indexOf(kept(name) || "") + 1) % choices[name].length]);
  }
  apply();
}
apply();

const help = document.getElementById("help");
document.addEventListener("click", event => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.set) change(button);
  else if (button.dataset.do === "print") print();
  else if (button.dataset.do === "help") help.showModal();
  else if (button.dataset.do === "copy") copy(button);
});
function copy(button) {
  const text = button.parentElement.querySelector("code").textContent;
  navigator.clipboard.writeText(text).then(() => { button.textContent = "Copied"; }, () => { button.textContent = "Select it and copy"; });
}

// Search as one types: the list is the server's own HTML, the address stays that of the search.
const box = document.getElementById("q"), result = document.getElementById("result");
let waiting = 0, asked = 0;
async function search() {
  const number = ++asked;
  const parameters = new URLSearchParams(new FormData(box.form));
  const answer = await fetch("/hits?" + parameters);
  const html = await answer.text();
  if (number !== asked || !answer.ok) return;
  result.innerHTML = html;
  history.replaceState(null, "", "/?" + parameters);
}
if (box && result) {
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  box.form.addEventListener("submit", event => {
    event.preventDefault();
    clearTimeout(waiting);
    search().then(() => { const first = document.querySelector(".hit h2 a"); if (first) first.focus(); });
  });
}

// Page beside story: pointing at a passage lights its twin; the card says which bytes and which rule.
const frame = document.getElementById("page"), card = document.getElementById("card");
const passages = frame || card ? [...document.querySelectorAll("article [data-place]")] : [];
const names = element => element.dataset.place.split(" ").filter(Boolean);
const rows = new Map([...document.querySelectorAll(".origins tr[data-place]")].map(row => [row.dataset.place, row]));

function show_card(places) {
  const found = places.map(place => rows.get(place)).filter(Boolean);
  if (!found.length) return;
  card.replaceChildren(...found.flatMap(row => {
    const [what, rule, bytes] = [...row.children].map(cell => cell.textContent.trim());
    const name = document.createElement("b"), reason = document.createElement("span"), where = document.createElement("span");
    name.textContent = what; reason.textContent = rule; where.textContent = bytes ? "bytes " + bytes : "";
    return [name, " ", reason, " ", where, " "];
  }));
}
function light(places, scrolls) {
  let first = null;
  for (const passage of passages) {
    const is_lit = names(passage).some(name => places.includes(name));
    passage.classList.toggle("lit", is_lit);
    if (is_lit) first ||= passage;
  }
  for (const [place, row] of rows) row.classList.toggle("lit", places.includes(place));
  show_card(places);
  if (scrolls && first) first.scrollIntoView({ block: "nearest" });
}
const ask_frame = places => { if (frame) frame.contentWindow.postMessage({ places }, new URL(frame.src).origin); };

for (const passage of passages) {
  const row = names(passage).map(name => rows.get(name)).find(Boolean);
  if (!row) continue;
  passage.classList.add("has-twin", row.className);
  passage.tabIndex = -1;
}
if (card) {
  const point = event => {
    const target = event.target.closest("[data-place]");
    if (!target) return;
    const places = names(target);
    light(places, false);
    ask_frame(places);
  };
  document.querySelector(".twins").addEventListener("mouseover", point);
  document.querySelector(".twins").addEventListener("focusin", point);
  addEventListener("message", event => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== new URL(frame.src).origin) return;
    if (Array.isArray(event.data.places)) light(event.data.places.map(String), true);
  });
}

// Keys. Letters with a modifier, and letters while one writes, are the browser's.
function step(by) {
  const stops = card ? passages.filter(passage => passage.classList.contains("has-twin")) : [...document.querySelectorAll(".hit h2 a, .strange a")];
  if (!stops.length) return scrollBy({ top: by * innerHeight * 0.8 });
  const at = stops.indexOf(document.activeElement);
  stops[Math.max(0, Math.min(stops.length - 1, at < 0 && by < 0 ? 0 : at + by))].focus();
}
const keys = {
  "/": () => { box.focus(); box.select(); },
  "?": () => help.showModal(),
  j: () => step(1),
  k: () => step(-1),
  b: () => { const link = document.querySelector("a[data-key=b]"); if (link) link.click(); },
  g: () => { location.href = "/glance"; },
  t: () => change({ dataset: { set: "theme" } }),
  "+": () => change({ dataset: { set: "size", by: "1" } }),
  "-": () => change({ dataset: { set: "size", by: "-1" } }),
};
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && event.target === box) { box.blur(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open || kept("keys") === "off") return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const act = keys[event.key];
  if (act) { event.preventDefault(); act(); }
});
