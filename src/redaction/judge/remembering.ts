/** Cleared before it grows. */
const MOST = 4000;

/** A longer name may hold a secret itself; it is judged anew each time. */
const LONGEST = 40;

/** Names repeat, and what is decided about one depends on nothing else. */
export function remembering<V>(decide: (name: string) => V): (name: string) => V {
  const known = new Map<string, V>();
  return (name) => {
    if (name.length > LONGEST) return decide(name);
    const before = known.get(name);
    if (before !== undefined) return before;
    const decided = decide(name);
    if (known.size >= MOST) known.clear();
    known.set(name, decided);
    return decided;
  };
}
