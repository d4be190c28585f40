#include "rules/explain/html_page.h"

namespace explain {

std::string_view page_style() {
  return R"css(
:root {
  color-scheme: light;
  --paper: #faf9f6; --card: #fff; --ink: #1c2430; --muted: #5a6572; --line: #c3cad2; --soft: #e6e9ed;
  --derived: #2b5a9b; --fact: #2a7448; --given: #4a7a2a; --absent: #9a5b00; --condition: #6a7280;
  --value: #6a4a92; --hit: #fff1a8; --focus: #1a56c4;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --paper: #11151a; --card: #1a2028; --ink: #e5e9ee; --muted: #9ba6b3; --line: #465261; --soft: #2a323c;
    --derived: #7fb0f0; --fact: #74c795; --given: #a5cf7c; --absent: #eab45f; --condition: #a4adb9;
    --value: #bfa0e8; --hit: #6a5a10; --focus: #8ab8ff;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif;
}
header, .tools, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
.eyebrow {
  margin: 0; color: var(--muted); font-size: .8rem; letter-spacing: .09em; text-transform: uppercase;
}
h1, h2 { font-family: Charter, "Bitstream Charter", "Iowan Old Style", Georgia, "DejaVu Serif", serif;
  line-height: 1.2; text-wrap: balance; }
h1 { margin: .25rem 0 .75rem; font-size: clamp(1.6rem, 1.1rem + 2.2vw, 2.5rem); font-weight: 600; }
h2 { margin: 2.75rem 0 .5rem; font-size: 1.35rem; font-weight: 600; }
.lead { margin: 0 0 .75rem; max-width: 46rem; font-size: 1.1rem; }
.rests { margin: 0 0 1.25rem; max-width: 46rem; color: var(--muted); }
a { color: var(--derived); text-underline-offset: .15em; }

.tools {
  position: sticky; top: 0; z-index: 2; display: none; flex-wrap: wrap; gap: .5rem; align-items: center;
  padding-top: .6rem; padding-bottom: .6rem; background: var(--paper); border-bottom: 1px solid var(--soft);
}
.js .tools { display: flex; }
.tools input {
  flex: 1 1 14rem; min-width: 9rem; padding: .45rem .7rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: .4rem;
}
.tools button {
  padding: .45rem .8rem; font: inherit; font-size: .9rem; color: inherit; cursor: pointer;
  background: var(--card); border: 1px solid var(--line); border-radius: .4rem;
}
.tools button:hover { border-color: var(--muted); }
.tools button[aria-pressed=true] { background: var(--derived); border-color: var(--derived); color: var(--card); }
.tools output { min-width: 6rem; color: var(--muted); font-size: .9rem; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }

ul.tree, ul.tree ul { margin: 0; padding: 0; list-style: none; }
ul.tree { padding: 1.25rem 0 .5rem; }
ul.tree li { position: relative; padding-top: .5rem; }
ul.tree ul { margin-left: 1rem; }
ul.tree ul > li { padding-left: 1.5rem; }
ul.tree ul > li::before {
  content: ""; position: absolute; left: 0; top: -.1rem; width: 1.5rem; height: 2rem;
  border: solid var(--line); border-width: 0 0 1.5px 1.5px; border-bottom-left-radius: .6rem;
}
ul.tree ul > li:not(:last-child)::after {
  content: ""; position: absolute; left: 0; top: 1rem; bottom: -.6rem; border-left: 1.5px solid var(--line);
}
.card {
  position: relative; max-width: 50rem; padding: .55rem .85rem .6rem; background: var(--card);
  border: 1px solid var(--soft); border-left: 3px solid var(--kind, var(--line)); border-radius: .35rem;
}
.derived { --kind: var(--derived); } .fact { --kind: var(--fact); } .given { --kind: var(--given); }
.absent { --kind: var(--absent); } .condition { --kind: var(--condition); } .value { --kind: var(--value); }
.absent > .card { border-left-style: dashed; }
.card p { margin: 0; overflow-wrap: anywhere; }
.top { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; font-size: .78rem; color: var(--muted); }
.number { font-variant-numeric: tabular-nums; font-weight: 600; }
.kind { color: var(--kind, var(--muted)); }
.needed { padding: 0 .45em; border: 1px solid currentColor; border-radius: 1em; font-size: .95em; }
.statement { font-weight: 600; }
.condition .statement, .value .statement { font-weight: 400; }
.because { margin-top: .15rem !important; }
.origin, .values { margin-top: .15rem !important; font-size: .82rem; color: var(--muted); }
.values { display: none; } .show-values .values { display: block; }
.values code { font: .95em/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, monospace; }
.reference > .card { background: none; border-style: dashed; border-left-style: solid; padding-top: .3rem; padding-bottom: .35rem; }
.reference .statement { font-weight: 400; }
.more > .card { background: none; border: 0; color: var(--muted); }
.fold {
  display: none; position: absolute; top: .4rem; right: .5rem; width: 1.7rem; height: 1.7rem; padding: 0;
  border: 0; border-radius: .3rem; background: none; color: var(--muted); font: inherit; cursor: pointer;
}
.js li[aria-expanded] > .card { padding-right: 2.6rem; }
.js li[aria-expanded] > .card > .fold { display: block; }
.fold:hover { background: var(--soft); color: var(--ink); }
.fold::before { content: "\2212"; } .folded > .card > .fold::before { content: "+"; }
.folded > .card::after { content: attr(data-below); font-size: .82rem; color: var(--muted); }
li[role=treeitem] { outline: none; }
li[role=treeitem]:focus-visible > .card { outline: 2px solid var(--focus); outline-offset: 2px; }
li:target > .card { box-shadow: 0 0 0 2px var(--focus); }
.searching .card { opacity: .4; }
.searching .hit > .card { opacity: 1; box-shadow: 0 0 0 2px var(--kind, var(--line)); }
mark { background: var(--hit); color: inherit; border-radius: .15em; }
.sources { margin: 0; padding-left: 1.2rem; max-width: 50rem; }
.sources li { margin: .3rem 0; }
.also { max-width: 50rem; color: var(--muted); }
footer { margin-top: 3rem; padding-bottom: 2rem; color: var(--muted); font-size: .82rem; }

@media screen {
  .folded > ul { display: none; }
}
@media screen and (min-width: 48rem) {
  .diagram main { max-width: none; overflow-x: auto; }
  .diagram ul.tree { width: max-content; padding-right: 2rem; }
  .diagram ul.tree li { display: flex; align-items: flex-start; padding: .3rem 0; }
  .diagram ul.tree ul { margin-left: 1.5rem; position: relative; }
  .diagram ul.tree ul > li { padding-left: 1.5rem; }
  .diagram ul.tree ul::before, .diagram ul.tree ul > li::before {
    content: ""; position: absolute; top: 1.7rem; width: 1.5rem; height: 0; border: solid var(--line);
    border-width: 1.5px 0 0; border-radius: 0;
  }
  .diagram ul.tree ul::before { left: -1.5rem; }
  .diagram ul.tree ul > li::after, .diagram ul.tree ul > li:not(:last-child)::after {
    content: ""; position: absolute; left: 0; top: 0; bottom: 0; border-left: 1.5px solid var(--line);
  }
  .diagram ul.tree ul > li:first-child::after { top: 1.7rem; }
  .diagram ul.tree ul > li:last-child::after { bottom: auto; height: 1.7rem; }
  .diagram ul.tree ul > li:only-child::after { display: none; }
  .diagram .folded > ul { display: none; }
  .diagram .card { width: 17rem; font-size: .88rem; }
}
@media (max-width: 34rem) {
  header, .tools, main, footer { padding-left: .8rem; padding-right: .8rem; }
  ul.tree ul { margin-left: .35rem; }
  ul.tree ul > li { padding-left: .75rem; }
  ul.tree ul > li::before { width: .75rem; }
  .view { display: none; }
}
@media print {
  @page { margin: 16mm 14mm; }
  :root { --paper: #fff; --soft: #d8dce0; }
  body { font-size: 9.5pt; }
  header { padding-top: 0; }
  header, main, footer { max-width: none; padding: 0; }
  .tools, .fold, .js .tools, .js li[aria-expanded] > .card > .fold { display: none; }
  .folded > .card::after { content: none; }
  .card { max-width: none; break-inside: avoid; padding: .3rem .6rem .35rem; }
  .js li[aria-expanded] > .card { padding-right: .6rem; }
  .searching .card { opacity: 1; }
  h2 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  ul.tree li { padding-top: .3rem; }
  ul.tree ul > li::before { height: 1.5rem; }
}
)css";
}

}  // namespace explain
