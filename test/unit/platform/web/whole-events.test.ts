import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WholeEvents } from '../../../../server/platform/web/whole-events.ts';

describe('passing a stream on by whole events', () => {
  it('holds back the beginning of an event until its end has come', () => {
    const events = new WholeEvents();
    assert.equal(events.push(Buffer.from('data: 1\n\ndata: 2')).toString(), 'data: 1\n\n');
    assert.equal(events.atEventBoundary, true);
    assert.equal(events.push(Buffer.from('\n\n')).toString(), 'data: 2\n\n');
    assert.equal(events.rest(), null);
  });

  it('has the rest, when the stream ends without a blank line', () => {
    const events = new WholeEvents();
    events.push(Buffer.from('data: 1'));
    assert.equal(events.rest()?.toString(), 'data: 1');
  });

  it('passes an event of more than 64 KB on in pieces, and knows that it is in the middle of it', () => {
    const events = new WholeEvents();
    const piece = Buffer.from(`data: ${'x'.repeat(70_000)}`);
    assert.equal(events.push(piece).length, piece.length);
    assert.equal(events.atEventBoundary, false);
    events.push(Buffer.from('\n\n'));
    assert.equal(events.atEventBoundary, true);
  });
});
