import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEventHub, type HubEvent } from '../../../../server/platform/web/event-hub.ts';

test('the event hub numbers events and stops telling those who have gone', () => {
  const hub = createEventHub(() => new Date(0));
  const heard: HubEvent[] = [];
  const leave = hub.subscribe((event) => heard.push(event));
  hub.publish('a', { x: 1 });
  assert.equal(hub.stamp('only-mine', {}).seq, 2);
  hub.publish('b', {});
  leave();
  hub.publish('c', {});
  assert.deepEqual(heard, [
    { seq: 1, time: '1970-01-01T00:00:00.000Z', type: 'a', x: 1 },
    { seq: 3, time: '1970-01-01T00:00:00.000Z', type: 'b' },
  ]);
});
