/** Looks at the answer to a request that somebody pays for, and says at its end what it has cost. */
import { type Charge, countable, type Hold } from '../../accounts/quotas/index.ts';
import type { RelayMeter } from '../relay.ts';
import type { Usage } from '../usage.ts';
import { answersWithText } from '../variants/answer-tokens.ts';
import { GeneratedCount } from './generated-count.ts';
import type { HeldUsage } from './held-usage.ts';

/** How the answer went, as the engine gave it. */
export interface EndedAnswer {
  readonly outcome: Charge['outcome'];
  /** Of the engine; 0: it gave none. */
  readonly status: number;
  readonly streamed: boolean;
  readonly bytesOut: number;
  readonly usage: Usage | null;
}

const NOTHING = Buffer.alloc(0);

/** Text of a known length has about so many tokens: only for engines that do not tell. */
const bytesPerToken = 4;

export class Meter implements RelayMeter {
  readonly #hold: Hold;
  readonly #path: string;
  readonly #held: HeldUsage | null;
  readonly #generated: GeneratedCount;

  /** @param held null: the client gets the stream as it is. */
  constructor(hold: Hold, path: string, held: HeldUsage | null) {
    this.#hold = hold;
    this.#path = path;
    this.#held = held;
    this.#generated = new GeneratedCount(path);
  }

  get headers(): readonly string[] {
    return this.#hold.headers;
  }

  pass(events: Buffer): Buffer {
    const text = events.toString('latin1');
    this.#generated.see(text);
    this.#hold.generated(this.#generated.count);
    return this.#held === null ? events : this.#held.push(events, text);
  }

  rest(): Buffer {
    return this.#held?.rest() ?? NOTHING;
  }

  told({ completionTokens }: Usage): void {
    this.#hold.generated(countable(completionTokens));
  }

  /** Whether only a count of the prompt's tokens can tell what it has cost. */
  lacksPrompt({ status, usage }: EndedAnswer): boolean {
    return status >= 200 && status < 400 && usage === null && answersWithText(this.#path);
  }

  /** @param promptTokens As counted; null: nobody could. */
  charge(answer: EndedAnswer, promptTokens: number | null): Charge {
    const { outcome, status, usage } = answer;
    if (status >= 400) return { promptTokens: 0, genTokens: 0, outcome };
    const { reserved } = this.#hold;
    if (usage !== null) {
      // A stream that broke has told only what it had at its beginning.
      const isWhole = outcome === 'completed' && usage.completionTokens > 0;
      const genTokens = isWhole ? usage.completionTokens : Math.max(usage.completionTokens, this.#generated.count);
      return { promptTokens: countable(usage.promptTokens), genTokens: countable(genTokens), outcome };
    }
    return { promptTokens: promptTokens ?? reserved.promptTokens, genTokens: this.#counted(answer), outcome };
  }

  #counted({ streamed, bytesOut }: EndedAnswer): number {
    if (!answersWithText(this.#path)) return 0;
    if (streamed) return this.#generated.count;
    return Math.min(this.#hold.reserved.genTokens, Math.ceil(bytesOut / bytesPerToken));
  }
}
