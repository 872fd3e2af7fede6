/** The gateway's configuration for the tests of the SDKs: the embedded engine, and two keys. */
import { tinyModel } from '../embedded/embedded-process.ts';

/** The keys that `sdkYaml` asks for: `sk-app` may infer and read, `sk-reader` may read only. */
export const sdkEnv = { APP_KEY: 'sk-app', READER_KEY: 'sk-reader' };

export const sdkYaml = `
auth: keys
api_keys:
  - { name: app, key_env: APP_KEY }
  - { name: reader, key_env: READER_KEY, verbs: [read] }
models:
  tiny:
    engine: embedded
    aliases: [tiny-alias]
    model: ${JSON.stringify(tinyModel)}
    context: 1024
    args: ["--threads", "1"]
  other: { engine: openai, url: "http://127.0.0.1:9" }
`;
