import type { LogConfig } from '../../platform/config/config.ts';

/** Lines on standard error: for people on a terminal, JSON elsewhere. */
export const logConfig = (): LogConfig => ({
  level: 'info',
  format: process.stderr.isTTY === true ? 'text' : 'json',
  file: null,
});
