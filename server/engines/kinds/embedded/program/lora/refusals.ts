/** Errors of the LoRA routes, in the form and mostly in the words of vLLM, whose routes they are. */
import { RequestError } from '../http/request-error.ts';

function badRequest(message: string): RequestError {
  return new RequestError(400, { message, type: 'InvalidUserInput', param: null, code: 400 });
}

function notFound(message: string, param: string | null): RequestError {
  return new RequestError(404, { message, type: 'NotFoundError', param, code: 404 });
}

export const missingField = () => badRequest("Both 'lora_name' and 'lora_path' must be provided.");

export const missingName = () => badRequest("'lora_name' must be provided.");

export const nameTooLong = (charactersMax: number) =>
  badRequest(`'lora_name' must have at most ${charactersMax} characters.`);

export const nameOfBase = (name: string) =>
  badRequest(`The lora adapter '${name}' conflicts with a served base model.`);

export const alreadyLoaded = (name: string) =>
  badRequest(
    `The lora adapter '${name}' has already been loaded. If you want to load the adapter in place, set 'load_inplace' to True.`,
  );

export const tooMany = (name: string, max: number) =>
  badRequest(
    `Loading lora ${name} failed: ${max} LoRA adapters are loaded or still answering, the most that this engine takes (--max-loras). Unload one first, or start the engine with more.`,
  );

/** The path is not repeated. */
export const noFile = (name: string) => notFound(`Loading lora ${name} failed: No adapter found for <path>`, null);

/** `why`: a half sentence. */
export const notForModel = (name: string, why: string) => badRequest(`Loading lora ${name} failed: ${why}`);

export const notLoaded = (name: string) => notFound(`The lora adapter '${name}' cannot be found.`, null);

export const noSuchModel = (name: string) => notFound(`The model \`${name}\` does not exist.`, 'model');

/** The file may be good: there was no memory for it, or llama.cpp failed. */
export function loadFailed(name: string, why: string): RequestError {
  const message = `Loading lora ${name} failed: ${why}`;
  return new RequestError(500, { message, type: 'InternalServerError', param: null, code: 500 });
}
