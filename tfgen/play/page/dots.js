// Requests as dots that fly from the client to the region and back, on a canvas above the map.

import { between, project } from "./world.js";
import { colour } from "./dom.js";
import { answerer, failed } from "./state.js";

const MOST = 600, PARTS = 32, WAYS = 1500, FADE = 600, TRAIL = 0.07, LONGEST = 5000;
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Dots {
  flying = [];
  ways = {};
  known = 0;
  slower = 10;
  cost = 0; // milliseconds that the last frame took to draw

  constructor(world) {
    this.world = world;
    this.canvas = world.overlay();
    this.inks();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.inks());
  }

  inks() {
    this.ink = { good: colour("accent"), bad: colour("bad") };
  }

  /** Lets requests fly: those of one batch start apart as they did. */
  send(requests, clients, regions, answers) {
    if (document.hidden) return;
    const first = Math.min(...requests.map((request) => request.at));
    for (const request of requests) {
      const client = clients.get(request.client);
      const region = regions[answerer(request, answers)];
      if (!client) continue;
      const network = Math.min(request.network_ms ?? request.ms, request.ms) * this.slower;
      this.flying.push({
        way: region ? this.way(client, region.at) : [project(client)],
        starts: performance.now() + Math.min(request.at - first, 1000),
        there: network / 2,
        waits: Math.min((request.ms - network / this.slower) * this.slower, LONGEST),
        failed: failed(request),
      });
    }
    if (this.flying.length > MOST) this.flying.splice(0, this.flying.length - MOST);
  }

  /** Points of the great circle between a client and a region, in units of the map. */
  way(client, place) {
    const key = `${client.lat} ${client.lon} ${place.lat} ${place.lon}`;
    if (!this.ways[key]) {
      if (++this.known > WAYS) [this.ways, this.known] = [{}, 1];
      this.ways[key] = Array.from({ length: PARTS + 1 }, (_, part) => project(between(client, place, part / PARTS)));
    }
    return this.ways[key];
  }

  draw(now) {
    const begun = performance.now();
    const context = this.canvas.getContext("2d");
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (!this.flying.length) return;
    this.flying = this.flying.filter((dot) => now - dot.starts < dot.there * 2 + dot.waits + FADE);
    const [good, bad, crosses] = [ink(), ink(), ink()];
    for (const dot of this.flying) {
      const age = now - dot.starts;
      if (age < 0) continue;
      if (still.matches) this.rest(dot, good, crosses);
      else this.one(dot, age, good, bad, crosses);
    }
    context.lineCap = "round";
    for (const [{ trails, heads }, colour] of [[good, this.ink.good], [bad, this.ink.bad], [crosses, this.ink.bad]]) {
      context.strokeStyle = context.fillStyle = colour;
      context.globalAlpha = 0.5;
      context.lineWidth = 1.5;
      context.stroke(trails);
      context.globalAlpha = 1;
      context.fill(heads);
    }
    this.cost = performance.now() - begun;
  }

  /** Out, there, and back; a failed one turns red where it failed, and leaves a cross. */
  one(dot, age, good, bad, crosses) {
    const back = age - dot.there - dot.waits;
    if (age < dot.there) this.comet(good, dot.way, age / dot.there, -TRAIL);
    else if (back < 0) this.comet(dot.failed ? bad : good, dot.way, 1, 0);
    else if (back < dot.there) this.comet(dot.failed ? bad : good, dot.way, 1 - back / dot.there, TRAIL);
    if (dot.failed && age >= dot.there && age < dot.there + FADE * 2) this.cross(crosses, dot.way.at(-1));
  }

  /** For those who want nothing to move: a dot beside the client, a cross where it failed. */
  rest(dot, good, crosses) {
    if (dot.failed) this.cross(crosses, dot.way.at(-1));
    else this.head(good, dot.way[0], 4);
  }

  comet({ trails, heads }, way, share, trail) {
    const { scale } = this.world;
    const head = at(way, share), tail = at(way, Math.min(1, Math.max(0, share + trail)));
    if (Math.abs(head.x - tail.x) < 200) {
      trails.moveTo(tail.x * scale, tail.y * scale);
      trails.lineTo(head.x * scale, head.y * scale);
    }
    this.head({ heads }, head, 2.2);
  }

  head({ heads }, { x, y }, radius) {
    const { scale } = this.world;
    heads.moveTo(x * scale + radius, y * scale);
    heads.arc(x * scale, y * scale, radius, 0, 7);
  }

  /** Above the region, so that it does not cover its sign. */
  cross({ heads }, point) {
    const x = point.x * this.world.scale, y = point.y * this.world.scale - 17;
    for (const slope of [1, -1]) {
      heads.moveTo(x - 4, y - 4 * slope - 1);
      heads.lineTo(x + 4, y + 4 * slope - 1);
      heads.lineTo(x + 4, y + 4 * slope + 1);
      heads.lineTo(x - 4, y - 4 * slope + 1);
    }
  }
}

const ink = () => ({ trails: new Path2D(), heads: new Path2D() });

function at(way, share) {
  const whole = share * (way.length - 1);
  const index = Math.min(Math.floor(whole), way.length - 2);
  if (index < 0) return way[0];
  const [a, b] = [way[index], way[index + 1]];
  if (Math.abs(b.x - a.x) > 300) return a; // across the map's edge
  return { x: a.x + (b.x - a.x) * (whole - index), y: a.y + (b.y - a.y) * (whole - index) };
}
