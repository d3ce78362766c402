// Where a place stands on a map of 1000 by 490 in the Equal Earth projection.
// The formula: Šavrič, Patterson and Jenny, "The Equal Earth map projection", 2019, doi.org/10.1080/13658816.2018.1504949

export const WIDTH = 1000;
export const HEIGHT = 490;
export const MILE = 1.609344; // kilometres

const EARTH = 6371; // kilometres, the mean radius
const A = [1.340264, -0.081106, 0.000893, 0.003796];
const M = Math.sqrt(3) / 2;
const SCALE = (WIDTH / 2 / Math.PI) * M * A[0]; // as wide as the map
const PARTS_PER_DEGREE = 0.5; // of a line
const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (radians) => (radians * 180) / Math.PI;

/** Units of the map for a place {lat, lon}, as {x, y} from the upper left. */
export function project({ lat, lon }) {
  const t = Math.asin(M * Math.sin(radians(lat)));
  return {
    x: WIDTH / 2 + (SCALE * radians(lon) * Math.cos(t)) / (M * slope(t)),
    y: HEIGHT / 2 - SCALE * height(t),
  };
}

/** The place {lat, lon} at {x, y} of the map; null beyond the edge of the world. */
export function unproject({ x, y }) {
  const wanted = (HEIGHT / 2 - y) / SCALE;
  if (Math.abs(wanted) > height(Math.PI / 3)) return null; // the poles
  let t = wanted;
  for (let step = 0; step < 12; step += 1) t -= (height(t) - wanted) / slope(t);
  const lon = degrees((((x - WIDTH / 2) / SCALE) * M * slope(t)) / Math.cos(t));
  return Math.abs(lon) > 180 ? null : { lat: degrees(Math.asin(Math.sin(t) / M)), lon };
}

function height(t) {
  const squared = t * t;
  return t * (A[0] + A[1] * squared + squared ** 3 * (A[2] + A[3] * squared));
}

function slope(t) {
  const squared = t * t;
  return A[0] + 3 * A[1] * squared + squared ** 3 * (7 * A[2] + 9 * A[3] * squared);
}

/** Kilometres between two places, along the great circle. */
export function kilometres(from, to) {
  return EARTH * angle(vector(from), vector(to));
}

/** The place that lies a share (0 to 1) of the way from one place to another, along the great circle. */
export function between(from, to, share) {
  const [a, b] = [vector(from), vector(to)];
  const whole = angle(a, b);
  if (whole < 1e-9) return { lat: from.lat, lon: from.lon };
  const [one, other] = [Math.sin((1 - share) * whole), Math.sin(share * whole)].map((part) => part / Math.sin(whole));
  const [x, y, z] = a.map((value, axis) => one * value + other * b[axis]);
  return { lat: degrees(Math.atan2(z, Math.hypot(x, y))), lon: degrees(Math.atan2(y, x)) };
}

/** The great circle between two places as the text of an SVG path, in two parts where it crosses the map's edge. */
export function route(from, to) {
  const parts = Math.max(2, Math.ceil(degrees(kilometres(from, to) / EARTH) * PARTS_PER_DEGREE));
  let text = "";
  let last = null;
  for (let part = 0; part <= parts; part += 1) {
    const place = between(from, to, part / parts);
    const cut = last !== null && Math.abs(place.lon - last.lon) > 180;
    if (cut) text += edge(last, place);
    text += `${last === null ? "M" : "L"}${at(place)}`;
    last = place;
  }
  return text;
}

/** To the map's edge on one side, and from it on the other. */
function edge(last, place) {
  const side = last.lon > 0 ? 180 : -180;
  const before = Math.abs(side - last.lon);
  const after = Math.abs(side + place.lon);
  const lat = last.lat + ((place.lat - last.lat) * before) / (before + after || 1);
  return `L${at({ lat, lon: side })}M${at({ lat, lon: -side })}`;
}

function at(place) {
  const { x, y } = project(place);
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}

function vector({ lat, lon }) {
  const [up, east] = [radians(lat), radians(lon)];
  return [Math.cos(up) * Math.cos(east), Math.cos(up) * Math.sin(east), Math.sin(up)];
}

function angle(a, b) {
  const cross = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  return Math.atan2(Math.hypot(...cross), a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
}
