import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it, mock } from 'node:test';
import type { Response } from 'express';
import type { Caller } from '../../../server/accounts/keys.ts';
import { createLiveResponses } from '../../../server/edge/live-responses.ts';

class FakeResponse extends EventEmitter {
  headersSent: boolean;
  destroyed = false;

  constructor(headersSent: boolean) {
    super();
    this.headersSent = headersSent;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('close');
  }
}

const response = (headersSent = true): FakeResponse & Response => new FakeResponse(headersSent) as never;

const caller = (credentialId: string | null): Caller => ({
  name: 'a',
  verbs: new Set(),
  models: null,
  account: credentialId === null ? null : { userId: 'usr_1', credentialId, kind: 'key' },
});

describe('answers that go on', () => {
  it('are cut when what they were authorised with is taken away, the others are not', () => {
    const live = createLiveResponses();
    const [first, second, other, configured] = [response(), response(), response(), response()];
    live.add(first, caller('a'));
    live.add(second, caller('a'));
    live.add(other, caller('b'));
    live.add(configured, caller(null));
    live.end(new Set(['a', 'unknown']));
    assert.deepEqual(
      [first, second, other, configured].map(({ destroyed }) => destroyed),
      [true, true, false, false],
    );
  });

  it('get ten seconds where they have not begun: one may be the answer that it is done', (test) => {
    mock.timers.enable({ apis: ['setTimeout'] });
    test.after(() => mock.timers.reset());
    const live = createLiveResponses();
    const [early, late] = [response(false), response(false)];
    live.add(early, caller('a'));
    live.add(late, caller('a'));
    live.end(new Set(['a']));
    mock.timers.tick(9_999);
    assert.deepEqual([early.destroyed, late.destroyed], [false, false]);
    early.emit('close');
    late.headersSent = true;
    mock.timers.tick(1);
    assert.deepEqual([early.destroyed, late.destroyed], [false, true]);
  });

  it('are forgotten when they end, also where the same key is used again', () => {
    const live = createLiveResponses();
    const [first, second] = [response(), response()];
    live.add(first, caller('a'));
    first.emit('close');
    live.add(second, caller('a'));
    live.end(new Set(['a']));
    assert.deepEqual([first.destroyed, second.destroyed], [false, true]);
  });
});
