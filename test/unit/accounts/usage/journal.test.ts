import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { createJournal, type OpenRecord, readJournal } from '../../../../server/accounts/usage/journal.ts';

function place(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'journal-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'usage.journal');
}

const open = (id: string): OpenRecord => ({
  id,
  requestId: 'req "1"\n',
  userId: 'usr_1',
  credentialId: 'key_1',
  model: 'tiny',
  path: '/v1/chat/completions',
  promptTokens: 100,
  genTokens: 50,
  createdAt: '2030-01-01T00:00:00.000Z',
});
const ended = (id: string) => ({ ...open(id), promptTokens: 7, genTokens: 3, outcome: 'completed' as const });

describe('the journal', () => {
  test('has what was reserved and not ended as open, and what ended as it was', (t) => {
    const path = place(t);
    const journal = createJournal(path, 'g1');
    for (const id of ['a', 'b', 'c']) journal.reserved(open(id));
    journal.ended(ended('a'));
    journal.dropped('b');
    journal.flush();
    assert.deepEqual(readJournal(path), { gatewayId: 'g1', mark: null, ended: [ended('a')], open: [open('c')] });
  });

  test('is written by flush: what is reserved, and what grows', (t) => {
    const path = place(t);
    const journal = createJournal(path, 'g1');
    journal.reserved(open('a'));
    assert.deepEqual(readJournal(path)?.open, []);
    journal.flush();
    assert.deepEqual(readJournal(path)?.open, [open('a')]);
    journal.grown('a', 300);
    journal.flush();
    assert.deepEqual(readJournal(path)?.open, [{ ...open('a'), genTokens: 300 }]);
  });

  test('may end in the middle of a line: what was not whole had reached nobody', (t) => {
    const path = place(t);
    const journal = createJournal(path, 'g1');
    journal.reserved(open('a'));
    journal.flush();
    const whole = readFileSync(path).length;
    journal.reserved(open('b'));
    journal.flush();
    const all = readFileSync(path).length;
    for (let size = all - 2; size > whole; size -= 7) {
      truncateSync(path, size);
      assert.deepEqual(readJournal(path)?.open, [open('a')], `${size}`);
    }
  });

  test('loses nothing behind a line that is broken', (t) => {
    const path = place(t);
    const journal = createJournal(path, 'g1');
    journal.reserved(open('a'));
    journal.flush();
    appendFileSync(path, '["r",0,"i\n');
    journal.reserved(open('b'));
    journal.flush();
    assert.deepEqual(readJournal(path)?.open, [open('a'), open('b')]);
  });

  test('has once what stands in it twice, because a write failed halfway and was done again', (t) => {
    const path = place(t);
    const journal = createJournal(path, 'g1');
    for (const id of ['a', 'b']) journal.reserved(open(id));
    journal.ended(ended('a'));
    journal.flush();
    const [, ...lines] = readFileSync(path, 'utf8').split('\n');
    appendFileSync(path, `["r",0,"i\n${lines.join('\n')}`);
    assert.deepEqual(readJournal(path), { gatewayId: 'g1', mark: null, ended: [ended('a')], open: [open('b')] });
  });

  test('forgets nothing where a write that failed halfway failed halfway again', (t) => {
    const path = place(t);
    const journal = createJournal(path, 'g1');
    for (const id of ['a', 'b', 'c']) journal.reserved(open(id));
    journal.ended(ended('a'));
    journal.dropped('b');
    journal.grown('c', 300);
    journal.grown('c', 600);
    journal.flush();
    const left = { gatewayId: 'g1', mark: null, ended: [ended('a')], open: [{ ...open('c'), genTokens: 600 }] };
    const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
    for (let again = 0; again <= lines.length; again++) {
      assert.deepEqual(readJournal(path), left, `${again} lines of the second write`);
      appendFileSync(path, `\n${lines[again]}`);
    }
  });

  test('tells whose each record is, whoever comes in between, and whatever they are called', (t) => {
    const path = place(t);
    const journal = createJournal(path, 'g1');
    const owners = [
      { userId: 'u1' },
      { model: 'a "model"\n' },
      { path: '/v1/embeddings' },
      { credentialId: 'k2' },
      { requestId: '"],\n["d","0"]' },
    ];
    const records = Array.from({ length: 20 }, (_, i) => ({ ...open(`${i}`), ...owners[i % owners.length] }));
    for (const record of records) journal.reserved(record);
    journal.flush();
    assert.deepEqual(readJournal(path)?.open, records);
    journal.compact(records, []);
    for (const record of records) journal.reserved({ ...record, id: `${record.id} again` });
    journal.flush();
    assert.equal(readJournal(path)?.open.length, 40);
    assert.deepEqual(readJournal(path)?.open[39], { ...records[19], id: '19 again' });
  });

  test('that cannot be compacted stays as it was', (t) => {
    const path = place(t);
    const journal = createJournal(path, 'g1');
    journal.reserved(open('a'));
    journal.flush();
    mkdirSync(`${path}.next`);
    assert.throws(() => journal.compact([], []), { code: 'EISDIR' });
    journal.reserved(open('b'));
    journal.flush();
    assert.deepEqual(readJournal(path)?.open, [open('a'), open('b')]);
  });

  test('that is compacted says the same and is smaller', (t) => {
    const path = place(t);
    const journal = createJournal(path, 'g1');
    for (let i = 0; i < 100; i++) {
      journal.reserved(open(`${i}`));
      journal.ended(ended(`${i}`));
    }
    journal.reserved(open('x'));
    journal.flush();
    const before = journal.bytes;
    journal.compact([open('x')], [ended('99')]);
    assert.ok(journal.bytes < before / 10);
    assert.deepEqual(readJournal(path), { gatewayId: 'g1', mark: null, ended: [ended('99')], open: [open('x')] });
    journal.reserved(open('y'));
    journal.flush();
    assert.deepEqual(readJournal(path)?.open, [open('x'), open('y')]);
  });

  test('is none where there is no file, or it was removed', (t) => {
    const path = place(t);
    assert.equal(readJournal(path), null);
    createJournal(path, 'g1').remove();
    assert.equal(readJournal(path), null);
  });
});
