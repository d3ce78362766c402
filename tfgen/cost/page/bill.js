// The bill of a usage, in doubles: what bill.py and comparison.py compute in decimals. The model says what is billed:
// no service, no kind of thing and no item is known by its name here.

const model = JSON.parse(document.getElementById("model").textContent);
const prices = new Map(model.prices.map(([item, place, steps]) => [`${item}:${place}`, steps]));
const inputs = model.inputs.map(([value, isExample, move, of, isWithin]) => ({ value, isExample, move, of, isWithin }));
const given = evaluator(model.expressions, inputs.map(({ value, isExample }) => (isExample ? null : value)));

/** A size without the digits in which binary fractions differ from decimal ones: a hair more would be a unit more. */
const size = (kilobytes) => Math.round(kilobytes * 1e9) / 1e9;

/** The sum of the numbers that move in a way, of things themselves. */
function total(numbers, move) {
  return inputs.reduce((sum, each, at) => sum + (each.move === move && !each.isWithin ? numbers[at] : 0), 0);
}

/** All requests a month. */
const calls = (numbers) => total(numbers, "calls");

/** Items that are read for each that is written. */
const ratio = (numbers) => total(numbers, "reads") / total(numbers, "writes");

/** What moves together: the numbers of each thing that has items, by their move. */
function things(numbers) {
  const found = new Map();
  inputs.forEach(({ move, of, isWithin }, at) => {
    if (isWithin || !["reads", "writes", "size"].includes(move)) return;
    found.set(of, { reads: 0, writes: 0, size: 0, ...found.get(of), [move]: numbers[at] });
  });
  return found;
}

/** KB of an item, on average over all reads and writes. */
function itemSize(numbers) {
  const all = [...things(numbers).values()];
  const touched = sum(all, (each) => each.reads + each.writes);
  return touched ? sum(all, (each) => (each.reads + each.writes) * each.size) / touched : (all[0]?.size ?? 0);
}

/**
 * The usage with other settings; null leaves one as it is. Requests scale all that is counted a month. The ratio keeps
 * reads and writes together. The size of items scales what is stored, so that there are as many as before.
 */
function moved(settings) {
  const numbers = inputs.map(({ value }) => value);
  const base = calls(numbers);
  const scale = settings.requests === null || !base ? 1 : settings.requests / base;
  const growths = new Map([...things(numbers)].map(([of, thing]) => [of, growth(thing, settings)]));
  return inputs.map((each) => movedInput(each, scale, growths.get(each.of), settings));
}

/** What becomes of a thing that has items: by how much each of its numbers grows. */
function growth({ reads, writes, size }, settings) {
  const both = reads + writes;
  const after = settings.ratio === null ? writes : both / (1 + settings.ratio);
  const rest = settings.ratio === null ? reads : both - after;
  const item = settings.item ?? size;
  return {
    reads: { own: rest, within: reads ? rest / reads : 1 },
    writes: { own: after, within: writes ? after / writes : 1 },
    size: { own: item, within: size ? item / size : 1 },
  };
}

function movedInput({ value, move, isWithin }, scale, grown, settings) {
  if (value === null) return null;
  switch (move) {
    case "calls":
    case "counted":
      return value * scale;
    case "reads":
    case "writes":
      return isWithin ? value * scale * grown[move].within : grown[move].own * scale;
    case "size":
      return isWithin ? Math.min(size(value * grown.size.within), model.limits.item) : grown.size.own;
    case "held":
      return value * grown.size.within;
  }
  return value;
}

/** The lines of a bill for a number of regions: amounts, and dollars; null where a price is not known. */
function bill(count, numbers) {
  const before = new Map(), left = new Map(), shares = model.shares[count - 1];
  const usage = evaluator(model.expressions, numbers);
  const there = model.lines.filter(([, , , , , , , least, most]) => least <= count && count <= most);
  return there.map(([item, place, region, number, cause, user, amount]) => {
    const share = shares[number] ?? 1;
    const line = priced(item, place, usage.value(amount, share) ?? 0, before, left);
    const assumed = given.isOpen(amount, share);
    const full = user >= 0 && usage.isFull(amount, share);
    return { item, place, region, cause, user, service: model.items[item].service, assumed, full, ...line };
  });
}

/** What an amount costs, after what was paid before it. */
function priced(item, place, amount, before, left) {
  const { per } = model.items[item];
  const steps = prices.get(`${item}:${place}`);
  const paid = amount - taken(model.items[item], place, amount, left);
  const start = before.get(`${item}:${place}`) ?? 0;
  before.set(`${item}:${place}`, start + paid);
  const usd = steps ? climbed(steps, start, start + paid) / per : null;
  const first = steps ? (amount * steps[0][1]) / per : null;
  return { amount, usd, first, unpriced: !steps && amount > 0 };
}

/** What is free of an amount; what has the same service and unit shares it. */
function taken(item, place, amount, left) {
  if (!model.free_tier || !item.free) return 0;
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
  return { difference, percent: base && !unknown.size ? (difference / base) * 100 : null, causes, by, unknown, known };
}
