/** The sorts of values that the schema of the configuration is made of. Messages of ours begin with "must". */
import { z } from 'zod';
import { durationPattern } from './duration.ts';
import { sizePattern } from './size.ts';

export const text = z.string().min(1);

const durationFault = 'must be a duration such as 250ms, 60s, 10m or 2h, or a number of seconds, of at most 576h';

const positiveFault = `${durationFault}, and more than 0`;

/** `250ms`, `60s`, `10m`, `2h`, or seconds. */
export const duration = (what: string) =>
  z
    .union([z.string().regex(durationPattern, durationFault), z.number().min(0, durationFault)], durationFault)
    .describe(`${what} A duration such as 250ms, 60s, 10m, 2h, or a number of seconds.`);

/** A duration in which something must be able to happen: not 0. */
export const positiveDuration = (what: string) =>
  z
    .union(
      [
        z.string().regex(new RegExp(`^(?=[0-9.]*[1-9])${durationPattern.source.slice(1)}`), positiveFault),
        z.number().positive(positiveFault),
      ],
      positiveFault,
    )
    .describe(`${what} A duration above 0 such as 250ms, 60s, 10m, 2h, or a number of seconds.`);

const sizeFault = 'must be a size such as 32MB or 512KiB, or a number of bytes, and more than 0';

export const sizeSchema = (what: string) =>
  z
    .union(
      [
        z.string().regex(new RegExp(`^(?=[0-9.]*[1-9])${sizePattern.source.slice(1)}`), sizeFault),
        z.int(sizeFault).positive(sizeFault),
      ],
      sizeFault,
    )
    .describe(what);

export const listenSchema = (byDefault: string, what: string) =>
  z.string('must be an address and a port, or none').default(byDefault).describe(what);

export const envName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable (not its value), e.g. MY_KEY');

export const commandSchema = z.array(z.string(), 'must be a list: the binary, then its arguments, each an item').min(1);
