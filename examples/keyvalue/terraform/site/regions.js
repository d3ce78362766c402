// The table of regions: how far each is, which is nearest, which answered.

import { byId, element } from "./dom.js";
import { distance } from "./words.js";
import { MILE, kilometres } from "./world.js";

const rows = new Map();

/** Lists regions; `open` is called with the name of one that is chosen. */
export function listRegions(regions, open) {
  for (const region of regions) {
    const button = element("button", { type: "button", className: "link", onclick: () => open(region.name) }, region.name);
    const notes = element("span", { className: "notes" });
    const [km, miles] = ["", ""].map((text) => element("td", { className: "number" }, text));
    const head = element("th", { scope: "row" }, button, " ", element("span", { className: "small" }, region.place), notes);
    rows.set(region.name, { region, km, miles, notes, row: element("tr", {}, head, km, miles) });
  }
  byId("regions").replaceChildren(...[...rows.values()].map(({ row }) => row));
}

/** How far each is from the visitor, the nearest first; null for a place unknown. Answers the nearest one's name. */
export function measure(place) {
  const far = new Map([...rows].map(([name, { region }]) => [name, place ? kilometres(place, region) : 0]));
  const order = [...rows.keys()].sort((one, other) => far.get(one) - far.get(other));
  for (const name of order) {
    const { km, miles, row } = rows.get(name);
    km.textContent = place ? distance(far.get(name)) : "";
    miles.textContent = place ? distance(far.get(name) / MILE) : "";
    row.classList.toggle("nearest", Boolean(place) && name === order[0]);
    if (place) byId("regions").append(row);
  }
  return place ? order[0] : null;
}

/** Marks which region answered last. */
export function answered(name) {
  for (const [each, { row }] of rows) row.classList.toggle("answered", each === name);
}
