import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createAccounts, operator } from '../../../server/accounts/index.ts';
import { createPasswords } from '../../../server/accounts/passwords/passwords.ts';
import type { Clock } from '../../../server/platform/clock.ts';
import { silentLog } from '../../../server/platform/log.ts';
import { until } from '../gateway/requests.ts';
import { onEachDatabase } from './databases/databases.ts';

const HOUR_MS = 3_600_000;

/** Moved by hand; runs what is due on the way. */
function handClock() {
  let nowMs = 0;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  const clock: Clock = {
    now: () => nowMs,
    date: () => new Date(Date.UTC(2030, 0, 1) + nowMs),
    timer(delayMs, run) {
      const timer = { at: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  return {
    clock,
    waiting: () => timers.length,
    pass(ms: number) {
      nowMs += ms;
      const due = timers.filter(({ at }) => at <= nowMs);
      timers = timers.filter(({ at }) => at > nowMs);
      for (const { run } of due) run();
    },
  };
}

onEachDatabase('logins that have expired', (database) => {
  it('are taken out of the database within an hour, and no others', async (test) => {
    const opened = await database.open(test);
    const { clock, pass, waiting } = handClock();
    const accounts = createAccounts({
      database: opened,
      clock,
      log: silentLog,
      tokenLifetimeMs: () => 1.5 * HOUR_MS,
      passwords: createPasswords({ cost: { memoryKib: 8, passes: 1, lanes: 1 } }),
    });
    await accounts.start('the first password');
    const user = await accounts.users.create(operator, { name: 'alice', password: 'a long password' });
    const login = () => accounts.login({ username: 'alice', password: 'a long password', address: '127.0.0.1' });
    const kept = async (): Promise<number> => {
      const rows = await opened.run((db) =>
        db.selectFrom('credentials').select('id').where('user_id', '=', user.id).execute(),
      );
      return rows.length;
    };
    await login();
    pass(HOUR_MS);
    const { token } = await login();
    assert.equal(await kept(), 2, 'neither has expired');
    // The next hour begins when the last cleaning has ended.
    await until('both timers wait', () => waiting() === 2);
    pass(HOUR_MS);
    await until('the first is gone', async () => (await kept()) === 1);
    assert.equal((await accounts.find(token))?.name, 'alice');
    await until('both timers wait', () => waiting() === 2);
    accounts.close();
    assert.equal(waiting(), 0);
  });
});
