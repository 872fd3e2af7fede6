/**
 * A request that somebody pays for: reserved before its lease, settled when it has ended. Where a stream ended without a
 * usage, the engine is asked for the prompt's tokens afterwards, so that an estimate need not be charged.
 */
import type { Hold, Quotas } from '../../accounts/quotas/index.ts';
import type { Lease } from '../../engines/fleet/index.ts';
import { engineKind } from '../../engines/kinds/index.ts';
import type { ModelConfig } from '../../platform/config/config.ts';
import type { AppError } from '../../platform/errors.ts';
import type { Outcome } from '../accounting.ts';
import type { IncomingRequest } from '../incoming.ts';
import type { Relay } from '../relay.ts';
import type { ParsedRequest } from '../resolve.ts';
import { askForUsage } from './ask-for-usage.ts';
import { HeldUsage } from './held-usage.ts';
import { type EndedAnswer, Meter } from './meter.ts';
import { promptsOf, tokenNeed } from './token-need.ts';

const countTimeoutMs = 2_000;

const outcomes = {
  completed: 'completed',
  client_left: 'cancelled',
  engine_failed: 'failed',
  refused: 'refused',
} as const satisfies Record<Outcome, EndedAnswer['outcome']>;

export class PaidRequest {
  /** What the engine is to get: the client's bytes, perhaps with the wish for a usage. */
  readonly parsed: ParsedRequest;
  readonly meter: Meter;
  readonly #hold: Hold;
  readonly #path: string;
  #lease: Pick<Lease, 'kind' | 'target'> | null = null;
  #body: Buffer | null = null;

  private constructor(hold: Hold, path: string, model: ModelConfig, parsed: ParsedRequest) {
    const asking = askForUsage(model.engine, path, parsed);
    this.parsed = asking === null ? parsed : { ...parsed, bytes: asking };
    this.meter = new Meter(hold, path, asking === null ? null : new HeldUsage());
    this.#hold = hold;
    this.#path = path;
  }

  /** null: nobody pays. Throws, or rejects, as `Quotas.reserve` does. */
  static reserve(
    quotas: Quotas,
    { caller, requestId, route }: Pick<IncomingRequest, 'caller' | 'requestId' | 'route'>,
    model: ModelConfig,
    parsed: ParsedRequest,
  ): PaidRequest | null | Promise<PaidRequest | null> {
    if (!quotas.counts(caller)) return null;
    const { path } = route;
    const made = (hold: Hold | null) => (hold === null ? null : new PaidRequest(hold, path, model, parsed));
    const need = tokenNeed(path, parsed, model);
    const hold = quotas.reserve({ caller, requestId, path, model: model.name, ...need });
    return hold instanceof Promise ? hold.then(made) : made(hold);
  }

  /** As `Hold.whenWritten`. */
  whenWritten(go: (unwritten: AppError | null) => void): void {
    this.#hold.whenWritten(go);
  }

  sent(lease: Lease, body: Buffer): void {
    this.#lease = lease;
    this.#body = body;
  }

  cancel(): void {
    this.#hold.cancel();
  }

  /** @param relay The last one; null: no engine was asked. */
  settle(outcome: Outcome, relay: Pick<Relay, 'status' | 'streamed' | 'bytesOut' | 'usage'> | null): void {
    if (relay === null || relay.status === 0) return this.#hold.cancel();
    const { status, streamed, bytesOut, usage } = relay;
    const answer = { outcome: outcomes[outcome], status, streamed, bytesOut, usage };
    const settle = (promptTokens: number | null): void => this.#hold.settle(this.meter.charge(answer, promptTokens));
    if (this.meter.lacksPrompt(answer)) void this.#countPrompt().then(settle);
    else settle(null);
  }

  /** Never rejects. */
  async #countPrompt(): Promise<number | null> {
    if (this.#lease === null || this.#body === null) return null;
    const { kind, target } = this.#lease;
    const body = JSON.parse(this.#body.toString('utf8')) as Readonly<Record<string, unknown>>;
    const longest = await engineKind(kind).countTokens(target, { path: this.#path, body }, countTimeoutMs);
    return longest === null ? null : longest * promptsOf(this.#path, body);
  }
}
