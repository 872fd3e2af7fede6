import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type Disk, realDisk } from '../../../server/library/downloads/partial/disk.ts';
import type { AppError } from '../../../server/platform/errors.ts';
import { fails, filesIn, hasPartial, modelFiles, setUp, sorted } from './harness.ts';

const files = modelFiles(3_000_000);
const size = Object.values(files).reduce((sum, { length }) => sum + length, 0);
const hub = () => ({ repos: [{ name: 'org/model', files }] });

/** Takes so many bytes, as the disk of a machine that others write to as well: `freeBytes` did not see it coming. */
function fillingDisk(room: { bytes: number }): Disk {
  return {
    freeBytes: async () => Math.max(room.bytes, 0),
    async open(path) {
      const file = await realDisk.open(path);
      return {
        ...file,
        async write(buffers, position) {
          room.bytes -= buffers.reduce((sum, { length }) => sum + length, 0);
          if (room.bytes < 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
          await file.write(buffers, position);
        },
      };
    },
  };
}

/** A disk that says that it has room. */
const trusting = (disk: Disk): Disk => {
  let asked = 0;
  return {
    ...disk,
    freeBytes: (folder) => (asked++ === 0 ? Promise.resolve(Number.MAX_SAFE_INTEGER) : disk.freeBytes(folder)),
  };
};

describe('a disk that becomes full under way', () => {
  test('ends the download saying how much is missing, keeps the partial, and needs no restart', async () => {
    const room = { bytes: 1_000_000 };
    await using setup = await setUp({ hub: hub(), disk: trusting(fillingDisk(room)) });
    await assert.rejects(setup.get(), (error: AppError) => {
      fails('disk_full', /\d+ bytes more are needed/)(error);
      const missing = Number(error.details.fields?.['missing_bytes']);
      return missing > 0 && missing <= size;
    });
    assert.ok(hasPartial(setup.root) && !existsSync(join(setup.root, 'model')));
    const before = setup.hub.bytesSent();
    room.bytes = 100_000_000;
    await setup.get();
    assert.deepEqual(filesIn(join(setup.root, 'model')), sorted(files));
    assert.ok(setup.hub.bytesSent() - before < size, 'what was there was not fetched again');
  });

  test('leaves nothing behind when the partial is not wanted', async () => {
    await using setup = await setUp({ hub: hub(), disk: trusting(fillingDisk({ bytes: 1_000_000 })) });
    await assert.rejects(setup.get({ keepPartial: false }), fails('disk_full'));
    assert.deepEqual(readdirSync(setup.root), []);
  });
});

test('a disk that is too small is found before a byte is fetched, with what is missing', async () => {
  await using setup = await setUp({ hub: hub(), disk: { ...realDisk, freeBytes: async () => 1_000_000 } });
  await assert.rejects(setup.get(), (error: AppError) => {
    fails('disk_full', new RegExp(`${size - 1_000_000} bytes`))(error);
    return error.details.fields?.['missing_bytes'] === size - 1_000_000;
  });
  assert.equal(setup.hub.bytesSent(), 0);
});

test('a disk that fails otherwise says how', async () => {
  const broken: Disk = {
    ...realDisk,
    open: async () => {
      throw Object.assign(new Error('read-only'), { code: 'EROFS', syscall: 'open' });
    },
  };
  await using setup = await setUp({ hub: hub(), disk: broken });
  await assert.rejects(setup.get(), fails('download_failed', /cannot be written: open: EROFS/));
});

const small = mountSmallDisk();
after(() => small?.unmount());

describe('a real small disk', { skip: small === null && 'a tmpfs can be mounted by root only' }, () => {
  const root = small?.folder ?? '';

  test('that others fill under way: disk_full, and the next try goes on when there is room', async () => {
    const slow = { ...hub(), faults: { bytesPerSecond: 2_000_000 } };
    await using setup = await setUp({ hub: slow, root });
    const running = setup.get();
    let filled = false;
    const unsubscribe = setup.downloads.subscribe(({ bytesDone }) => {
      if (bytesDone < 500_000 || filled) return;
      filled = true;
      fill(join(root, 'others'));
    });
    await assert.rejects(running, fails('disk_full', /bytes more are needed/));
    unsubscribe();
    unlinkSync(join(root, 'others'));
    await setup.get();
    assert.deepEqual(filesIn(join(root, 'model')), sorted(files));
    assert.ok(setup.hub.bytesSent() < size * 1.5);
    rmSync(join(root, 'model'), { recursive: true });
  });

  test('that is too small is refused at once', async () => {
    const large = { repos: [{ name: 'org/model', files: modelFiles(9_000_000) }] };
    await using setup = await setUp({ hub: large, root });
    await assert.rejects(setup.get(), fails('disk_full'));
    assert.equal(setup.hub.bytesSent(), 0);
  });
});

function mountSmallDisk(): { readonly folder: string; unmount(): void } | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-small-')));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    unmount() {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

function fill(path: string): void {
  for (let block = 64 * 1024; block >= 4096; ) {
    try {
      writeFileSync(path, Buffer.alloc(block), { flag: 'a' });
    } catch {
      block /= 2;
    }
  }
}
