/** `roundhouse forward` as a program of its own. */
import { forward } from '../../../server/programs/forward.ts';

process.exitCode = await forward(process.argv.slice(2));
