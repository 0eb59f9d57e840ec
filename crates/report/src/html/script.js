// Sorting, searching and moving by keyboard. Everything on the page can be read without it.
"use strict";
(() => {
  const table = document.getElementById("pair-list");
  const pairs = [...document.querySelectorAll(".pair")];

  // Printed pages show what is folded on the screen.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open]):not(.as-table)")];
    for (const part of folded) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of folded) part.open = false;
  });

  if (!table) return;
  const body = table.tBodies[0];

  const value = (row, column, key) => {
    const cell = row.cells[column];
    const own = cell.dataset.value;
    if (key === "text") return cell.textContent.trim().toLowerCase();
    return own === undefined ? Number.NEGATIVE_INFINITY : Number(own);
  };

  const sortBy = (head, column) => {
    const up = head.getAttribute("aria-sort") === "descending" ||
      (!head.hasAttribute("aria-sort") && head.dataset.key !== "number");
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const sign = up ? 1 : -1;
    const key = head.dataset.key;
    const rows = [...body.rows].sort((a, b) => {
      const [x, y] = [value(a, column, key), value(b, column, key)];
      if (x === y) return value(a, 0, "name") - value(b, 0, "name");
      return x < y ? -sign : sign;
    });
    body.append(...rows);
  };

  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(head, column));
    head.append(button);
  });

  const tools = document.createElement("div");
  tools.className = "tools";
  tools.innerHTML =
    '<label>Find a pair<input type="search" autocomplete="off"></label>' +
    '<p class="aside" role="status" aria-live="polite"></p>' +
    '<label><input type="checkbox" checked> keys J and K go to the next and previous pair</label>';
  table.parentElement.before(tools);
  const [find, keys] = tools.querySelectorAll("input");
  const status = tools.querySelector("[role=status]");
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    let shown = 0;
    for (const row of body.rows) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      if (!row.hidden) shown += 1;
    }
    status.textContent = wanted ? shown + " of " + body.rows.length : "";
  });

  addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step) return;
    const now = pairs.findIndex((pair) => pair.contains(document.activeElement));
    const seen = now >= 0 ? now : pairs.findIndex((pair) => pair.getBoundingClientRect().bottom > 80);
    const next = now < 0 && step > 0 && pairs[seen]?.getBoundingClientRect().top > 80 ? seen : seen + step;
    const pair = pairs[Math.max(0, Math.min(pairs.length - 1, next))];
    pair.querySelector("h3")?.focus({ preventScroll: true });
    pair.scrollIntoView();
    event.preventDefault();
  });
})();
