/** The words of the fleet's errors. */
import { AppError } from '../../../platform/errors.ts';
import type { Model } from './state.ts';

/** Half of `max_wait`, within 1 and 30 s: by then a swap has happened. */
function retryAfterSeconds(model: Model): number {
  return Math.min(30, Math.max(1, Math.ceil(model.config.maxWaitMs / 2000)));
}

export function queueFull(model: Model, position: number): AppError {
  const message =
    `The queue of model "${model.name}" is full: ${model.queue.length} requests wait and max_queue is ` +
    `${model.config.maxQueue}; this one would be number ${position}. Try again later.`;
  return overloaded('queue_full', message, model, position);
}

export function queueTimeout(model: Model, position: number): AppError {
  const message =
    `The request waited ${model.config.maxWaitMs / 1000} s (max_wait) for model "${model.name}" and was still number ` +
    `${position} in the queue. Try again later.`;
  return overloaded('queue_timeout', message, model, position);
}

function overloaded(code: 'queue_full' | 'queue_timeout', message: string, model: Model, position: number): AppError {
  return new AppError(code, message, {
    retryAfterSeconds: retryAfterSeconds(model),
    fields: { queue_position: position },
  });
}

export function startFailed(model: { readonly name: string }, reason: string): AppError {
  return new AppError('engine_start_failed', `The engine of model "${model.name}" could not be started: ${reason}`);
}

export function noFetch(model: { readonly name: string }): AppError {
  return startFailed(model, 'it has a `source`, and this program fetches none.');
}

export function noDocker(model: { readonly name: string }): AppError {
  return startFailed(model, 'it has `docker`, and this program runs no containers.');
}

export function unavailable(model: Model, reason: string): AppError {
  return new AppError('engine_unavailable', `No engine of model "${model.name}" is ready: ${reason}`, {
    retryAfterSeconds: retryAfterSeconds(model),
  });
}

export function shuttingDown(): AppError {
  return new AppError('shutting_down', 'The gateway is shutting down.', { retryAfterSeconds: 5 });
}

export function modelNotFound(name: string): AppError {
  return new AppError('model_not_found', `There is no model "${name}".`, { param: 'model' });
}

export function engineStopped(engineId: string): AppError {
  return new AppError('engine_stopped', `The engine ${engineId} was stopped while it was answering.`);
}

export function stoppedWhileStarting(engineId: string): AppError {
  return new AppError('engine_stopped', `The engine ${engineId} was stopped by request while it was starting.`);
}

export function engineGone(engineId: string, reason: string): AppError {
  return new AppError('engine_disconnected', `The engine ${engineId} is gone: ${reason.split('\n', 1)[0]}`);
}

export function leftTheQueue(): AppError {
  return new AppError('engine_unavailable', 'The request left the queue before an engine was free.');
}
