import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type BudgetState, decideGrant } from '../../../../server/accounts/quotas/budgets/grant.ts';
import type { Tokens } from '../../../../server/accounts/quotas/tokens.ts';

const tokens = (prompt: number, gen: number): Tokens => ({ prompt, gen });
const NONE = tokens(0, 0);
const state = (over: Partial<BudgetState>): BudgetState => ({
  limits: { prompt: 1000, gen: 1000 },
  used: NONE,
  elsewhere: NONE,
  open: NONE,
  ...over,
});

describe('what a gateway may take of a budget', () => {
  test('is the need, or a part of what is left where that is more', () => {
    const decision = decideGrant(state({}), tokens(10, 300));
    assert.deepEqual(decision, { kind: 'granted', slice: tokens(125, 300), within: tokens(1000, 1000) });
  });

  test('is the whole need where only one token is left: nobody is stopped in the middle', () => {
    const decision = decideGrant(state({ used: tokens(999, 0) }), tokens(50, 10));
    assert.deepEqual(decision, { kind: 'granted', slice: tokens(50, 125), within: tokens(1, 1000) });
  });

  test('is nothing where all is used', () => {
    const decision = decideGrant(state({ used: tokens(0, 1000) }), tokens(1, 1));
    assert.deepEqual(decision, { kind: 'exhausted', sort: 'gen', used: 1000, limit: 1000 });
  });

  test('is nothing where the rest is promised, to others or to itself', () => {
    for (const held of [{ elsewhere: tokens(1000, 0) }, { open: tokens(1000, 0) }])
      assert.equal(decideGrant(state(held), tokens(1, 1)).kind, 'exhausted');
  });

  test('is not refused for tokens of a sort that the request does not need', () => {
    assert.equal(decideGrant(state({ used: tokens(0, 1000) }), tokens(5, 0)).kind, 'granted');
  });

  test('is refused at a limit of 0', () => {
    assert.equal(decideGrant(state({ limits: { prompt: 0, gen: null } }), tokens(1, 1)).kind, 'exhausted');
  });

  test('is nothing to keep where there is no limit', () => {
    const decision = decideGrant(state({ limits: { prompt: null, gen: null }, open: tokens(9, 9) }), tokens(5, 5));
    assert.deepEqual(decision, {
      kind: 'granted',
      slice: NONE,
      within: tokens(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
    });
  });

  test('holds what is open, besides what is new', () => {
    const decision = decideGrant(state({ open: tokens(100, 100) }), tokens(1, 1));
    assert.deepEqual(decision, { kind: 'granted', slice: tokens(212, 212), within: tokens(1000, 1000) });
  });

  test('is nothing where a limit was lowered below what is used', () => {
    assert.equal(decideGrant(state({ used: tokens(5000, 0) }), tokens(1, 1)).kind, 'exhausted');
  });
});
