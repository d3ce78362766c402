// The numbers below the map.

import { by, milliseconds, number, text } from "./dom.js";

const SPAN = 10; // seconds of "now"

export function draw(state) {
  const { total, failed, skipped } = state.counts;
  const now = state.history.last(SPAN, state.history.now - 1);
  const asked = now.answered + now.failed;
  text(by("total"), number(total));
  const rate = asked ? `${(asked / SPAN).toFixed(asked < SPAN ? 1 : 0)} a second now` : "none now";
  text(by("rate"), skipped ? `${rate}, ${number(skipped)} not sent` : rate);
  text(by("failed"), number(failed));
  by("failed").parentElement.classList.toggle("bad", now.failed > 0);
  text(by("failing"), now.failed ? `${Math.max(1, Math.round((100 * now.failed) / asked))} % of the last ${SPAN} s` : "none now");
  waits(state.waits);
  const placed = [...state.clients.values()].filter((client) => !client.stream).length;
  text(by("clients-count"), number(state.clients.size));
  text(by("placed-count"), placed ? `${placed} placed by hand` : "of the stream");
  replication([...state.pairs.values()]);
}

function waits(all) {
  const sorted = [...all].sort((a, b) => a - b);
  text(by("median"), sorted.length ? milliseconds(sorted[sorted.length >> 1]) : "–");
  text(by("slowest"), sorted.length ? `95 % below ${milliseconds(sorted[Math.floor(sorted.length * 0.95)])}` : "of what was answered");
}

function replication(pairs) {
  const waiting = pairs.reduce((sum, pair) => sum + pair.pending, 0);
  const lags = pairs.map((pair) => pair.lag_ms).filter((lag) => lag !== null);
  text(by("pending"), number(waiting));
  text(by("lag"), lags.length ? `longest lag ${milliseconds(Math.max(...lags))}` : "nothing written yet");
}
