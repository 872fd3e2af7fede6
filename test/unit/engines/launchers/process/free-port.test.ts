import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { createPortChooser } from '../../../../../server/engines/launchers/process/free-port.ts';

/** A system that offers these ports in turn, the last one for ever. */
const offering = (...ports: number[]) => {
  let asked = 0;
  return async (): Promise<number> => ports[Math.min(asked++, ports.length - 1)] as number;
};

describe('choosing a port', () => {
  test('no two engines get the same, even when the system offers it twice', async () => {
    const chooser = createPortChooser(offering(5000, 5000, 5001));
    assert.equal(await chooser.take(), 5000);
    assert.equal(await chooser.take(), 5001);
  });

  test('a released port may be chosen again', async () => {
    const chooser = createPortChooser(offering(5000));
    chooser.release(await chooser.take());
    assert.equal(await chooser.take(), 5000);
  });

  test('when only taken ones are offered it gives up with an error that says so', async () => {
    const chooser = createPortChooser(offering(5000));
    await chooser.take();
    await assert.rejects(chooser.take(), { code: 'engine_start_failed', message: /No free port/ });
  });

  test('a hundred at once are a hundred different ones, and one can be listened on', async () => {
    const chooser = createPortChooser();
    const ports = await Promise.all(Array.from({ length: 100 }, () => chooser.take()));
    assert.equal(new Set(ports).size, 100);
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(ports[0], '127.0.0.1', resolve);
    });
    await new Promise((resolve) => server.close(resolve));
  });
});
