// A map of the world on which places and lines are drawn. Its looks are in world.css, and in variables of the page.

import { HEIGHT, WIDTH, project, route, unproject } from "./projection.js";

export * from "./projection.js";

const SVG = "http://www.w3.org/2000/svg";
const LAYERS = ["land", "lines", "others", "regions", "clients"]; // the later, the higher
const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]]; // where a label may stand
const GAP = 9; // pixels between a place and its label
const LINE = 15; // pixels that a label is high

/** An element of SVG with attributes. */
export function shape(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export class World {
  /** In an empty element of the page. `label` is what a screen reader calls it, `bottom` where the map is cut, of 490. */
  constructor(holder, { label, land = "land.svg", bottom = HEIGHT }) {
    this.holder = holder;
    this.marks = new Set();
    this.scale = 1; // pixels for a unit of the map
    this.layers = Object.fromEntries(LAYERS.map((name) => [name, shape("g", { class: `world-${name}` })]));
    for (const name of ["land", "lines", "others"]) this.layers[name].setAttribute("aria-hidden", "true");
    this.svg = shape(
      "svg",
      { class: "world", viewBox: `0 0 ${WIDTH} ${bottom}`, role: "group", "aria-label": label },
      ...Object.values(this.layers),
    );
    holder.classList.add("world-holder");
    holder.append(this.svg);
    new ResizeObserver(() => this.fit()).observe(this.svg);
    this.ready = this.drawLand(land);
  }

  /** Draws the outline of the land. Without it the map is still of use. */
  async drawLand(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const read = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
    for (const path of read.querySelectorAll("path")) {
      this.layers.land.append(shape("path", { d: path.getAttribute("d") })); // first the globe, then the land
    }
  }

  /** A place to be seen; with `open`, a button. See Mark. */
  mark(layer, place, options = {}) {
    const mark = new Mark(this, place, options);
    this.layers[layer].append(mark.element);
    this.marks.add(mark);
    mark.move(place);
    this.later();
    return mark;
  }

  /** The great circle between two places, as a path that the caller styles, changes and removes. */
  line(from, to, kind = "") {
    const path = shape("path", { class: `line ${kind}`.trim(), d: route(from, to), pathLength: 1 });
    this.layers.lines.append(path);
    return path;
  }

  /** Calls `picked` with the place {lat, lon} of each click that no button takes. */
  onPick(picked) {
    this.svg.addEventListener("click", (event) => {
      if (event.target.closest("[role=button]")) return;
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
      const place = unproject(point);
      if (place) picked(place);
    });
  }

  /** A canvas above the map that takes no clicks; `pixels(place)` tells where on it a place stands. */
  overlay() {
    const canvas = document.createElement("canvas");
    canvas.className = "world-overlay";
    canvas.setAttribute("aria-hidden", "true");
    this.holder.append(canvas);
    this.canvas = canvas;
    this.fit();
    return canvas;
  }

  /** Pixels {x, y} from the map's upper left, for a place. */
  pixels(place) {
    const { x, y } = project(place);
    return { x: x * this.scale, y: y * this.scale };
  }

  /** After the map became larger or smaller: what stands on it keeps its size. */
  fit() {
    const width = this.svg.clientWidth;
    if (!width) return;
    this.scale = width / WIDTH;
    for (const mark of this.marks) mark.move(mark.at);
    if (this.canvas) {
      const dense = window.devicePixelRatio || 1;
      this.canvas.width = Math.round(width * dense);
      this.canvas.height = Math.round(this.svg.clientHeight * dense);
      this.canvas.getContext("2d").setTransform(dense, 0, 0, dense, 0, 0);
    }
    this.arrange();
  }

  /** Arranges the labels once, however much changes before the next frame. */
  later() {
    this.due ??= requestAnimationFrame(() => this.arrange());
  }

  /** Gives each label a side where it covers nothing; where there is none, it is seen on focus and hover alone. */
  arrange() {
    cancelAnimationFrame(this.due);
    this.due = null;
    const marks = [...this.marks].filter((mark) => mark.text.textContent && !mark.small);
    marks.sort((one, other) => Boolean(other.element.dataset.state) - Boolean(one.element.dataset.state)); // news first
    const taken = [...this.marks].filter((mark) => !mark.small).map((mark) => box(this.pixels(mark.at), 12, 12));
    for (const mark of marks) {
      const width = mark.text.getComputedTextLength();
      const side = SIDES.find((each) => free(mark.box(each, width), taken, this.svg));
      mark.element.classList.toggle("crowded", !side);
      mark.label(side ?? SIDES[0]);
      if (side) taken.push(mark.box(side, width));
    }
  }
}

/** A place on the map. What its element holds is drawn in pixels, around 0,0; `data-state` is the page's to set. */
export class Mark {
  constructor(world, place, { text = "", say = text, kind = "", open = null, small = false }) {
    this.world = world;
    this.small = small;
    this.text = shape("text", { class: "label", "aria-hidden": "true" });
    this.text.textContent = text;
    this.element = shape("g", { class: `mark ${kind}`.trim() });
    if (small) this.element.append(shape("title"), shape("circle", { class: "dot", r: 2 }));
    else {
      this.element.append(shape("circle", { class: "reach", r: 16 }), shape("circle", { class: "halo", r: 9 }));
      this.element.append(shape("circle", { class: "dot", r: 5 }), shape("path", { class: "sign" }), this.text);
    }
    this.say(say);
    if (open) this.press(open);
    else if (!small) this.element.setAttribute("role", "img");
    this.at = place;
  }

  /** What a screen reader says, and a tooltip of a small one. */
  say(words) {
    if (this.small) this.element.querySelector("title").textContent = words;
    else this.element.setAttribute("aria-label", words);
  }

  /** Changes the label. */
  write(text) {
    this.text.textContent = text;
    this.world.later();
  }

  /** Makes it a button for pointer and keyboard. */
  press(open) {
    this.element.setAttribute("role", "button");
    this.element.setAttribute("tabindex", "0");
    this.element.addEventListener("click", () => open(this));
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(this);
    });
  }

  move(place) {
    this.at = place;
    const { x, y } = project(place);
    this.element.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${1 / this.world.scale})`);
  }

  remove() {
    this.element.remove();
    this.world.marks.delete(this);
    this.world.later();
  }

  /** The pixels that a label would cover on a side. */
  box([right, down], width) {
    const { x, y } = this.world.pixels(this.at);
    const gap = down ? GAP / 2 : GAP;
    return box({ x: x + right * (gap + width / 2), y: y + down * (GAP + LINE / 2) }, width, LINE);
  }

  label([right, down]) {
    this.text.setAttribute("text-anchor", ["end", "middle", "start"][right + 1]);
    this.text.setAttribute("x", right * (down ? GAP / 2 : GAP));
    this.text.setAttribute("y", down * (GAP + LINE / 2));
  }
}

function box({ x, y }, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function free(one, taken, { clientWidth, clientHeight }) {
  const inside = one.left >= 0 && one.top >= 0 && one.right <= clientWidth && one.bottom <= clientHeight;
  return inside && !taken.some((other) => overlap(one, other));
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
