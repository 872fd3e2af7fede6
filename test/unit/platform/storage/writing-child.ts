/** Writes rows until it is killed, and says each name when its row is in the database. Argument: the data directory. */
import { openDatabase } from '../../../../server/platform/storage/index.ts';
import { insert } from './database-folder.ts';

const database = await openDatabase({ dataDir: process.argv[2] as string });
for (let count = 0; ; count++) {
  const name = `row-${String(count).padStart(6, '0')}`;
  await insert(database, name);
  process.stdout.write(`${name}\n`);
}
