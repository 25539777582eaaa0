// The page reads without this script; it adds the search, the switch of the colours and the list of prompts.
(() => {
  "use strict";
  const get = (id) => document.getElementById(id);
  const bar = get("bar"), field = get("search"), status = get("status");
  const mostHits = 10000;
  let articles = null; // all messages
  let texts = []; // their texts in lower case, filled when they are first searched
  let hits = { message: [], start: [] };
  let words = "", current = -1, run = 0;

  // Only U+0130 changes its length in lower case; places in both texts are the same otherwise.
  const folded = (text) => text.replaceAll("\u0130", "I").toLowerCase();

  // The text of a message without the first lines that summaries show of a text below them.
  const walk = (article) => document.createTreeWalker(article, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
      : node.className === "glance" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
  function textOf(article) {
    const walker = walk(article);
    let text = "";
    while (walker.nextNode()) text += walker.currentNode.data;
    return text;
  }

  // Searches in slices, so that the page answers meanwhile.
  async function search() {
    const wanted = folded(field.value), own = ++run;
    words = wanted;
    current = -1;
    hits = { message: [], start: [] };
    clearMarks();
    tell();
    if (!wanted) return;
    articles ??= [...document.getElementsByClassName("message")];
    let from = performance.now();
    for (let number = 0; number < articles.length && hits.start.length < mostHits; number++) {
      const text = (texts[number] ??= folded(textOf(articles[number])));
      let place = text.indexOf(wanted);
      while (place >= 0 && hits.start.length < mostHits) {
        hits.message.push(number);
        hits.start.push(place);
        place = text.indexOf(wanted, place + wanted.length);
      }
      if (current < 0 && hits.start.length) go(0);
      if (performance.now() - from > 24) {
        tell(true);
        await new Promise((done) => setTimeout(done));
        if (own !== run) return;
        from = performance.now();
      }
    }
    tell();
  }

  function tell(isRunning) {
    const count = hits.start.length;
    const total = count.toLocaleString("en") + (isRunning || count === mostHits ? "+" : "");
    status.value = !words ? "" : count ? `${(current + 1).toLocaleString("en")} of ${total}` : isRunning ? "…" : "no hits";
  }

  function go(number) {
    const count = hits.start.length;
    if (!count) return;
    current = (number + count) % count;
    const message = hits.message[current];
    const ranges = rangesIn(message);
    const here = ranges.get(current);
    if (here) {
      for (let box = here.startContainer.parentElement; box; box = box.parentElement) {
        const isFold = box.localName === "details" && !box.firstElementChild.contains(here.startContainer);
        if (isFold) box.open = true;
      }
      mark([...ranges.values()], here);
      show(here, 3);
    }
    tell();
  }

  // The hits of a message, at most 500, by their numbers.
  function rangesIn(message) {
    let first = current, last = current;
    while (first > 0 && hits.message[first - 1] === message && current - first < 250) first--;
    while (last + 1 < hits.start.length && hits.message[last + 1] === message && last - current < 250) last++;
    const walker = walk(articles[message]);
    const ranges = new Map();
    let node = walker.nextNode(), start = 0;
    const seek = (place, isEnd) => {
      while (node && (isEnd ? start + node.length < place : start + node.length <= place)) {
        start += node.length;
        node = walker.nextNode();
      }
      return node ? place - start : -1;
    };
    for (let number = first; number <= last; number++) {
      const range = document.createRange();
      const from = seek(hits.start[number], false);
      if (from < 0) break;
      range.setStart(node, from);
      const to = seek(hits.start[number] + words.length, true);
      if (to < 0) break;
      range.setEnd(node, to);
      ranges.set(number, range);
    }
    return ranges;
  }

  // What lies off the screen has a guessed height until it is shown, so the place is corrected some times.
  function show(range, times) {
    const box = range.getBoundingClientRect();
    scrollBy({ top: box.top - innerHeight / 2, behavior: "instant" });
    if (times > 1) requestAnimationFrame(() => show(range, times - 1));
  }

  function mark(all, here) {
    if (!globalThis.CSS?.highlights) {
      getSelection().removeAllRanges();
      getSelection().addRange(here);
      return;
    }
    CSS.highlights.set("hit", new Highlight(...all));
    const highlight = new Highlight(here);
    highlight.priority = 1;
    CSS.highlights.set("here", highlight);
  }

  function clearMarks() {
    globalThis.CSS?.highlights?.clear();
  }

  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  });
  get("find").addEventListener("submit", (event) => {
    event.preventDefault();
    step(event.submitter?.value === "previous" ? -1 : 1);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") {
      field.value = "";
      search();
      field.blur();
    }
  });
  function step(by) {
    clearTimeout(timer);
    if (folded(field.value) === words) go(current + by);
    else search();
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  const themes = ["automatic", "light", "dark"];
  const theme = get("theme");
  theme.addEventListener("click", () => {
    const next = themes[(themes.indexOf(theme.value) + 1) % themes.length];
    theme.value = next;
    theme.textContent = "Colours: " + next;
    if (next === "automatic") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  });

  const fold = get("fold");
  fold.addEventListener("click", () => {
    const opens = fold.value === "open";
    for (const box of document.querySelectorAll(".message details")) box.open = opens;
    fold.value = opens ? "close" : "open";
    fold.textContent = opens ? "Close all" : "Open all";
  });

  const prompts = get("prompts");
  prompts.addEventListener("toggle", () => {
    const list = prompts.querySelector("ol");
    if (!prompts.open || list.firstChild) return;
    for (const message of document.querySelectorAll(".message.user")) {
      const text = message.querySelector(".said")?.textContent.trim();
      if (!text) continue;
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = "#" + message.id;
      link.textContent = text.length > 120 ? text.slice(0, 120) + "…" : text;
      item.value = Number(message.id.slice(1));
      item.append(link);
      list.append(item);
    }
  });

  bar.hidden = false;
  prompts.hidden = false;
})();
