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

/**
 * Responses repeats the request in its first events, where a client may have put a `usage` of its own, e.g. into a tool.
 * The engine's comes with the last event. At the beginning of a line: in JSON there is none.
 */
const lastResponse = /^event: ?response\.(?:completed|incomplete|failed)\r?$/m;

/** Text of a known length has about so many tokens: only for engines that do not tell. */
const bytesPerToken = 4;

export class Meter implements RelayMeter {
  readonly #hold: Hold;
  readonly #path: string;
  readonly #held: HeldUsage | null;
  readonly #generated: GeneratedCount;
  /** Whether a usage can be the client's own words. */
  #echoes: boolean;

  /** @param held null: the client gets the stream as it is. */
  constructor(hold: Hold, path: string, held: HeldUsage | null) {
    this.#hold = hold;
    this.#path = path;
    this.#held = held;
    this.#generated = new GeneratedCount(path);
    this.#echoes = path === '/v1/responses';
  }

  get headers(): readonly string[] {
    return this.#hold.headers;
  }

  pass(events: Buffer): Buffer {
    const text = events.toString('latin1');
    this.#generated.see(text);
    this.#hold.generated(this.#generated.count);
    if (this.#echoes && lastResponse.test(text)) this.#echoes = false;
    return this.#held === null ? events : this.#held.push(events, text);
  }

  rest(): Buffer {
    return this.#held?.rest() ?? NOTHING;
  }

  told({ completionTokens }: Usage): void {
    this.#hold.generated(countable(completionTokens));
  }

  /** Whether only a count of the prompt's tokens can tell what it has cost. */
  lacksPrompt(answer: EndedAnswer): boolean {
    const { status } = answer;
    return status >= 200 && status < 400 && this.#usageOf(answer) === null && answersWithText(this.#path);
  }

  /** @param promptTokens As counted; null: nobody could. */
  charge(answer: EndedAnswer, promptTokens: number | null): Charge {
    const { outcome, status } = answer;
    const usage = this.#usageOf(answer);
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

  #usageOf({ outcome, streamed, usage }: EndedAnswer): Usage | null {
    return this.#echoes && streamed && outcome !== 'completed' ? null : usage;
  }

  #counted({ streamed, bytesOut }: EndedAnswer): number {
    if (!answersWithText(this.#path)) return 0;
    if (streamed) return this.#generated.count;
    return Math.min(this.#hold.reserved.genTokens, Math.ceil(bytesOut / bytesPerToken));
  }
}
