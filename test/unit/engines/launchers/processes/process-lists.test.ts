import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import {
  findMarker,
  linuxProcesses,
  parseStat,
} from '../../../../../server/engines/launchers/processes/linux-processes.ts';
import { parsePs } from '../../../../../server/engines/launchers/processes/ps-processes.ts';

const stat = (name: string, state = 'S'): string =>
  `4242 (${name}) ${state} 17 4240 4200 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 11 0 987654 1000 200 18446744073709551615`;

describe('/proc/PID/stat', () => {
  test('gives parent, group, session and start', () => {
    assert.deepEqual(parseStat(stat('node')), {
      pid: 4242,
      parent: 17,
      group: 4240,
      session: 4200,
      startTicks: 987654,
      zombie: false,
    });
  });

  test('a name may hold spaces and brackets', () => {
    for (const name of ['VLLM::EngineCore (1)', 'a) R 1 1 1', '((']) {
      assert.equal(parseStat(stat(name))?.parent, 17, name);
    }
  });

  test('Z and X are dead', () => {
    assert.equal(parseStat(stat('node', 'Z'))?.zombie, true);
    assert.equal(parseStat(stat('node', 'X'))?.zombie, true);
    assert.equal(parseStat(stat('node', 'D'))?.zombie, false);
  });

  test('an empty one, of a process that has just gone, is none', () => assert.equal(parseStat(''), null));
});

describe('the marker in an environment', () => {
  const block = (...variables: string[]): Buffer => Buffer.from(variables.map((v) => `${v}\0`).join(''));

  test('is found first, in the middle and last', () => {
    assert.equal(findMarker(block('ROUNDHOUSE_ENGINE=g/a/1', 'X=1')), 'g/a/1');
    assert.equal(findMarker(block('X=1', 'ROUNDHOUSE_ENGINE=g/a/1', 'Y=2')), 'g/a/1');
    assert.equal(findMarker(Buffer.from('X=1\0ROUNDHOUSE_ENGINE=g/a/1')), 'g/a/1');
  });

  test('the name of another variable, or the value of one, is not it', () => {
    assert.equal(findMarker(block('MY_ROUNDHOUSE_ENGINE=no', 'X=ROUNDHOUSE_ENGINE=no')), null);
    assert.equal(findMarker(block('X=ROUNDHOUSE_ENGINE=no', 'ROUNDHOUSE_ENGINE=yes')), 'yes');
  });

  test('an empty environment has none', () => assert.equal(findMarker(Buffer.alloc(0)), null));
});

describe('the list of processes on Linux', { skip: process.platform !== 'linux' }, () => {
  test('shows this process, and a child with its marker, group and session', async () => {
    const env = { PATH: process.env['PATH'] ?? '', ROUNDHOUSE_ENGINE: 'g/listed/1' };
    const child = spawn(process.execPath, ['-e', 'process.stdout.write("up");setTimeout(()=>{},60000)'], {
      env,
      detached: true,
    });
    try {
      await once(child.stdout, 'data');
      const startTicks = linuxProcesses.startTicks(child.pid as number);
      const listed = await linuxProcesses.list();
      assert.ok(listed.some(({ pid }) => pid === process.pid));
      const found = listed.find(({ marker }) => marker === 'g/listed/1');
      assert.deepEqual(found, {
        pid: child.pid,
        parent: process.pid,
        group: child.pid,
        session: child.pid,
        startTicks,
        zombie: false,
        marker: 'g/listed/1',
      });
      const later = await linuxProcesses.list(startTicks);
      assert.ok(later.some(({ pid }) => pid === child.pid));
      assert.ok(!later.some(({ pid }) => pid === process.ppid), 'older processes are left out');
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  test('a pid that is nobody has no start', () => assert.equal(linuxProcesses.startTicks(2 ** 30), null));
});

describe('the output of ps', () => {
  test('gives pid, parent, group, state and the marker among the environment', () => {
    const output = [
      '    1     0     1 Ss   /sbin/launchd',
      '  501     1   500 S+   /opt/bin/server --port 80 PATH=/bin:/usr/bin ROUNDHOUSE_ENGINE=g/a/1 HOME=/Users/me',
      '  502   501   500 Z    (server)',
      'something else',
    ].join('\n');
    const unknown = { session: null, startTicks: null };
    assert.deepEqual(parsePs(output), [
      { pid: 1, parent: 0, group: 1, zombie: false, marker: null, ...unknown },
      { pid: 501, parent: 1, group: 500, zombie: false, marker: 'g/a/1', ...unknown },
      { pid: 502, parent: 501, group: 500, zombie: true, marker: null, ...unknown },
    ]);
  });

  test('of the ps of this machine, too', { skip: process.platform !== 'linux' }, async () => {
    const env = { PATH: process.env['PATH'] ?? '', ROUNDHOUSE_ENGINE: 'g/by-ps/1' };
    const child = spawn(process.execPath, ['-e', 'process.stdout.write("up");setTimeout(()=>{},60000)'], { env });
    try {
      await once(child.stdout, 'data');
      // procps writes -E of macOS as e.
      const output = execFileSync('ps', ['axeww', '-o', 'pid=,ppid=,pgid=,stat=,command='], { encoding: 'utf8' });
      const found = parsePs(output).find(({ pid }) => pid === child.pid);
      assert.equal(found?.marker, 'g/by-ps/1');
      assert.equal(found?.parent, process.pid);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });
});
