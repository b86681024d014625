"use strict";
// Everything can be read without this: it switches series on and off, enlarges figures and sorts
// tables.
(() => {
  const bar = document.getElementById("toggles");
  if (bar) {
    bar.hidden = false;
    for (const button of bar.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        const shown = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(shown));
        for (const part of document.querySelectorAll(`g[data-series="${button.value}"]`)) {
          part.style.display = shown ? "" : "none";
        }
      });
    }
  }

  for (const figure of document.querySelectorAll("figure.drawn")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Enlarge";
    button.addEventListener("click", () => {
      button.textContent = figure.classList.toggle("large") ? "Close" : "Enlarge";
    });
    figure.prepend(button);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector("figure.large > button")?.click();
  });

  const value = (row, column) => row.cells[column].textContent.trim();
  const compare = (a, b) => {
    const x = parseFloat(a), y = parseFloat(b);
    return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...table.tBodies[0].rows];
        rows.sort((a, b) => (down ? -1 : 1) * compare(value(a, column), value(b, column)));
        table.tBodies[0].append(...rows);
      });
    });
  }
})();
