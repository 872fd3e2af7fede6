/** Who is under which rate limits, and the gates of those who have asked lately. */
import type { Clock } from '../../../platform/clock.ts';
import { rateRefusal } from '../refusals.ts';
import { RateGate, type RateLimits, type RatePass } from './rate-gate.ts';
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

const keyOf = (subject: string, id: string, model: string | null): string => `${subject} ${id} ${model ?? ''}`;

export function createRates(clock: Pick<Clock, 'now'>): Rates {
  let entries = new Map<string, Entry>();
  let kept = new WeakMap<object, Map<string, readonly Entry[]>>();
  const find = ({ userId, keyId, model }: RateAsk): Entry[] => {
    const places = [
      ...(keyId === null ? [] : [keyOf('key', keyId, model), keyOf('key', keyId, null)]),
      ...(userId === null ? [] : [keyOf('user', userId, model), keyOf('user', userId, null)]),
    ];
    return places.flatMap((place) => entries.get(place) ?? []);
  };
  const found = (ask: RateAsk): readonly Entry[] => {
    let byModel = kept.get(ask.account);
    if (byModel === undefined) {
      byModel = new Map();
      kept.set(ask.account, byModel);
    }
    let list = byModel.get(ask.model);
    if (list === undefined) {
      list = find(ask);
      byModel.set(ask.model, list);
    }
    return list;
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
      const passed = found(ask);
      if (passed.length === 0) return null;
      const now = clock.now();
      const gates = passed.map(({ gate }) => gate);
      refuse(passed, gates, ask, now);
      const passes = gates.map((gate) => gate.enter(now, ask.tokens));
      return { headers: rateHeaders(gates, now), leave: leaving(gates, passes, clock) };
    },
  };
}

/** All are asked before any is entered: who is refused has used nothing. */
function refuse(passed: readonly Entry[], gates: readonly RateGate[], ask: RateAsk, now: number): void {
  for (const { rule, gate } of passed) {
    const refusal = gate.refusal(now);
    if (refusal === null) continue;
    const whose = rule.subject === 'user' ? `user "${ask.callerName.split('/')[0]}"` : `the key "${ask.callerName}"`;
    throw rateRefusal(refusal, whose, rule.model, rateHeaders(gates, now));
  }
}

function leaving(gates: readonly RateGate[], passes: readonly RatePass[], clock: Pick<Clock, 'now'>) {
  return (tokens: number, counts: boolean): void => {
    const now = clock.now();
    gates.forEach((gate, i) => void gate.leave(now, passes[i] as RatePass, tokens, counts));
  };
}
