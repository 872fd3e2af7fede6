/** What the command lines of the kinds have in common. */
import type { ModelConfig } from '../../platform/config/config.ts';
import { AppError } from '../../platform/errors.ts';
import type { CommandOptions } from './kind.ts';

/** The launcher fills in both. All engines that we build a command line for spell these options alike. */
export const listenArgs: readonly string[] = ['--host', '${HOST}', '--port', '${PORT}'];

/** `[option, number]`, nothing where the context is not known. */
export function contextArgs(option: string, { variant }: CommandOptions): readonly string[] {
  return variant.context === null ? [] : [option, String(variant.context)];
}

/** `model:` and `args:` of a variant. Throws AppError `invalid_request` where it has neither, or a name that is an option. */
export function modelSource({ model, variant }: CommandOptions): {
  readonly model: string;
  readonly args: readonly string[];
} {
  if (variant.run?.by !== 'model') {
    throw new AppError('invalid_request', `model "${model.name}" has no \`model:\` to build a command line from`);
  }
  const { model: source, args } = variant.run;
  if (source === '' || source.startsWith('-')) {
    throw new AppError(
      'invalid_request',
      `model "${model.name}": \`model: "${source}"\` must be a file or a name, and must not begin with a dash`,
      { param: 'model' },
    );
  }
  return { model: source, args };
}

/** The name that the engine must answer to: what it will be asked for. */
export function servedModelName(model: ModelConfig): string {
  return model.engineModel ?? model.name;
}
