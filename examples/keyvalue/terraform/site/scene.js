// The map: the service's regions, AWS's others, the visitor, and the ways that requests and copies take.

import { World } from "./world.js";

export class Scene {
  /** `open` is called with the name of a region that is chosen. */
  constructor(holder, regions, others, open) {
    this.world = new World(holder, { label: "The regions of the service on a map", bottom: 446 });
    for (const { name, place, lat, lon } of others) {
      this.world.mark("others", { lat, lon }, { say: `${name}, ${place}: a region of AWS that the service does not run in`, small: true });
    }
    this.regions = new Map(regions.map((region) => [region.name, this.region(region, open)]));
    this.ways = new Map(); // from the visitor, by region
    this.copies = new Map(); // of the last write, by region
    this.visitor = null;
  }

  region(region, open) {
    const mark = this.world.mark("regions", region, { text: region.name, open: () => open(region.name) });
    mark.element.dataset.region = region.name;
    return { ...region, mark, notes: new Set() };
  }

  /** Draws the visitor and the ways to all regions; null takes them away. */
  visit(place) {
    this.visitor?.remove();
    this.visitor = place && this.world.mark("clients", place, { text: "you", say: `You: ${place.name}`, kind: "you" });
    for (const line of this.ways.values()) line.remove();
    this.ways.clear();
    if (!place) return;
    for (const region of this.regions.values()) this.ways.set(region.name, this.world.line(place, region, "way"));
  }

  /** Takes away what was told of the last request. */
  forget() {
    for (const line of this.copies.values()) line.remove();
    this.copies.clear();
    for (const region of this.regions.values()) {
      region.notes.clear();
      this.tell(region);
    }
    for (const line of this.ways.values()) line.classList.remove("taken");
  }

  /** A word about a region: "wrote", "read", "has it", "failed". */
  note(name, word) {
    const region = this.regions.get(name);
    if (!region) return;
    region.notes.add(word);
    this.tell(region);
  }

  tell({ name, place, mark, notes }) {
    const words = [...notes].join(", ");
    mark.element.dataset.state = words;
    mark.write(words ? `${name} · ${words}` : name);
    mark.say(`${name}, ${place}${words && `: ${words}`}. Opens its own address.`);
    mark.element.querySelector(".sign").setAttribute("d", notes.has("failed") ? "M-5,-5L5,5M5,-5L-5,5" : "");
  }

  /** The way of a request that a region answered. */
  taken(name) {
    const line = this.ways.get(name);
    line?.parentNode.append(line); // above the others
    line?.classList.add("taken");
  }

  /** The way of a write from the region that took it to another, until `arrived`. */
  copying(from, to) {
    const [one, other] = [this.regions.get(from), this.regions.get(to)];
    if (!one || !other) return;
    const line = this.world.line(one, other, "copying");
    line.removeAttribute("pathLength"); // dashes of pixels
    this.copies.set(to, line);
  }

  arrived(name) {
    this.copies.get(name)?.classList.replace("copying", "copied");
    this.note(name, "has it");
  }

  /** Puts the keyboard's focus on a region. */
  focus(name) {
    this.regions.get(name)?.mark.element.focus();
  }
}
