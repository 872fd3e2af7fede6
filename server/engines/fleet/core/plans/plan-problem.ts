import { AppError } from '../../../../platform/errors.ts';
import { startFailed } from '../messages.ts';
import { gpusImpossible } from '../room/gpus.ts';
import type { FleetState, Model } from '../state.ts';

/** Why a variant cannot be started by us, whatever room there is; null: it can. */
export function planProblem(state: FleetState, model: Model, variant: number): AppError | null {
  const problem = commandProblem(model, variant);
  if (problem) return problem;
  const impossible = gpusImpossible(state, { model, variant });
  return impossible === null ? null : startFailed(model, `${impossible}.`);
}

/** The same, whatever GPUs there are. */
export function commandProblem(model: Model, variant: number): AppError | null {
  const plan = model.plans[variant];
  if (!plan) {
    const message = `Variant ${variant} of model "${model.name}" is not started by this gateway.`;
    return new AppError('invalid_request', message, { param: 'variant' });
  }
  return 'error' in plan ? plan.error : null;
}
