/** Fails when the specs or the clients in the checkout are not what the contract gives. */
import { findDrift } from './openapi/drift.ts';

const drift = await findDrift();
for (const path of drift) console.error(`${path} is not what the contract gives: run \`npm run gen\``);
if (drift.length > 0) process.exitCode = 1;
else console.log('specs and clients are current');
