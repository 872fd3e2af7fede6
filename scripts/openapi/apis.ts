/** Every API that we serve, and what its spec says of it as a whole. */
import { type ContractRoute, walkRoutes } from '../../contract/index.ts';
import { sidecarContract } from '../../contract/sidecar.ts';
import { type AboutApi, gatewayApi, info, security } from './api-info.ts';

export interface Api extends AboutApi {
  /** Of the spec's files: `<name>.json` and `<name>-3.0.json`. */
  readonly name: string;
  readonly routes: () => Iterable<ContractRoute>;
}

const sidecar: Api = {
  name: 'sidecar',
  routes: () => walkRoutes(sidecarContract),
  info: (version) => ({
    ...info(version),
    title: 'Roundhouse sidecar',
    summary: 'LoRA adapters, downloads and metrics of one engine.',
    description:
      'A small program beside one engine (vLLM, SGLang, llama.cpp): it loads LoRA adapters, downloads models, and gives the ' +
      'engine’s metrics standard names. It needs a token only where it was started with `--token-file`.',
  }),
  servers: [{ url: 'http://127.0.0.1:9000', description: 'The sidecar as it listens by default.' }],
  security,
};

export const apis: readonly Api[] = [{ name: 'openapi', routes: () => walkRoutes(), ...gatewayApi }, sidecar];
