"use strict";
// The document around a saved page, on the saved pages' own origin. The page below runs nothing; this script listens to
// the mouse over its marks for it, and lights them when the story beside it asks.
const frame = document.querySelector("iframe");
let lit = [];

const marksOf = place => [...frame.contentDocument.querySelectorAll("mark[data-place]")]
  .filter(mark => mark.dataset.place.split(" ").includes(place));

function light(places, scrolls) {
  for (const mark of lit) mark.classList.remove("cd-lit");
  lit = places.flatMap(marksOf);
  for (const mark of lit) mark.classList.add("cd-lit");
  if (scrolls && lit.length) lit[0].scrollIntoView({ block: "center" });
}

// A banner that would stay in front of the page takes its place in it, unless the story was read there.
const most_elements = 20000;
function free_view(page) {
  for (const element of [...page.body.getElementsByTagName("*")].slice(0, most_elements)) {
    if (getComputedStyle(element).position === "fixed" && !element.querySelector("mark[data-place]"))
      element.style.setProperty("position", "static", "important");
  }
}

function listen() {
  const page = frame.contentDocument;
  if (!page || !page.body) return;
  free_view(page);
  page.addEventListener("mouseover", event => {
    const mark = event.target.closest && event.target.closest("mark[data-place]");
    const places = mark ? mark.dataset.place.split(" ") : [];
    light(places, false);
    parent.postMessage({ places }, "*");
  });
  parent.postMessage({ isReady: true }, "*");
}

frame.addEventListener("load", listen);
if (frame.contentDocument && frame.contentDocument.readyState === "complete" && frame.contentDocument.URL !== "about:blank")
  listen();
addEventListener("message", event => {
  if (event.source === parent && Array.isArray(event.data.places)) light(event.data.places.map(String), true);
});
