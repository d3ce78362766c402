// Pictures: stacked bars and the curve, as SVG of the width that there is.

const SVG = "http://www.w3.org/2000/svg";
const BAR = 28, ROW = 62, LETTER = 7.5, BOLD = 8.5;

/** An SVG element; attributes are text, and so is what it says. */
function shape(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function canvas(svg, height) {
  const width = Math.max(280, svg.parentElement.clientWidth);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.replaceChildren();
  return width;
}

/** Bars below one another, each named above: rows of {name, note, parts: [dollars of each service]}. */
function drawBars(svg, rows) {
  const width = canvas(svg, rows.length * ROW - 8);
  const longest = Math.max(...rows.map((row) => sum(row.parts, Number)));
  svg.append(hatch());
  rows.forEach((row, number) => {
    const y = number * ROW;
    svg.append(shape("text", { x: 0, y: y + 15, class: "name" }, row.name));
    svg.append(shape("text", { x: width, y: y + 15, class: "note" }, row.note));
    let x = 0;
    row.parts.forEach((usd, service) => {
      const wide = longest ? (usd / longest) * width : 0;
      if (wide > 0) svg.append(segment(model.services[service], usd, x, y + 22, wide));
      x += wide;
    });
  });
}

function segment({ name, fill, ink, hatched }, usd, x, y, width) {
  const group = shape("g", {});
  const area = { x, y, width: Math.max(width - 1, 0.5), height: BAR };
  group.append(shape("title", {}, `${name}: ${money(usd)}`), shape("rect", { ...area, fill }));
  if (hatched) group.append(shape("rect", { ...area, fill: "url(#hatch)" }));
  const label = [`${name} ${money(usd)}`, name, money(usd)].find((text) => text.length * LETTER + 10 <= width);
  const readable = hatched ? { fill: ink, stroke: fill } : { fill: ink };
  if (label) group.append(shape("text", { x: x + 6, y: y + 19, class: "label", ...readable }, label));
  return group;
}

/** What tells services apart that have the same colour. */
function hatch() {
  const pattern = shape("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse" });
  pattern.append(shape("path", { d: "M0 6L6 0", stroke: "#000", "stroke-width": 1.5 }));
  return pattern;
}

/** The increase in percent at a ratio of read to write units. */
function increase([write, read, writes, reads], x) {
  return (100 * (writes - write + (reads - read) * x)) / (write + read * x);
}

/** What is drawn: some numbers of regions at home's prices, and the reader's at each region's own, if known. */
function curves(chart, count) {
  const shown = chart.families.filter(({ regions }) => chart.drawn.includes(regions) || regions === count);
  return shown.map(({ regions, alike, own }) => {
    const [shared, growing] = regions === count ? (own ?? alike) : alike;
    return { regions, shared, growing };
  });
}

/** The curves of some numbers of regions, and tables as {name, x, percent}. */
function drawCurve(svg, chart, count, marks) {
  const height = 340, left = 62, right = 52, top = 16, bottom = 46;
  const width = canvas(svg, height);
  const shown = curves(chart, count);
  const drawn = shown.flatMap(({ shared, growing }) => [shared, growing]);
  const ends = drawn.flatMap((curve) => [increase(curve, chart.least), increase(curve, chart.most)]);
  const all = [...ends, ...marks.map((mark) => mark.percent)];
  const highest = Math.max(1, ...all) * 1.08, lowest = Math.min(0, ...all);
  const inside = (x) => Math.min(Math.max(x, chart.least), chart.most);
  const part = (x) => Math.log(inside(x) / chart.least) / Math.log(chart.most / chart.least);
  const across = (x) => left + part(x) * (width - left - right);
  const down = (percent) => top + ((highest - percent) / (highest - lowest)) * (height - top - bottom);
  axes(svg, { across, down, lowest, highest, width, height, left, right, bottom, chart });
  for (const { regions, shared, growing } of shown) {
    const color = `line-${Math.max(0, chart.drawn.includes(regions) ? chart.drawn.indexOf(regions) : 3)}`;
    const now = regions === count ? " now" : "";
    svg.append(shape("path", { d: path(growing, chart, across, down), class: `growing ${color}${now}` }));
    svg.append(shape("path", { d: path(shared, chart, across, down), class: `shared ${color}${now}` }));
  }
  const names = (at, anchor) => {
    const places = spread(shown.map(at), 16);
    shown.forEach(({ regions }, index) => {
      const x = anchor === "start" ? left + 6 : width - right + 6;
      const now = regions === count ? " now" : "";
      svg.append(shape("text", { x, y: places[index], class: `curve-name${now}` }, `R = ${regions}`));
    });
  };
  names(({ shared }) => down(increase(shared, chart.least)) + 17, "start");
  names(({ growing }) => down(increase(growing, chart.most)) + 4, "end");
  for (const mark of marks) svg.append(spot(mark, across(mark.x), down(mark.percent), width, marks.length));
}

function axes(svg, { across, down, lowest, highest, width, height, left, right, bottom, chart }) {
  for (const tick of ticks(lowest, highest)) {
    const y = down(tick);
    svg.append(shape("path", { d: `M${left} ${y}H${width - right}`, class: tick === 0 ? "axis" : "grid" }));
    svg.append(shape("text", { x: left - 8, y: y + 4, class: "tick y" }, percentage(tick)));
  }
  for (let x = chart.least; x <= chart.most * 1.001; x *= 10) {
    svg.append(shape("path", { d: `M${across(x)} ${down(highest)}V${height - bottom}`, class: "grid" }));
    const tick = { x: across(x), y: height - bottom + 18, class: "tick x" };
    svg.append(shape("text", tick, String(round(x, 3))));
  }
  const middle = (left + width - right) / 2;
  svg.append(shape("text", { x: middle, y: height - 6, class: "tick x" }, "x = read units for one write unit"));
}

function path(curve, chart, across, down) {
  const points = Array.from({ length: 97 }, (_, index) => chart.least * (chart.most / chart.least) ** (index / 96));
  return "M" + points.map((x) => `${across(x).toFixed(1)} ${down(increase(curve, x)).toFixed(1)}`).join("L");
}

function spot(mark, x, y, width, count) {
  const group = shape("g", { class: "spot" });
  group.append(shape("title", {}, told(mark)), shape("circle", { cx: x, cy: y, r: 6 }));
  if (count <= 3) {
    const end = x > width / 2;
    const room = Math.floor(((end ? x : width - x) - 11) / BOLD);
    const name = mark.name.length > room ? `${mark.name.slice(0, room - 1)}…` : mark.name;
    group.append(shape("text", { x: x + (end ? -11 : 11), y: y - 9, "text-anchor": end ? "end" : "start" }, name));
  }
  return group;
}

/** Round percentages, four to eight of them. */
function ticks(lowest, highest) {
  const rough = (highest - lowest) / 7;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((each) => each >= rough);
  const first = Math.ceil(lowest / step);
  return Array.from({ length: Math.floor(highest / step) - first + 1 }, (_, index) => (first + index) * step);
}

/** Places in their own order, moved up where two would be nearer than a gap. */
function spread(places, gap) {
  const found = [...places];
  let before = Infinity;
  for (const index of [...places.keys()].sort((one, other) => places[other] - places[one])) {
    before = Math.min(places[index], before - gap);
    found[index] = before;
  }
  return found;
}
