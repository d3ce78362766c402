// What happened, in words, the newest at the end; read aloud politely as it comes.

import { by, element, seconds } from "./dom.js";

const MOST = 200, REMEMBERED = 400;

export class Log {
  told = new Set();

  /** Adds lines `{at, text, kind?: "good" | "bad"}`; one that a reconnection brings again is there already. */
  add(lines) {
    const list = by("log");
    const fresh = lines.filter((line) => !this.told.has(`${line.at} ${line.text}`));
    if (!fresh.length) return;
    const follows = list.scrollTop + list.clientHeight > list.scrollHeight - 30;
    for (const { at, text, kind } of fresh) {
      this.told.add(`${at} ${text}`);
      list.append(element("li", { className: kind ?? "" }, element("time", { textContent: seconds(at) }), element("span", { textContent: text })));
    }
    while (list.childElementCount > MOST) list.firstElementChild.remove();
    for (const key of this.told) {
      if (this.told.size <= REMEMBERED) break;
      this.told.delete(key);
    }
    if (follows) list.scrollTop = list.scrollHeight;
  }
}
