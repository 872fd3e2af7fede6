/** Keys of the vLLM management API, in lower case, that have no counterpart here: why, and what to do instead. */
export const LEFT_BEHIND: readonly (readonly [RegExp, string])[] = [
  [/^admin_username$/, 'no account is in the config; see ROUNDHOUSE_ADMIN_PASSWORD'],
  [
    /^admin_passwords?$/,
    'no password is in the config: hand it over in ROUNDHOUSE_ADMIN_PASSWORD at the first start, or to `roundhouse users add admin --admin`',
  ],
  [
    /^hugging/,
    'no token is in the config: users send HUGGING_FACE_HUB_TOKEN when they start an engine; for downloads set HF_TOKEN in the environment',
  ],
  [
    /^(?:secret_key|algorithm)$/,
    'logins are random tokens kept as hashes, so there is nothing to sign; throw the key away',
  ],
  [
    /^(?:db_|database_url)/,
    'accounts are in `roundhouse.db` and conversations in `memory.db`, in `data_dir`; or in a Postgres (`database_url_env`)',
  ],
  [
    /^(?:vd_|weaviate|max_file_size)/,
    'there is no vector database and no questions about documents; run them beside it, with /v1/embeddings',
  ],
  [
    /^(?:ray_|cluster_url|api_service_url)/,
    'there is no cluster to be told of; list engines that run elsewhere as models with a `url`',
  ],
  [
    /^(?:max_batch_size|batch_wait_timeout_s)$/,
    'engines batch by themselves; limit requests at once with `concurrency` of a model',
  ],
  [/^(?:wandb|langchain)/, 'nothing is sent to other services; have GET /metrics scraped'],
];

export const OF_AN_LLM =
  'what a client sends reaches the engine unchanged; set such defaults with the arguments of the engine, or in the client';
