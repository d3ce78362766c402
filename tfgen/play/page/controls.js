// The forms above and below the map: stream, placing, scenarios.

import { by, options, text } from "./dom.js";
import { legend } from "./map.js";
import { outage, packed, read } from "./scenario.js";

/** `say` shows an error; returns what begins with a model and draws a state. */
export function wire({ state, dots, act, say }) {
  const stream = by("stream"), stop = by("stream-stop");
  const value = (id) => Number(by(id).value);

  stream.addEventListener("submit", (event) => {
    event.preventDefault();
    act({ do: "stream", clients: value("stream-clients"), rate: value("stream-rate"), writes: value("stream-writes") / 100 }, by("stream-start"));
  });
  stop.addEventListener("click", () => act({ do: "stream", clients: 0, rate: 0, writes: 0 }, stop));

  by("placing").addEventListener("submit", (event) => {
    event.preventDefault();
    const { city, lat, lon } = state.model.cities.find((each) => each.city === by("city").value);
    act({ do: "place", lat, lon, city }, event.submitter);
  });

  by("pace").addEventListener("change", () => (dots.slower = value("pace")));
  by("stop-all").addEventListener("click", ({ target }) => act({ do: "stop-replication", region: null }, target));
  by("resume-all").addEventListener("click", ({ target }) => act({ do: "resume-replication", region: null }, target));
  by("write-conflict").addEventListener("click", ({ target }) => {
    const table = by("table").value || state.model.tables.find((each) => each.replicated).name;
    act({ do: "write-conflict", table }, target);
  });

  const play = async (actions, button) => {
    if (await act({ do: "scenario", actions }, button)) text(by("timeline-said"), `Playing ${actions.length} actions.`);
    by("scenario-stop").hidden = false;
  };
  by("show-me").addEventListener("click", ({ target }) => play(outage(state), target));
  by("scenario-stop").addEventListener("click", async ({ target }) => {
    await act({ do: "scenario-stop" }, target);
    target.hidden = true;
    text(by("timeline-said"), "");
  });

  by("import").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await play(await read(by("import-text").value), event.submitter);
      by("import-box").open = false;
    } catch (error) {
      say(error.message);
    }
  });

  by("copy").addEventListener("click", async () => {
    try {
      const { actions } = await (await fetch("timeline.json")).json();
      history.replaceState(null, "", `#s=${await packed(actions)}`);
      const told = `a link with ${actions.length} actions`;
      const said = (words) => text(by("timeline-said"), words);
      await navigator.clipboard.writeText(location.href).then(
        () => said(`Copied ${told}.`),
        () => said(`The address bar has ${told}.`),
      );
    } catch (error) {
      say(error.message);
    }
  });

  by("legend").replaceChildren(...legend());
  offer(state, play, say);

  return {
    begin(model) {
      options(by("city"), model.cities.map(({ city }) => ({ value: city, label: city })));
      for (const [id, most] of [["stream-clients", model.limits.clients], ["stream-rate", model.limits.rate]]) by(id).max = most;
    },

    draw({ ready, clients, model }) {
      const replicated = model.tables.some((table) => table.replicated) && model.regions.length > 1;
      for (const button of document.querySelectorAll("main button")) {
        if (!button.closest("#regions") && button.dataset.busy !== "true") button.disabled = !ready;
      }
      stop.disabled ||= ![...clients.values()].some((client) => client.stream);
      by("write-conflict").disabled ||= !replicated;
    },
  };
}

/** A link that carries a scenario plays it only when somebody says so. */
async function offer(state, play, say) {
  if (!location.hash.startsWith("#s=")) return;
  try {
    const actions = await read(location.hash);
    text(by("offer-text"), `of ${actions.length} actions.`);
    by("offer").hidden = false;
    by("offer-no").addEventListener("click", () => (by("offer").hidden = true));
    by("offer-play").addEventListener("click", async ({ target }) => {
      if (!state.ready) return say("Wait until the service is ready.");
      by("offer").hidden = true;
      await play(actions, target);
    });
  } catch (error) {
    say(error.message);
  }
}
