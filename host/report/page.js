"use strict";
// Everything can be read without this: it switches series on and off, shows the values under the
// pointer, enlarges figures, zooms into them and sorts tables.
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

  // Under the pointer: the nearest point of a line that is shown, at most `reach` pixels away.
  const reach = 24;
  const readout = document.createElement("div");
  readout.id = "readout";
  readout.hidden = true;
  document.body.append(readout);
  const lines = new Map();  // of each drawing, when it is first asked for
  const lines_of = (svg) => {
    if (!lines.has(svg)) {
      lines.set(svg, [...svg.querySelectorAll("g[data-points]")].map((part) => {
        const path = [...part.querySelectorAll("path")].map((p) => p.getAttribute("d")).join(" ");
        const at = (path.match(/-?[\d.]+,-?[\d.]+/g) ?? []).map((pair) => pair.split(",").map(Number));
        const values = part.dataset.points.split(" ").map((pair) => pair.split(","));
        return { part, at, values, label: part.querySelector("title").textContent };
      }).filter((line) => line.at.length === line.values.length));
    }
    return lines.get(svg);
  };
  const show = (svg, event) => {
    const place = svg.getScreenCTM();
    let best = null;
    for (const line of lines_of(svg)) {
      if (line.part.style.display === "none") continue;
      line.at.forEach(([x, y], i) => {
        const far = Math.hypot(place.a * x + place.e - event.clientX, place.d * y + place.f - event.clientY);
        if (far < (best?.far ?? reach)) best = { far, line, i };
      });
    }
    readout.hidden = best === null;
    if (best === null) return;
    const [x, y] = best.line.values[best.i];
    readout.textContent = `${best.line.label}: ${y} at ${x}`;
    const left = Math.min(event.clientX + 14, window.innerWidth - readout.offsetWidth - 4);
    readout.style.left = `${Math.max(0, left)}px`;
    readout.style.top = `${event.clientY + 16}px`;
  };

  // In an enlarged figure the wheel zooms round the pointer, dragging moves, a double click resets.
  const zoom = (figure, svg) => {
    const whole = svg.getAttribute("viewBox");
    let drag = null;
    const box = () => svg.getAttribute("viewBox").split(" ").map(Number);
    const set = (numbers) => svg.setAttribute("viewBox", numbers.join(" "));
    svg.addEventListener("wheel", (event) => {
      if (!figure.classList.contains("large")) return;
      event.preventDefault();
      const [x, y, width, height] = box();
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      const factor = event.deltaY < 0 ? 0.8 : 1.25;
      set([at.x - (at.x - x) * factor, at.y - (at.y - y) * factor, width * factor, height * factor]);
    }, { passive: false });
    svg.addEventListener("pointerdown", (event) => {
      if (figure.classList.contains("large")) drag = [event.clientX, event.clientY];
    });
    window.addEventListener("pointerup", () => { drag = null; });
    svg.addEventListener("pointermove", (event) => {
      show(svg, event);
      if (!drag) return;
      const [x, y, width, height] = box();
      const scale = svg.getScreenCTM().a;
      set([x - (event.clientX - drag[0]) / scale, y - (event.clientY - drag[1]) / scale, width, height]);
      drag = [event.clientX, event.clientY];
    });
    svg.addEventListener("pointerleave", () => { readout.hidden = true; });
    const reset = () => svg.setAttribute("viewBox", whole);
    svg.addEventListener("dblclick", reset);
    return reset;
  };

  for (const figure of document.querySelectorAll("figure.drawn")) {
    const reset = zoom(figure, figure.querySelector("svg"));
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Enlarge";
    button.addEventListener("click", () => {
      const is_large = figure.classList.toggle("large");
      button.textContent = is_large ? "Close" : "Enlarge";
      button.title = is_large ? "The wheel zooms, dragging moves, a double click shows all" : "";
      if (!is_large) reset();
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
