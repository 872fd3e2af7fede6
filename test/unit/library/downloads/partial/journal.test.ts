import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { beginJournal, readJournal } from '../../../../../server/library/downloads/partial/journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'journal-'));
after(() => rmSync(folder, { recursive: true }));
let number = 0;
const fresh = (): string => join(folder, `journal-${number++}`);

const files = [
  { path: 'a', size: 100, etag: 'x', digest: null },
  { path: 'b', size: null, etag: null, digest: 'ff' },
];
const source = 'hf://org/model';

async function written(path: string): Promise<void> {
  const journal = await beginJournal(path, { source, files, done: new Map([[0, [[0, 10]]]]) });
  await journal.append([{ index: 0, done: [[0, 20]] }]);
  await journal.append([{ index: 1, done: [[5, 9]] }]);
  await journal.close();
}

describe('a journal', () => {
  it('gives back what was written last of each file', async () => {
    const path = fresh();
    await written(path);
    const content = await readJournal(path);
    assert.deepEqual([content?.source, content?.files], [source, files]);
    assert.deepEqual(
      [...(content?.done ?? [])],
      [
        [0, [[0, 20]]],
        [1, [[5, 9]]],
      ],
    );
  });

  it('is read up to a line that was torn, however much of it is there', async () => {
    const path = fresh();
    await written(path);
    const line = '{"file":0,"done":[[0,90]]}';
    for (let length = 1; length <= line.length; length++) {
      const torn = fresh();
      writeFileSync(torn, readFileSync(path, 'utf8') + line.slice(0, length));
      assert.deepEqual((await readJournal(torn))?.done.get(0), [[0, 20]], `after ${length} characters`);
    }
  });

  it('is not believed behind a line that is broken', async () => {
    const path = fresh();
    await written(path);
    appendFileSync(path, 'rubbish\n{"file":0,"done":[[0,90]]}\n');
    assert.deepEqual((await readJournal(path))?.done.get(0), [[0, 20]]);
  });

  it('is none when it is missing, empty or something else', async () => {
    const path = fresh();
    assert.equal(await readJournal(path), null);
    for (const text of ['', '\n', '{}', '[]\n', '{"source":1', 'null\n']) {
      writeFileSync(path, text);
      assert.equal(await readJournal(path), null, text);
    }
  });

  it('that begins anew stands for the old one at once', async () => {
    const path = fresh();
    await written(path);
    const journal = await beginJournal(path, { source: 'hf://org/other', files: [], done: new Map() });
    assert.equal((await readJournal(path))?.source, 'hf://org/other');
    await journal.close();
  });
});
