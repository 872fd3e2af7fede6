/** Collects an engine's samples under the names of the vocabulary, while its text passes. */
import type { Family, FamilyBlock } from './text/family.ts';
import type { Mapping, Target } from './vocabulary/index.ts';

interface Collected {
  readonly rank: number;
  readonly family: Family;
  readonly lines: string[];
}

export class StandardFamilies {
  readonly #mapping: Mapping;
  readonly #found = new Map<string, Collected>();

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
  }

  /** `suffix` is what the sample's name has beyond its family's: empty, `_bucket`, `_sum` or `_count`. */
  add(family: Family, suffix: string, rest: string): void {
    const targets = this.#mapping.get(family.name);
    if (targets === undefined) return;
    for (const target of targets) this.#linesOf(target, family)?.push(target.name + suffix + rest);
  }

  /** What was found, each family once. */
  blocks(): FamilyBlock[] {
    return [...this.#found].map(([name, { family, lines }]) => ({ name, type: family.type, help: family.help, lines }));
  }

  /** null: a family that is preferred to this one is there. */
  #linesOf({ name, rank }: Target, family: Family): string[] | null {
    let found = this.#found.get(name);
    if (found !== undefined && found.rank < rank) return null;
    if (found === undefined || found.rank > rank) {
      found = { rank, family, lines: [] };
      this.#found.set(name, found);
    }
    return found.lines;
  }
}
