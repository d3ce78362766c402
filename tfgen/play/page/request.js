// One request, asked for by hand: a form made from the service's routes, and its answer.

import { by, element, milliseconds, options } from "./dom.js";
import { failed } from "./state.js";

const ANY = "ANY";
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

export class Request {
  inputs = {};
  known = new Map();
  placed = null;

  /** `act(action, button)` asks the server. */
  constructor(act) {
    this.act = act;
    by("route").addEventListener("change", () => this.fields());
    by("request").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(event.submitter);
    });
  }

  begin(model) {
    this.model = model;
    options(by("method"), METHODS.map((method) => ({ value: method, label: method })));
    options(by("route"), model.routes.map(({ method, path, auth }, index) => (
      { value: String(index), label: `${method} ${path}${auth ? ` (${auth})` : ""}` })));
    options(by("to"), [
      { value: "", label: "the shared name" },
      ...model.regions.map(({ name }) => ({ value: name, label: `${name} itself` })),
    ]);
    this.fields();
  }

  get route() {
    return this.model.routes[Number(by("route").value)];
  }

  /** The parameters and the body of the route that is chosen; what was typed for a parameter of that name stays. */
  fields() {
    if (!this.route) return;
    const before = this.inputs;
    this.inputs = {};
    by("parameters").replaceChildren(...this.route.parameters.map((name) => {
      const input = element("input", { value: before[name]?.value ?? "one", required: true, spellcheck: false });
      this.inputs[name] = input;
      return element("label", {}, `${name} `, input);
    }));
    by("method-box").hidden = this.route.method !== ANY;
    by("body-box").hidden = !this.route.body;
    if (this.route.body && !by("body").value) by("body").value = '{"value": "hello"}';
  }

  draw(state) {
    if (!state.model) return;
    const clients = [...state.clients.values()];
    const named = (list) => list.map(({ id, city }) => ({ value: `client:${id}`, label: city ?? `client ${id}` }));
    options(by("from"), [
      { group: "Placed", choices: named(clients.filter((client) => !client.stream)) },
      { group: "Place one in", choices: state.model.cities.map(({ city }) => ({ value: `city:${city}`, label: city })) },
      { group: "Of the stream", choices: named(clients.filter((client) => client.stream).slice(0, 30)) },
    ].filter(({ choices }) => choices.length));
    this.known = new Map(clients.map(({ id }) => [String(id), id]));
    this.choose();
  }

  /** Whatever comes first, the answer that a client was placed or the event of it: that client asks from then on. */
  choose() {
    if (!this.known.has(this.placed)) return;
    by("from").value = `client:${this.placed}`;
    this.placed = null;
  }

  async send(button) {
    const { route } = this;
    const client = await this.client();
    if (!route || client === null) return;
    const method = route.method === ANY ? by("method").value : route.method;
    const action = { do: "request", client, method, path: filled(route.path, this.inputs), headers: headers(by("headers").value) };
    if (route.body && method !== "GET") action.body = by("body").value;
    if (by("to").value) action.region = by("to").value;
    const said = await this.act(action, button);
    if (said?.request) this.answer(said.request);
  }

  /** The client that asks; one in a city is placed first. */
  async client() {
    const [kind, ...rest] = by("from").value.split(":");
    const name = rest.join(":");
    if (kind === "client") return this.known.get(name) ?? null;
    const city = this.model.cities.find((each) => each.city === name);
    const placed = city && await this.act({ do: "place", lat: city.lat, lon: city.lon, city: city.city });
    if (placed) this.placed = String(placed.id);
    this.choose();
    return placed?.id ?? null;
  }

  answer(request) {
    const { status, region, ms, network_ms: network, error, body } = request;
    const bad = failed(request);
    const headline = status === null ? `Failed: ${error}` : `${status} from ${region ?? "the CDN"}`;
    const time = `${milliseconds(ms)}, ${milliseconds(network ?? 0)} of it network`;
    const lines = Object.entries(request.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
    by("answer-said").textContent = `${headline} in ${time}`;
    by("answer").replaceChildren(
      element("p", { className: bad ? "headline bad" : "headline" }, element("strong", { textContent: headline }), ` in ${time}`),
      element("pre", { textContent: body || "(no body)", tabIndex: 0 }),
      ...(lines.length ? [element("details", {}, element("summary", { textContent: "Headers" }), element("pre", { textContent: lines.join("\n") }))] : []),
    );
  }
}

/** The path with its parameters; one that takes the rest of the path, such as {proxy+}, keeps its slashes. */
export function filled(path, inputs) {
  return path.replace(/\{([^}]+?)(\+?)\}/g, (_, name, rest) => {
    const value = (inputs[name] ?? inputs[`${name}+`])?.value ?? "";
    return rest ? value.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(value);
  });
}

function headers(typed) {
  const lines = typed.split("\n").filter((line) => line.includes(":"));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]));
}
