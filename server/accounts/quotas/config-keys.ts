/**
 * Keys of the configuration, beside the accounts: what they use is counted and may be under rates, like that of an API
 * key. They have no lifetime budget and no row of their own, so that they need no database.
 */
import type { Caller } from '../keys.ts';
import { Budget } from './budgets/budget.ts';
import { createQuotas, type Quotas, type QuotasOptions } from './quotas.ts';

/** For callers with a `configKey`; what they use is written down under that. */
export function createConfigKeyQuotas(options: Omit<QuotasOptions, 'budgets'>): Quotas {
  const counted = new WeakMap<Caller, Caller>();
  const budget = new Budget();
  const quotas = createQuotas({
    ...options,
    // The records of these have numbers of their own.
    gatewayId: `${options.gatewayId}k`,
    budgets: { reserve: () => budget, take: () => budget },
  });
  return {
    counts: () => true,
    reserve(ask) {
      let caller = counted.get(ask.caller);
      if (caller === undefined) {
        caller = asAccount(ask.caller);
        counted.set(ask.caller, caller);
      }
      return quotas.reserve({ ...ask, caller });
    },
  };
}

/** The same object for the same caller: what is found for it is kept. */
function asAccount(caller: Caller): Caller {
  const id = caller.configKey ?? null;
  return { ...caller, account: id === null ? null : { userId: id, credentialId: id, kind: 'key' } };
}
