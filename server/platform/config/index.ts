export { type ConfigCheck, checkConfig, printConfigCheck } from './check-config.ts';
export { type LoadOptions, loadConfig } from './load-config.ts';
export { ConfigError, type ConfigProblem, formatProblem } from './problems.ts';
export { ADMIN_PASSWORD_ENV, secretEnvNames } from './secret-env.ts';
export { type ConfigWatch, watchConfig } from './watch-config.ts';
