// The last minutes as a picture: requests of each second, a lane for each region, and marks of what was done.

import { by, cleared, colour, seconds } from "./dom.js";
import { DRAINED, LOST, NOBODY, OUT, SECONDS, SLOW } from "./history.js";

const LANE = 17, BARS = 56, FLAGS = 16, AXIS = 18, NAME = 92, LEAST = 60, NARROW = 500;

export function draw(state) {
  const { history } = state;
  const canvas = by("timeline");
  const name = canvas.clientWidth < NARROW ? 0 : NAME;
  const pitch = name ? LANE : LANE + 13; // where it is narrow, names stand above their lanes
  canvas.style.height = `${FLAGS + BARS + AXIS + pitch * history.lanes.size}px`;
  const context = cleared(canvas);
  const from = Math.max(history.begun, history.now - SECONDS + 1);
  const span = Math.max(LEAST, history.now - from);
  const x = (second) => name + ((second - from) / span) * (canvas.clientWidth - name - 1);
  const view = { context, history, from, to: history.now, x, wide: x(from + 1) - x(from), right: canvas.clientWidth };
  context.font = '11px system-ui, "DejaVu Sans", sans-serif';
  bars(view);
  let top = FLAGS + BARS + AXIS;
  for (const [region, lane] of history.lanes) {
    drawLane(view, lane, top + pitch - LANE);
    context.fillStyle = colour("muted");
    context.textBaseline = "middle";
    context.fillText(region === NOBODY ? "no region" : region, 0, top + LANE / 2 - 1);
    top += pitch;
  }
  marks(view, top);
  axis(view);
  canvas.setAttribute("aria-label", told(state));
}

function bars({ context, history, from, to, x, wide }) {
  const lanes = [...history.lanes.values()];
  const sums = [];
  for (let second = from; second <= to; second++) {
    const cell = second % SECONDS;
    sums.push([second, lanes.reduce((sum, lane) => sum + lane.answered[cell], 0), lanes.reduce((sum, lane) => sum + lane.failed[cell], 0)]);
  }
  const most = Math.max(10, ...sums.map(([, answered, failed]) => answered + failed));
  const scale = BARS / most;
  const [good, bad] = [colour("accent"), colour("bad")];
  for (const [second, answered, failed] of sums) {
    const bottom = FLAGS + BARS;
    context.fillStyle = good;
    context.fillRect(x(second), bottom - answered * scale, Math.max(1, wide - 0.6), answered * scale);
    context.fillStyle = bad;
    context.fillRect(x(second), bottom - (answered + failed) * scale, Math.max(1, wide - 0.6), failed * scale);
  }
  context.fillStyle = colour("muted");
  context.textBaseline = "top";
  context.strokeStyle = colour("paper");
  context.lineWidth = 3;
  context.strokeText(`${most}/s`, 0, FLAGS);
  context.fillText(`${most}/s`, 0, FLAGS);
}

/** Traffic as tint; lost hatched, out of DNS as a line below, so that neither is told by colour alone. */
function drawLane({ context, history, from, to, x, wide }, lane, top) {
  const most = Math.max(3, ...lane.answered, ...lane.failed);
  const [good, bad, amber, muted, grid] = ["accent", "bad", "warn", "muted", "grid"].map(colour);
  context.fillStyle = grid;
  context.fillRect(x(from), top + LANE - 2, x(to) - x(from) + wide, 1);
  for (let second = from; second <= to; second++) {
    const cell = second % SECONDS;
    const state = lane.states[cell];
    const left = x(second), width = wide + 0.4;
    context.globalAlpha = 0.85 * Math.min(1, (lane.answered[cell] + lane.failed[cell]) / most);
    context.fillStyle = lane.failed[cell] ? bad : good;
    context.fillRect(left, top + 2, width, LANE - 5);
    context.globalAlpha = 1;
    if (state & LOST) {
      context.fillStyle = bad;
      context.fillRect(left, top + 2, width, 1.5);
      if (second % 4 < 2) context.fillRect(left, top + 2, Math.min(width, 1.5), LANE - 5);
    }
    if (state & OUT) {
      context.fillStyle = amber;
      context.fillRect(left, top + LANE - 4, width, 3);
    }
    if (state & (DRAINED | SLOW)) {
      context.fillStyle = muted;
      if (second % 2) context.fillRect(left, top + LANE / 2 - 1, width, 2);
    }
  }
}

function marks({ context, history, from, x, right }, bottom) {
  context.textBaseline = "top";
  let free = -Infinity;
  for (const { at, text } of history.marks) {
    if (at / 1000 < from) continue;
    const left = x(at / 1000);
    context.fillStyle = colour("muted");
    context.globalAlpha = 0.55;
    context.fillRect(left, 11, 1, bottom - 11);
    context.globalAlpha = 1;
    const width = context.measureText(text).width;
    const start = Math.min(left, right - width);
    if (start < free) continue;
    context.fillStyle = colour("text");
    context.fillText(text, start, 0);
    free = start + width + 8;
  }
}

function axis({ context, from, to, x, right }) {
  const steps = [10, 15, 30, 60, 120];
  const step = steps.find((each) => x(from + each) - x(from) > 60) ?? 120;
  context.fillStyle = colour("muted");
  context.textBaseline = "top";
  for (let second = Math.ceil(from / step) * step; second <= Math.max(to, from + LEAST); second += step) {
    if (x(second) > right - 24) break;
    context.fillText(seconds(second * 1000), x(second), FLAGS + BARS + 3);
  }
}

function told({ history }) {
  const minute = history.last(60);
  const latest = history.marks.slice(-3).map(({ at, text }) => `${seconds(at)} ${text}`).join("; ");
  return `In the last minute ${minute.answered} requests were answered and ${minute.failed} failed. ${latest ? `Last marks: ${latest}.` : ""}`;
}
