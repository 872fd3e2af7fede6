/** A program that starts one engine in a container and waits to be killed: `node gateway-to-kill.ts SOCKET OWNER SPEC`. */
import type { LaunchSpec } from '../../../../server/engines/launchers/index.ts';
import { launcherOn, saying } from '../docker-under-test.ts';

const [socketPath = '', owner = '', spec = ''] = process.argv.slice(2);
const { launcher } = launcherOn(socketPath, { owner });
const engine = await launcher.start(JSON.parse(spec) as LaunchSpec);
await saying(engine, /up|"url"/);
console.log('started');
setInterval(() => {}, 1_000);
