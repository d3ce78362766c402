// What the page shows while the service is being made.

import { by, element, text } from "./dom.js";

const STAGES = { emulator: "Start the emulated AWS", render: "Render the spec", init: "terraform init", apply: "terraform apply", health: "First health checks" };
const NAMES = Object.keys(STAGES);

export function draw({ progress }) {
  const { stage = "emulator", text: said = "Starting", done = 0, of = null } = progress ?? {};
  const over = stage === "ready";
  document.body.dataset.stage = over || stage === "failed" ? stage : "making";
  by("progress").hidden = over;
  text(by("progress-text"), stage === "failed" ? "It could not be made" : said);
  text(by("progress-count"), of ? `${done} of ${of} resources` : done ? `${done} resources` : "");
  text(by("progress-said"), spoken(stage, done, of));
  bar(stage, done, of);
  stages(stage);
  by("failure").hidden = stage !== "failed";
  if (stage === "failed") text(by("failure"), said);
}

/** What is read aloud: each stage, and each quarter of the resources. */
function spoken(stage, done, of) {
  const quarter = of ? Math.floor((4 * done) / of) * 25 : 0;
  return `${STAGES[stage] ?? ""}${quarter ? `, ${quarter} % made` : ""}`;
}

function bar(stage, done, of) {
  const bar = by("progress-bar");
  bar.hidden = stage === "failed";
  if (of) Object.assign(bar, { max: of, value: done });
  else bar.removeAttribute("value");
}

function stages(stage) {
  const list = by("stages");
  if (!list.childElementCount) list.append(...NAMES.map((name) => element("li", { textContent: STAGES[name] })));
  const reached = NAMES.indexOf(stage);
  if (reached < 0) return;
  [...list.children].forEach((item, index) => {
    item.dataset.state = index < reached ? "done" : index === reached ? "now" : "later";
    if (index === reached) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });
}
