// assets.cpp: the style and the script of the reader, inside the program so that it works anywhere.
#include "server/reader_state.h"

namespace copydesk {
namespace {

constexpr std::string_view kStyle = R"css(
:root{--ink:#1d1b18;--paper:#fbfaf7;--soft:#6a655d;--line:#dcd7cd;--link:#0b4f9e;--mark:#ffe9a3;--tile:#0b4f9e;
 --size:1.15rem;--width:42rem;--face:Georgia,"Noto Serif","Times New Roman",serif;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ink:#e8e4dc;--paper:#191816;--soft:#a49d91;--line:#3a3732;--link:#8ec1ff;--mark:#5c4b12;--tile:#8ec1ff}}
:root[data-theme=light]{--ink:#1d1b18;--paper:#fbfaf7;--soft:#6a655d;--line:#dcd7cd;--link:#0b4f9e;--mark:#ffe9a3;--tile:#0b4f9e;color-scheme:light}
:root[data-theme=dark]{--ink:#e8e4dc;--paper:#191816;--soft:#a49d91;--line:#3a3732;--link:#8ec1ff;--mark:#5c4b12;--tile:#8ec1ff;color-scheme:dark}
:root[data-font=sans]{--face:system-ui,"Noto Sans",sans-serif}:root[data-width=wide]{--width:56rem}:root[data-width=narrow]{--width:32rem}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Noto Sans",sans-serif}
a{color:var(--link)}a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;inset-inline-start:-99rem}.skip:focus{inset-inline-start:1rem;top:1rem;background:var(--paper);padding:.5rem;z-index:2}
.unseen,form label{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.top{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:center;padding:.75rem clamp(1rem,3vw,2.5rem);border-bottom:1px solid var(--line)}
.brand{font:700 1.3rem/1 Georgia,serif;color:var(--ink);text-decoration:none}.top form{flex:1 1 18rem;display:flex;gap:.5rem;max-width:44rem}
.top nav{display:flex;gap:1rem;flex-wrap:wrap}
input[type=search]{flex:1;font:inherit;padding:.5rem .75rem;border:1px solid var(--soft);border-radius:.4rem;background:transparent;color:inherit;min-width:0}
button{font:inherit;padding:.45rem .8rem;border:1px solid var(--soft);border-radius:.4rem;background:transparent;color:inherit;cursor:pointer;min-height:2.2rem}
main{padding:1.5rem clamp(1rem,3vw,2.5rem) 4rem}main:focus{outline:none}h1,h2{line-height:1.2}
#result{display:grid;grid-template-columns:minmax(11rem,15rem) minmax(0,46rem);gap:2.5rem}
.facets h2{font-size:.8rem;color:var(--soft);margin:1rem 0 .25rem;font-weight:600}.facets ul{list-style:none;margin:0;padding:0}
.facets li{display:flex;justify-content:space-between;gap:.5rem;padding:.15rem 0;font-size:.92rem;overflow-wrap:anywhere}.facets a{text-decoration:none}.facets span,.count,.facts,.copies{color:var(--soft)}
.chosen a{font-weight:700}.hit-list{list-style:none;margin:0;padding:0}.hit{padding:1rem 0;border-bottom:1px solid var(--line)}
.hit h2{font:600 1.25rem/1.3 Georgia,"Noto Serif",serif;margin:0}.hit h2 a{color:var(--ink);text-decoration:none}.hit h2 a:hover{text-decoration:underline}
.hit p{margin:.25rem 0}.facts,.copies,.count{font-size:.88rem}.snippet{overflow-wrap:anywhere}mark{background:var(--mark);color:inherit;border-radius:.15em;padding:0 .1em}
.pager{padding:1.5rem 0;display:flex;gap:1.5rem}
article{font:var(--size)/1.6 var(--face);max-width:var(--width);margin:0 auto;overflow-wrap:anywhere;hyphens:auto}
article h1{font-size:1.9em;line-height:1.15;margin:.2em 0 .35em;text-wrap:balance}article .section{margin:0;color:var(--soft);font-size:.85em}
article .dek{font-size:1.15em;line-height:1.45;margin:.2em 0}article .credits,article figcaption,article footer{font:.85em/1.5 system-ui,"Noto Sans",sans-serif;color:var(--soft)}
article p{margin:0 0 1em}article blockquote{margin:1em 0;padding-inline-start:1em;border-inline-start:3px solid var(--line)}
article pre{overflow:auto;font-size:.85em;padding:.8em;border:1px solid var(--line);border-radius:.4rem}article table{border-collapse:collapse;display:block;overflow-x:auto}
article td,article th{border:1px solid var(--line);padding:.25em .5em;text-align:start;vertical-align:top}
figure{margin:1.5em 0;padding:.8em;border:1px solid var(--line);border-radius:.4rem}.picture{display:block;font:.9em/1.4 system-ui,sans-serif}.picture::before{content:"▣  ";color:var(--soft)}
.gallery ol{padding:0;list-style-position:inside}
.tools{max-width:var(--width);margin:0 auto 1.5rem;display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
aside{max-width:var(--width);margin:3rem auto 0;border-top:1px solid var(--line);font-size:.92rem}aside h2{font-size:1rem}aside span{color:var(--soft)}
.twins{display:grid;grid-template-columns:1fr 1fr;gap:1rem;height:calc(100vh - 7rem)}.twins>section{overflow:auto}.twins iframe{width:100%;height:100%;border:1px solid var(--line);background:#fff}
.origins{border-collapse:collapse;font-size:.88rem;width:100%;margin-bottom:1.5rem}.origins caption{text-align:start;color:var(--soft)}.origins td,.origins th{text-align:start;border-bottom:1px solid var(--line);padding:.2rem .5rem;vertical-align:top}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:1.5rem 2.5rem}.days{grid-column:1/-1;overflow-x:auto}
.bars ul,.plain{list-style:none;padding:0;margin:0}.bars li{padding:.2rem 0;overflow-wrap:anywhere}.bars span,.plain span{color:var(--soft)}
progress{display:block;width:100%;height:.45rem;appearance:none;border:0;background:var(--line)}progress::-webkit-progress-bar{background:var(--line)}progress::-webkit-progress-value{background:var(--tile)}progress::-moz-progress-bar{background:var(--tile)}
.days td{width:2.6rem;height:2.2rem;text-align:center;font-size:.8rem;border:2px solid var(--paper);background:var(--line)}.days td a{color:inherit;display:block;text-decoration:none}
.days .l1{background:color-mix(in srgb,var(--tile) 20%,var(--paper))}.days .l2{background:color-mix(in srgb,var(--tile) 35%,var(--paper))}.days .l3{background:color-mix(in srgb,var(--tile) 50%,var(--paper))}.days .l4{background:color-mix(in srgb,var(--tile) 65%,var(--paper))}
.failures pre{overflow:auto;padding:.75rem;border:1px solid var(--line);border-radius:.4rem}.failures h2 span{color:var(--soft);font-weight:400}
@media (max-width:48rem){#result,.twins{grid-template-columns:minmax(0,1fr)}.facets{display:flex;flex-wrap:wrap;gap:0 1.5rem;order:2}.twins{height:auto}.twins iframe{height:70vh}}
@media print{.top,.tools,aside,.skip{display:none}body{background:#fff;color:#000}article{max-width:none}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
)css";

constexpr std::string_view kScript = R"js("use strict";
const root = document.documentElement;
const kept = name => { try { return localStorage.getItem(name); } catch { return null; } };
const keep = (name, value) => { try { localStorage.setItem(name, value); } catch {} };

// How to read: each setting is an attribute of the root, kept for the next story.
const choices = { width: ["", "wide", "narrow"], font: ["", "sans"], theme: ["", "dark", "light"] };
const apply = () => {
  for (const name in choices) { const value = kept(name); if (value) root.dataset[name] = value; else delete root.dataset[name]; }
  const size = Number(kept("size")) || 0;
  root.style.setProperty("--size", 1.15 * Math.pow(1.12, size) + "rem");
};
apply();
document.addEventListener("click", event => {
  const button = event.target.closest("button[data-set], button[data-do]");
  if (button) {
    const name = button.dataset.set;
    if (button.dataset.do === "print") window.print();
    else if (name === "size") keep("size", Math.max(-3, Math.min(6, (Number(kept("size")) || 0) + Number(button.dataset.by))));
    else keep(name, choices[name][(choices[name].indexOf(kept(name) || "") + 1) % choices[name].length]);
    apply();
  }
  const link = event.target.closest("a[data-mark]");
  if (link) { event.preventDefault(); light(link); }
});

// Beside its page: the frame is an origin of its own and runs nothing; its address says what to light.
const light = link => {
  const frame = document.getElementById("page");
  if (frame) frame.src = frame.src.split("#")[0] + "#" + link.dataset.mark;
};
document.addEventListener("mouseover", event => { const link = event.target.closest("a[data-mark]"); if (link) light(link); });

// Search as one types: the list is the server's own HTML.
const box = document.getElementById("q"), result = document.getElementById("result");
let waiting = 0, asked = 0;
if (box && result) box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const number = ++asked;
    const words = box.value.replace(/([^\s"*:]{3,})$/, "$1*");
    const answer = await fetch("/hits?q=" + encodeURIComponent(words));
    const html = await answer.text();
    if (number === asked && answer.ok) result.innerHTML = html;
  }, 120);
});
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const links = [...document.querySelectorAll(".hit h2 a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "/") { event.preventDefault(); box.focus(); box.select(); }
  else if (event.key === "j" && links.length) links[Math.min(at + 1, links.length - 1)].focus();
  else if (event.key === "k" && links.length) links[Math.max(at - 1, 0)].focus();
  else if (event.key === "b" && document.body.className === "story") document.querySelector(".tools a").click();
});
)js";

}  // namespace

std::string_view style_sheet() { return kStyle; }
std::string_view script() { return kScript; }

}  // namespace copydesk
