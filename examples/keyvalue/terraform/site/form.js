// The form that writes and reads a key, for the shared name and for each region's own.

import { refused } from "./ask.js";
import { byId } from "./dom.js";

/** Puts a form into an element. `submit` is called with {key, value}, of which a read has no value. */
export function askForm(holder, submit) {
  const form = byId("ask").content.firstElementChild.cloneNode(true);
  const { key, value } = form.elements;
  key.addEventListener("input", () => key.setCustomValidity(""));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    key.setCustomValidity(refused(key.value));
    if (!form.reportValidity()) return;
    const writes = event.submitter?.value !== "read"; // Enter writes, as the first button does
    form.setAttribute("aria-busy", "true");
    await submit({ key: key.value, value: writes ? value.value : null });
    form.removeAttribute("aria-busy");
  });
  holder.replaceChildren(form);
  return form;
}
