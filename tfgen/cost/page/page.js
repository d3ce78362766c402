// The controls, and what they change. All text is set as text: nothing that a spec says becomes markup.

const byId = (id) => document.getElementById(id);
const plain = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const START = { regions: model.own, requests: null, ratio: null, item: null };
const GLOBAL = "global";
let state = { ...START };

/** Dollars to the cent as money.py writes them; half a cent may be a hair less in binary. */
function dollars(usd) {
  const rounded = (Math.sign(usd) * Math.round(Math.abs(usd) * 100 + 1e-7)) / 100;
  if (!rounded && Math.abs(usd) > 1e-9) return usd > 0 ? "<0.01" : ">-0.01";
  return cents.format(rounded || 0);
}

function money(usd) {
  const text = dollars(usd);
  return /^[<>]/.test(text) ? text.replace("0.01", "$0.01") : text.replace(/^(-?)/, "$1$");
}

const signed = (usd) => (usd > 1e-9 ? `+${dollars(usd)}` : dollars(usd));

function percentage(value) {
  const shown = Number(value.toFixed(Math.abs(value) < 100 ? 1 : 0));
  return `${shown > 0 ? "+" : ""}${shown.toLocaleString("en-US")} %`;
}

const share = (value) => (value === null ? "" : ` (${value >= 0.5 ? "+" : ""}${whole.format(value)} %)`);
const plural = (count) => `${count} region${count === 1 ? "" : "s"}`;
const round = (value, digits) => Number(value.toPrecision(digits));

function told({ name, x, percent }) {
  return `${name}: x = ${plain.format(round(x, 3))}, ${percentage(percent)} in ${plural(state.regions)}`;
}

/** The sum of lines: with ≈ where it rests on assumed usage, with ? where a price is not known. */
function cell(lines) {
  if (!lines.length) return "-";
  const unknown = lines.some((line) => line.unpriced);
  const usd = dollarsOf(lines);
  if (unknown && !usd) return "?";
  const assumed = usd && lines.some((line) => line.assumed && line.usd);
  return (assumed ? "≈ " : "") + dollars(usd) + (unknown ? "?" : "");
}

function element(name, text = "", attributes = {}) {
  const found = document.createElement(name);
  found.textContent = text;
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
  return found;
}

function row(name, cells) {
  const found = element("tr");
  found.append(element("th", name, { scope: "row" }), ...cells.map((text) => element("td", text)));
  return found;
}

function itemName(item) {
  const { service, title } = model.items[item];
  return `${model.services[service].name}, ${title}`;
}

/** Everything that depends on the settings, drawn anew. `source` is the input that the reader is in. */
function show(source = null) {
  const usage = moved(state);
  const many = bill(state.regions, usage), alone = bill(1, usage);
  const held = compared(many, alone);
  showControls(usage, source);
  showTotal(many, alone, held);
  showRegions();
  showUnknown(many, held);
  showFull(many);
  showBars(many, alone, held);
  showTable(many, alone, held);
  showCauses(held);
  showCurves(many, alone);
}

function showControls(usage, source) {
  const values = { regions: state.regions, requests: calls(usage), ratio: ratio(usage), item: itemSize(usage) };
  for (const { name, place, words } of controls) {
    const field = byId(name), slider = byId(`${name}-slider`), value = values[name];
    const shown = state[name] ?? round(value, name === "requests" ? 12 : 4);
    if (field !== source) field.value = Number.isFinite(shown) ? String(shown) : "";
    if (slider !== source) slider.value = String(place(value));
    slider.setAttribute("aria-valuetext", words(value));
    byId(`${name}-words`).textContent = words(value);
  }
  byId("reset").disabled = Object.entries(START).every(([name, value]) => state[name] === value);
}

function showTotal(many, alone, held) {
  const total = cell(many).replace(/^(≈ )?/, "$1$").replace("$?", "?").replace("$<", "<$");
  byId("total").textContent = total;
  const home = model.regions[0].name;
  const against = held.unknown.size
    ? `What it adds to ${home} alone is not known, for want of prices; ${signed(held.difference)} for what has its prices on both sides`
    : `${signed(held.difference)}${share(held.percent)} against ${cell(alone)} in ${home} alone`;
  const increase = state.regions === 1 ? "one region alone" : against;
  byId("increase").textContent = increase;
  const left = [...held.unknown].map(itemName).join("; ");
  const unlike = `The increase and the bars leave out, everywhere, what has an unknown price somewhere: ${left}.`;
  byId("unlike").textContent = left ? unlike : "";
  announce(`${total} a month in ${plural(state.regions)}, ${increase}`);
}

let timer = 0;
/** Told to screen readers once the reader has stopped moving. */
function announce(text) {
  clearTimeout(timer);
  timer = setTimeout(() => (byId("status").textContent = text), 400);
}

function showRegions() {
  const marks = ({ drained, example }, number) => [
    ...(number === 0 ? ["home"] : []),
    ...(drained && state.regions > 1 ? ["drained"] : []),
    ...(example ? ["example"] : []),
  ];
  const shown = model.regions.slice(0, state.regions).map((region, number) => {
    const found = element("li", region.name, region.example ? { class: "example" } : {});
    for (const mark of marks(region, number)) found.append(" ", element("small", mark));
    return found;
  });
  byId("region-names").replaceChildren(...shown);
  byId("region-note").hidden = state.regions <= model.own;
}

function showUnknown(many) {
  const places = new Map();
  for (const line of many.filter((each) => each.unpriced)) {
    places.set(line.item, (places.get(line.item) ?? new Set()).add(model.places[line.place]));
  }
  const found = [...places].map(([item, where]) => element("li", `${itemName(item)} in ${[...where].join(", ")}`));
  byId("unknown-prices").replaceChildren(...found);
  byId("unknown").hidden = !found.length;
}

/** Autoscaling ends at a maximum, and so does the bill. */
function showFull(many) {
  const names = new Set(many.filter((line) => line.full).map((line) => model.users[line.user]));
  byId("full").hidden = !names.size;
  byId("full").textContent =
    `At the maximum of its capacity: ${[...names].join(", ")}. More is not billed: ` +
    "a load above the maximum would be refused.";
}

/** Bars leave out what has an unknown price somewhere, so that like stands beside like. */
function showBars(many, alone, held) {
  const parts = (lines) => {
    const known = lines.filter(held.known);
    return model.services.map((_, service) => dollarsOf(known.filter((line) => line.service === service)));
  };
  const note = (lines) => cell(lines).replace(/^(≈ )?(?=[\d<])/, "$1$$");
  const both = [{ name: `${model.regions[0].name} alone`, note: note(alone), parts: parts(alone) }];
  if (state.regions > 1) {
    both.push({ name: plural(state.regions), note: note(many) + share(held.percent), parts: parts(many) });
  }
  drawBars(byId("bars"), both);
  byId("bars").setAttribute("aria-label", both.map((bar) => `${bar.name}: ${bar.note}`).join("; "));
  const rows = placesOf(many).map((place) => {
    const lines = many.filter((line) => model.places[line.region] === place);
    return { name: place, note: note(lines), parts: parts(lines) };
  });
  drawBars(byId("region-bars"), rows);
  byId("region-bars").setAttribute("aria-label", rows.map((bar) => `${bar.name}: ${bar.note}`).join("; "));
}

function placesOf(lines) {
  const names = model.regions.slice(0, state.regions).map((region) => region.name);
  return lines.some((line) => model.places[line.region] === GLOBAL) ? [...names, GLOBAL] : names;
}

function showTable(many, alone, held) {
  const places = placesOf(many), several = state.regions > 1;
  const names = ["total", ...(several ? ["home alone", "increase"] : []), ...places];
  const head = element("tr");
  head.append(element("td"), ...names.map((name) => element("th", name, { scope: "col" })));
  byId("table-head").replaceChildren(head);
  const change = (test) => {
    const unlike = [...many, ...alone].some((line) => test(line) && !held.known(line));
    return unlike ? "?" : signed(held.by(test));
  };
  const cells = (test) => {
    const ours = many.filter(test);
    const by = places.map((place) => cell(ours.filter((line) => model.places[line.region] === place)));
    return [cell(ours), ...(several ? [cell(alone.filter(test)), change(test)] : []), ...by];
  };
  const rows = model.services.map(({ name }, service) => row(name, cells((line) => line.service === service)));
  byId("table-body").replaceChildren(...rows);
  byId("table-foot").replaceChildren(row("total", cells(() => true)));
}

function showCauses(held) {
  byId("causes-part").hidden = state.regions === 1;
  byId("causes").replaceChildren(...held.causes.map(({ name, usd }) => row(name, [signed(usd)])));
}

function showCurves(many, alone) {
  model.charts.forEach((chart, number) => {
    const marks = chart.tables.map((user) => place(chart, user, many, alone)).filter((mark) => mark);
    drawCurve(byId(`curve-${number}`), chart, state.regions, state.regions > 1 ? marks : []);
    const words = state.regions > 1 ? marks.map(told) : ["One region adds nothing: choose two or more."];
    byId(`curve-${number}`).setAttribute("aria-label", `${chart.title}. ${words.join("; ")}`);
    byId(`marks-${number}`).replaceChildren(...words.map((text) => element("li", text)));
  });
}

/** Where a table lies: what its units cost at each region's prices, within the bounds of autoscaling. */
function place(chart, user, many, alone) {
  const of = (lines, items) => lines.filter((line) => line.user === user && items.includes(line.item));
  const items = [chart.read, ...chart.written];
  const lines = [...of(many, items), ...of(alone, items)];
  const written = sum(of(alone, chart.written), (line) => line.amount);
  const cost = (bill) => sum(of(bill, items), (line) => line.first);
  if (!written || !cost(alone) || lines.some((line) => line.first === null)) return null;
  const x = sum(of(alone, [chart.read]), (line) => line.amount) / written;
  return { name: model.users[user], x, percent: 100 * (cost(many) / cost(alone) - 1) };
}

const log = (least) => (value) => Math.log10(Math.max(value, 10 ** least));
const power = (exponent) => round(10 ** exponent, 3);

/** A number and a slider each: where a value lies on the slider, the value there, and how it is told. */
const controls = [
  { name: "regions", place: Number, value: Number, words: plural },
  { name: "requests", place: log(0), value: power, words: (value) => `${plain.format(value)} a month` },
  {
    name: "ratio",
    place: (value) => (value === Infinity ? 4 : log(-2)(value || 0)),
    value: power,
    words: (value) => {
      if (Number.isFinite(value)) return `${plain.format(round(value, 3))} reads for each write`;
      return value ? "reads alone" : "no reads and no writes";
    },
  },
  {
    name: "item",
    place: log(-1),
    value: (exponent) => Math.min(power(exponent), model.limits.item),
    words: (value) => `${plain.format(value)} KB`,
  },
].filter(({ name }) => byId(name));

function listen({ name, value }) {
  const field = byId(name), slider = byId(`${name}-slider`);
  field.addEventListener("input", () => {
    field.setAttribute("aria-invalid", String(!field.value || !field.validity.valid));
    if (field.value && field.validity.valid) set(name, field.valueAsNumber, field);
  });
  field.addEventListener("change", () => {
    field.removeAttribute("aria-invalid");
    show();
  });
  slider.addEventListener("input", () => set(name, value(slider.valueAsNumber), slider));
}

function set(name, value, source) {
  state = { ...state, [name]: value };
  show(source);
}

let width = 0;
/** Pictures are as wide as the page. */
function redrawn([{ contentRect }]) {
  if (contentRect.width !== width) show(document.activeElement);
  width = contentRect.width;
}

function begin() {
  const start = moved(START);
  const base = calls(start);
  const middle = Math.round(Math.log10(base || 1));
  Object.assign(byId("requests-slider"), { min: Math.max(0, middle - 4), max: Math.min(15, middle + 4) });
  const idle = { requests: !base, ratio: !(total(start, "reads") + total(start, "writes")) };
  for (const { name } of controls) byId(name).disabled = byId(`${name}-slider`).disabled = idle[name] ?? false;
  controls.forEach(listen);
  byId("reset").addEventListener("click", () => {
    state = { ...START };
    show();
  });
  byId("live").hidden = false;
  show();
  new ResizeObserver(redrawn).observe(byId("live"));
}

begin();
