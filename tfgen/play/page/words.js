// What a region's state is called, and what is said when it changes.

const NAMES = { api: "API", tables: "tables", queues: "queues", control: "control plane" };

export const part = (name) => NAMES[name] ?? name;

const all = (region, parts) => parts.length > 0 && parts.every((each) => region.lost.includes(each));
const listed = (names) => names.map(part).join(", ");

/** The state that a region's sign shows (the worst), everything that is to be said of it, and the worst of that in short. */
export function condition(region, parts) {
  if (!region) return { kind: "waiting", words: "not made yet", short: "" };
  const said = [];
  if (all(region, parts)) said.push(["lost", "lost"]);
  else if (region.lost.length) said.push(["partly", `${listed(region.lost)} lost`]);
  if (region.healthy === false) said.push(["unhealthy", "out of DNS"]);
  if (region.draining) said.push(["drained", region.drained ? "coming back" : "draining"]);
  else if (region.drained) said.push(["drained", "drained"]);
  if (region.delay) said.push(["slow", `slow by ${region.delay} s`]);
  if (region.replicating === false) said.push(["whole", "replication stopped"]);
  if (said.length) return { kind: said[0][0], words: said.map(([, words]) => words).join(", "), short: said[0][1] };
  if (region.healthy === null) return { kind: "waiting", words: "no health check yet", short: "" };
  return { kind: "whole", words: "serving", short: "" };
}

/** What changed from one state of a region to the next, as `{text, kind}`. */
export function changes(before, after, parts) {
  const told = [];
  const tell = (text, kind) => told.push({ text, kind });
  const lost = after.lost.filter((each) => !before.lost.includes(each));
  const back = before.lost.filter((each) => !after.lost.includes(each));
  if (lost.length) tell(all(after, parts) ? "lost" : `${listed(lost)} lost`, "bad");
  if (back.length) tell(after.lost.length ? `${listed(back)} back` : "healed", "good");
  if (after.delay !== before.delay) tell(after.delay ? `slow by ${after.delay} s` : "as fast as before", after.delay ? "bad" : "good");
  if (after.drained !== before.drained) tell(after.drained ? "drained" : "no longer drained");
  else if (after.draining && !before.draining) tell(after.drained ? "coming back (terraform apply)" : "draining (terraform apply)");
  if (after.replicating !== before.replicating) {
    tell(after.replicating ? "replication resumed" : "replication stopped", after.replicating ? "good" : "bad");
  }
  return told;
}
