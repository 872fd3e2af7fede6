/** `roundhouse download` alone, as a process that tests can kill. */
import { download } from '../../../server/programs/download.ts';

process.exitCode = await download(process.argv.slice(2));
