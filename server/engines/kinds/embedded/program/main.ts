/** The embedded engine: a process of its own, so that a fault in native code ends an engine and not the gateway. */
import { LoadError } from './load-model.ts';
import { OptionError, parseOptions } from './options.ts';
import { serve } from './serve.ts';
import { serveCounts } from './vocabulary/serve-counts.ts';

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.mode === 'vocabulary') serveCounts();
  else await serve(options.engine);
} catch (error) {
  if (!(error instanceof OptionError) && !(error instanceof LoadError)) throw error;
  process.stderr.write(`embedded engine: ${error.message}\n`);
  process.exit(1);
}
