// The page of `tfgen play`: takes the server's events in, and draws what they change.

import { Atlas } from "./map.js";
import { Dots } from "./dots.js";
import { Log } from "./log.js";
import { Regions } from "./regions.js";
import { Replication } from "./replication.js";
import { Request } from "./request.js";
import { State, failed } from "./state.js";
import { wire } from "./controls.js";
import { act, listen } from "./server.js";
import { by, seconds, text } from "./dom.js";
import { drawClients, drawRequests } from "./lists.js";
import * as figures from "./figures.js";
import * as progress from "./progress.js";
import * as timeline from "./timeline.js";

const EVERY = 250; // milliseconds between two drawings of what is text
const state = new State();
const log = new Log();

/** Asks the server; while it works the button rests, and what it refuses is said. */
async function perform(action, button) {
  rest(button, true);
  try {
    const answer = await act(action);
    say("");
    return answer;
  } catch (error) {
    say(error.message);
    return null;
  } finally {
    rest(button, false);
  }
}

function rest(button, busy) {
  if (button) Object.assign(button, { disabled: busy }).dataset.busy = String(busy);
}

function say(words) {
  by("said").hidden = !words;
  text(by("said"), words);
}

const regions = new Regions(by("regions"), perform);
const replication = new Replication();
const request = new Request(perform);
const atlas = new Atlas(by("world"), {
  open: (name) => regions.open(name),
  place: ({ lat, lon }) => state.ready && perform({ do: "place", lat, lon }),
});
const dots = new Dots(atlas.world);
const controls = wire({ state, dots, act: perform, say });

const clock = { ahead: null };
let changed = true;

listen(heard, linked);

function heard(name, data) {
  const { lines = [], requests = [] } = state.take(name, data);
  if (typeof data.at === "number") clock.ahead = Math.max(clock.ahead ?? -Infinity, data.at - performance.now());
  if (name === "model") begin(data);
  log.add(lines);
  if (requests.length) fly(requests);
  changed = true;
}

function begin(model) {
  document.title = `${model.service} · tfgen play`;
  text(by("service"), model.service);
  text(by("host"), [model.host, pace(model.speed)].filter(Boolean).join(" · "));
  for (const part of [atlas, regions, replication, request, controls]) part.begin(model);
}

const pace = (speed) => (speed > 1 ? `health checks and DNS caches run ${speed} times as fast as at AWS` : "");

function fly(requests) {
  dots.send(requests, state.clients, atlas.regions, state.answers);
  for (const each of requests) atlas.fail(each.client, failed(each));
}

function linked(kind) {
  if (kind === "live") state.isNew = true;
  by("link").dataset.kind = document.body.dataset.link = kind;
  document.querySelector("main").inert = kind === "gone" || kind === "elsewhere";
  const gone = "tfgen play is gone: it was stopped, or its terminal was closed. Start it again and open the address that it prints.";
  const elsewhere = "Too many pages of this play are open: this one rests. Reload it to go on here.";
  text(by("link-text"), { live: "live", waiting: "connecting again", gone, elsewhere }[kind]);
}

let drawn = 0;

function frame(now) {
  if (now - drawn >= EVERY) {
    drawn = now;
    every(now);
  }
  dots.draw(now);
  requestAnimationFrame(frame);
}

function every(now) {
  if (clock.ahead !== null && document.body.dataset.link === "live") {
    const at = now + clock.ahead;
    text(by("clock"), seconds(at));
    if (state.ready) state.history.advance(at);
    log.add(state.movements(at));
    if (state.model) timeline.draw(state);
  }
  if (!changed || !state.model) return;
  changed = false;
  progress.draw(state);
  atlas.draw(state);
  for (const part of [regions, replication, request, controls]) part.draw(state);
  figures.draw(state);
  drawClients(state, perform);
  drawRequests(state);
}

requestAnimationFrame(frame);
