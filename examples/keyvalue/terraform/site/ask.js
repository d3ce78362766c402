// Requests to the API, and what went wrong with them in words.

const PATIENCE = 10_000; // milliseconds
const LONGEST = 300; // characters of another's words
const TROUBLE = {
  403: "nothing answers under this name there, or it refuses",
  429: "too many requests at once; it asks to slow down",
  500: "its function failed",
  502: "its function failed, or the name leads nowhere",
  503: "the region is in trouble",
  504: "its function took too long",
};

/** Why a key cannot be asked for; empty if it can. */
export function refused(key) {
  if (!key) return "A key needs a character at least.";
  if (key === "." || key === "..") return "A browser takes . and .. for folders: choose another key.";
  return key === "health" ? "/health is where health checks ask: choose another key." : "";
}

/**
 * Writes a value, or reads where there is none. Answers {key, host, sent, came, ms} with either `error`, in words, or
 * {value, region, writeRegion, version}, of which a key that is not there has `missing`. Times are performance.now()'s.
 */
export async function ask(host, key, value = null, explain = true) {
  const asked = { host, key, sent: performance.now() };
  const address = `${location.protocol}//${host}${location.port && `:${location.port}`}/${encodeURIComponent(key)}`;
  // without a content type of JSON a browser asks at once, instead of asking first whether it may
  const request = value === null ? {} : { method: "POST", body: JSON.stringify({ value }) };
  try {
    const answer = await fetch(address, { ...request, ...careful(PATIENCE) });
    const body = await answer.text();
    return read({ ...asked, ...came(asked) }, answer, body);
  } catch (error) {
    const late = { ...asked, ...came(asked) };
    return { ...late, error: explain ? await why(error, address, host) : "no answer" };
  }
}

function careful(patience) {
  const signal = AbortSignal.timeout(patience);
  return { signal, cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" };
}

function came({ sent }) {
  const now = performance.now();
  return { came: now, ms: now - sent };
}

function read(asked, answer, body) {
  const said = parsed(body);
  const region = text(said.readRegion ?? said.writeRegion ?? said.region);
  const got = { ...asked, region, status: answer.status };
  if (answer.status === 404 && said.error && region) return { ...got, missing: true };
  if (!answer.ok) {
    const words = TROUBLE[answer.status] ?? (text(said.error) || text(said.message) || "no reason given");
    return { ...got, error: `${region || asked.host} answered ${answer.status}: ${words}.` };
  }
  if (typeof said.value !== "string") return { ...got, error: `${asked.host} answered with something else than a key.` };
  return { ...got, value: said.value, writeRegion: text(said.writeRegion), version: text(said.version) };
}

function parsed(body) {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}

const text = (value) => (typeof value === "string" ? value.slice(0, LONGEST) : "");

async function why(error, address, host) {
  if (error.name === "TimeoutError") return `${host} gave no answer within ${PATIENCE / 1000} seconds. Its region may be lost.`;
  if (!navigator.onLine) return "This browser is offline.";
  try {
    await fetch(address, { ...careful(PATIENCE / 2), mode: "no-cors", redirect: "follow" });
  } catch {
    return `${host} cannot be reached. Its region may be lost, its name may lead nowhere yet, or the network is down.`;
  }
  return `${host} answers, but not so that this page may read it. Its region may be in trouble, or the API's CORS
    settings leave out ${location.origin}.`.replace(/\s+/g, " ");
}
