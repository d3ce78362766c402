// What is known of the play, made of its events alone; nothing of the page. All of it is bounded.

import { History, NOBODY } from "./history.js";
import { counted } from "./dom.js";
import { changes } from "./words.js";

const REQUESTS = 100, CONFLICTS = 20, WAITS = 400, SEEN = 4000;

export class State {
  history = new History();
  seen = new Set();
  waits = [];

  constructor() {
    this.clear();
  }

  /** At each connection the server tells everything again, the model first: that replaces what stands here. */
  clear() {
    this.isNew = false;
    this.model = null;
    this.progress = null;
    this.regions = new Map();
    this.clients = new Map();
    this.answers = new Map();
    this.pairs = new Map();
    this.conflicts = [];
    this.requests = [];
    this.counts = { total: 0, failed: 0, by_region: {}, failed_by_region: {} };
    this.moved = new Map();
  }

  get parts() {
    return this.model?.parts ?? [];
  }

  get ready() {
    return this.progress?.stage === "ready";
  }

  /** Takes an event in; returns what is new: lines of the log, and requests that were not seen before. */
  take(name, data) {
    return TAKES[name](this, data) ?? {};
  }

  /** Which clients DNS leads elsewhere since this was asked last, as lines of the log. */
  movements(at) {
    const lines = [...this.moved].map(([way, count]) => {
      const [before, after] = JSON.parse(way);
      const whom = counted(count, "client");
      const from = before ? ` from ${before}` : "";
      return { at, text: after ? `DNS leads ${whom}${from} to ${after}` : `DNS has no answer for ${whom}` };
    });
    this.moved.clear();
    return lines;
  }
}

export const failed = (request) => request.status === null || request.status >= 500;

/** The region that answered, or that should have; null where a CDN had the answer, or DNS none. */
export const answerer = (request, answers) => request.region ?? (failed(request) ? answers.get(request.client) : null) ?? null;

const TAKES = {
  model(state, data) {
    if (state.isNew) state.clear();
    state.model = data;
    state.history.begin(data.regions.map((region) => region.name));
  },

  progress(state, data) {
    state.progress = data;
    if (state.ready) state.history.begun = Math.floor(data.at / 1000);
  },

  region(state, data) {
    const before = state.regions.get(data.name);
    state.regions.set(data.name, data);
    state.history.turn(data);
    const told = before ? changes(before, data, state.parts) : [];
    for (const { text } of told) state.history.mark(data.at, `${data.name} ${text}`);
    return { lines: told.map(({ text, kind }) => ({ at: data.at, text: `${data.name}: ${text}`, kind })) };
  },

  client(state, data) {
    if (!data.gone) return void state.clients.set(data.id, data);
    state.clients.delete(data.id);
    state.answers.delete(data.id);
  },

  dns(state, { client, region }) {
    const before = state.answers.get(client);
    state.answers.set(client, region);
    if (before === undefined || before === region) return;
    const way = JSON.stringify([before, region]);
    state.moved.set(way, (state.moved.get(way) ?? 0) + 1);
  },

  requests(state, { list }) {
    const fresh = list.filter((request) => !state.seen.has(request.id));
    for (const request of fresh) {
      state.seen.add(request.id);
      state.history.request(request.at, answerer(request, state.answers) ?? NOBODY, failed(request));
      if (!failed(request)) state.waits.push(request.ms);
    }
    for (const id of state.seen) {
      if (state.seen.size <= SEEN) break;
      state.seen.delete(id);
    }
    const known = new Set(state.requests.map((request) => request.id));
    state.requests.push(...list.filter((request) => !known.has(request.id)));
    newest(state.requests, REQUESTS);
    newest(state.waits, WAITS);
    return { requests: fresh };
  },

  replication(state, data) {
    state.pairs.set(JSON.stringify([data.table, data.from, data.to]), data);
  },

  conflict(state, data) {
    state.conflicts.push(data);
    newest(state.conflicts, CONFLICTS);
    return { lines: [{ at: data.at, text: `Conflict in ${data.table}: the version of ${data.won} won`, kind: "bad" }] };
  },

  health(state, { at, region, healthy, why }) {
    const text = `${region}: health check ${healthy ? "passes" : "fails"}${why ? ` (${why})` : ""}`;
    state.history.mark(at, `${region} ${healthy ? "healthy" : "unhealthy"}`);
    return { lines: [{ at, text, kind: healthy ? "good" : "bad" }] };
  },

  counts(state, data) {
    state.counts = data;
  },

  now() {},

  note: (state, { at, text }) => ({ lines: [{ at, text }] }),
};

const newest = (list, most) => list.splice(0, Math.max(0, list.length - most));
