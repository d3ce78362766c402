// Clients that were placed by hand, and the requests of late.

import { by, element, number } from "./dom.js";
import { failed } from "./state.js";

const SHOWN = 30;
let before = "", last = null;

export function drawClients(state, act) {
  const placed = [...state.clients.values()].filter((client) => !client.stream);
  const wanted = JSON.stringify(placed.map(({ id, city, lat, lon }) => [id, city, lat, lon, state.answers.get(id)]));
  if (wanted === before) return;
  before = wanted;
  const focused = document.activeElement?.dataset.client;
  by("clients").replaceChildren(...placed.map((client) => {
    const name = client.city ?? `${client.lat.toFixed(1)}, ${client.lon.toFixed(1)}`;
    const button = element("button", { type: "button", textContent: "Remove", "aria-label": `Remove the client in ${name}` });
    button.dataset.client = client.id;
    button.addEventListener("click", () => act({ do: "remove", client: client.id }, button));
    const region = state.answers.get(client.id);
    return element("li", {}, element("span", { textContent: name }), element("span", { className: "muted", textContent: region ? `led to ${region}` : "no answer of DNS" }), button);
  }));
  if (focused) by("clients").querySelector(`[data-client="${CSS.escape(focused)}"]`)?.focus();
  if (!placed.length) by("clients").append(element("li", { className: "muted", textContent: "None. Click the map, or choose a city above it." }));
}

export function drawRequests(state) {
  const newest = state.requests.at(-1)?.id;
  if (newest === last) return;
  last = newest;
  const rows = state.requests.slice(-SHOWN).reverse().map((request) => {
    const client = state.clients.get(request.client);
    const cells = [`${request.method} ${request.path}`, client?.city ?? `${request.client}`, request.region ?? (failed(request) ? "–" : "CDN"), request.status === null ? request.error ?? "none" : String(request.status), number(Math.round(request.ms))];
    return element("tr", { className: failed(request) ? "bad" : "" }, ...cells.map((textContent) => element("td", { textContent })));
  });
  by("requests").tBodies[0].replaceChildren(...rows);
}
