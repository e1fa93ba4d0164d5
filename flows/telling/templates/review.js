"use strict";
(() => {
  const ledger = JSON.parse(document.getElementById("ledger").textContent);
  const rows = new Map(ledger.map((row) => [row.block, row]));
  const sheets = document.querySelector(".sheets");
  const card = document.querySelector(".card");
  const blocks = new Map(
    [...sheets.querySelectorAll("[data-block]")].map((node) => [Number(node.dataset.block), node]),
  );
  const pieces = new Map(
    [...document.querySelectorAll("[data-piece]")].map((node) => [Number(node.dataset.piece), node]),
  );
  const words = [...document.querySelectorAll("[data-from]")];
  const articles = [...document.querySelectorAll("[data-article]")];
  let chosen = null;

  const isShown = (row) =>
    blocks.has(row.block) && !(row.code && document.body.classList.contains("without-noise"));

  // What the card says of a block; all of it set as text, never as markup.
  function line(parent, name, text, direction) {
    const node = document.createElement(name);
    node.textContent = text;
    if (direction) node.dir = direction;
    parent.append(node);
    return node;
  }
  function fillCard(row) {
    card.replaceChildren();
    const owner = row.code ? `${row.code}: ${row.meaning}` : `Article ${row.article}: ${row.owner}`;
    line(card, "h5", owner, "auto");
    line(card, "p", `Block ${row.block} · ${row.label} · page ${row.page} · ${row.count} characters`);
    line(card, "p", `Rule ${row.rule} · confidence ${Math.round(row.confidence * 100)} %`);
    if (row.evidence) line(card, "p", `Evidence: ${row.evidence}`, "auto");
    if (row.text) line(card, "div", row.text, "auto").className = "text";
  }
  function showCard(block) {
    fillCard(rows.get(block));
    card.hidden = false;
    const place = blocks.get(block).getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card;
    const gap = 14;
    const right = place.right + gap;
    const left = place.left - width - gap;
    let x = right + width < innerWidth ? right : left;
    let y = place.top;
    if (x < 0) {
      x = place.left;
      y = place.bottom + gap + height < innerHeight ? place.bottom + gap : place.top - height - gap;
    }
    card.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
    card.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
  }
  function hideCard() {
    card.hidden = true;
  }

  function bringIntoView(node, place = "nearest") {
    const view = node.closest(".sheets, .lists");
    const box = node.getBoundingClientRect();
    const frame = view.getBoundingClientRect();
    const top = Math.max(frame.top, 0);
    const bottom = Math.min(frame.bottom, innerHeight);
    if (place === "nearest" && box.top >= top && box.bottom <= bottom) return;
    node.scrollIntoView({ block: box.height < bottom - top ? "center" : "start", inline: "nearest" });
  }

  function clear() {
    for (const node of document.querySelectorAll(".chosen, .kin")) node.classList.remove("chosen", "kin");
    sheets.classList.remove("choosing");
    if (chosen !== null && blocks.has(chosen)) blocks.get(chosen).tabIndex = -1;
    chosen = null;
    hideCard();
  }
  function markArticle(position) {
    for (const row of ledger) {
      if (row.article === position && blocks.has(row.block)) blocks.get(row.block).classList.add("kin");
    }
    articles[position].classList.add("kin");
    sheets.classList.add("choosing");
  }
  function remember(anchor) {
    history.replaceState(null, "", anchor || location.href.split("#")[0]);
  }

  function chooseArticle(position) {
    clear();
    markArticle(position);
    const first = ledger.find((row) => row.article === position && blocks.has(row.block));
    if (first) {
      chosen = first.block;
      bringIntoView(blocks.get(first.block), "always");
    }
    bringIntoView(articles[position].querySelector("summary"));
    remember(`#article-${position}`);
  }
  // `origin` is where the reader is looking already: "page" or "list".
  function chooseBlock(block, origin) {
    const row = rows.get(block);
    clear();
    chosen = block;
    if (row.article !== null) markArticle(row.article);
    const onPage = blocks.get(block);
    const inList = pieces.get(block);
    if (onPage) {
      onPage.classList.add("chosen", "kin");
      sheets.classList.add("choosing");
      onPage.tabIndex = 0;
      if (origin !== "page") bringIntoView(onPage);
      if (origin !== "list") onPage.focus({ preventScroll: true });
    }
    if (inList) {
      inList.classList.add("chosen");
      inList.closest(".article, .reason").open = true;
      for (const node of words) node.classList.toggle("chosen", Number(node.dataset.from) === block);
      const isBeside = matchMedia("(min-width: 60rem)").matches;
      if (origin !== "list" && isBeside) bringIntoView(inList);
    }
    if (onPage && origin !== "list") showCard(block);
    remember(`#block-${block}`);
  }
  function step(direction) {
    const shown = ledger.filter(isShown);
    if (!shown.length) return;
    const at = shown.findIndex((row) => row.block === chosen);
    const next = at < 0 ? 0 : Math.min(Math.max(at + direction, 0), shown.length - 1);
    chooseBlock(shown[next].block, "keys");
  }
  function stepArticle(direction) {
    const at = chosen === null ? null : rows.get(chosen).article;
    const next = at === null ? 0 : Math.min(Math.max(at + direction, 0), articles.length - 1);
    chooseArticle(next);
  }

  function toggle(button) {
    const isOn = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isOn));
    document.body.classList.toggle(`without-${button.dataset.toggle}`, !isOn);
    if (chosen !== null && !isShown(rows.get(chosen))) clear();
  }
  function zoom(button) {
    const level = (Number(sheets.dataset.zoom || 0) + 1) % 3;
    sheets.dataset.zoom = String(level);
    button.querySelector("span").textContent = `${[100, 150, 220][level]} %`;
    hideCard();
    if (chosen !== null && blocks.has(chosen)) bringIntoView(blocks.get(chosen), "always");
  }

  const blockOf = (event) => {
    const node = event.target.closest("[data-block]");
    return node ? Number(node.dataset.block) : null;
  };
  sheets.addEventListener("mouseover", (event) => {
    const block = blockOf(event);
    if (block !== null) showCard(block);
    else hideCard();
  });
  sheets.addEventListener("mouseleave", hideCard);
  // The card of a chosen block goes with it while the block can be seen.
  function followScroll() {
    const node = chosen === null || card.hidden ? null : blocks.get(chosen);
    const frame = sheets.getBoundingClientRect();
    const box = node ? node.getBoundingClientRect() : null;
    if (box && box.bottom > Math.max(frame.top, 0) && box.top < Math.min(frame.bottom, innerHeight)) {
      showCard(chosen);
    } else {
      hideCard();
    }
  }
  sheets.addEventListener("scroll", followScroll);
  addEventListener("scroll", followScroll);
  addEventListener("resize", followScroll);
  sheets.addEventListener("focusin", (event) => {
    const block = blockOf(event);
    if (block !== null) showCard(block);
  });
  sheets.addEventListener("click", (event) => {
    const block = blockOf(event);
    if (block === null) clear();
    else chooseBlock(block, "page");
  });
  document.querySelector(".lists").addEventListener("click", (event) => {
    const piece = event.target.closest("[data-piece], [data-from]");
    if (piece) {
      chooseBlock(Number(piece.dataset.piece ?? piece.dataset.from), "list");
      return;
    }
    const summary = event.target.closest("summary");
    if (summary && summary.parentElement.dataset.article) {
      chooseArticle(Number(summary.parentElement.dataset.article));
    }
  });
  document.querySelector(".tools").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.toggle) toggle(button);
    else zoom(button);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const keys = {
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
      ArrowDown: () => stepArticle(1),
      ArrowUp: () => stepArticle(-1),
      Escape: () => { clear(); remember(""); },
      n: () => toggle(document.querySelector('[data-toggle="noise"]')),
    };
    const act = keys[event.key];
    if (!act) return;
    // Up and down scroll as ever until something is chosen.
    if (chosen === null && (event.key === "ArrowUp" || event.key === "ArrowDown")) return;
    event.preventDefault();
    act();
  });

  const anchor = /^#(block|article)-(\d+)$/.exec(location.hash);
  if (anchor) {
    const number = Number(anchor[2]);
    if (anchor[1] === "block" && rows.has(number)) chooseBlock(number, "keys");
    if (anchor[1] === "article" && articles[number]) chooseArticle(number);
  }
})();
