/** A download through the gateway's routes: how it is answered, followed and shared. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ask, eventsOf } from '../../../real/checked-answers.ts';
import { until } from '../requests.ts';
import {
  assertWhole,
  begin,
  body,
  type DownloadOnWire,
  download,
  followEvents,
  freshPlace,
  leaveLater,
  listOf,
  partialOf,
  SIZE,
  setUp,
  viewIn,
  viewOf,
} from './downloads-gateway.ts';

describe('a download', () => {
  it('is answered when all is there', async () => {
    await using setup = await setUp();
    const place = freshPlace();
    const answer = await download(setup.url, body(setup.hub, place));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json()['status'], 'success');
    const { state, bytes_total, bytes_done, output_dir, source } = viewIn(answer);
    assert.deepEqual([state, bytes_total, bytes_done], ['completed', SIZE, SIZE]);
    assert.deepEqual([output_dir, source], [place, 'hf://org/model']);
    assertWhole(place);
    assert.ok(!existsSync(partialOf(place)));
  });

  it('in the background is answered at once with a place to look at', async () => {
    await using setup = await setUp({ bytesPerSecond: 6_000_000 });
    const { url, hub } = setup;
    const place = freshPlace();
    const answer = await download(url, body(hub, place, { async_download: true }));
    assert.equal(answer.status, 202, answer.text);
    const { id } = viewIn(answer);
    assert.match(String(answer.json()['message']), new RegExp(`/v1/downloads/${id}`));
    assert.ok(!existsSync(place), 'whole or not at all');
    await until('it is complete', async () => (await viewOf(url, id)).state === 'completed');
    assertWhole(place);
    const [newest] = await listOf(url);
    assert.equal(newest?.id, id);
    assert.ok(newest?.ended_at !== null);
  });

  it('is followed event by event, from where it is to its end', async () => {
    await using setup = await setUp({ bytesPerSecond: 1_000_000 });
    const id = await begin(setup, freshPlace(), { max_workers: 2 });
    const followed = await ask(setup.url, `/v1/downloads/${id}/events`);
    const events = eventsOf(followed.text);
    assert.equal(events.pop(), '[DONE]');
    const told = events as DownloadOnWire[];
    assert.ok(told.length >= 3, `${told.length} events`);
    assert.deepEqual(new Set(told.map((event) => event.id)), new Set([id]));
    const done = told.map((event) => event.bytes_done);
    assert.deepEqual(
      done,
      [...done].sort((a, b) => a - b),
      'bytes never go back',
    );
    assert.equal(told.at(-1)?.state, 'completed');
    assert.equal(told.filter((event) => event.ended_at !== null).length, 1);
    const again = eventsOf((await ask(setup.url, `/v1/downloads/${id}/events`)).text);
    assert.deepEqual([again.length, again[0].state, again[1]], [2, 'completed', '[DONE]']);
  });

  it('goes on when its caller, or who follows it, has left', async () => {
    await using setup = await setUp({ bytesPerSecond: 2_000_000 });
    const { url, hub } = setup;
    const place = freshPlace();
    const caller = leaveLater(url, '/v1/download_model', body(hub, place));
    await until('it runs', async () => ((await listOf(url))[0]?.bytes_done ?? 0) > 0);
    const { id } = (await listOf(url))[0] as DownloadOnWire;
    const follower = leaveLater(url, `/v1/downloads/${id}/events`);
    await once(follower, 'response');
    caller.destroy();
    follower.destroy();
    await until('it is complete', async () => (await viewOf(url, id)).state === 'completed');
    assertWhole(place);
  });

  it('for one place is shared by five callers', async () => {
    await using setup = await setUp({ bytesPerSecond: 6_000_000 });
    const { url, hub } = setup;
    const place = freshPlace();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((i) => download(url, body(hub, place, { max_workers: i, async_download: i === 5 }))),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200, 202],
    );
    assert.equal(new Set(answers.map((answer) => viewIn(answer).id)).size, 1);
    assert.equal(hub.bytesSent(), SIZE);
    assertWhole(place);
  });

  it('that is complete costs no byte when it is asked for again', async () => {
    await using setup = await setUp();
    const place = freshPlace();
    assert.equal((await download(setup.url, body(setup.hub, place))).status, 200);
    assert.equal((await download(setup.url, body(setup.hub, place))).status, 200);
    assert.equal(setup.hub.bytesSent(), SIZE);
  });

  it('takes the files that the patterns pick', async () => {
    await using setup = await setUp();
    const place = freshPlace();
    const config = { hf_endpoint: setup.hub.url, allow_patterns: ['*.json', '*.txt'], ignore_patterns: 'nested/*' };
    const answer = await download(setup.url, body(setup.hub, place, { config }));
    assert.deepEqual(
      viewIn(answer).files.map(({ path }) => path),
      ['config.json'],
    );
  });

  it('is told to everybody on the event stream', async () => {
    await using setup = await setUp({ bytesPerSecond: 3_000_000 });
    const stream = await followEvents(setup.url);
    const place = freshPlace();
    const { id } = viewIn(await download(setup.url, body(setup.hub, place)));
    await until('the end was told', () => stream.text().includes('"completed"'));
    const told = stream.leave().filter(({ type }) => type === 'download');
    assert.deepEqual(new Set(told.map((event) => event.download?.id)), new Set([id]));
    const states = told.map((event) => event.download?.state);
    assert.deepEqual([...new Set(states)], ['listing', 'downloading', 'verifying', 'completed']);
  });
});
