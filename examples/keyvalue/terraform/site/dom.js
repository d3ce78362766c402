// Elements of the page. Text from the network becomes text, never markup.

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; what is no element becomes text. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
