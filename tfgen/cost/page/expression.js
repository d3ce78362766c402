// Works out expressions, in doubles, by the rules of expression.py: null is a number that is not known.

/**
 * What works out `nodes`, each of which stands after those that it is made of, where usage says `numbers`.
 * What is the same for all regions is worked out once.
 */
function evaluator(nodes, numbers) {
  const shared = [];
  for (const node of nodes) shared.push(node[0] === "share" || childrenOf(node).some((child) => shared[child]));
  const values = nodes.map(() => undefined), open = [...values];

  function value(at, share) {
    if (shared[at]) return worked(nodes[at], share);
    if (values[at] === undefined) values[at] = worked(nodes[at], share);
    return values[at];
  }

  function worked([operator, ...parts], share) {
    switch (operator) {
      case "constant":
        return parts[0];
      case "input":
        return numbers[parts[0]];
      case "share":
        return share;
      case "default":
        return value(parts[0], share) ?? value(parts[1], share);
      case "+":
        return sum(parts, (part) => value(part, share) ?? 0);
      case "*":
        return product(parts, share);
      case "ceiling":
        return mapped(value(parts[0], share), Math.ceil);
      case "clamp":
        return mapped(value(parts[0], share), (number) => within(number, parts[1], parts[2]));
    }
    throw new Error(`no such operator: ${operator}`);
  }

  function product([number, ...factors], share) {
    const found = factors.map((factor) => value(factor, share));
    const result = found.reduce((product, each) => product * (each ?? 1), number);
    return result && found.includes(null) ? null : result;
  }

  /** Whether it depends on something that is not known. */
  function isOpen(at, share) {
    if (shared[at]) return lacks(nodes[at], share);
    if (open[at] === undefined) open[at] = lacks(nodes[at], share);
    return open[at];
  }

  function lacks([operator, ...parts], share) {
    const isMissed = (child) => isOpen(child, share);
    const isNothing = (child) => value(child, share) === 0 && !isMissed(child);
    if (operator === "input") return numbers[parts[0]] === null;
    if (operator === "default") return value(parts[0], share) === null && isMissed(parts[1]);
    if (operator === "*" && (parts[0] === 0 || parts.slice(1).some(isNothing))) return false;
    return childrenOf([operator, ...parts]).some(isMissed);
  }

  /** Whether more is asked for than a bound of it lets through. */
  function isFull(at, share) {
    const [operator, of, , most] = nodes[at];
    if (operator === "clamp" && most !== null && value(of, share) > most) return true;
    return childrenOf(nodes[at]).some((child) => isFull(child, share));
  }

  return { value, isOpen, isFull };
}

/** The nodes that a node is made of. */
function childrenOf([operator, ...parts]) {
  switch (operator) {
    case "+":
      return parts;
    case "*":
      return parts.slice(1);
    case "default":
      return parts;
    case "ceiling":
    case "clamp":
      return parts.slice(0, 1);
  }
  return [];
}

const sum = (list, number) => list.reduce((total, each) => total + number(each), 0);
const mapped = (number, change) => (number === null ? null : change(number));
const within = (number, least, most) => Math.min(Math.max(number, least), most ?? Infinity);
