/** `roundhouse forward`, for the benchmark. */
import { forward } from '../../server/programs/forward.ts';

process.exitCode = await forward(process.argv.slice(2));
