// The last ten minutes, second by second: requests and states of each region, and marks.

export const SECONDS = 600;
const MARKS = 60;
export const NOBODY = ""; // the lane of what no region answered: hits of a CDN, and names that did not resolve
export const LOST = 1, OUT = 2, DRAINED = 4, SLOW = 8;

export class History {
  marks = [];
  begun = 0; // the second in which the service was ready
  now = 0;
  lanes = new Map();

  /** Keeps what is there: after a reconnection the same play goes on. */
  begin(names) {
    for (const name of names) if (!this.lanes.has(name)) this.lanes.set(name, lane());
  }

  /** Brings every lane up to a moment: what comes round the ring begins anew, with the state that lasts. */
  advance(at) {
    const second = Math.floor(at / 1000);
    for (let each = Math.max(this.now + 1, second - SECONDS + 1); each <= second; each++) {
      for (const lane of this.lanes.values()) {
        const cell = each % SECONDS;
        lane.answered[cell] = lane.failed[cell] = 0;
        lane.states[cell] = lane.state;
      }
    }
    this.now = Math.max(this.now, second);
  }

  request(at, region, failed) {
    this.advance(at);
    const second = Math.floor(at / 1000);
    if (region === NOBODY && !this.lanes.has(NOBODY)) this.lanes.set(NOBODY, lane());
    const found = this.lanes.get(region);
    if (found && second > this.now - SECONDS) found[failed ? "failed" : "answered"][second % SECONDS]++;
  }

  turn({ at, name, lost, healthy, drained, delay }) {
    const lane = this.lanes.get(name);
    if (!lane) return;
    lane.state = (lost.length ? LOST : 0) | (healthy === false ? OUT : 0) | (drained ? DRAINED : 0) | (delay ? SLOW : 0);
    this.advance(at);
    lane.states[this.now % SECONDS] |= lane.state;
  }

  mark(at, text) {
    this.marks.push({ at, text });
    this.marks.splice(0, Math.max(0, this.marks.length - MARKS));
  }

  /** Sums of so many seconds, the last of which is `until`: `{answered, failed}`. */
  last(count, until = this.now) {
    const sums = { answered: 0, failed: 0 };
    for (let second = Math.max(0, until - count + 1); second <= until; second++) {
      for (const lane of this.lanes.values()) {
        sums.answered += lane.answered[second % SECONDS];
        sums.failed += lane.failed[second % SECONDS];
      }
    }
    return sums;
  }
}

const lane = () => ({
  answered: new Uint16Array(SECONDS),
  failed: new Uint16Array(SECONDS),
  states: new Uint8Array(SECONDS),
  state: 0,
});
