// The page: asks the API by its shared name and by each region's own, and shows what came of it.

import { ask } from "./ask.js";
import { byId, element } from "./dom.js";
import { askForm } from "./form.js";
import { arrivals, heading, tell } from "./log.js";
import { REGIONS } from "./places.js";
import { answered, listRegions, measure } from "./regions.js";
import { watch } from "./replication.js";
import { Scene } from "./scene.js";
import { whereabouts } from "./where.js";
import { duration } from "./words.js";

/** Starts it with {service, host, regions: [{name, host or null}]}. */
function start(service) {
  const hosts = new Map(service.regions.map(({ name, host }) => [name, host]));
  const runs = REGIONS.filter(({ name }) => hosts.has(name));
  const others = REGIONS.filter(({ name }) => !hosts.has(name));
  const open = (name) => openPanel(name);
  const scene = new Scene(byId("map"), runs, others, open);
  scene.world.ready.catch(() => {}); // without the outline of the land the map still works
  listRegions(runs, open);
  byId("service").textContent = service.service;
  byId("about").textContent = `One table in ${runs.length} regions. A write goes to one of them and comes to the others.`;
  byId("host").textContent = service.host;
  byId("others").textContent = `Paler on the map: ${others.length} regions of AWS that the service does not run in.`;
  askForm(byId("shared-form"), (wish) => serve(service.host, wish));
  let nearest = null;
  whereabouts((place) => {
    scene.visit(place);
    nearest = measure(place);
    byId("place").textContent = place ? `${nearest} is nearest.` : "";
  });

  async function serve(host, { key, value }) {
    const writes = value !== null;
    const got = await ask(host, key, value);
    scene.forget();
    if (got.error) return failed(got, writes);
    answered(got.region);
    scene.taken(got.region);
    scene.note(got.region, writes ? "wrote" : "read");
    const time = `${duration(got.ms)}, through ${host}.${unexpected(got)}`;
    if (got.missing) return tell(heading("No", key), `${got.region} has no such key. ${time}`);
    if (!writes) {
      scene.note(got.writeRegion, "wrote");
      return tell(heading("Read", key, got.value), `Written in ${got.writeRegion}, read in ${got.region}. ${time}`);
    }
    const entry = tell(heading("Wrote", key, value), `In ${got.region}. ${time}`);
    return follow(entry, got);
  }

  function failed(got, writes) {
    const name = got.region || [...hosts].find(([, host]) => host === got.host)?.[0];
    scene.note(name, "failed");
    tell(heading(writes ? "Could not write" : "Could not read", got.key), got.error, true);
  }

  function unexpected({ region, host }) {
    return nearest && host === service.host && region !== nearest ? ` Not ${nearest}, which is nearest by distance.` : "";
  }

  /** Watches a write come to the other regions that have an address of their own. */
  function follow(entry, written) {
    const asked = runs.filter(({ name }) => name !== written.region && hosts.get(name));
    if (!written.version || !asked.length) return;
    const came = arrivals(entry, asked.map(({ name }) => name));
    const isLast = () => byId("log").firstElementChild === entry;
    for (const { name } of asked) {
      scene.copying(written.region, name);
      watch(hosts.get(name), written).then((arrival) => {
        came(name, arrival);
        if (isLast() && arrival.seen) scene.arrived(name);
      });
    }
  }

  function openPanel(name) {
    const region = runs.find((each) => each.name === name);
    const host = hosts.get(name);
    byId("panel-title").textContent = name;
    byId("panel-about").replaceChildren(
      ...(host
        ? [`${region.place}. Its own address: `, element("code", {}, host)]
        : [`${region.place}. It has no address of its own: the spec says none in routing.regional.`]),
    );
    byId("panel").classList.toggle("left", region.lon > 60); // or it would cover the region
    if (host) askForm(byId("panel-form"), (wish) => serve(host, wish));
    else byId("panel-form").replaceChildren();
    byId("panel").hidden = false;
    byId("panel-title").focus();
    const close = () => {
      byId("panel").hidden = true;
      scene.focus(name);
    };
    byId("close").onclick = close;
    byId("panel").onkeydown = ({ key }) => key === "Escape" && close();
  }
}

function stop(error) {
  byId("trouble").hidden = false;
  byId("trouble").textContent = `The page does not know its API: service.json beside it cannot be read (${error.message}).`;
}

fetch("service.json", { cache: "no-store" })
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`status ${answer.status}`))))
  .then(start)
  .catch(stop);
