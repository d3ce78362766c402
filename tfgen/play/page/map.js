// The world with the service's regions, its clients, and the lines that DNS and replication draw between them.

import { World, between, shape } from "./world.js";
import { condition } from "./words.js";
import { element, milliseconds, number } from "./dom.js";

// What stands in the place of a region's dot, in pixels around 0,0: no state is told by colour alone.
const SIGNS = {
  whole: "M-6,0a6,6 0 1 0 12,0a6,6 0 1 0 -12,0Z",
  waiting: "M-5,0a5,5 0 1 0 10,0a5,5 0 1 0 -10,0Z",
  slow: "M-7,0a7,7 0 1 0 14,0a7,7 0 1 0 -14,0ZM0,-4L0,0L3,2",
  lost: "M-6,-6L6,6M6,-6L-6,6",
  partly: "M-6,-6H6V6H-6ZM-3,-3L3,3M3,-3L-3,3",
  unhealthy: "M0,-8L8,6L-8,6ZM0,-3V1.5M0,3.6V4",
  drained: "M-6,-4H6M-6,0H6M-6,4H6",
};

const LEGEND = {
  whole: "serving", slow: "slow", lost: "lost", partly: "lost in parts", unhealthy: "out of DNS", drained: "drained",
};
const BOTTOM = 440; // below it is nothing but Antarctica
const LATE = 2000; // milliseconds of replication that are said
const LABELS = 3; // of replication: those that are furthest behind
const NARROW = 0.6; // pixels for a unit of the map: below, a sign alone has to tell the state

/** A region's sign as a small picture. */
export function picture(kind) {
  const path = shape("path", { d: SIGNS[kind] });
  return shape("svg", { viewBox: "-10 -10 20 20", "aria-hidden": "true" }, path);
}

/** What the signs mean. */
export function legend() {
  return Object.entries(LEGEND).map(([kind, words]) => element("li", { "data-state": kind }, picture(kind), words));
}

export const sign = (kind) => SIGNS[kind];

export class Atlas {
  /** `open(name)` is called for a region that is chosen, `place({lat, lon})` for a click on the rest of the world. */
  constructor(holder, { open, place }) {
    this.open = open;
    this.world = new World(holder, { label: "World map of regions and clients", bottom: BOTTOM });
    this.world.onPick(place);
    this.clear();
  }

  clear() {
    for (const mark of this.world.marks) mark.element.remove();
    this.world.marks.clear();
    this.world.layers.lines.replaceChildren();
    this.regions = {};
    this.clients = {};
    this.pairs = {};
  }

  /** The regions of AWS, after the model came. */
  begin(model) {
    this.clear();
    for (const { name, place, lat, lon } of model.others) {
      this.world.mark("others", { lat, lon }, { small: true, say: `${name}, ${place}` });
    }
    for (const { name, lat, lon } of model.regions) {
      const mark = this.world.mark("regions", { lat, lon }, { text: name, kind: "region", open: () => this.open(name) });
      this.regions[name] = mark;
    }
  }

  draw(state) {
    for (const [name, mark] of Object.entries(this.regions)) this.drawRegion(mark, name, state);
    for (const client of state.clients.values()) this.drawClient(client, state.answers.get(client.id) ?? null);
    for (const id of Object.keys(this.clients)) if (!state.clients.has(this.clients[id].id)) this.removeClient(id);
    this.drawReplication(state);
  }

  drawRegion(mark, name, state) {
    const { kind, words, short } = condition(state.regions.get(name), state.parts);
    const text = short && this.world.scale > NARROW ? `${name} · ${short}` : name;
    if (mark.words === words && mark.text.textContent === text) return;
    mark.words = words;
    mark.element.dataset.state = kind;
    mark.element.querySelector(".sign").setAttribute("d", SIGNS[kind]);
    mark.write(text);
    mark.say(`${name}: ${words}`);
  }

  drawClient(client, region) {
    const known = this.clients[client.id];
    if (known && known.lat === client.lat && known.lon === client.lon && known.region === region) return;
    const shown = known ?? { id: client.id, mark: this.clientMark(client) };
    if (known) shown.mark.move(client);
    shown.line?.remove();
    const there = this.regions[region]?.at;
    shown.line = there ? this.world.line(client, there, client.stream ? "stream" : "placed") : null;
    Object.assign(shown, { lat: client.lat, lon: client.lon, region });
    this.clients[client.id] = shown;
    this.fail(client.id, false);
  }

  clientMark(client) {
    const options = client.stream ? { small: true, say: client.city ?? "client", kind: "stream" }
      : { text: client.city ?? "", say: `Client ${client.city ?? client.id}`, kind: "placed" };
    return this.world.mark("clients", { lat: client.lat, lon: client.lon }, options);
  }

  removeClient(id) {
    this.clients[id].mark.remove();
    this.clients[id].line?.remove();
    delete this.clients[id];
  }

  /** Whether a client's last request failed. */
  fail(id, failing) {
    const shown = this.clients[id];
    if (!shown || shown.failing === failing) return;
    shown.failing = failing;
    for (const each of [shown.mark.element, shown.line]) each?.classList.toggle("failing", failing);
  }

  drawReplication(state) {
    const found = Object.entries(links(state)).sort(([, a], [, b]) => b.waiting - a.waiting || b.lag - a.lag);
    for (const [rank, [key, { from, to, waiting, lag, stopped }]] of found.entries()) {
      const [a, b] = [this.regions[from]?.at, this.regions[to]?.at];
      if (!a || !b) continue;
      const shown = this.pairs[key] ??= {
        line: this.world.line(a, b, "replication"),
        mark: this.world.mark("others", between(a, b, 0.5), { text: " ", kind: "lag" }),
      };
      const isBehind = stopped || lag > LATE;
      const text = !isBehind ? "" : waiting ? `${number(waiting)} waiting` : stopped ? "stopped" : milliseconds(lag);
      shown.line.classList.toggle("behind", isBehind);
      const written = rank < LABELS ? text : "";
      if (shown.mark.text.textContent !== written) shown.mark.write(written);
    }
  }
}

const isCut = (region) => region?.replicating === false || Boolean(region?.lost.includes("tables"));

/** Pairs of regions, whichever way and for whichever table: what waits, and the longest lag. */
function links(state) {
  const found = {};
  for (const { from, to, pending, lag_ms: lag } of state.pairs.values()) {
    const [one, other] = [from, to].sort();
    const link = found[`${one} ${other}`] ??= { from: one, to: other, waiting: 0, lag: 0 };
    link.waiting += pending;
    link.lag = Math.max(link.lag, lag ?? 0);
    link.stopped = [from, to].some((name) => isCut(state.regions.get(name)));
  }
  return found;
}
