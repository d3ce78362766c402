// Scenarios: the actions of a play, as a link and back, and from what is pasted.

const LONGEST = 2_000_000;

/** Base64url of the deflated JSON: what a link carries behind #s=. */
export async function packed(actions) {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(actions)), new CompressionStream("deflate"));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The actions of a link, of a timeline's JSON, or of a list of actions; throws an Error in words for people. */
export async function read(typed) {
  const found = /#s=([\w-]+)/.exec(typed);
  let data;
  try {
    data = JSON.parse(found ? await unpacked(found[1]) : typed);
  } catch {
    throw new Error("This is neither the JSON of a timeline nor a link with #s=.");
  }
  const actions = Array.isArray(data) ? data : data?.actions;
  if (!Array.isArray(actions) || !actions.every((each) => each && typeof each.do === "string" && typeof each.at === "number")) {
    throw new Error("There are no actions in it: each needs “at” and “do”.");
  }
  return actions;
}

async function unpacked(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate")));
}

/** What comes out of a stream, which may not grow without end. */
async function through(bytes, stream) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LONGEST) throw new Error("too long");
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Clients all over the world, then the busiest region is lost for a minute. */
export function outage(state) {
  const led = {};
  for (const region of state.answers.values()) if (region) led[region] = (led[region] ?? 0) + 1;
  const names = state.model.regions.map((region) => region.name);
  const region = names.reduce((best, name) => ((led[name] ?? 0) > (led[best] ?? 0) ? name : best));
  return [
    { at: 0, do: "stream", clients: 60, rate: 20, writes: 0.2 },
    { at: 5000, do: "lose", region },
    { at: 65_000, do: "heal", region },
  ];
}
