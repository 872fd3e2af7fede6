/** A process that logs: `log-child.ts JSON-OF-LOG-CONFIG LINES [exit]`. Prints `alive` when it has logged everything. */
import { createLogger } from '../../../../server/platform/log/index.ts';

const [config = '{}', lines = '1', exit] = process.argv.slice(2);
const { log, flush } = createLogger(JSON.parse(config));
for (let i = 0; i < Number(lines); i++) log.info({ i }, 'line');
if (exit === 'exit') process.exit(0);
await flush();
log.info({}, 'after');
await flush();
process.stdout.write('alive\n');
