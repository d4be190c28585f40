#include "rules/explain/html_page.h"

namespace explain {

std::string_view page_script() {
  return R"js(
"use strict";
(() => {
  const root = document.documentElement;
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const tools = document.querySelector(".tools");
  const search = tools.querySelector("input");
  const status = tools.querySelector("output");
  const items = all("li[role=treeitem]");
  let hits = [];
  let at = -1;
  root.classList.add("js");

  const parent = item => item.parentElement.closest("li[role=treeitem]");
  const foldable = item => item.hasAttribute("aria-expanded");
  const folded = item => item.classList.contains("folded");
  const fold = (item, yes) => {
    if (!foldable(item)) return;
    item.classList.toggle("folded", yes);
    item.setAttribute("aria-expanded", String(!yes));
  };
  const reveal = item => { for (let up = parent(item); up; up = parent(up)) fold(up, false); };
  const visible = () => items.filter(item => !item.parentElement.closest(".folded"));
  const focus = item => {
    if (!item) return;
    for (const other of all("li[role=treeitem][tabindex='0']")) other.tabIndex = -1;
    item.tabIndex = 0;
    item.focus({ preventScroll: true });
    item.querySelector(".card").scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  if (items.length) items[0].tabIndex = 0;

  for (const tree of all("ul.tree")) {
    tree.addEventListener("click", event => {
      const button = event.target.closest(".fold");
      if (button) { const item = button.closest("li"); fold(item, !folded(item)); focus(item); }
    });
    tree.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const item = event.target.closest("li[role=treeitem]");
      if (!item || event.target.closest("a")) return;
      const shown = visible();
      const i = shown.indexOf(item);
      const act = {
        ArrowDown: () => focus(shown[i + 1]),
        ArrowUp: () => focus(shown[i - 1]),
        Home: () => focus(shown[0]),
        End: () => focus(shown[shown.length - 1]),
        ArrowRight: () => folded(item) ? fold(item, false) : focus(item.querySelector("li[role=treeitem]")),
        ArrowLeft: () => foldable(item) && !folded(item) ? fold(item, true) : focus(parent(item)),
        Enter: () => {
          const link = item.querySelector(":scope > .card a");
          if (link) link.click(); else fold(item, !folded(item));
        },
        " ": () => fold(item, !folded(item)),
        "*": () => { for (const other of items) fold(other, false); },
      }[event.key];
      if (act) { act(); event.preventDefault(); }
    });
  }

  const unmark = () => {
    for (const mark of all("mark")) {
      const text = mark.parentNode;
      mark.replaceWith(mark.textContent);
      text.normalize();
    }
  };
  const mark = (element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (let text of texts) {
      for (let i; (i = text.data.toLowerCase().indexOf(wanted)) >= 0;) {
        const found = text.splitText(i);
        text = found.splitText(wanted.length);
        const mark = document.createElement("mark");
        found.replaceWith(mark);
        mark.append(found);
      }
    }
  };
  const find = () => {
    const wanted = search.value.trim().toLowerCase();
    unmark();
    hits = [];
    at = -1;
    root.classList.toggle("searching", wanted !== "");
    for (const item of items) {
      const card = item.querySelector(":scope > .card");
      const hit = wanted !== "" && card.textContent.toLowerCase().includes(wanted);
      item.classList.toggle("hit", hit);
      if (hit) { hits.push(item); reveal(item); mark(card, wanted); }
    }
    status.value = wanted === "" ? status.dataset.all
      : status.dataset.found.replace("{}", hits.length).replace("{}", items.length);
  };
  search.addEventListener("input", find);
  search.addEventListener("keydown", event => {
    if (event.key === "Escape") { search.value = ""; find(); }
    if (event.key === "Enter" && hits.length) {
      at = (at + (event.shiftKey ? hits.length - 1 : 1)) % hits.length;
      hits[at].querySelector(".card").scrollIntoView({ block: "center" });
      for (const item of all("li[role=treeitem][tabindex='0']")) item.tabIndex = -1;
      hits[at].tabIndex = 0;
    }
  });
  status.value = status.dataset.all;

  const press = (name, act) => {
    const button = tools.querySelector(name);
    if (button) button.addEventListener("click", () => act(button));
  };
  const toggle = (button, name) => {
    const on = root.classList.toggle(name);
    button.setAttribute("aria-pressed", String(on));
  };
  press(".fold-all", () => { for (const item of items) fold(item, true); });
  press(".unfold-all", () => { for (const item of items) fold(item, false); });
  press(".view", button => toggle(button, "diagram"));
  press(".values-button", button => toggle(button, "show-values"));

  const go = () => {
    const item = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!item || !item.matches("li[role=treeitem]")) return;
    reveal(item);
    focus(item);
  };
  addEventListener("hashchange", go);
  document.addEventListener("keydown", event => {
    if (event.key === "/" && event.target !== search && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
    }
  });
  if (root.dataset.foldBelow) {
    for (const item of items) {
      if (Number(item.getAttribute("aria-level")) > Number(root.dataset.foldBelow)) fold(item, true);
    }
  }
  go();
})();
)js";
}

}  // namespace explain
