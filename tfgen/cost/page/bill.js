// The bill of a usage, in doubles: what drivers.py, amount.py, bill.py and comparison.py compute in decimals.

const model = JSON.parse(document.getElementById("model").textContent);
const prices = new Map(model.prices.map(([item, place, steps]) => [`${item}:${place}`, steps]));

const READ_KB = 4, WRITE_KB = 1, METERED_KB = 512;

const sum = (list, number) => list.reduce((total, each) => total + number(each), 0);
const units = (size, step) => Math.max(1, Math.ceil(size / step));

/** A size without the digits in which binary fractions differ from decimal ones: a hair more would be a unit more. */
const size = (kilobytes) => Math.round(kilobytes * 1e9) / 1e9;

/** Calls of all functions a month. */
function calls(usage) {
  return sum(usage.functions, (each) => each.requests);
}

/** Items read of all tables for each that is written. */
function ratio(usage) {
  return sum(usage.tables, (each) => each.reads) / sum(usage.tables, (each) => each.writes);
}

/** KB of an item, on average over all reads and writes. */
function itemSize(usage) {
  const touched = (each) => each.reads + each.writes;
  const all = sum(usage.tables, touched);
  return all ? sum(usage.tables, (each) => touched(each) * each.item) / all : (usage.tables[0]?.item ?? 0);
}

/**
 * A usage with other settings; null leaves one as it is. Requests scale all that is counted a month. The ratio keeps
 * reads and writes together. The size of items scales what is stored, so that there are as many as before.
 */
function moved(usage, settings) {
  const base = calls(usage);
  const scale = settings.requests === null || !base ? 1 : settings.requests / base;
  const found = structuredClone(usage);
  for (const each of found.functions) each.requests *= scale;
  for (const name of ["queries", "key_requests", "secret_requests", "queue_requests", "cdn_requests", "cdn_transfer"]) {
    found[name] *= scale;
  }
  for (const table of found.tables) moveTable(table, settings, scale);
  return found;
}

function moveTable(table, settings, scale) {
  const both = table.reads + table.writes;
  const writes = settings.ratio === null ? table.writes : both / (1 + settings.ratio);
  const reads = settings.ratio === null ? table.reads : both - writes;
  const item = settings.item ?? table.item;
  const growth = table.item ? item / table.item : 1;
  for (const index of table.indexes) {
    index.reads *= scale * (table.reads ? reads / table.reads : 1);
    index.writes *= scale * (table.writes ? writes / table.writes : 1);
    index.item = Math.min(size(index.item * growth), model.limits.item);
    index.storage *= growth;
  }
  table.reads = reads * scale;
  table.writes = writes * scale;
  table.stream_reads *= scale;
  table.item = item;
  table.storage *= growth;
}

/** What every driver comes to in a month, by its kind and owner. */
function driven(usage) {
  const found = new Map([
    ["always:", 1],
    ["queries:", usage.queries],
    ["key requests:", usage.key_requests],
    ["secret requests:", usage.secret_requests],
    ["queue requests:", usage.queue_requests],
    ["cdn requests:", usage.cdn_requests],
    ["cdn transfer:", usage.cdn_transfer],
  ]);
  for (const { name, requests, duration, response, logs } of usage.functions) {
    found.set(`calls:${name}`, requests);
    found.set(`metered calls:${name}`, requests * units(response, METERED_KB));
    found.set(`milliseconds a call:${name}`, duration);
    found.set(`milliseconds:${name}`, requests * duration);
    found.set(`KB sent a call:${name}`, response);
    found.set(`KB sent:${name}`, requests * response);
    found.set(`KB logged a call:${name}`, logs);
    found.set(`KB logged:${name}`, requests * logs);
  }
  for (const table of usage.tables) {
    found.set(`KB written:${table.name}`, table.writes * table.item);
    found.set(`stream reads:${table.name}`, table.stream_reads);
    access(found, table.name, table, table.consistent);
    for (const index of table.indexes) access(found, `${table.name}/${index.name}`, index, 0);
  }
  return found;
}

function access(found, of, { reads, writes, item, storage }, consistent) {
  found.set(`read units:${of}`, (reads * units(item, READ_KB) * (1 + consistent / 100)) / 2);
  found.set(`write units:${of}`, writes * units(item, WRITE_KB));
  found.set(`GB stored:${of}`, storage);
}

/** The lines of a bill for a number of regions: amounts, and dollars; null where a price is not known. */
function bill(count, usage) {
  const values = driven(usage);
  const numbers = model.drivers.map(([kind, of]) => values.get(`${kind}:${of}`));
  const before = new Map(), left = new Map();
  return model.lines[count - 1].map(([item, place, region, cause, user, parts]) => {
    const { service, per } = model.items[item];
    const amount = sum(parts, (part) => partial(part, numbers));
    const steps = prices.get(`${item}:${place}`);
    const paid = amount - taken(model.items[item], place, amount, usage.free_tier, left);
    const start = before.get(`${item}:${place}`) ?? 0;
    before.set(`${item}:${place}`, start + paid);
    const usd = steps ? climbed(steps, start, start + paid) / per : null;
    const first = steps ? (amount * steps[0][1]) / per : null;
    const assumed = parts.some(([factor, group]) => factor && isAssumed(group));
    const full = user >= 0 && parts.some((part) => isFull(part, numbers));
    const unpriced = !steps && amount > 0;
    return { item, place, region, cause, user, service, amount, usd, first, assumed, full, unpriced };
  });
}

/** Whether an example stands for a driver of a group. */
function isAssumed(group) {
  return model.groups[group].some((driver) => model.drivers[driver][2]);
}

function partial([factor, group, least = 0, most = null], numbers) {
  const value = Math.max(sum(model.groups[group], (driver) => numbers[driver]) * factor, least);
  return most === null ? value : Math.min(value, most);
}

/** Whether more is asked for than there can be. */
function isFull([factor, group, , most = null], numbers) {
  return most !== null && sum(model.groups[group], (driver) => numbers[driver]) * factor > most;
}

/** What is free of an amount; what has the same service and unit shares it. */
function taken(item, place, amount, granted, left) {
  if (!granted || !item.free) return 0;
  const pool = `${item.service}:${item.unit}:${item.account ? "" : place}`;
  const free = left.get(pool) ?? item.free;
  left.set(pool, free - Math.min(free, amount));
  return Math.min(free, amount);
}

/** The cost of the units from one quantity to another, at prices that fall on the way. */
function climbed(steps, start, end) {
  return steps.reduce((total, [foot, usd], index) => {
    const top = Math.min(end, steps[index + 1]?.[0] ?? Infinity);
    return total + Math.max(0, top - Math.max(start, foot)) * usd;
  }, 0);
}

const dollarsOf = (lines) => sum(lines, (line) => line.usd ?? 0);

/** Amounts without a price, by item and place. */
function unpriced(lines) {
  const found = new Map();
  for (const { item, place, region, amount } of lines.filter((line) => line.unpriced)) {
    const key = `${item}:${place}:${region}`;
    found.set(key, { item, amount: (found.get(key)?.amount ?? 0) + amount });
  }
  return found;
}

/** The items whose amounts differ: what is the same on both sides makes no difference, whatever it costs. */
function unlike(ours, theirs) {
  const differs = (key) => {
    const one = ours.get(key)?.amount ?? 0, other = theirs.get(key)?.amount ?? 0;
    return Math.abs(one - other) > 1e-9 * Math.max(one, other);
  };
  const both = new Map([...ours, ...theirs]);
  return new Set([...both].filter(([key]) => differs(key)).map(([, { item }]) => item));
}

/** A bill against another, like against like: items of which some price is not known are left out on both sides. */
function compared(lines, others) {
  const unknown = unlike(unpriced(lines), unpriced(others));
  const families = new Set([...unknown].map((item) => model.items[item].family));
  const known = (line) => !families.has(model.items[line.item].family);
  const ours = lines.filter(known), theirs = others.filter(known);
  const base = dollarsOf(theirs);
  const by = (test) => dollarsOf(ours.filter(test)) - dollarsOf(theirs.filter(test));
  const difference = by(() => true);
  const causes = model.causes
    .map((name, cause) => ({ name, usd: by((line) => line.cause === cause) }))
    .filter(({ usd }) => Math.abs(usd) >= 1e-9)
    .sort((one, other) => Math.abs(other.usd) - Math.abs(one.usd));
  return { difference, percent: base ? (difference / base) * 100 : null, causes, by, unknown, known };
}
