import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { isOfAnother, ownMark } from '../../../../server/accounts/usage/journal-owner.ts';

describe('the mark of a process', { skip: existsSync('/proc/self/stat') ? false : 'there is no /proc here' }, () => {
  test('is its number and its start, the same each time', () => {
    assert.match(ownMark() ?? '', new RegExp(`^${process.pid} \\d+$`));
    assert.equal(ownMark(), ownMark());
  });

  test('is not another’s for the process itself', () => assert.equal(isOfAnother(ownMark() ?? ''), false));

  test('is another’s as long as that runs, and not of one that has its number later', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume(); console.log(1)'], { argv0: 'a) (b 1' });
    await once(child.stdout, 'data');
    const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
    const mark = `${child.pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
    assert.equal(isOfAnother(mark), true);
    assert.equal(isOfAnother(`${child.pid} 1`), false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(isOfAnother(mark), false);
  });

  test('is nobody’s where the process has ended and nobody has asked for its end', async () => {
    // The shell is replaced by a program that never asks.
    const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 60']);
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    const statOf = (): string[] => {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    };
    while (statOf()[0] !== 'Z') await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isOfAnother(`${pid} ${statOf()[19]}`), false);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  });

  test('of nonsense is nobody’s', () => {
    for (const mark of ['', 'x', '-1 1', '0 0', '../../etc 1', 'NaN NaN']) assert.equal(isOfAnother(mark), false);
  });
});
