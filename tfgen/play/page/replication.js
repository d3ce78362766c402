// How far each region is behind each other one, and items that were written in two at once.

import { by, element, milliseconds, number, options, text } from "./dom.js";

export class Replication {
  cells = {};
  conflicts = "";

  begin(model) {
    const tables = model.tables.filter((table) => table.replicated).map((table) => table.name);
    const names = model.regions.map((region) => region.name);
    const none = !tables.length || names.length < 2;
    by("replication-bar").hidden = by("table-box").hidden = none;
    options(by("table"), [...(tables.length > 1 ? [{ value: "", label: "all, the worst" }] : []), ...tables.map((name) => ({ value: name, label: name }))]);
    this.cells = {};
    by("replication").replaceChildren(none ? element("p", { className: "muted", textContent: "No table is replicated." }) : this.table(names));
  }

  table(names) {
    const head = element("tr", {}, element("th", { textContent: "from ↓ to →" }), ...names.map((name) => element("th", { scope: "col", textContent: name })));
    const rows = names.map((from) => element("tr", {}, element("th", { scope: "row", textContent: from }), ...names.map((to) => {
      const cell = element("td", { textContent: from === to ? "" : "–" });
      if (from === to) cell.className = "self";
      else this.cells[`${from} ${to}`] = cell;
      return cell;
    })));
    return element("table", { className: "matrix" }, element("thead", {}, head), element("tbody", {}, ...rows));
  }

  draw(state) {
    const wanted = by("table").value;
    const worst = {};
    for (const { table, from, to, pending, lag_ms: lag } of state.pairs.values()) {
      if (wanted && table !== wanted) continue;
      const sum = worst[`${from} ${to}`] ??= { pending: 0, lag: null };
      sum.pending += pending;
      if (lag !== null) sum.lag = Math.max(sum.lag ?? 0, lag);
    }
    for (const [key, { pending, lag }] of Object.entries(worst)) {
      const cell = this.cells[key];
      if (!cell) continue;
      cell.classList.toggle("behind", pending > 0);
      text(cell, `${lag === null ? "–" : milliseconds(lag)}${pending ? `\n${number(pending)} waiting` : ""}`);
    }
    this.drawConflicts(state.conflicts);
  }

  drawConflicts(conflicts) {
    const known = conflicts.map((each) => each.at).join();
    if (known === this.conflicts) return;
    this.conflicts = known;
    by("conflicts").replaceChildren(...conflicts.toReversed().map(({ table, key, versions, won }) => element(
      "li",
      {},
      element("p", {}, element("strong", { textContent: `${table} ${Object.values(key).join(", ")}` }), ` was written in ${versions.length} regions at once`),
      ...versions.map(({ region, item }) => element(
        "p",
        { className: region === won ? "version won" : "version" },
        element("span", { textContent: `${region}${region === won ? " ✓ won" : " lost"}` }),
        element("code", { textContent: JSON.stringify(item) }),
      )),
    )));
  }
}
