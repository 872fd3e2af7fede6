/** "Did you mean": the names that somebody who wrote `wanted` may have meant. Pure; bounded work for any input. */

/** Longer words are not compared letter by letter: a client may send a name of megabytes. */
const MAX_LENGTH = 200;
const MAX_CANDIDATES = 2000;
const MAX_DISTANCE = 5;

/** The best first, at most `limit`; ties in the order given. Case counts for nothing. An equal name is the nearest of all. */
export function nearest(wanted: string, candidates: Iterable<string>, limit = 3): string[] {
  if (wanted === '' || wanted.length > MAX_LENGTH) return [];
  const word = wanted.toLowerCase();
  const scored: { name: string; score: number }[] = [];
  let seen = 0;
  for (const name of candidates) {
    if (++seen > MAX_CANDIDATES) break;
    const score = scoreOf(word, name.slice(0, MAX_LENGTH).toLowerCase());
    if (score !== null) scored.push({ name, score });
  }
  return scored
    .sort((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Smaller is nearer; null: not near. A typing error beats a part of the name, a beginning beats a middle. */
function scoreOf(word: string, name: string): number | null {
  const allowed = Math.min(MAX_DISTANCE, Math.max(1, Math.floor(Math.max(word.length, name.length) / 3)));
  const distance = editDistance(word, name, allowed);
  if (distance <= allowed) return distance;
  if (sortedLetters(word) === sortedLetters(name)) return MAX_DISTANCE;
  const [short, long] = word.length <= name.length ? [word, name] : [name, word];
  // One or two letters are part of nearly everything.
  if (short.length < 3) return null;
  if (long.startsWith(short)) return MAX_DISTANCE + 1;
  if (long.includes(short)) return MAX_DISTANCE + 2;
  return null;
}

/** Of a word with its letters in another order ("tyni") it is the same. */
const sortedLetters = (word: string): string => [...word].sort().join('');

/**
 * Damerau-Levenshtein (optimal string alignment): insertions, deletions, replacements, swaps of neighbours.
 * `max + 1` where it is more than `max`: only a band of the table is filled.
 */
export function editDistance(a: string, b: string, max: number): number {
  const tooFar = max + 1;
  if (Math.abs(a.length - b.length) > max) return tooFar;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = new Array(b.length + 1).fill(tooFar);
    row[0] = i;
    let best = i;
    for (let j = Math.max(1, i - max); j <= Math.min(b.length, i + max); j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(before, j - 2) + 1);
      row[j] = cost;
      best = Math.min(best, cost);
    }
    if (best > max) return tooFar;
    before = previous;
    previous = row;
  }
  return Math.min(at(previous, b.length), tooFar);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
