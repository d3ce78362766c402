// What the other modules make the page with. Text goes in as text alone: no module here reads markup.

export const by = (id) => document.getElementById(id);

/** An element with properties (`on…` listens, what the element has is set, the rest are attributes) and children. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Writes only what changed, so that nothing is laid out or read aloud twice. */
export function text(node, value) {
  if (node.textContent !== value) node.textContent = value;
}

/** Fills a select anew and keeps what was chosen, where it is still there. */
export function options(select, choices) {
  const chosen = select.value;
  const wanted = JSON.stringify(choices);
  if (select.dataset.choices === wanted) return;
  select.dataset.choices = wanted;
  select.replaceChildren(...choices.map((each) => each.group
    ? element("optgroup", { label: each.group }, ...each.choices.map(option))
    : option(each)));
  if ([...select.options].some((each) => each.value === chosen)) select.value = chosen;
}

const option = ({ value, label }) => element("option", { value, textContent: label });

/** Takes away the oldest children beyond a number. */
export function keep(list, most) {
  while (list.childElementCount > most) list.lastElementChild.remove();
}

export const seconds = (ms) => {
  const whole = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

export const number = (value) => value.toLocaleString("en");

export const counted = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

export const milliseconds = (ms) => ms >= 10_000 ? `${(ms / 1000).toFixed(0)} s`
  : ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms)} ms`;

/** The value of a custom property of the page, for canvases. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** A canvas as large as it is shown, at the screen's resolution; returns its context, cleared, in CSS pixels. */
export function cleared(canvas) {
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  const width = Math.round(canvas.clientWidth * ratio), height = Math.round(canvas.clientHeight * ratio);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
  return context;
}
