// Where the visitor is: asked of the browser on a click alone, or picked from cities. It never leaves the page.

import { byId, element } from "./dom.js";
import { CITIES } from "./places.js";

const REFUSED = {
  1: "Your browser was not allowed to say where you are. Pick a city instead.",
  2: "Your browser does not know where you are. Pick a city instead.",
  3: "Your browser took too long to find out. Pick a city instead.",
};
const HERE = "here";

/** Calls `found` with {name, lat, lon}, or null where the visitor would rather be nowhere. */
export function whereabouts(found) {
  const city = byId("city");
  CITIES.forEach(({ name, country }, number) => city.append(element("option", { value: number }, `${name}, ${country}`)));
  city.addEventListener("change", () => {
    if (city.value === HERE) return;
    const picked = CITIES[city.value];
    byId("place").textContent = "";
    found(picked ?? null);
  });
  byId("locate").addEventListener("click", () => locate(city, found));
}

function locate(city, found) {
  const place = byId("place");
  if (!window.isSecureContext || !navigator.geolocation) {
    place.textContent = "Browsers say where you are to pages on HTTPS alone. Pick a city instead.";
    return;
  }
  place.textContent = "Asking your browser …";
  const refused = ({ code }) => {
    place.textContent = REFUSED[code] ?? REFUSED[2];
  };
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const here = { name: "your place", lat: coords.latitude, lon: coords.longitude };
      city.querySelector(`[value=${HERE}]`)?.remove();
      city.append(element("option", { value: HERE, selected: true }, "your place, as your browser says"));
      place.textContent = "";
      found(here);
    },
    refused,
    { timeout: 10_000, maximumAge: 600_000 },
  );
}
