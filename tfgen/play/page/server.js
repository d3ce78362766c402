// The server of this page: its events and its actions.

const EVENTS = ["model", "progress", "region", "client", "dns", "requests", "replication", "conflict", "health", "counts", "note", "now"];
const GONE_AFTER = 4000;

/** Calls `heard(name, data)` with each event, and `linked("live" | "waiting" | "gone" | "elsewhere")` as the connection changes. */
export function listen(heard, linked) {
  let timer = null;
  const lost = () => {
    if (timer !== null) return;
    linked("waiting");
    timer = setTimeout(() => linked("gone"), GONE_AFTER);
  };
  const connect = () => {
    const source = new EventSource("events");
    for (const name of EVENTS) source.addEventListener(name, (event) => heard(name, JSON.parse(event.data)));
    source.addEventListener("elsewhere", () => {
      source.close();
      linked("elsewhere");
    });
    source.addEventListener("open", () => {
      clearTimeout(timer);
      timer = null;
      linked("live");
    });
    source.addEventListener("error", () => {
      lost();
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, GONE_AFTER);
    });
  };
  connect();
}

/** Asks for something to be done; throws an Error in words for people. */
export async function act(action) {
  let answer;
  try {
    answer = await fetch("actions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(action),
    });
  } catch {
    throw new Error("tfgen play does not answer: it was stopped.");
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error ?? `tfgen play answered ${answer.status}.`);
  return said;
}
