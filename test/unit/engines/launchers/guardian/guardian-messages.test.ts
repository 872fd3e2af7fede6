import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type GuardianMessage,
  readMessage,
  writeMessage,
} from '../../../../../server/engines/launchers/guardian/guardian-messages.ts';

describe('what the gateway tells its guardian', () => {
  const messages: readonly GuardianMessage[] = [
    { type: 'watch', group: { id: 4242, startTicks: 987654 } },
    { type: 'watch', group: { id: 4242, startTicks: null } },
    { type: 'forget', groupId: 4242 },
    { type: 'bye' },
  ];
  for (const message of messages) {
    test(`arrives as it was sent: ${JSON.stringify(message)}`, () => {
      const line = writeMessage(message);
      assert.match(line, /^[^\n]+\n$/);
      assert.deepEqual(readMessage(line.trimEnd()), message);
    });
  }

  test('half a message, as a killed gateway leaves it, is none', () => {
    for (const line of ['', 'wat', 'watch', 'watch 42', 'watch 42 ', 'forget', 'forget x', 'by', 'bye bye']) {
      assert.equal(readMessage(line), null, JSON.stringify(line));
    }
  });
});
