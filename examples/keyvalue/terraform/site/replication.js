// How long a write takes to come to another region, as far as a browser can tell.

import { ask } from "./ask.js";

const OFTEN = 100; // milliseconds between questions, at first
const SELDOM = 1000;
const OFTEN_FOR = 5000;
const PATIENCE = 60_000;

/**
 * Asks a region's own address until it shows a version of a key, or a later one.
 *
 * Answers {seen: true, least, most, later}: replication took between so many milliseconds. The write was stored between
 * `written.sent` and `written.came`, and the region read between the sending and the coming of each question, so that
 * `most` holds in any case; it includes a round trip, and the pause between questions. {seen: false, silent} after a
 * minute; `silent` where the region gave no answer at all.
 */
export async function watch(host, written) {
  let least = 0;
  let silent = true;
  for (;;) {
    const got = await ask(host, written.key, null, false);
    const waited = performance.now() - written.came;
    if (got.version && got.version >= written.version) {
      return { seen: true, least, most: got.came - written.sent, later: got.version !== written.version };
    }
    if (!got.error) {
      silent = false;
      least = Math.max(least, got.sent - written.came);
    }
    if (waited > PATIENCE) return { seen: false, silent };
    await new Promise((resolve) => setTimeout(resolve, waited < OFTEN_FOR ? OFTEN : SELDOM));
  }
}
