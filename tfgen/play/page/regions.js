// A card for each region: what it is doing, and what can be done to it.

import { counted, element, number, text } from "./dom.js";
import { picture, sign } from "./map.js";
import { condition, part } from "./words.js";

export class Regions {
  cards = {};

  /** `act(action)` asks the server. */
  constructor(holder, act) {
    Object.assign(this, { holder, act });
  }

  begin(model) {
    const open = Object.values(this.cards).find((card) => !card.panel.hidden)?.name;
    this.cards = {};
    for (const region of model.regions) this.cards[region.name] = this.card(region, model);
    this.holder.replaceChildren(...Object.values(this.cards).map((card) => card.element));
    if (open && this.cards[open]) this.toggle(open, true);
  }

  /** Opens a region's card and leads the keyboard there. */
  open(name) {
    this.toggle(name, true);
    this.cards[name].head.focus({ preventScroll: true });
    this.cards[name].element.scrollIntoView({ block: "nearest" });
  }

  toggle(name, shown) {
    for (const card of Object.values(this.cards)) {
      const open = card.name === name && shown;
      card.panel.hidden = !open;
      card.head.setAttribute("aria-expanded", String(open));
    }
  }

  card(region, model) {
    const { name } = region;
    const glyph = picture("waiting");
    const path = glyph.firstChild;
    const words = element("span", { className: "words" });
    const head = element(
      "button",
      { type: "button", className: "region-head", "aria-expanded": "false", "aria-controls": `panel-${name}` },
      glyph,
      element("span", { className: "name", textContent: name }),
      element("small", { textContent: `${region.place}${region.home ? " · home" : ""}` }),
      words,
    );
    head.addEventListener("click", () => this.toggle(name, head.getAttribute("aria-expanded") !== "true"));
    const figures = element("p", { className: "figures" });
    const share = element("meter", { min: 0, max: 1, value: 0, "aria-label": `Share of clients that DNS leads to ${name}` });
    const { panel, buttons } = this.panel(region, model);
    const whole = element("article", { className: "region", "aria-label": name }, head, share, figures, panel);
    return { name, element: whole, head, path, words, figures, share, panel, buttons };
  }

  panel(region, model) {
    const { name } = region;
    const buttons = {};
    const button = (key, label, action) => {
      const made = element("button", { type: "button", textContent: label });
      made.addEventListener("click", () => this.act(typeof action === "function" ? action() : action, made));
      return (buttons[key] = made);
    };
    const delay = element("input", { type: "number", min: 0.1, max: 30, step: 0.1, value: 2, "aria-label": "Seconds" });
    const row = (label, ...children) => element("div", { className: "row", role: "group", "aria-label": label }, element("span", { textContent: label }), ...children);
    const panel = element(
      "div",
      { id: `panel-${name}`, className: "panel", hidden: true },
      row("Lose", button("lose", "everything", { do: "lose", region: name }),
        ...model.parts.map((each) => button(each, part(each), { do: "lose", region: name, parts: [each] }))),
      row("Slow down", delay, "s", button("slow", "Slow", () => ({ do: "slow", region: name, seconds: Number(delay.value) }))),
      row("Drain", button("drain", "Drain", () => ({ do: "drain", region: name, drained: buttons.drain.dataset.drained !== "true" })),
        element("small", { textContent: "by terraform apply" })),
      row("Replication", button("replicate", "Stop", () => ({ do: buttons.replicate.dataset.on === "true" ? "stop-replication" : "resume-replication", region: name }))),
      row("Heal", button("heal", "Heal", { do: "heal", region: name }), element("small", { textContent: "what is lost or slow" })),
      element("p", { className: "muted", textContent: region.host ? `Its own address: ${region.host}` : "No address of its own (routing: regional)." }),
    );
    return { panel, buttons };
  }

  draw(state) {
    const led = {};
    for (const region of state.answers.values()) led[region] = (led[region] ?? 0) + 1;
    const most = state.answers.size || 1;
    for (const card of Object.values(this.cards)) this.drawCard(card, state, led[card.name] ?? 0, most);
  }

  drawCard({ name, element: whole, path, words, figures, share, buttons }, state, led, most) {
    const region = state.regions.get(name);
    const found = condition(region, state.parts);
    whole.dataset.state = found.kind;
    path.setAttribute("d", sign(found.kind));
    text(words, found.words);
    share.value = led / most;
    const { by_region: all, failed_by_region: bad } = state.counts;
    const failures = bad[name] ?? 0;
    text(figures, `${counted(led, "client")} · ${counted(all[name] ?? 0, "request")}${failures ? ` · ${number(failures)} failed` : ""}`);
    if (!region) return;
    for (const [key, button] of Object.entries(buttons)) button.disabled = !state.ready || button.dataset.busy === "true";
    for (const each of state.parts) buttons[each].setAttribute("aria-pressed", String(region.lost.includes(each)));
    buttons.lose.setAttribute("aria-pressed", String(found.kind === "lost"));
    buttons.drain.dataset.drained = String(region.drained);
    text(buttons.drain, region.drained ? "Bring back" : "Drain");
    buttons.drain.disabled ||= region.draining;
    buttons.replicate.dataset.on = String(region.replicating);
    text(buttons.replicate, region.replicating ? "Stop" : "Resume");
    buttons.replicate.disabled ||= !state.model.tables.some((table) => table.replicated);
    buttons.heal.disabled ||= !region.lost.length && !region.delay;
  }
}
