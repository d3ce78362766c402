// What happened, the latest first.

import { byId, element } from "./dom.js";
import { duration } from "./words.js";

const MOST = 30;

/** Adds what a request came to, and says it to screen readers. */
export function tell(heading, details, failed = false) {
  const list = byId("log");
  const entry = element("li", { className: failed ? "failed" : "" }, heading, element("p", { className: "details" }, details));
  list.prepend(entry);
  while (list.children.length > MOST) list.lastElementChild.remove();
  byId("empty").hidden = true;
  byId("said").textContent = `${heading.textContent} ${details}`;
  return entry;
}

/** "Wrote hello: world", with key and value set apart. */
export function heading(did, key, value = null) {
  const parts = [`${did} `, element("code", {}, key)];
  if (value !== null) parts.push(": ", element("q", {}, value));
  return element("h3", {}, ...parts);
}

/** Below a write: when it was seen in each other region. Answers a function that says so for one. */
export function arrivals(entry, regions) {
  const rows = new Map(regions.map((name) => [name, row(name)]));
  entry.append(
    element("dl", { className: "arrivals" }, ...[...rows.values()].flatMap(({ term, figure }) => [term, figure])),
    element("p", { className: "small" }, "Bounds by polling each region: the last read that lacked it, the first that had it, with its round trip."),
  );
  return (name, came) => {
    const { figure, bar, words } = rows.get(name);
    words.textContent = arrival(came);
    figure.dataset.state = came.seen ? "seen" : "missed";
    if (!came.seen) return;
    figure.dataset.most = came.most;
    const all = [...rows.values()].map((each) => Number(each.figure.dataset.most ?? 0));
    for (const each of rows.values()) each.bar.value = Number(each.figure.dataset.most ?? 0) / Math.max(...all);
    bar.hidden = false;
  };
}

function row(name) {
  const words = element("span", {}, "waiting …");
  const bar = element("meter", { hidden: true, max: 1, ariaHidden: "true" });
  return { words, bar, term: element("dt", {}, name), figure: element("dd", {}, bar, words) };
}

function arrival({ seen, silent, least, most, later }) {
  if (!seen) return silent ? "gave no answer for a minute" : "not seen within a minute";
  const range = least > 0 ? `${duration(least)} to ${duration(most)}` : `at most ${duration(most)}`;
  return later ? `${range}, a later write` : range;
}
