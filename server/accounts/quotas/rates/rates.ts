/** Who is under which rate limits, and the gates of those who have asked lately. */
import type { Clock } from '../../../platform/clock.ts';
import { rateRefusal } from '../refusals.ts';
import { RateGate, type RateLimits } from './rate-gate.ts';
import { rateHeaders } from './rate-headers.ts';

/** A limit of a user or a key, for one model or for all together. */
export interface RateRule {
  readonly subject: 'user' | 'key';
  readonly subjectId: string;
  /** The model's own name; null: all models together. */
  readonly model: string | null;
  readonly limits: RateLimits;
}

export interface RateAsk {
  /** The same object for the same caller, as a rule: what is found for it is kept. */
  readonly account: object;
  /** null: of no account. */
  readonly userId: string | null;
  readonly keyId: string | null;
  /** For people. */
  readonly callerName: string;
  readonly model: string;
  readonly tokens: number;
}

/** A request that was let through. */
export interface RateTicket {
  /** Flat `[name, value, …]`, for its answer. */
  readonly headers: readonly string[];
  /** The request has ended. `counts` false: no engine answered it. */
  leave(tokens: number, counts: boolean): void;
}

export interface Rates {
  /** Whether there are any. */
  any(): boolean;
  /** null: no limit is known for the caller. Throws `rate_limit_exceeded`. */
  enter(ask: RateAsk): RateTicket | null;
  /** From now on these count; what was used under one that stays goes on counting. */
  configure(rules: readonly RateRule[]): void;
}

interface Entry {
  readonly rule: RateRule;
  readonly gate: RateGate;
}

/** What one caller has to pass for one model. */
interface Way {
  readonly entries: readonly Entry[];
  readonly gates: readonly RateGate[];
}

const keyOf = (subject: string, id: string, model: string | null): string => `${subject} ${id} ${model ?? ''}`;

export function createRates(clock: Pick<Clock, 'now'>): Rates {
  let entries = new Map<string, Entry>();
  let kept = new WeakMap<object, Map<string, Way>>();
  const find = ({ userId, keyId, model }: RateAsk): Way => {
    const places = [
      ...(keyId === null ? [] : [keyOf('key', keyId, model), keyOf('key', keyId, null)]),
      ...(userId === null ? [] : [keyOf('user', userId, model), keyOf('user', userId, null)]),
    ];
    const own = places.flatMap((place) => entries.get(place) ?? []);
    return { entries: own, gates: own.map(({ gate }) => gate) };
  };
  const found = (ask: RateAsk): Way => {
    let byModel = kept.get(ask.account);
    if (byModel === undefined) {
      byModel = new Map();
      kept.set(ask.account, byModel);
    }
    let way = byModel.get(ask.model);
    if (way === undefined) {
      way = find(ask);
      byModel.set(ask.model, way);
    }
    return way;
  };
  return {
    configure(rules) {
      const before = entries;
      kept = new WeakMap();
      entries = new Map(
        rules.map((rule) => {
          const key = keyOf(rule.subject, rule.subjectId, rule.model);
          const gate = before.get(key)?.gate ?? new RateGate(rule.limits);
          gate.limits = rule.limits;
          return [key, { rule, gate }];
        }),
      );
    },
    any: () => entries.size > 0,
    enter(ask) {
      if (entries.size === 0) return null;
      const way = found(ask);
      if (way.gates.length === 0) return null;
      const now = clock.now();
      refuse(way, ask, now);
      return new Ticket(clock, way.gates, ask.tokens, now);
    },
  };
}

class Ticket implements RateTicket {
  readonly headers: readonly string[];
  readonly #clock: Pick<Clock, 'now'>;
  readonly #gates: readonly RateGate[];
  readonly #reserved: number;
  readonly #slot: number;

  constructor(clock: Pick<Clock, 'now'>, gates: readonly RateGate[], tokens: number, now: number) {
    let slot = 0;
    for (const gate of gates) slot = gate.enter(now, tokens);
    this.headers = rateHeaders(gates, now);
    this.#clock = clock;
    this.#gates = gates;
    this.#reserved = tokens;
    this.#slot = slot;
  }

  leave(tokens: number, counts: boolean): void {
    const now = this.#clock.now();
    for (const gate of this.#gates) gate.leave(now, this.#slot, tokens - this.#reserved, counts);
  }
}

/** All are asked before any is entered: who is refused has used nothing. */
function refuse({ entries, gates }: Way, ask: RateAsk, now: number): void {
  for (const { rule, gate } of entries) {
    const refusal = gate.refusal(now);
    if (refusal === null) continue;
    const whose = rule.subject === 'user' ? `user "${ask.callerName.split('/')[0]}"` : `the key "${ask.callerName}"`;
    throw rateRefusal(refusal, whose, rule.model, rateHeaders(gates, now));
  }
}
