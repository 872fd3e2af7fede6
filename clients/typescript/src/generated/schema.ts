// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

export interface paths {
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a conversation
         * @description OpenAI’s chat completions. The body goes to the engine of the model as it is, fields that are not listed here included; what they mean is the engine’s to say. With `stream: true` the answer is a stream of events which ends with `[DONE]`; a stream that breaks ends with an error event and without it.
         */
        post: operations["createChatCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with a text
         * @description OpenAI’s completions: the prompt is gone on with as it stands, without a chat template. Streams as chat completions do.
         */
        post: operations["createCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn texts into vectors
         * @description OpenAI’s embeddings. An engine that was not started for embeddings answers 501 or 404.
         */
        post: operations["createEmbedding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a response
         * @description OpenAI’s responses, as far as the engine has them: those that we know keep no state, so `previous_response_id`, `background` and the hosted tools work with few or none. Streams end with `response.completed`, not with `[DONE]`.
         */
        post: operations["createResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a conversation, in Anthropic’s shape
         * @description Anthropic’s messages, for engines that speak them. Errors are in Anthropic’s shape too. A stream ends with `message_stop`; one that breaks ends with an `error` event.
         */
        post: operations["createMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/count_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count the tokens of a conversation
         * @description Counts what `/v1/messages` would send to the model, and generates nothing.
         */
        post: operations["countMessageTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rerank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order documents by relevance
         * @description Jina’s and Cohere’s rerank, which llama.cpp and vLLM speak; the model must be made for it.
         */
        post: operations["createRerank"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokenize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cut a text into tokens
         * @description The engine’s own tokenizer. Engines differ in the names of the fields; see each.
         */
        post: operations["tokenize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/detokenize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put tokens together into a text
         * @description The engine’s own tokenizer, backwards.
         */
        post: operations["detokenize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models
         * @description Every name that this caller may put into `model`: models, aliases and LoRA adapters, running or not. In the shape of OpenAI’s list, with the state and the context sizes beside it.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one model
         * @description One name that can be asked for. An unknown one is a 404 `model_not_found` that lists near names.
         */
        get: operations["getModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the engines
         * @description Engines that the gateway knows, started by it or already running elsewhere, of the models that you may use.
         */
        get: operations["listEngines"];
        put?: never;
        /**
         * Start a variant of a model now
         * @description Starts an engine and answers when it is ready; one that already runs is answered at once. Idle engines make room for it, busy ones never: then it is a 409 `no_room`. Without `variant` and `context` the smallest variant is started.
         */
        post: operations["startEngine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/engines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one engine
         * @description One engine. Where it could not be started, `reason` says why, with its last log lines.
         */
        get: operations["getEngine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/engines/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an engine
         * @description Gives it no more requests, waits for those it has (`drain_timeout`), stops it, and answers when it is gone. The next request for its model starts one again.
         */
        post: operations["stopEngine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/engines/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read or follow the log of an engine
         * @description What the engine wrote to its standard output and error. Engines may write prompts there: the verb is `engines`.
         */
        get: operations["getEngineLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/load_lora_adapter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Load a LoRA adapter
         * @description Loads it into every engine of the base model, now and whenever one is started, and asks each engine whether it has it. Answers when all have it, or the first has failed: then nothing of it stays. It is then a model of its own name. llama.cpp takes LoRA adapters at the start only: its engines are renewed one by one, requests wait meanwhile.
         */
        post: operations["loadLoraAdapter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unload_lora_adapter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unload a LoRA adapter
         * @description No request reaches it any more at once; then it is taken out of every engine, and each is asked.
         */
        post: operations["unloadLoraAdapter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/load_lora_adapter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Load a LoRA adapter
         * @description The same as `/v1/load_lora_adapter`, where SGLang and Patio have it.
         */
        post: operations["loadLoraAdapterUnversioned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unload_lora_adapter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unload a LoRA adapter
         * @description The same as `/v1/unload_lora_adapter`, where SGLang and Patio have it.
         */
        post: operations["unloadLoraAdapterUnversioned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lora_adapters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the LoRA adapters
         * @description Which LoRA adapters are wanted, and which engine has them.
         */
        get: operations["listLoraAdapters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lora_adapters/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one LoRA adapter
         * @description One LoRA adapter, wanted or being unloaded.
         */
        get: operations["getLoraAdapter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/download_model": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Download a model
         * @description Brings the files of a model onto the disk: in parallel, resumed where an earlier try was cut off, checked by size and hash where the source gives one. Several callers for one place share one download.
         */
        post: operations["downloadModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the downloads
         * @description Newest first; ended ones are kept for a while.
         */
        get: operations["listDownloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/downloads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one download
         * @description State, bytes, rate, time left and files.
         */
        get: operations["getDownload"];
        put?: never;
        post?: never;
        /**
         * Cancel a download
         * @description Ends a download that is under way. One that has ended stays as it is.
         */
        delete: operations["cancelDownload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/downloads/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a download
         * @description An event stream: the download as it is now, then after each change, until it has ended.
         */
        get: operations["followDownload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description A token for a name and a password. Wrong passwords are limited per name and per address (429 with `retry-after`). Which of the two was wrong is not told.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/token/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends a token, on every gateway within a second. As RFC 7009 has it, a token that is not known, or is not yours, is answered like one that was ended.
         */
        post: operations["revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your own user
         * @description Role, limits and what is used of them. 404 for who is no user: a key of the config, or a set-up token.
         */
        get: operations["getOwnUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your own password
         * @description Ends all your other logins, on every gateway within a second, and what they have running; your API keys stay. Wrong old passwords are limited together with those of `POST /token` (429 with `retry-after`).
         */
        post: operations["changeOwnPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users
         * @description Oldest first, in pages.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Create a user
         * @description Only an admin creates admins. The first one is made with the set-up token that the gateway prints at its first start.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one user
         * @description Role, limits and what is used of them.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /**
         * Delete a user
         * @description With all tokens and keys. What the user has running is ended. The last admin stays.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description Counts within a second on every gateway. What a user who is disabled has running is ended. The last admin stays.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API keys
         * @description Oldest first, in pages; without the keys themselves.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description The key is shown in this answer and never again. It takes a login (`POST /token`), or the verb `users`: other keys make no keys.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one API key
         * @description Name, scopes and expiry. Somebody else’s key is answered like one that does not exist.
         */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Counts within a second on every gateway; what runs with it is ended.
         */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was used
         * @description By day, user and model; newest day first. Your own; with the verb `users` besides, everybody’s. At most a second late.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rate-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rate limits
         * @description All of them, oldest first.
         */
        get: operations["listRateLimits"];
        /**
         * Set a rate limit
         * @description In the place of one for the same user or key and the same model. Counts within a second on every gateway; each gateway counts for itself.
         */
        put: operations["setRateLimit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rate-limits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Lift a rate limit
         * @description Counts within a second on every gateway.
         */
        delete: operations["deleteRateLimit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/db_request/add_user/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a user, as the vLLM management API has it
         * @description The same as `POST /v1/users`. `*_number` is what was used so far, `*_limit` the most in the whole lifetime.
         */
        post: operations["addUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vllm_request/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start an engine of your own
         * @description Answers when the engine is ready, or has failed to get ready (`unhealthy`; then nothing of it stays). It takes a slot like all others: 409 `no_room` says what is running. It is then a model of yours on the OpenAI routes; to others it does not exist. It ends with the gateway. It takes a login (`POST /token`), or the verb `users`.
         */
        post: operations["startUserEngine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vllm_request/terminate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an engine of your own
         * @description At once: what it was answering is ended. Answers when it is gone. One that has ended already says how. Admins may stop those of others; to all others these do not exist.
         */
        post: operations["terminateUserEngine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/active_models/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the engines that users started
         * @description Your own; admins see all.
         */
        get: operations["listActiveModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/llm_request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a model, with memory
         * @description With `memory: true` the conversation of that number is continued: what was said before is sent along, as many whole turns as the model’s context holds, the newest ones, and every system message. A second request in the same conversation waits for the first; what fails, or is left by its client, is not remembered.
         */
        post: operations["llmRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the conversations
         * @description Your own, newest first, in pages.
         */
        get: operations["listConversations"];
        put?: never;
        /**
         * Create a conversation
         * @description One that `POST /llm_request` goes on with by its number. What is said is kept in a store of its own, is nobody else’s to read, and is really gone when it is deleted.
         */
        post: operations["createConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one conversation
         * @description Without what was said in it. Somebody else’s is answered like one that does not exist.
         */
        get: operations["getConversation"];
        put?: never;
        post?: never;
        /**
         * Delete a conversation
         * @description With all that was said in it. In a SQLite file it is overwritten, in the log of writes too.
         */
        delete: operations["deleteConversation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was said
         * @description In pages.
         */
        get: operations["listConversationItems"];
        put?: never;
        /**
         * Add to a conversation
         * @description After the answer that is under way, if there is one. No model is asked.
         */
        post: operations["addConversationItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the state of the fleet
         * @description An event stream: first one `engine.state` per known engine, then every change of state, of downloads and LoRA adapters, and the result of each reload of the config; of these what you may see by the other routes (downloads: with the verb `lora`; reloads: with `engines`). It has no end of its own. Comment lines keep the connection alive.
         */
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the gateway alive?
         * @description Answers as long as the process can. It says nothing about engines: see `GET /v1/engines`.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Should requests be sent here?
         * @description 200 when the gateway listens, its config is valid, its storage can be reached and it is not shutting down; else 503. No engine is needed for it.
         */
        get: operations["getReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics for Prometheus
         * @description Prometheus text format: the gateway’s own metrics, then those of every engine in one vocabulary (`roundhouse:*`) and under the engine’s own names, with the labels `model` and `replica`. An engine that does not answer within a second is left out and shown as `roundhouse:up 0`. Samples of models that the caller may not use are left out. Needs no key where `public_metrics` is set in the config; then engines of users are left out.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This API as OpenAPI 3.1
         * @description The document that this page shows. Clients are generated from it.
         */
        get: operations["getOpenapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi-3.0.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This API as OpenAPI 3.0
         * @description The same API for tools that do not read OpenAPI 3.1 yet.
         */
        get: operations["getOpenapi30"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This API as a page
         * @description Swagger UI, served by the gateway itself; works without the internet.
         */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Access programs that applied. */
        AccessPrograms: {
            /** @enum {string} */
            cyber: "standard" | "daybreak_blue" | "daybreak_red";
        } & {
            [key: string]: unknown;
        };
        /** @description Programs of special access that the request counts on. */
        AccessProgramsOptions: {
            /** @enum {string} */
            cyber?: "standard" | "daybreak_blue" | "daybreak_red";
        } & {
            [key: string]: unknown;
        };
        /** @description An engine that a user started. */
        ActiveModel: {
            /**
             * @description The model on the OpenAI routes.
             * @example org/tiny
             */
            engine_name: string;
            /** @description Of its container, as Docker names it; the engine’s id where there is none. */
            container_id: string;
            /**
             * @description As on the hub: `name` or `organisation/name`. The config says which ones users may start.
             * @example org/tiny
             */
            model_name: string;
            /** @description As the name of the model, or of its file, says. */
            quantized: boolean;
            /** @description null: the model’s own. */
            max_model_length: number | null;
            seed: number | null;
            inference_end_point: string;
            /**
             * Format: date-time
             * @description When it was started.
             */
            timestamp: string;
            user_id: string;
        };
        /** @description Tools that were added in the middle of a conversation. */
        AdditionalTools: {
            id: string;
            /** @enum {string} */
            role: "unknown" | "user" | "assistant" | "system" | "critic" | "discriminator" | "developer" | "tool";
            tools: components["schemas"]["ResponseTool"][];
            /** @enum {string} */
            type: "additional_tools";
        } & {
            [key: string]: unknown;
        };
        /** @description Tools to add in the middle of a conversation. */
        AdditionalToolsParam: {
            /** @enum {string} */
            role: "developer";
            tools: components["schemas"]["ResponseTool"][];
            /** @enum {string} */
            type: "additional_tools";
            id?: string | null;
        } & {
            [key: string]: unknown;
        };
        AddUserRequest: {
            /**
             * @description Begins with a letter or a digit; letters, digits and `. _ @ + -`.
             * @example alice
             */
            username: string;
            /**
             * @description 8 to 1024 characters. Kept as an argon2id hash.
             * @example correct horse battery
             */
            password: string;
            /**
             * @description Prompt tokens used so far.
             * @example 0
             */
            prompt_token_number?: number | null;
            /**
             * @description Generated tokens used so far.
             * @example 0
             */
            gen_token_number?: number | null;
            /**
             * @description Most prompt tokens in the whole lifetime; null: no limit.
             * @default null
             * @example 1000000
             */
            prompt_token_limit?: number | null;
            /**
             * @description Most generated tokens in the whole lifetime; null: no limit.
             * @default null
             * @example 1000000
             */
            gen_token_limit?: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description What went wrong, in Anthropic’s words. */
        AnthropicErrorObject: {
            /** @description As Anthropic names them, e.g. `not_found_error`. */
            type: string;
            message: string;
            /** @description As in `ErrorObject`. */
            code?: components["schemas"]["ErrorCode"] | string | null;
            /** @description As in `ErrorObject`. */
            engine?: unknown;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Anthropic's error envelope.
         * @example {
         *       "type": "error",
         *       "error": {
         *         "type": "not_found_error",
         *         "message": "The model \"tyni\" does not exist. Near names: tiny.",
         *         "code": "model_not_found"
         *       },
         *       "request_id": "req_01JD8Z4T2N9Q"
         *     }
         */
        AnthropicErrorResponse: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "error";
            error: components["schemas"]["AnthropicErrorObject"];
            /**
             * @description The same as the header `x-request-id`; quote it when you report a fault.
             * @example req_01JD8Z4T2N9Q
             */
            request_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description An API key, without its secret. */
        ApiKey: {
            /** @example key_0mhq3x1k2a7b9c0d1e2 */
            id: string;
            /** @enum {string} */
            object: "api_key";
            /** @example laptop */
            name: string;
            /** @example usr_0mhq3x1k2a7b9c0d1e2 */
            user_id: string;
            /**
             * @description The first characters of the key, to know it by.
             * @example rh_4Yz0q1m
             */
            start: string;
            /** @description What it may, as far as its user may. */
            verbs: components["schemas"]["Verb"][];
            /**
             * @description Models and LoRA adapters that it may use; the LoRA adapters of such a model too. null: all.
             * @example [
             *       "tiny"
             *     ]
             */
            models: string[] | null;
            /** Format: date-time */
            created_at: string;
            /** @description null: never. */
            expires_at: string | null;
        };
        ApiKeyList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["ApiKey"][];
            /** @description There are more: ask again with `after`, the last id of these. */
            has_more: boolean;
        };
        /** @description The model changes a file. */
        ApplyPatchCall: {
            id: string;
            call_id: string;
            operation: components["schemas"]["PatchCreateFile"] | components["schemas"]["PatchDeleteFile"] | components["schemas"]["PatchUpdateFile"];
            /** @enum {string} */
            status: "in_progress" | "completed";
            /** @enum {string} */
            type: "apply_patch_call";
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            created_by?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description How that change went. */
        ApplyPatchCallOutput: {
            id: string;
            call_id: string;
            /** @enum {string} */
            status: "completed" | "failed";
            /** @enum {string} */
            type: "apply_patch_call_output";
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            created_by?: string;
            output?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description How that change went, given back as input. */
        ApplyPatchCallOutputParam: {
            call_id: string;
            /** @enum {string} */
            status: "completed" | "failed";
            /** @enum {string} */
            type: "apply_patch_call_output";
            id?: string | null;
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            output?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A change to a file, given back as input. */
        ApplyPatchCallParam: {
            call_id: string;
            operation: components["schemas"]["PatchCreateFile"] | components["schemas"]["PatchDeleteFile"] | components["schemas"]["PatchUpdateFile"];
            /** @enum {string} */
            status: "in_progress" | "completed";
            /** @enum {string} */
            type: "apply_patch_call";
            id?: string | null;
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model change files. */
        ApplyPatchTool: {
            /** @enum {string} */
            type: "apply_patch";
            allowed_callers?: ("direct" | "programmatic")[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description What the model said before. */
        AssistantMessage: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            role: "assistant";
            audio?: components["schemas"]["AudioReference"] | null;
            content?: string | (components["schemas"]["ChatTextPart"] | components["schemas"]["ChatRefusalPart"])[] | null;
            function_call?: components["schemas"]["FunctionCall"] | null;
            name?: string;
            refusal?: string | null;
            tool_calls?: components["schemas"]["ChatToolCall"][];
            /** @description What the model thought. llama.cpp, SGLang. */
            reasoning_content?: string | null;
            /** @description What the model thought. vLLM. */
            reasoning?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Something by its id: earlier audio, or a voice. */
        AudioReference: {
            id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Where a cached prefix ends. */
        CacheControl: {
            /** @enum {string} */
            type: "ephemeral";
            /** @enum {string} */
            ttl?: "5m" | "1h";
        } & {
            [key: string]: unknown;
        };
        /** @description Cached tokens of images and texts. */
        CachedImageTokensDetails: {
            cached_image_tokens: number;
            cached_text_tokens: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Tokens written to the cache. */
        CacheWriteTokensDetails: {
            ttl_12h_tokens: number;
            ttl_30m_tokens: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Allow some of the tools only. */
        ChatAllowedToolChoice: {
            allowed_tools: components["schemas"]["ChatAllowedTools"];
            /** @enum {string} */
            type: "allowed_tools";
        } & {
            [key: string]: unknown;
        };
        /** @description Tools out of `tools` that may be called, and whether one must be. */
        ChatAllowedTools: {
            /** @enum {string} */
            mode: "auto" | "required";
            tools: {
                [key: string]: unknown;
            }[];
        } & {
            [key: string]: unknown;
        };
        /** @description A note on the answer: a web page it cites. */
        ChatAnnotation: {
            /** @enum {string} */
            type: "url_citation";
            url_citation: components["schemas"]["ChatUrlCitation"];
        } & {
            [key: string]: unknown;
        };
        /** @description Roughly where the user is, to search near there. */
        ChatApproximateLocation: {
            city?: string;
            country?: string;
            region?: string;
            timezone?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The answer as speech, where `modalities` asks for it. */
        ChatAudio: {
            id: string;
            data: string;
            expires_at: number;
            transcript: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of spoken audio. */
        ChatAudioDelta: {
            id?: string;
            data?: string;
            expires_at?: number;
            transcript?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Voice and encoding of spoken answers. */
        ChatAudioOptions: {
            /** @enum {string} */
            format: "wav" | "aac" | "mp3" | "flac" | "opus" | "pcm16";
            voice: string | components["schemas"]["AudioReference"];
        } & {
            [key: string]: unknown;
        };
        /** @description Audio, in base64. */
        ChatAudioPart: {
            input_audio: components["schemas"]["InputAudioData"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "input_audio";
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"];
        } & {
            [key: string]: unknown;
        };
        /** @description Audio by its URL. vLLM, SGLang. */
        ChatAudioUrlPart: {
            audio_url: components["schemas"]["ChatMediaUrl"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "audio_url";
        } & {
            [key: string]: unknown;
        };
        /** @description The answers to a conversation, and the tokens they took. */
        ChatCompletion: {
            id: string;
            choices: components["schemas"]["ChatCompletionChoice"][];
            created: number;
            model: string;
            /** @enum {string} */
            object: "chat.completion";
            /** @description SGLang tells here which weights answered. */
            metadata?: {
                [key: string]: unknown;
            } | null;
            moderation?: components["schemas"]["ChatModeration"] | null;
            service_tier?: ("auto" | "default" | "flex" | "scale" | "priority" | "fast") | null;
            system_fingerprint?: string | null;
            usage?: components["schemas"]["CompletionUsage"];
            timings?: components["schemas"]["Timings"];
            prompt_progress?: components["schemas"]["PromptProgress"];
            /** @description Where `return_token_ids` was asked for. vLLM. */
            prompt_token_ids?: number[] | null;
            /** @description vLLM. */
            prompt_logprobs?: unknown;
            /** @description vLLM. */
            kv_transfer_params?: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        /** @description One of the answers. */
        ChatCompletionChoice: {
            /** @enum {string} */
            finish_reason: "stop" | "length" | "tool_calls" | "content_filter" | "function_call";
            index: number;
            logprobs?: components["schemas"]["ChatLogprobs"] | null;
            message: components["schemas"]["ChatCompletionMessage"];
            /** @description The stop string or token that ended it. vLLM. */
            stop_reason?: string | number | null;
            /** @description The stop string or token that ended it. SGLang. */
            matched_stop?: string | number | null;
            /** @description Where `return_token_ids` was asked for. vLLM. */
            token_ids?: number[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description One event of a streamed answer. */
        ChatCompletionChunk: {
            id: string;
            choices: components["schemas"]["ChatCompletionChunkChoice"][];
            created: number;
            model: string;
            /** @enum {string} */
            object: "chat.completion.chunk";
            moderation?: components["schemas"]["ChatModeration"] | null;
            obfuscation?: string;
            service_tier?: ("auto" | "default" | "flex" | "scale" | "priority" | "fast") | null;
            system_fingerprint?: string | null;
            usage?: components["schemas"]["CompletionUsage"] | null;
            timings?: components["schemas"]["Timings"];
            prompt_progress?: components["schemas"]["PromptProgress"];
            /** @description Where `return_token_ids` was asked for. vLLM. */
            prompt_token_ids?: number[] | null;
            /** @description vLLM. */
            prompt_logprobs?: unknown;
            /** @description vLLM. */
            kv_transfer_params?: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of one of the answers. */
        ChatCompletionChunkChoice: {
            delta: components["schemas"]["ChatDelta"];
            index: number;
            finish_reason: ("stop" | "length" | "tool_calls" | "content_filter" | "function_call") | null;
            logprobs?: components["schemas"]["ChatLogprobs"] | null;
            /** @description The stop string or token that ended it. vLLM. */
            stop_reason?: string | number | null;
            /** @description The stop string or token that ended it. SGLang. */
            matched_stop?: string | number | null;
            /** @description Where `return_token_ids` was asked for. vLLM. */
            token_ids?: number[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of the answer; or, as the last event of a broken stream, what went wrong. */
        ChatCompletionEvent: components["schemas"]["ChatCompletionChunk"] | components["schemas"]["ErrorResponse"];
        /** @description What the model answered. */
        ChatCompletionMessage: {
            content: string | null;
            refusal?: string | null;
            /** @enum {string} */
            role: "assistant";
            annotations?: components["schemas"]["ChatAnnotation"][] | null;
            audio?: components["schemas"]["ChatAudio"] | null;
            function_call?: components["schemas"]["FunctionCall"] | null;
            tool_calls?: components["schemas"]["ChatToolCall"][] | null;
            /** @description What the model thought. llama.cpp, SGLang. */
            reasoning_content?: string | null;
            /** @description What the model thought. vLLM. */
            reasoning?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A conversation to answer, and how. */
        ChatCompletionRequest: {
            messages: components["schemas"]["ChatMessage"][];
            model: string;
            audio?: components["schemas"]["ChatAudioOptions"] | null;
            frequency_penalty?: number | null;
            function_call?: ("none" | "auto") | components["schemas"]["NamedFunction"];
            functions?: components["schemas"]["ChatFunction"][];
            logit_bias?: {
                [key: string]: number;
            } | null;
            logprobs?: boolean | null;
            max_completion_tokens?: number | null;
            max_tokens?: number | null;
            metadata?: {
                [key: string]: string;
            } | null;
            modalities?: ("text" | "audio")[] | null;
            moderation?: components["schemas"]["ChatModerationOptions"] | null;
            n?: number | null;
            parallel_tool_calls?: boolean;
            prediction?: components["schemas"]["ChatPrediction"] | null;
            presence_penalty?: number | null;
            prompt_cache_key?: string | null;
            prompt_cache_options?: components["schemas"]["ChatPromptCacheOptions"];
            prompt_cache_retention?: ("in_memory" | "24h") | null;
            reasoning_effort?: ("none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max") | null;
            response_format?: components["schemas"]["TextFormat"] | components["schemas"]["JsonSchemaResponseFormat"] | components["schemas"]["JsonObjectFormat"];
            safety_identifier?: string | null;
            seed?: number | null;
            service_tier?: ("auto" | "default" | "flex" | "scale" | "priority" | "fast") | null;
            stop?: string | string[] | null;
            store?: boolean | null;
            stream?: boolean | null;
            stream_options?: components["schemas"]["ChatStreamOptions"] | null;
            temperature?: number | null;
            tool_choice?: ("none" | "auto" | "required") | components["schemas"]["ChatAllowedToolChoice"] | components["schemas"]["ChatNamedToolChoice"] | components["schemas"]["ChatNamedCustomToolChoice"];
            tools?: components["schemas"]["ChatTool"][];
            top_logprobs?: number | null;
            top_p?: number | null;
            user?: string;
            verbosity?: ("low" | "medium" | "high") | null;
            web_search_options?: components["schemas"]["ChatWebSearchOptions"];
            /** @description Sample among the k most likely tokens; 0 or -1: all. llama.cpp, vLLM, SGLang. */
            top_k?: number | null;
            /** @description Drop tokens less likely than this share of the likeliest. llama.cpp, vLLM, SGLang. */
            min_p?: number | null;
            /** @description Above 1 discourages repetition. vLLM, SGLang. */
            repetition_penalty?: number | null;
            /** @description Generate at least this many. vLLM, SGLang. */
            min_tokens?: number | null;
            /** @description Stop at any of these tokens. vLLM, SGLang. */
            stop_token_ids?: number[] | null;
            /** @description Go on after the end-of-sequence token. All three. */
            ignore_eos?: boolean | null;
            /** @description Leave special tokens out of the text. vLLM, SGLang. */
            skip_special_tokens?: boolean | null;
            /** @description Locally typical sampling. llama.cpp. */
            typical_p?: number | null;
            /** @description Above 1 discourages repetition. llama.cpp. */
            repeat_penalty?: number | null;
            /** @description How many of the last tokens `repeat_penalty` looks at. llama.cpp. */
            repeat_last_n?: number | null;
            /** @description Strength of the DRY repetition penalty. llama.cpp. */
            dry_multiplier?: number | null;
            /** @description Chance of excluding the top choices. llama.cpp. */
            xtc_probability?: number | null;
            /** @description 0: off, 1: Mirostat, 2: Mirostat 2.0. llama.cpp. */
            mirostat?: number | null;
            /** @description Samplers in their order. llama.cpp. */
            samplers?: string[] | null;
            /** @description Only these tokens may be generated. vLLM. */
            allowed_token_ids?: number[] | null;
            /** @description Words never to generate. vLLM. */
            bad_words?: string[] | null;
            /** @description Weight of the length in beam search. vLLM. */
            length_penalty?: number | null;
            /** @description vLLM. */
            use_beam_search?: boolean | null;
            /** @description vLLM. */
            spaces_between_special_tokens?: boolean | null;
            /** @description Keep the stop string in the text. vLLM. */
            include_stop_str_in_output?: boolean | null;
            /** @description Keep the stop string in the text. SGLang. */
            no_stop_trim?: boolean | null;
            /** @description One of `json`, `regex`, `choice`, `grammar`, … vLLM. */
            structured_outputs?: {
                [key: string]: unknown;
            } | null;
            /** @description A JSON schema, or its text. vLLM before 0.12. */
            guided_json?: unknown;
            /** @description vLLM before 0.12. */
            guided_regex?: string | null;
            /** @description vLLM before 0.12. */
            guided_choice?: string[] | null;
            /** @description vLLM before 0.12. */
            guided_grammar?: string | null;
            /** @description GBNF grammar. llama.cpp. */
            grammar?: string | null;
            /** @description The answer fits this JSON schema. llama.cpp, SGLang. */
            json_schema?: unknown;
            /** @description The answer matches this regular expression. SGLang. */
            regex?: string | null;
            /** @description The answer follows this grammar. SGLang. */
            ebnf?: string | null;
            /** @description LoRA adapters of this request. llama.cpp. */
            lora?: components["schemas"]["LoraScale"][] | null;
            /** @description Name of the LoRA adapter. SGLang. */
            lora_path?: string | string[] | null;
            /** @description Reuse what is cached of the prompt. llama.cpp's default is true. */
            cache_prompt?: boolean | null;
            /** @description The slot to use; -1: any. llama.cpp. */
            id_slot?: number | null;
            /** @description `timings` in each event. llama.cpp. */
            timings_per_token?: boolean | null;
            /** @description Events on the progress of the prompt. llama.cpp. */
            return_progress?: boolean | null;
            /** @description Probabilities of the n likeliest tokens. llama.cpp. */
            n_probs?: number | null;
            /** @description The token ids of prompt and answer in `prompt_token_ids` and `token_ids`. vLLM. */
            return_token_ids?: boolean | null;
            /** @description Tokens of `logprobs` as `token_id:N`. vLLM. */
            return_tokens_as_token_ids?: boolean | null;
            /** @description Log probabilities of the prompt. vLLM. */
            prompt_logprobs?: number | null;
            /** @description Keep only the last n tokens of the prompt. vLLM. */
            truncate_prompt_tokens?: number | null;
            /** @description Lower is served first, where the engine schedules by priority. vLLM, SGLang. */
            priority?: number | null;
            /** @description The engine's own id for the request. vLLM. */
            request_id?: string | null;
            /** @description Keeps prefix caches of different callers apart. vLLM, SGLang. */
            cache_salt?: string | null;
            /** @description Disaggregated prefill. vLLM. */
            kv_transfer_params?: {
                [key: string]: unknown;
            } | null;
            /** @description A Jinja template instead of the model's own. vLLM. */
            chat_template?: string | null;
            /** @description Variables for the template, e.g. `{"enable_thinking": false}`. All three. */
            chat_template_kwargs?: {
                [key: string]: unknown;
            } | null;
            /** @description End the prompt with the start of an answer. llama.cpp, vLLM. */
            add_generation_prompt?: boolean | null;
            /** @description Go on with the last message instead of answering it. vLLM, SGLang. */
            continue_final_message?: boolean | null;
            /** @description vLLM. */
            add_special_tokens?: boolean | null;
            /** @description Documents for templates that take them. vLLM. */
            documents?: {
                [key: string]: unknown;
            }[] | null;
            /** @description Arguments of the multi-modal processor. vLLM. */
            mm_processor_kwargs?: {
                [key: string]: unknown;
            } | null;
            /** @description vLLM. */
            include_reasoning?: boolean | null;
            /** @description Reasoning in a field of its own. SGLang. */
            separate_reasoning?: boolean | null;
            /** @description SGLang. */
            stream_reasoning?: boolean | null;
            /** @description `none`, `deepseek`, `auto`, … llama.cpp. */
            reasoning_format?: string | null;
            /** @description llama.cpp. */
            parse_tool_calls?: boolean | null;
            /** @description Begin with the last message. vLLM. */
            echo?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A piece of a message. */
        ChatContentPart: components["schemas"]["ChatTextPart"] | components["schemas"]["ChatImagePart"] | components["schemas"]["ChatAudioPart"] | components["schemas"]["ChatFilePart"] | components["schemas"]["ChatVideoUrlPart"] | components["schemas"]["ChatAudioUrlPart"];
        /** @description A tool whose input is text rather than JSON. */
        ChatCustomTool: {
            custom: components["schemas"]["ChatCustomToolDefinition"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "custom";
        } & {
            [key: string]: unknown;
        };
        /** @description The model calls a custom tool. */
        ChatCustomToolCall: {
            id: string;
            custom: components["schemas"]["CustomToolCallInput"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "custom";
        } & {
            [key: string]: unknown;
        };
        /** @description Name, purpose and input of a custom tool. */
        ChatCustomToolDefinition: {
            name: string;
            description?: string;
            format?: components["schemas"]["TextFormat"] | components["schemas"]["ChatGrammarFormat"];
        } & {
            [key: string]: unknown;
        };
        /** @description What a chunk adds to an answer. */
        ChatDelta: {
            audio?: components["schemas"]["ChatAudioDelta"];
            content?: string | null;
            function_call?: components["schemas"]["FunctionCallDelta"];
            refusal?: string | null;
            /** @enum {string} */
            role?: "developer" | "system" | "user" | "assistant" | "tool";
            tool_calls?: components["schemas"]["ChatToolCallDelta"][] | null;
            /** @description What the model thought. llama.cpp, SGLang. */
            reasoning_content?: string | null;
            /** @description What the model thought. vLLM. */
            reasoning?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A file, by its id or in base64. */
        ChatFileData: {
            file_data?: string;
            file_id?: string;
            filename?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A file. */
        ChatFilePart: {
            file: components["schemas"]["ChatFileData"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "file";
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"];
        } & {
            [key: string]: unknown;
        };
        /** @description A function, in the old form of `functions`. */
        ChatFunction: {
            name: string;
            description?: string;
            parameters?: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /** @description A function on offer to the model. */
        ChatFunctionTool: {
            function: components["schemas"]["FunctionDefinition"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "function";
        } & {
            [key: string]: unknown;
        };
        /** @description The model calls a function. */
        ChatFunctionToolCall: {
            id: string;
            function: components["schemas"]["FunctionCall"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "function";
        } & {
            [key: string]: unknown;
        };
        /** @description The input fits a grammar. */
        ChatGrammarFormat: {
            grammar: components["schemas"]["GrammarDefinition"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "grammar";
        } & {
            [key: string]: unknown;
        };
        /** @description An image, by URL or as a data URL. */
        ChatImagePart: {
            image_url: components["schemas"]["ChatImageUrl"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "image_url";
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"];
        } & {
            [key: string]: unknown;
        };
        /** @description URL or data URL of an image. */
        ChatImageUrl: {
            url: string;
            /** @enum {string} */
            detail?: "auto" | "low" | "high" | "original";
        } & {
            [key: string]: unknown;
        };
        /** @description Log probabilities of an answer, token by token. */
        ChatLogprobs: {
            content: components["schemas"]["TokenLogprob"][] | null;
            refusal?: components["schemas"]["TokenLogprob"][] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description URL or data URL. */
        ChatMediaUrl: {
            url: string;
        } & {
            [key: string]: unknown;
        };
        /** @description One message of the conversation. */
        ChatMessage: components["schemas"]["DeveloperMessage"] | components["schemas"]["SystemMessage"] | components["schemas"]["UserMessage"] | components["schemas"]["AssistantMessage"] | components["schemas"]["ToolMessage"] | components["schemas"]["FunctionMessage"];
        /** @description What moderation found, where the request turned it on. */
        ChatModeration: {
            input: components["schemas"]["ChatModerationResults"] | components["schemas"]["ModerationError"];
            output: components["schemas"]["ChatModerationResults"] | components["schemas"]["ModerationError"];
        } & {
            [key: string]: unknown;
        };
        /** @description The model that moderates prompts and answers, and what it does. */
        ChatModerationOptions: {
            model: string;
            policy?: components["schemas"]["ChatModerationPolicy"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description What moderation does about prompts and about answers. */
        ChatModerationPolicy: {
            input?: components["schemas"]["ModerationMode"] | null;
            output?: components["schemas"]["ModerationMode"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description What moderation found in a prompt or an answer. */
        ChatModerationResults: {
            model: string;
            results: components["schemas"]["ModerationResult"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "moderation_results";
        } & {
            [key: string]: unknown;
        };
        /** @description Call this custom tool. */
        ChatNamedCustomToolChoice: {
            custom: components["schemas"]["NamedFunction"];
            /** @enum {string} */
            type: "custom";
        } & {
            [key: string]: unknown;
        };
        /** @description Call this function. */
        ChatNamedToolChoice: {
            function: components["schemas"]["NamedFunction"];
            /** @enum {string} */
            type: "function";
        } & {
            [key: string]: unknown;
        };
        /** @description Text that the answer is expected to repeat, to speed it up. */
        ChatPrediction: {
            content: string | components["schemas"]["ChatTextPart"][];
            /** @enum {string} */
            type: "content";
        } & {
            [key: string]: unknown;
        };
        /** @description How the prompt is cached. */
        ChatPromptCacheOptions: {
            /** @enum {string} */
            mode?: "implicit" | "explicit";
            /** @enum {string} */
            ttl?: "30m";
        } & {
            [key: string]: unknown;
        };
        /** @description What the model said to refuse. */
        ChatRefusalPart: {
            refusal: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "refusal";
        } & {
            [key: string]: unknown;
        };
        /** @description What a stream contains besides the answer. */
        ChatStreamOptions: {
            include_obfuscation?: boolean;
            include_usage?: boolean;
            /** @description `usage` in every event. vLLM, SGLang. */
            continuous_usage_stats?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Text. */
        ChatTextPart: {
            text: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "text";
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"];
        } & {
            [key: string]: unknown;
        };
        /** @description A tool on offer to the model. */
        ChatTool: components["schemas"]["ChatFunctionTool"] | components["schemas"]["ChatCustomTool"];
        /** @description The model calls a function or a custom tool. */
        ChatToolCall: components["schemas"]["ChatFunctionToolCall"] | components["schemas"]["ChatCustomToolCall"];
        /** @description The next piece of a tool call. */
        ChatToolCallDelta: {
            index: number;
            id?: string | null;
            custom?: components["schemas"]["CustomToolCallInputDelta"];
            function?: components["schemas"]["FunctionCallDelta"];
            /** @enum {string} */
            type?: "function" | "custom";
        } & {
            [key: string]: unknown;
        };
        /** @description A web page, and the place in the answer that it backs. */
        ChatUrlCitation: {
            end_index: number;
            start_index: number;
            title: string;
            url: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Where the user is. */
        ChatUserLocation: {
            approximate: components["schemas"]["ChatApproximateLocation"];
            /** @enum {string} */
            type: "approximate";
        } & {
            [key: string]: unknown;
        };
        /** @description A video by its URL. vLLM, SGLang. */
        ChatVideoUrlPart: {
            video_url: components["schemas"]["ChatMediaUrl"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "video_url";
        } & {
            [key: string]: unknown;
        };
        /** @description How the web is searched for the answer. */
        ChatWebSearchOptions: {
            /** @enum {string} */
            search_context_size?: "low" | "medium" | "high";
            user_location?: components["schemas"]["ChatUserLocation"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A citation in the text. */
        CitationsDelta: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "citations_delta";
            citation: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /** @description The model runs code. */
        CodeInterpreterCall: {
            id: string;
            code: string | null;
            container_id: string;
            outputs: (components["schemas"]["CodeInterpreterLogs"] | components["schemas"]["CodeInterpreterImage"])[] | null;
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete" | "interpreting" | "failed";
            /** @enum {string} */
            type: "code_interpreter_call";
        } & {
            [key: string]: unknown;
        };
        /** @description A container made for the code: its files, memory and network. */
        CodeInterpreterContainer: {
            /** @enum {string} */
            type: "auto";
            file_ids?: string[];
            memory_limit?: ("1g" | "4g" | "16g" | "64g") | null;
            network_policy?: components["schemas"]["ContainerNetworkPolicyDisabled"] | components["schemas"]["ContainerNetworkPolicyAllowlist"];
        } & {
            [key: string]: unknown;
        };
        /** @description An image that the code made. */
        CodeInterpreterImage: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "image";
            url: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What the code printed. */
        CodeInterpreterLogs: {
            logs: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "logs";
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model run Python. */
        CodeInterpreterTool: {
            container: string | components["schemas"]["CodeInterpreterContainer"];
            /** @enum {string} */
            type: "code_interpreter";
            allowed_callers?: ("direct" | "programmatic")[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A context that was summarised. */
        CompactionItem: {
            id: string;
            encrypted_content: string;
            /** @enum {string} */
            type: "compaction";
            created_by?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A context that was summarised, given back as input. */
        CompactionItemParam: {
            encrypted_content: string;
            /** @enum {string} */
            type: "compaction";
            id?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Summarise the context here. */
        CompactionTrigger: {
            /** @enum {string} */
            type: "compaction_trigger";
            id?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Compares an attribute of a file with a value. */
        ComparisonFilter: {
            key: string;
            /** @enum {string} */
            type: "eq" | "ne" | "gt" | "gte" | "lt" | "lte" | "in" | "nin";
            value: string | number | boolean | (string | number)[];
        } & {
            [key: string]: unknown;
        };
        /** @description A text that was gone on with; streamed, each event is one too. */
        Completion: {
            id: string;
            choices: components["schemas"]["CompletionChoice"][];
            created: number;
            model: string;
            /** @enum {string} */
            object: "text_completion";
            system_fingerprint?: string | null;
            usage?: components["schemas"]["CompletionUsage"] | null;
            timings?: components["schemas"]["Timings"];
            prompt_progress?: components["schemas"]["PromptProgress"];
            /** @description Where `return_token_ids` was asked for. vLLM. */
            prompt_token_ids?: number[] | null;
            /** @description vLLM. */
            prompt_logprobs?: unknown;
            /** @description vLLM. */
            kv_transfer_params?: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        /** @description One of the texts. */
        CompletionChoice: {
            finish_reason: ("stop" | "length" | "content_filter") | null;
            index: number;
            logprobs?: components["schemas"]["CompletionLogprobs"] | null;
            text: string;
            /** @description The stop string or token that ended it. vLLM. */
            stop_reason?: string | number | null;
            /** @description The stop string or token that ended it. SGLang. */
            matched_stop?: string | number | null;
            /** @description Where `return_token_ids` was asked for. vLLM. */
            token_ids?: number[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of the text; or, as the last event of a broken stream, what went wrong. */
        CompletionEvent: components["schemas"]["Completion"] | components["schemas"]["ErrorResponse"];
        /** @description Log probabilities, a list per field. */
        CompletionLogprobs: {
            text_offset?: number[];
            token_logprobs?: (number | null)[];
            tokens?: string[];
            top_logprobs?: ({
                [key: string]: number;
            } | null)[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A prompt to go on with, and how. */
        CompletionRequest: {
            model: string;
            prompt: string | string[] | number[] | number[][] | null;
            best_of?: number | null;
            echo?: boolean | null;
            frequency_penalty?: number | null;
            logit_bias?: {
                [key: string]: number;
            } | null;
            logprobs?: number | null;
            max_tokens?: number | null;
            n?: number | null;
            presence_penalty?: number | null;
            seed?: number | null;
            stop?: string | string[] | null;
            stream?: boolean | null;
            stream_options?: components["schemas"]["ChatStreamOptions"] | null;
            suffix?: string | null;
            temperature?: number | null;
            top_p?: number | null;
            user?: string;
            /** @description Sample among the k most likely tokens; 0 or -1: all. llama.cpp, vLLM, SGLang. */
            top_k?: number | null;
            /** @description Drop tokens less likely than this share of the likeliest. llama.cpp, vLLM, SGLang. */
            min_p?: number | null;
            /** @description Above 1 discourages repetition. vLLM, SGLang. */
            repetition_penalty?: number | null;
            /** @description Generate at least this many. vLLM, SGLang. */
            min_tokens?: number | null;
            /** @description Stop at any of these tokens. vLLM, SGLang. */
            stop_token_ids?: number[] | null;
            /** @description Go on after the end-of-sequence token. All three. */
            ignore_eos?: boolean | null;
            /** @description Leave special tokens out of the text. vLLM, SGLang. */
            skip_special_tokens?: boolean | null;
            /** @description Locally typical sampling. llama.cpp. */
            typical_p?: number | null;
            /** @description Above 1 discourages repetition. llama.cpp. */
            repeat_penalty?: number | null;
            /** @description How many of the last tokens `repeat_penalty` looks at. llama.cpp. */
            repeat_last_n?: number | null;
            /** @description Strength of the DRY repetition penalty. llama.cpp. */
            dry_multiplier?: number | null;
            /** @description Chance of excluding the top choices. llama.cpp. */
            xtc_probability?: number | null;
            /** @description 0: off, 1: Mirostat, 2: Mirostat 2.0. llama.cpp. */
            mirostat?: number | null;
            /** @description Samplers in their order. llama.cpp. */
            samplers?: string[] | null;
            /** @description Only these tokens may be generated. vLLM. */
            allowed_token_ids?: number[] | null;
            /** @description Words never to generate. vLLM. */
            bad_words?: string[] | null;
            /** @description Weight of the length in beam search. vLLM. */
            length_penalty?: number | null;
            /** @description vLLM. */
            use_beam_search?: boolean | null;
            /** @description vLLM. */
            spaces_between_special_tokens?: boolean | null;
            /** @description Keep the stop string in the text. vLLM. */
            include_stop_str_in_output?: boolean | null;
            /** @description Keep the stop string in the text. SGLang. */
            no_stop_trim?: boolean | null;
            /** @description One of `json`, `regex`, `choice`, `grammar`, … vLLM. */
            structured_outputs?: {
                [key: string]: unknown;
            } | null;
            /** @description A JSON schema, or its text. vLLM before 0.12. */
            guided_json?: unknown;
            /** @description vLLM before 0.12. */
            guided_regex?: string | null;
            /** @description vLLM before 0.12. */
            guided_choice?: string[] | null;
            /** @description vLLM before 0.12. */
            guided_grammar?: string | null;
            /** @description GBNF grammar. llama.cpp. */
            grammar?: string | null;
            /** @description The answer fits this JSON schema. llama.cpp, SGLang. */
            json_schema?: unknown;
            /** @description The answer matches this regular expression. SGLang. */
            regex?: string | null;
            /** @description The answer follows this grammar. SGLang. */
            ebnf?: string | null;
            /** @description LoRA adapters of this request. llama.cpp. */
            lora?: components["schemas"]["LoraScale"][] | null;
            /** @description Name of the LoRA adapter. SGLang. */
            lora_path?: string | string[] | null;
            /** @description Reuse what is cached of the prompt. llama.cpp's default is true. */
            cache_prompt?: boolean | null;
            /** @description The slot to use; -1: any. llama.cpp. */
            id_slot?: number | null;
            /** @description `timings` in each event. llama.cpp. */
            timings_per_token?: boolean | null;
            /** @description Events on the progress of the prompt. llama.cpp. */
            return_progress?: boolean | null;
            /** @description Probabilities of the n likeliest tokens. llama.cpp. */
            n_probs?: number | null;
            /** @description The token ids of prompt and answer in `prompt_token_ids` and `token_ids`. vLLM. */
            return_token_ids?: boolean | null;
            /** @description Tokens of `logprobs` as `token_id:N`. vLLM. */
            return_tokens_as_token_ids?: boolean | null;
            /** @description Log probabilities of the prompt. vLLM. */
            prompt_logprobs?: number | null;
            /** @description Keep only the last n tokens of the prompt. vLLM. */
            truncate_prompt_tokens?: number | null;
            /** @description Lower is served first, where the engine schedules by priority. vLLM, SGLang. */
            priority?: number | null;
            /** @description The engine's own id for the request. vLLM. */
            request_id?: string | null;
            /** @description Keeps prefix caches of different callers apart. vLLM, SGLang. */
            cache_salt?: string | null;
            /** @description Disaggregated prefill. vLLM. */
            kv_transfer_params?: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Kinds of tokens in the answer. */
        CompletionTokensDetails: {
            accepted_prediction_tokens?: number;
            audio_tokens?: number;
            reasoning_tokens?: number;
            rejected_prediction_tokens?: number;
            text_tokens?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Tokens of the request and of its answer. */
        CompletionUsage: {
            completion_tokens: number;
            prompt_tokens: number;
            total_tokens: number;
            completion_tokens_details?: components["schemas"]["CompletionTokensDetails"] | null;
            prompt_tokens_details?: components["schemas"]["PromptTokensDetails"] | null;
            /** @description SGLang. */
            reasoning_tokens?: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Several filters of which all or one must hold. */
        CompoundFilter: {
            filters: unknown[];
            /** @enum {string} */
            type: "and" | "or";
        } & {
            [key: string]: unknown;
        };
        /** @description Something to do with the mouse, the keys or the screen. */
        ComputerAction: components["schemas"]["ComputerClick"] | components["schemas"]["ComputerDoubleClick"] | components["schemas"]["ComputerDrag"] | components["schemas"]["ComputerKeypress"] | components["schemas"]["ComputerMove"] | components["schemas"]["ComputerScreenshot"] | components["schemas"]["ComputerScroll"] | components["schemas"]["ComputerTyping"] | components["schemas"]["ComputerWait"];
        /** @description The model wants to use a computer. */
        ComputerCall: {
            id: string;
            call_id: string;
            pending_safety_checks: components["schemas"]["ComputerSafetyCheck"][];
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            /** @enum {string} */
            type: "computer_call";
            action?: components["schemas"]["ComputerClick"] | components["schemas"]["ComputerDoubleClick"] | components["schemas"]["ComputerDrag"] | components["schemas"]["ComputerKeypress"] | components["schemas"]["ComputerMove"] | components["schemas"]["ComputerScreenshot"] | components["schemas"]["ComputerScroll"] | components["schemas"]["ComputerTyping"] | components["schemas"]["ComputerWait"];
            actions?: components["schemas"]["ComputerAction"][];
        } & {
            [key: string]: unknown;
        };
        /** @description A screenshot after an action on a computer. */
        ComputerCallOutput: {
            id: string;
            call_id: string;
            output: components["schemas"]["ComputerCallScreenshot"];
            /** @enum {string} */
            status: "completed" | "incomplete" | "failed" | "in_progress";
            /** @enum {string} */
            type: "computer_call_output";
            acknowledged_safety_checks?: components["schemas"]["ComputerSafetyCheck"][];
            created_by?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The screen after the action, given back as input. */
        ComputerCallOutputParam: {
            call_id: string;
            output: components["schemas"]["ComputerCallScreenshot"];
            /** @enum {string} */
            type: "computer_call_output";
            id?: string | null;
            acknowledged_safety_checks?: components["schemas"]["ComputerSafetyCheck"][] | null;
            status?: ("in_progress" | "completed" | "incomplete") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A picture of the screen, by URL or by its id. */
        ComputerCallScreenshot: {
            /** @enum {string} */
            type: "computer_screenshot";
            file_id?: string;
            image_url?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Press a mouse button at a point. */
        ComputerClick: {
            /** @enum {string} */
            button: "left" | "right" | "wheel" | "back" | "forward";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "click";
            x: number;
            y: number;
            keys?: string[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Press the mouse button twice at a point. */
        ComputerDoubleClick: {
            keys: string[] | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "double_click";
            x: number;
            y: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Drag the mouse along a path. */
        ComputerDrag: {
            path: components["schemas"]["ComputerPoint"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "drag";
            keys?: string[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Press keys together. */
        ComputerKeypress: {
            keys: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "keypress";
        } & {
            [key: string]: unknown;
        };
        /** @description Move the mouse to a point. */
        ComputerMove: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "move";
            x: number;
            y: number;
            keys?: string[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A point of the screen. */
        ComputerPoint: {
            x: number;
            y: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Something to confirm before the action is taken. */
        ComputerSafetyCheck: {
            id: string;
            code?: string | null;
            message?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Take a picture of the screen. */
        ComputerScreenshot: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "screenshot";
        } & {
            [key: string]: unknown;
        };
        /** @description Scroll at a point. */
        ComputerScroll: {
            scroll_x: number;
            scroll_y: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "scroll";
            x: number;
            y: number;
            keys?: string[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model use a computer. */
        ComputerTool: {
            /** @enum {string} */
            type: "computer";
        } & {
            [key: string]: unknown;
        };
        /** @description Type a text. */
        ComputerTyping: {
            text: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "type";
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model use a computer; the form before `computer`. */
        ComputerUsePreviewTool: {
            display_height: number;
            display_width: number;
            /** @enum {string} */
            environment: "windows" | "mac" | "linux" | "ubuntu" | "browser";
            /** @enum {string} */
            type: "computer_use_preview";
        } & {
            [key: string]: unknown;
        };
        /** @description Do nothing for a moment. */
        ComputerWait: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "wait";
        } & {
            [key: string]: unknown;
        };
        /** @description The config file was read again but not taken: the old one stays. */
        ConfigRejectedEvent: {
            /** @description Counts from 1 since the gateway started; also the SSE `id`. */
            seq: number;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-21T04:00:00.000Z
             */
            time: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "config.rejected";
            /**
             * @description The file that was read.
             * @example /etc/roundhouse.yaml
             */
            path: string;
            /** @description What is wrong with it, with the line and the key. */
            message: string;
        };
        /** @description The config file was read again and is in force. */
        ConfigReloadedEvent: {
            /** @description Counts from 1 since the gateway started; also the SSE `id`. */
            seq: number;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-21T04:00:00.000Z
             */
            time: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "config.reloaded";
            /**
             * @description The file that was read.
             * @example /etc/roundhouse.yaml
             */
            path: string;
            models: {
                /** @description Models that are new. */
                added: string[];
                /** @description Models whose settings changed; only what has to restart for it does. */
                changed: string[];
                /** @description Models that are gone. */
                removed: string[];
            };
            /** @description Settings that changed but count only from the next start of the gateway. */
            restart_required: string[];
        };
        /** @description Settings that change in the middle of a conversation. */
        ConfigurationUpdateParam: {
            /** @enum {string} */
            type: "configuration_update";
            id?: string | null;
            reasoning?: components["schemas"]["ConfigurationUpdateReasoning"];
            text?: components["schemas"]["ConfigurationUpdateText"];
        } & {
            [key: string]: unknown;
        };
        /** @description How hard to think from here on. */
        ConfigurationUpdateReasoning: {
            effort?: ("none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The format of the texts from here on. */
        ConfigurationUpdateText: {
            format: components["schemas"]["TextFormat"] | components["schemas"]["ResponseJsonSchemaFormat"];
        } & {
            [key: string]: unknown;
        };
        /** @description A container made for the request. */
        ContainerAuto: {
            /** @enum {string} */
            type: "container_auto";
            file_ids?: string[];
            memory_limit?: ("1g" | "4g" | "16g" | "64g") | null;
            network_policy?: components["schemas"]["ContainerNetworkPolicyDisabled"] | components["schemas"]["ContainerNetworkPolicyAllowlist"];
            skills?: (components["schemas"]["SkillReference"] | components["schemas"]["InlineSkill"])[];
        } & {
            [key: string]: unknown;
        };
        /** @description A file in a container that the text cites, and where. */
        ContainerFileCitation: {
            container_id: string;
            end_index: number;
            file_id: string;
            filename: string;
            start_index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "container_file_citation";
        } & {
            [key: string]: unknown;
        };
        /** @description The container may reach these domains. */
        ContainerNetworkPolicyAllowlist: {
            allowed_domains: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "allowlist";
            domain_secrets?: components["schemas"]["ContainerNetworkPolicyDomainSecret"][];
        } & {
            [key: string]: unknown;
        };
        /** @description The container has no network. */
        ContainerNetworkPolicyDisabled: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "disabled";
        } & {
            [key: string]: unknown;
        };
        /** @description A secret for one domain. */
        ContainerNetworkPolicyDomainSecret: {
            domain: string;
            name: string;
            value: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A container by its id. */
        ContainerReference: {
            container_id: string;
            /** @enum {string} */
            type: "container_reference";
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of a block. */
        ContentBlockDeltaEvent: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "content_block_delta";
            index: number;
            delta: components["schemas"]["TextDelta"] | components["schemas"]["InputJsonDelta"] | components["schemas"]["ThinkingDelta"] | components["schemas"]["SignatureDelta"] | components["schemas"]["CitationsDelta"];
        } & {
            [key: string]: unknown;
        };
        /** @description A block begins. */
        ContentBlockStartEvent: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "content_block_start";
            index: number;
            content_block: components["schemas"]["OutputBlock"];
        } & {
            [key: string]: unknown;
        };
        /** @description A block is whole. */
        ContentBlockStopEvent: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "content_block_stop";
            index: number;
        } & {
            [key: string]: unknown;
        };
        /** @description How a long context is kept short. */
        ContextManagement: {
            type: string;
            compact_threshold?: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A conversation that is remembered. */
        Conversation: {
            /** @example conv_0mhq3x1k2a7b9c0d1e2 */
            id: string;
            /** @enum {string} */
            object: "conversation";
            /**
             * @description Which conversation: each user’s are numbered by themselves.
             * @example 1
             */
            number: number;
            /**
             * @description How many items it has.
             * @example 2
             */
            items_total: number;
            metadata: {
                [key: string]: string;
            };
            /**
             * @description Seconds since 1970.
             * @example 1795233600
             */
            created_at: number;
            /**
             * @description Seconds since 1970.
             * @example 1795233600
             */
            updated_at: number;
        };
        /** @description Something that was said. */
        ConversationItem: {
            /** @example msg_0mhq3x1k2a7b9c0d1e2 */
            id: string;
            /** @enum {string} */
            type: "message";
            /** @enum {string} */
            status: "completed";
            /** @enum {string} */
            role: "system" | "user" | "assistant";
            content: ({
                /** @enum {string} */
                type: "input_text";
                text: string;
            } | {
                /** @enum {string} */
                type: "output_text";
                text: string;
                annotations: unknown[];
            })[];
        };
        ConversationItemList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["ConversationItem"][];
            first_id: string | null;
            last_id: string | null;
            /** @description There are more: ask again with `after`, the `last_id` of these. */
            has_more: boolean;
        };
        ConversationList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Conversation"][];
            first_id: string | null;
            last_id: string | null;
            /** @description There are more: ask again with `after`, the `last_id` of these. */
            has_more: boolean;
        };
        ConversationTextPart: {
            /** @enum {string} */
            type: "input_text" | "output_text" | "text";
            text: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What would be sent to `/v1/messages`. */
        CountTokensRequest: {
            model: string;
            messages: components["schemas"]["MessageParam"][];
            system?: string | components["schemas"]["TextBlock"][];
            tools?: components["schemas"]["MessageTool"][];
            tool_choice?: components["schemas"]["MessageToolChoice"];
            thinking?: components["schemas"]["Thinking"];
        } & {
            [key: string]: unknown;
        };
        /** @description An API key, with its secret for this once. */
        CreatedApiKey: {
            /** @example key_0mhq3x1k2a7b9c0d1e2 */
            id: string;
            /** @enum {string} */
            object: "api_key";
            /** @example laptop */
            name: string;
            /** @example usr_0mhq3x1k2a7b9c0d1e2 */
            user_id: string;
            /**
             * @description The first characters of the key, to know it by.
             * @example rh_4Yz0q1m
             */
            start: string;
            /** @description What it may, as far as its user may. */
            verbs: components["schemas"]["Verb"][];
            /**
             * @description Models and LoRA adapters that it may use; the LoRA adapters of such a model too. null: all.
             * @example [
             *       "tiny"
             *     ]
             */
            models: string[] | null;
            /** Format: date-time */
            created_at: string;
            /** @description null: never. */
            expires_at: string | null;
            /** @description The key itself. It is never shown again. */
            key: string;
        };
        /** @description A tool whose input is text rather than JSON. */
        CustomTool: {
            name: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "custom";
            allowed_callers?: ("direct" | "programmatic")[] | null;
            async?: boolean;
            defer_loading?: boolean;
            description?: string;
            format?: components["schemas"]["CustomToolInputFormat"];
        } & {
            [key: string]: unknown;
        };
        /** @description The model calls a custom tool. */
        CustomToolCall: {
            call_id: string;
            input: string;
            name: string;
            /** @enum {string} */
            type: "custom_tool_call";
            id?: string;
            async?: boolean;
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            namespace?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The tool’s name and what the model passes to it, as text. */
        CustomToolCallInput: {
            input: string;
            name: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of a custom tool’s input. */
        CustomToolCallInputDelta: {
            input?: string;
            name?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What a custom tool answered. */
        CustomToolCallOutput: {
            call_id: string;
            output: string | (components["schemas"]["ResponseInputText"] | components["schemas"]["ResponseInputImage"] | components["schemas"]["ResponseInputFile"])[];
            /** @enum {string} */
            type: "custom_tool_call_output";
            id: string;
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            created_by?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What a custom tool answered, given back as input. */
        CustomToolCallOutputParam: {
            call_id: string;
            output: string | (components["schemas"]["ResponseInputText"] | components["schemas"]["ResponseInputImage"] | components["schemas"]["ResponseInputFile"])[];
            /** @enum {string} */
            type: "custom_tool_call_output";
            id?: string;
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description What a custom tool’s input looks like. */
        CustomToolInputFormat: components["schemas"]["TextFormat"] | components["schemas"]["GrammarFormat"];
        /** @description It is gone. */
        Deleted: {
            id: string;
            object: string;
            /** @enum {boolean} */
            deleted: true;
        };
        /** @description It is gone. */
        DeletedConversation: {
            id: string;
            /** @enum {string} */
            object: "conversation.deleted";
            /** @enum {boolean} */
            deleted: true;
        };
        DeletedRateLimit: {
            id: string;
            /** @enum {string} */
            object: "rate_limit";
            /** @enum {boolean} */
            deleted: true;
        };
        /** @description Tokens to put together again. */
        DetokenizeRequest: {
            model: string;
            /** @description Token ids; SGLang takes a list of lists too. */
            tokens: number[] | number[][];
            /** @description SGLang. */
            skip_special_tokens?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The text, under the name that the engine gives it. */
        DetokenizeResponse: {
            /** @description The text. vLLM. */
            prompt?: string;
            /** @description The text. llama.cpp. */
            content?: string;
            /** @description The text. SGLang. */
            text?: string | string[];
        } & {
            [key: string]: unknown;
        };
        /** @description Instructions of the application; they outrank the user’s. */
        DeveloperMessage: {
            content: string | components["schemas"]["ChatTextPart"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            role: "developer";
            name?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The call came from the model itself. */
        DirectCaller: {
            /** @enum {string} */
            type: "direct";
        } & {
            [key: string]: unknown;
        };
        /** @description A document. */
        DocumentBlock: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "document";
            source: components["schemas"]["MediaSource"];
            title?: string | null;
            context?: string | null;
            cache_control?: components["schemas"]["CacheControl"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A download: under way, or ended. */
        Download: {
            /** @example dl-8f3k2a */
            id: string;
            /** @enum {string} */
            object: "download";
            /**
             * @description Without credentials.
             * @example hf://org/name
             */
            source: string;
            /** @example /models/my-model */
            output_dir: string;
            /** @enum {string} */
            state: "listing" | "downloading" | "verifying" | "completed" | "failed" | "cancelled";
            /** @description null: not listed yet, or the source does not say. */
            bytes_total: number | null;
            /** @description What was there already counts. */
            bytes_done: number;
            /** @description Over the last seconds. */
            bytes_per_second: number;
            eta_seconds: number | null;
            /** @description In events 200 at most, those under way first. */
            files: components["schemas"]["DownloadFile"][];
            error: components["schemas"]["DownloadError"] | null;
            /** Format: date-time */
            started_at: string;
            ended_at: string | null;
        };
        /** @description How to reach the source, and which of its files. */
        DownloadConfig: {
            /** @description S3, OBS. Default: the environment, else none. */
            access_key?: string | null;
            /** @description S3, OBS. Never logged, stored or shown. */
            secret_key?: string | null;
            /**
             * @description S3, OBS: base URL of the service. Its host must be listed: `download_endpoints` of the config, `--allow-endpoint` of the sidecar.
             * @example https://obs.example.com
             */
            endpoint?: string | null;
            /**
             * @description S3, OBS.
             * @example eu-central-1
             */
            region?: string | null;
            /** @description Hugging Face. Never logged, stored or shown. */
            hf_token?: string | null;
            /** @description Base URL of the hub. Its host must be listed: `download_endpoints` of the config, `--allow-endpoint` of the sidecar. */
            hf_endpoint?: string | null;
            /**
             * @description Branch, tag or commit.
             * @example main
             */
            hf_revision?: string | null;
            /** @description Only files that match one of these globs. */
            allow_patterns?: string | string[] | null;
            /** @description No files that match one of these globs. */
            ignore_patterns?: string | string[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Why it failed. */
        DownloadError: {
            code: string;
            message: string;
        };
        /** @description A download has begun, gone on or ended. */
        DownloadEvent: {
            /** @description Counts from 1 since the gateway started; also the SSE `id`. */
            seq: number;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-21T04:00:00.000Z
             */
            time: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "download";
            download: components["schemas"]["Download"];
        };
        DownloadFile: {
            /** @description Below `output_dir`. */
            path: string;
            bytes_total: number | null;
            bytes_done: number;
        };
        DownloadList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Download"][];
        };
        DownloadModelRequest: {
            /**
             * @description `hf://org/name[@revision]` or `org/name`, `s3://bucket/prefix`, `obs://bucket/prefix`, `pvc://claim/path` (a mounted volume), `file:///path`.
             * @example hf://org/name
             */
            source: string;
            /**
             * @description Where the files shall be: inside one of the download roots. It appears whole or not at all.
             * @example /models/my-model
             */
            output_dir: string;
            config?: components["schemas"]["DownloadConfig"] | null;
            /**
             * @description Parallel downloads of files and parts of files.
             * @default 8
             * @example 8
             */
            max_workers?: number;
            /**
             * @description Answer 202 at once. Else the answer comes when all is there.
             * @default false
             */
            async_download?: boolean;
            /**
             * @description After a failure, keep what was fetched: the next try goes on there.
             * @default true
             */
            keep_partial?: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description `started` (202): look at `GET /v1/downloads/{id}`, or follow its events. */
        DownloadResult: {
            /** @enum {string} */
            status: "success" | "started";
            message: string;
            download: components["schemas"]["Download"];
        };
        /** @description A message, its content plain text or parts. */
        EasyInputMessage: {
            content: string | components["schemas"]["ResponseInputContent"][];
            /** @enum {string} */
            role: "user" | "assistant" | "system" | "developer";
            phase?: ("commentary" | "final_answer") | null;
            /** @enum {string} */
            type?: "message";
        } & {
            [key: string]: unknown;
        };
        /** @description The vector of one input. */
        Embedding: {
            /** @description A string where `encoding_format` is `base64`: little-endian 32-bit floats. */
            embedding: number[] | string;
            index: number;
            /** @enum {string} */
            object: "embedding";
        } & {
            [key: string]: unknown;
        };
        /** @description Texts or tokens to turn into vectors. */
        EmbeddingRequest: {
            input: string | string[] | number[] | number[][];
            model: string;
            dimensions?: number;
            /** @enum {string} */
            encoding_format?: "float" | "base64";
            user?: string;
            /** @description Keep only the last n tokens. vLLM. */
            truncate_prompt_tokens?: number | null;
            /** @description -1: not at all, 2: Euclidean. llama.cpp. */
            embd_normalize?: number | null;
            /** @description Name of the LoRA adapter. SGLang. */
            lora_path?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The vectors, in the order of the inputs. */
        EmbeddingResponse: {
            data: components["schemas"]["Embedding"][];
            model: string;
            /** @enum {string} */
            object: "list";
            usage: components["schemas"]["EmbeddingUsage"];
        } & {
            [key: string]: unknown;
        };
        /** @description Tokens of the inputs. */
        EmbeddingUsage: {
            prompt_tokens: number;
            total_tokens: number;
        } & {
            [key: string]: unknown;
        };
        /** @description One running engine: one replica of one variant of a model. */
        Engine: {
            /**
             * @description Unique among all engines since the gateway started.
             * @example tiny-0f3a
             */
            id: string;
            /** @enum {string} */
            object: "engine";
            /**
             * @description A name for people.
             * @example tiny/0
             */
            name: string;
            /**
             * @description The model that it serves.
             * @example tiny
             */
            model: string;
            /**
             * @description Index into the variants of the model.
             * @example 0
             */
            variant: number;
            /**
             * @description Tokens of its context; null where that is not known.
             * @example 512
             */
            context: number | null;
            /**
             * @description What it speaks.
             * @example llama.cpp
             * @enum {string}
             */
            kind: "embedded" | "llama.cpp" | "vllm" | "sglang" | "openai";
            /**
             * @description Where it runs; `remote`: the gateway neither starts nor stops it.
             * @example process
             * @enum {string}
             */
            launcher: "process" | "docker" | "kubernetes" | "remote";
            /** @description The container that it runs in, as Docker names it; null where there is none, or none yet. */
            container_id: string | null;
            /**
             * @description Numbers of the GPUs that are its own, as nvidia-smi counts; null where it was not told of any.
             * @example [
             *       0
             *     ]
             */
            gpus: number[] | null;
            /**
             * @description What the engine says its version is; null where it does not tell.
             * @example 0.7.0
             */
            version: string | null;
            /**
             * @description Where it answers; null before it has a port.
             * @example http://127.0.0.1:41234
             */
            endpoint: string | null;
            /** @description Process id on the machine of the gateway, or of Docker; null for what is not a process of ours, or is not known. */
            pid: number | null;
            /** @description Its process, as the operating system sees it; null for what is not ours. */
            process_status: ("running" | "stopped" | "crashed") | null;
            state: components["schemas"]["EngineState"] & unknown;
            /**
             * @description Requests that it is answering now.
             * @example 1
             */
            in_flight: number;
            started_at: string | null;
            ready_at: string | null;
            /** @description Why it is not ready, crashed or failed: exit code or signal and its last log lines. Null when there is nothing to say. */
            reason: string | null;
            /** @description Why nobody can say at the moment whether it runs: Docker does not answer. Null when it is known. */
            trouble: string | null;
        };
        /** @description All engines that the gateway knows. */
        EngineList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Engine"][];
        };
        /** @description The newest lines, oldest first. */
        EngineLog: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["EngineLogLine"][];
        };
        /** @description One line that an engine wrote. */
        EngineLogLine: {
            /** @description Counts from 1; never repeats for one engine. */
            seq: number;
            /**
             * Format: date-time
             * @description When the line was read.
             * @example 2026-11-21T04:00:00.000Z
             */
            time: string;
            /** @enum {string} */
            stream: "stdout" | "stderr";
            /** @description The line without its line end. */
            line: string;
        };
        /**
         * @description The best state of its engines; `stopped` where none runs: the first request then starts one.
         * @enum {string}
         */
        EngineState: "starting" | "ready" | "draining" | "stopped" | "crashed" | "failed";
        /** @description An engine has come to another state. */
        EngineStateEvent: {
            /** @description Counts from 1 since the gateway started; also the SSE `id`. */
            seq: number;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-21T04:00:00.000Z
             */
            time: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "engine.state";
            engine: components["schemas"]["Engine"];
        };
        /**
         * @description The gateway's own error codes:
         *
         *     - `invalid_json` (400): The body is not JSON.
         *     - `invalid_request` (400): A field, parameter or header has a value that cannot be used; `param` names it.
         *     - `missing_model` (400): The body has no `model`, or it is not a string.
         *     - `context_length_exceeded` (400): The prompt and the answer asked for do not fit into the largest context of the model.
         *     - `invalid_api_key` (401): No API key, or one that is not known.
         *     - `invalid_credentials` (401): No user of that name, not the password, or the user is disabled.
         *     - `permission_denied` (403): The API key may not do this.
         *     - `model_not_found` (404): No model of that name; near names are listed.
         *     - `engine_not_found` (404): No engine of that id.
         *     - `user_not_found` (404): No user of that id.
         *     - `key_not_found` (404): No API key of that id, or it is not yours.
         *     - `conversation_not_found` (404): No conversation of that id, or it is not yours.
         *     - `rate_limit_not_found` (404): No rate limit of that id.
         *     - `route_not_found` (404): The gateway has no such path.
         *     - `method_not_allowed` (405): The path exists, but not with this method; see the header `allow`.
         *     - `download_not_found` (404): No download of that id; ended ones are forgotten after a while.
         *     - `lora_not_found` (404): No LoRA adapter of that name.
         *     - `source_not_found` (404): The source has no such repository, bucket, revision or file.
         *     - `path_not_allowed` (403): The path lies outside of `download_roots`.
         *     - `endpoint_not_allowed` (403): The endpoint is not one of `download_endpoints`, or leads to a private address.
         *     - `source_forbidden` (403): The source refuses the credentials, needs some, or has a gate that was not passed.
         *     - `lora_conflict` (409): The engine, as it was started, cannot take this LoRA adapter; the message says what to change.
         *     - `lora_incompatible` (400): The files are no LoRA adapter, or not one for this engine or base model.
         *     - `lora_load_failed` (502, may be retried): An engine did not load or unload the LoRA adapter; the message has its reason.
         *     - `download_conflict` (409): Something else is, or is being written, where the download should go.
         *     - `download_changed` (409, may be retried): The file changed at its source while it was being downloaded.
         *     - `download_failed` (502, may be retried): The source could not be reached or broke off, or what came was not what it had promised.
         *     - `download_cancelled` (409, may be retried): The download was cancelled.
         *     - `disk_full` (507, may be retried): The disk has no room for it; the message says how much is missing.
         *     - `storage_unavailable` (503, may be retried): The database cannot be used now.
         *     - `no_room` (409, may be retried): All slots, or the GPUs that it needs, are taken by engines that are busy.
         *     - `user_conflict` (409): A user of that name exists already, or it is the last admin.
         *     - `conversation_busy` (409, may be retried): The conversation is waiting for an answer, and others wait for their turn in it.
         *     - `conversation_conflict` (409): There is a conversation of that number already.
         *     - `engine_conflict` (409): You have started this model already, or as many engines as you may.
         *     - `user_engines_off` (501): Users may start no engines here: the config has no `user_engines`.
         *     - `body_too_large` (413): The body is larger than `max_body`.
         *     - `unsupported_encoding` (415): Request bodies must not be compressed (`Content-Encoding`).
         *     - `unsupported_media_type` (415): The route takes another content type.
         *     - `not_supported` (501): The engine of this model cannot do this.
         *     - `accounts_off` (501): There are no accounts here: the config does not say `auth: required`.
         *     - `internal_error` (500, may be retried): A fault of the gateway itself; quote the request id.
         *     - `engine_start_failed` (502, may be retried): The engine could not be started; the message says why.
         *     - `engine_unreachable` (502, may be retried): The engine did not take the connection, or broke it.
         *     - `engine_disconnected` (502, may be retried): The engine ended its answer before it was whole.
         *     - `engine_bad_response` (502, may be retried): The engine answered what is not HTTP, or not what its API promises.
         *     - `engine_stopped` (503, may be retried): The engine was stopped while it was answering.
         *     - `engine_unavailable` (503, may be retried): No engine of this model is ready.
         *     - `queue_full` (503, may be retried): More requests wait for this model than `max_queue` allows.
         *     - `queue_timeout` (503, may be retried): The request waited longer than `max_wait`.
         *     - `shutting_down` (503, may be retried): The gateway is shutting down.
         *     - `concurrency_limit_reached` (429, may be retried): As many requests as `max_concurrency` allows are being answered.
         *     - `rate_limit_exceeded` (429, may be retried): A limit of requests or tokens per minute, or of concurrent requests, is reached; `limit`, `used` and `allowed` say which one. See `retry-after`.
         *     - `insufficient_quota` (429): The user has used up a lifetime limit of tokens; `limit`, `used` and `allowed` say which one.
         *     - `login_limited` (429, may be retried): Too many wrong passwords for this name or from this address; see `retry-after`.
         *     - `engine_timeout` (504, may be retried): The engine took longer than the configured time.
         * @enum {string}
         */
        ErrorCode: "invalid_json" | "invalid_request" | "missing_model" | "context_length_exceeded" | "invalid_api_key" | "invalid_credentials" | "permission_denied" | "model_not_found" | "engine_not_found" | "user_not_found" | "key_not_found" | "conversation_not_found" | "rate_limit_not_found" | "route_not_found" | "method_not_allowed" | "download_not_found" | "lora_not_found" | "source_not_found" | "path_not_allowed" | "endpoint_not_allowed" | "source_forbidden" | "lora_conflict" | "lora_incompatible" | "lora_load_failed" | "download_conflict" | "download_changed" | "download_failed" | "download_cancelled" | "disk_full" | "storage_unavailable" | "no_room" | "user_conflict" | "conversation_busy" | "conversation_conflict" | "engine_conflict" | "user_engines_off" | "body_too_large" | "unsupported_encoding" | "unsupported_media_type" | "not_supported" | "accounts_off" | "internal_error" | "engine_start_failed" | "engine_unreachable" | "engine_disconnected" | "engine_bad_response" | "engine_stopped" | "engine_unavailable" | "queue_full" | "queue_timeout" | "shutting_down" | "concurrency_limit_reached" | "rate_limit_exceeded" | "insufficient_quota" | "login_limited" | "engine_timeout";
        /** @description What went wrong, in OpenAI’s words. */
        ErrorObject: {
            /** @description What was wrong, with the name of the value, and what to do. */
            message: string;
            /** @description A class of errors, as OpenAI names them. */
            type: string;
            /** @description One of the gateway's codes, or the engine's own word where the error is the engine's. */
            code: components["schemas"]["ErrorCode"] | string | null;
            /** @description The field, parameter or header that was wrong. */
            param: string | null;
            /** @description The engine's own body, where it was not an error object of this shape. */
            engine?: unknown;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description The error envelope. The header `x-roundhouse-source` says whose error it is: `gateway` or `engine`.
         * @example {
         *       "error": {
         *         "message": "The model \"tyni\" does not exist. Near names: tiny.",
         *         "type": "not_found_error",
         *         "code": "model_not_found",
         *         "param": "model"
         *       },
         *       "request_id": "req_01JD8Z4T2N9Q"
         *     }
         */
        ErrorResponse: {
            error: components["schemas"]["ErrorObject"];
            /**
             * @description The same as the header `x-request-id`; quote it when you report a fault.
             * @example req_01JD8Z4T2N9Q
             */
            request_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A token of the piece and its natural log probability. */
        EventLogprob: {
            token: string;
            logprob: number;
            top_logprobs?: components["schemas"]["EventTopLogprob"][];
        } & {
            [key: string]: unknown;
        };
        /** @description A token that was likely in that place. */
        EventTopLogprob: {
            token?: string;
            logprob?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description A file that the text cites. */
        FileCitation: {
            file_id: string;
            filename: string;
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "file_citation";
        } & {
            [key: string]: unknown;
        };
        /** @description A file that the text points to. */
        FilePathAnnotation: {
            file_id: string;
            index: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "file_path";
        } & {
            [key: string]: unknown;
        };
        /** @description A search in files, and what it found. */
        FileSearchCall: {
            id: string;
            queries: string[];
            /** @enum {string} */
            status: "in_progress" | "searching" | "completed" | "incomplete" | "failed";
            /** @enum {string} */
            type: "file_search_call";
            results?: components["schemas"]["FileSearchResult"][] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description How finds are ordered, and from which score on. */
        FileSearchRankingOptions: {
            hybrid_search?: components["schemas"]["HybridSearchWeights"];
            /** @enum {string} */
            ranker?: "auto" | "default-2024-11-15";
            score_threshold?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description A piece of a file that was found. */
        FileSearchResult: {
            attributes?: {
                [key: string]: string | number | boolean;
            } | null;
            file_id?: string;
            filename?: string;
            score?: number;
            text?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model search in stored files. */
        FileSearchTool: {
            /** @enum {string} */
            type: "file_search";
            vector_store_ids: string[];
            filters?: components["schemas"]["ComparisonFilter"] | components["schemas"]["CompoundFilter"] | null;
            max_num_results?: number;
            ranking_options?: components["schemas"]["FileSearchRankingOptions"];
        } & {
            [key: string]: unknown;
        };
        /** @description One event of `GET /v1/events`; `type` says which. */
        FleetEvent: components["schemas"]["EngineStateEvent"] | components["schemas"]["ConfigReloadedEvent"] | components["schemas"]["ConfigRejectedEvent"] | components["schemas"]["DownloadEvent"] | components["schemas"]["LoraEvent"] | components["schemas"]["ImageEvent"];
        /** @description A call of a function: its name, and its arguments as JSON text. */
        FunctionCall: {
            arguments: string;
            name: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of a call. */
        FunctionCallDelta: {
            arguments?: string | null;
            name?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description What a function answered. */
        FunctionCallOutput: {
            id: string;
            output: string | (components["schemas"]["ResponseInputText"] | components["schemas"]["ResponseInputImage"] | components["schemas"]["ResponseInputFile"])[];
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            /** @enum {string} */
            type: "function_call_output";
            call_id?: string;
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            created_by?: string;
            name?: string;
            namespace?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What a function answered, given back as input. */
        FunctionCallOutputParam: {
            output: string | components["schemas"]["ResponseFunctionCallOutputItem"][];
            /** @enum {string} */
            type: "function_call_output";
            id?: string | null;
            call_id?: string | null;
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            name?: string | null;
            namespace?: string | null;
            status?: ("in_progress" | "completed" | "incomplete") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A function that the model may call. */
        FunctionDefinition: {
            name: string;
            description?: string;
            parameters?: {
                [key: string]: unknown;
            };
            strict?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The result of a function, in the old form. */
        FunctionMessage: {
            content: string | null;
            name: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            role: "function";
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model run commands in a shell. */
        FunctionShellTool: {
            /** @enum {string} */
            type: "shell";
            allowed_callers?: ("direct" | "programmatic")[] | null;
            environment?: components["schemas"]["ContainerAuto"] | components["schemas"]["LocalEnvironment"] | components["schemas"]["ContainerReference"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A function on offer to the model. */
        FunctionTool: {
            name: string;
            parameters: {
                [key: string]: unknown;
            } | null;
            strict: boolean | null;
            /** @enum {string} */
            type: "function";
            allowed_callers?: ("direct" | "programmatic")[] | null;
            async?: boolean;
            defer_loading?: boolean;
            description?: string | null;
            output_schema?: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The model calls a function. */
        FunctionToolCall: {
            arguments: string;
            call_id: string;
            name: string;
            /** @enum {string} */
            type: "function_call";
            id?: string;
            async?: boolean;
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            namespace?: string;
            /** @enum {string} */
            status?: "in_progress" | "completed" | "incomplete";
        } & {
            [key: string]: unknown;
        };
        /** @description A grammar, and the language it is written in. */
        GrammarDefinition: {
            definition: string;
            /** @enum {string} */
            syntax: "lark" | "regex";
        } & {
            [key: string]: unknown;
        };
        /** @description The input fits a grammar. */
        GrammarFormat: {
            definition: string;
            /** @enum {string} */
            syntax: "lark" | "regex";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "grammar";
        } & {
            [key: string]: unknown;
        };
        /** @description The process is alive and answers. */
        Health: {
            /** @enum {string} */
            status: "healthy";
            /** @enum {string} */
            service: "gateway";
            /**
             * @description Version of the gateway, and of this API.
             * @example 0.1.0
             */
            version: string;
            /**
             * Format: date-time
             * @description When the gateway was started.
             * @example 2026-11-21T04:00:00.000Z
             */
            started_at: string;
            /**
             * @description Seconds since then.
             * @example 3600
             */
            uptime_seconds: number;
        };
        /** @description How much meaning counts, and how much the words themselves. */
        HybridSearchWeights: {
            embedding_weight: number;
            text_weight: number;
        } & {
            [key: string]: unknown;
        };
        /** @description An image. */
        ImageBlock: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "image";
            source: components["schemas"]["MediaSource"];
            cache_control?: components["schemas"]["CacheControl"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The pull of an image has begun, gone on or ended. */
        ImageEvent: {
            /** @description Counts from 1 since the gateway started; also the SSE `id`. */
            seq: number;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-21T04:00:00.000Z
             */
            time: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "image";
            pull: components["schemas"]["ImagePull"];
        };
        /** @description The model draws an image. */
        ImageGenerationCall: {
            id: string;
            result: string | null;
            /** @enum {string} */
            status: "in_progress" | "completed" | "generating" | "failed";
            /** @enum {string} */
            type: "image_generation_call";
            action?: ("generate" | "edit" | "auto") | null;
            background?: ("transparent" | "opaque" | "auto") | null;
            error?: components["schemas"]["ImageGenerationError"];
            output_format?: ("png" | "webp" | "jpeg" | "gif" | "svg") | null;
            quality?: ("low" | "medium" | "high" | "xhigh" | "max" | "auto") | null;
            revised_prompt?: string | null;
            size?: string | null;
            svg_usage?: components["schemas"]["SvgUsage"];
        } & {
            [key: string]: unknown;
        };
        /** @description Why there is no image. */
        ImageGenerationError: {
            code: string | null;
            message: string;
            param: string | null;
            type: string;
            moderation_details?: components["schemas"]["ImageModerationDetails"];
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model draw images. */
        ImageGenerationTool: {
            /** @enum {string} */
            type: "image_generation";
            /** @enum {string} */
            action?: "generate" | "edit" | "auto";
            /** @enum {string} */
            background?: "transparent" | "opaque" | "auto";
            /** @enum {string} */
            complexity?: "low" | "medium" | "high";
            frame_count?: number;
            frame_duration_ms?: number;
            input_fidelity?: ("high" | "low") | null;
            input_image_mask?: components["schemas"]["InputImageMask"];
            model?: string;
            /** @enum {string} */
            moderation?: "auto" | "low";
            output_compression?: number;
            /** @enum {string} */
            output_format?: "png" | "webp" | "jpeg" | "gif" | "svg";
            partial_images?: number;
            /** @enum {string} */
            quality?: "low" | "medium" | "high" | "xhigh" | "max" | "auto";
            size?: string;
            svg?: components["schemas"]["SvgOptions"];
        } & {
            [key: string]: unknown;
        };
        /** @description Tokens that images took. */
        ImageGenerationUsage: {
            input_tokens: number;
            input_tokens_details: components["schemas"]["ImageTokensDetails"];
            output_tokens: number;
            total_tokens: number;
            cached_tokens?: number;
            cached_tokens_details?: components["schemas"]["CachedImageTokensDetails"];
            output_tokens_details?: components["schemas"]["ImageTokensDetails"];
        } & {
            [key: string]: unknown;
        };
        /** @description Which rules an image broke, and when that was seen. */
        ImageModerationDetails: {
            categories: string[];
            /** @enum {string} */
            moderation_stage: "input" | "output" | "unknown";
        } & {
            [key: string]: unknown;
        };
        /** @description An image that is brought onto the Docker host. */
        ImagePull: {
            /**
             * @description As the config names it.
             * @example vllm/vllm-openai:v0.11.0
             */
            image: string;
            /**
             * @description The model that needs it.
             * @example big
             */
            model: string;
            /** @enum {string} */
            state: "pulling" | "here" | "failed";
            /** @description Layers of the image that are known so far. */
            layers: number;
            /** @description Layers that are there. */
            layers_done: number;
            /** @description Of the layers whose size is known so far. */
            bytes_total: number;
            /** @description Of these, what was downloaded. */
            bytes_done: number;
            /** @description Why it failed; null where it did not. */
            reason: string | null;
        };
        /** @description Tokens by what they stand for: images or text. */
        ImageTokensDetails: {
            image_tokens: number;
            text_tokens: number;
        } & {
            [key: string]: unknown;
        };
        /** @description A skill, sent along. */
        InlineSkill: {
            description: string;
            name: string;
            source: components["schemas"]["InlineSkillSource"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "inline";
        } & {
            [key: string]: unknown;
        };
        /** @description A skill as a zip archive in base64. */
        InlineSkillSource: {
            data: string;
            /** @enum {string} */
            media_type: "application/zip";
            /** @enum {string} */
            type: "base64";
        } & {
            [key: string]: unknown;
        };
        /** @description Audio in base64. */
        InputAudioData: {
            data: string;
            /** @enum {string} */
            format: "wav" | "mp3";
        } & {
            [key: string]: unknown;
        };
        /** @description A piece of a message of the conversation. */
        InputBlock: components["schemas"]["TextBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["DocumentBlock"] | components["schemas"]["ThinkingBlock"] | components["schemas"]["RedactedThinkingBlock"] | components["schemas"]["ToolUseBlock"] | components["schemas"]["ToolResultBlock"];
        /** @description Which part of an image is painted anew. */
        InputImageMask: {
            file_id?: string;
            image_url?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of a tool’s arguments, as text. */
        InputJsonDelta: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "input_json_delta";
            partial_json: string;
        } & {
            [key: string]: unknown;
        };
        /** @description An earlier item, by its id. */
        ItemReference: {
            id: string;
            type?: "item_reference" | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The answer is a JSON object of any shape. */
        JsonObjectFormat: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "json_object";
        } & {
            [key: string]: unknown;
        };
        /** @description A JSON schema and its name. */
        JsonSchemaFormat: {
            name: string;
            description?: string;
            schema?: {
                [key: string]: unknown;
            };
            strict?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The answer fits a JSON schema. */
        JsonSchemaResponseFormat: {
            json_schema: components["schemas"]["JsonSchemaFormat"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "json_schema";
        } & {
            [key: string]: unknown;
        };
        LlmRequest: {
            /** @example org/tiny */
            model: string;
            /**
             * @description The endpoint or id of an engine that you may use, or the name of its model. Nothing is ever fetched from here: anything else is answered like an engine that does not exist.
             * @example http://127.0.0.1:41234
             */
            inference_endpoint: string;
            /** @example What is the capital of Japan? */
            prompt: string;
            /** @description Default: false. true: the answer knows what was said before. */
            memory?: boolean | null;
            /**
             * @description Required with `memory: true`.
             * @example 1
             */
            conversation_number?: number | null;
        } & {
            [key: string]: unknown;
        };
        LlmResponse: {
            /** @example alice */
            username: string;
            /** @description The answer. */
            data: string;
        };
        LoadLoraRequest: {
            /**
             * @description The name of the LoRA adapter: what clients then put into `model`.
             * @example pirate
             */
            lora_name: string;
            /**
             * @description Files that are on the disk, inside one of the download roots: a PEFT folder, or a .gguf file.
             * @example /models/pirate-lora
             */
            lora_path?: string | null;
            /**
             * @description Instead of `lora_path`: downloaded first, then loaded.
             * @example hf://org/name
             */
            source?: string | null;
            /**
             * @description With `source`: where the files shall be. Default: a folder of that name in the first download root.
             * @example /models/my-lora
             */
            output_dir?: string | null;
            config?: components["schemas"]["DownloadConfig"] | null;
            /**
             * @description Parallel downloads of files and parts of files.
             * @default 8
             * @example 8
             */
            max_workers?: number;
            /**
             * @description With `source`: answer 202 at once; load when the files are there.
             * @default false
             */
            async_download?: boolean;
            /**
             * @description The base model. Needed only where more than one could be meant.
             * @example tiny
             */
            model?: string | null;
            /**
             * @description Replace the LoRA adapter that has this name already.
             * @default false
             */
            load_inplace?: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description The caller’s own machine. */
        LocalEnvironment: {
            /** @enum {string} */
            type: "local";
            skills?: components["schemas"]["LocalSkill"][];
        } & {
            [key: string]: unknown;
        };
        /** @description The commands run on the caller’s machine. */
        LocalEnvironmentUsed: {
            /** @enum {string} */
            type: "local";
        } & {
            [key: string]: unknown;
        };
        /** @description A command, where it runs and for how many milliseconds at most. */
        LocalShellAction: {
            command: string[];
            env: {
                [key: string]: string;
            };
            /** @enum {string} */
            type: "exec";
            timeout_ms?: number | null;
            user?: string | null;
            working_directory?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The model runs a command on the caller’s machine. */
        LocalShellCall: {
            id: string;
            action: components["schemas"]["LocalShellAction"];
            call_id: string;
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            /** @enum {string} */
            type: "local_shell_call";
        } & {
            [key: string]: unknown;
        };
        /** @description What that command printed. */
        LocalShellCallOutput: {
            id: string;
            output: string;
            /** @enum {string} */
            type: "local_shell_call_output";
            status?: ("in_progress" | "completed" | "incomplete") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model run commands on the caller’s machine. */
        LocalShellTool: {
            /** @enum {string} */
            type: "local_shell";
        } & {
            [key: string]: unknown;
        };
        /** @description A skill on the caller’s machine. */
        LocalSkill: {
            description: string;
            name: string;
            path: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What is wanted, and what each engine has. */
        LoraAdapter: {
            /**
             * @description The name of the LoRA adapter: what clients then put into `model`.
             * @example pirate
             */
            id: string;
            /** @enum {string} */
            object: "lora_adapter";
            /**
             * @description The base model.
             * @example tiny
             */
            model: string;
            /** @description null while it is being downloaded. */
            lora_path: string | null;
            /** @description Without credentials. */
            source: string | null;
            /** @description Id of the download that brings it. */
            download: string | null;
            /** @description false: it is being unloaded. */
            wanted: boolean;
            /**
             * @description `loaded`: every engine that runs has it. Where none runs, it is loaded before the first request gets through.
             * @enum {string}
             */
            state: "downloading" | "loading" | "loaded" | "failed" | "unloading";
            /** @description Why it failed. */
            reason: string | null;
            /** @description One for each engine of the base model that runs. */
            replicas: components["schemas"]["LoraReplica"][];
            /** Format: date-time */
            created_at: string;
        };
        LoraAdapterList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["LoraAdapter"][];
        };
        /** @description A LoRA adapter is wanted, loaded, failed, or on its way out. */
        LoraEvent: {
            /** @description Counts from 1 since the gateway started; also the SSE `id`. */
            seq: number;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-21T04:00:00.000Z
             */
            time: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "lora";
            lora_adapter: components["schemas"]["LoraAdapter"];
        };
        /** @description A LoRA adapter on one engine, as the engine itself says. */
        LoraReplica: {
            /**
             * @description Id of the engine.
             * @example tiny-0f3a9c
             */
            engine: string;
            /** @enum {string} */
            state: "loading" | "loaded" | "failed";
            /** @description The engine's words where it failed. */
            reason: string | null;
        };
        LoraResult: {
            /** @enum {string} */
            status: "success" | "started";
            /** @example Success: LoRA adapter 'pirate' added successfully. */
            message: string;
            lora_adapter: components["schemas"]["LoraAdapter"];
            /** @description With `started` (202): what to look at (`GET /v1/downloads/{id}`). */
            download: components["schemas"]["Download"] | null;
        };
        /** @description A LoRA adapter of llama.cpp by its number, and how strongly it is applied. */
        LoraScale: {
            id: number;
            scale: number;
        } & {
            [key: string]: unknown;
        };
        /** @description The model asks whether it may call an MCP tool. */
        McpApprovalRequest: {
            id: string;
            arguments: string;
            name: string;
            server_label: string;
            /** @enum {string} */
            type: "mcp_approval_request";
        } & {
            [key: string]: unknown;
        };
        /** @description Whether the call may be made. */
        McpApprovalResponse: {
            id: string;
            approval_request_id: string;
            approve: boolean;
            /** @enum {string} */
            type: "mcp_approval_response";
            reason?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Whether the call may be made, given back as input. */
        McpApprovalResponseParam: {
            approval_request_id: string;
            approve: boolean;
            /** @enum {string} */
            type: "mcp_approval_response";
            id?: string | null;
            reason?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A call of an MCP tool, and what it answered. */
        McpCall: {
            id: string;
            arguments: string;
            name: string;
            server_label: string;
            /** @enum {string} */
            type: "mcp_call";
            approval_request_id?: string | null;
            error?: components["schemas"]["McpProtocolError"] | components["schemas"]["McpToolExecutionError"] | components["schemas"]["McpHttpError"] | null;
            output?: string | null;
            /** @enum {string} */
            status?: "in_progress" | "completed" | "incomplete" | "calling" | "failed";
        } & {
            [key: string]: unknown;
        };
        /** @description The MCP server could not be reached. */
        McpHttpError: {
            code: number;
            message: string;
            /** @enum {string} */
            type: "http_error";
        } & {
            [key: string]: unknown;
        };
        /** @description A tool that an MCP server has. */
        McpListedTool: {
            input_schema?: unknown;
            name: string;
            annotations?: unknown;
            description?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The tools of an MCP server. */
        McpListTools: {
            id: string;
            server_label: string;
            tools: components["schemas"]["McpListedTool"][];
            /** @enum {string} */
            type: "mcp_list_tools";
            error?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The MCP server broke its protocol. */
        McpProtocolError: {
            code: number;
            message: string;
            /** @enum {string} */
            type: "mcp_protocol_error";
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model call the tools of an MCP server. */
        McpTool: {
            server_label: string;
            /** @enum {string} */
            type: "mcp";
            allowed_callers?: ("direct" | "programmatic")[] | null;
            allowed_tools?: string[] | components["schemas"]["McpToolFilter"] | null;
            authorization?: string;
            /** @enum {string} */
            connector_id?: "connector_dropbox" | "connector_gmail" | "connector_googlecalendar" | "connector_googledrive" | "connector_microsoftteams" | "connector_outlookcalendar" | "connector_outlookemail" | "connector_sharepoint";
            defer_loading?: boolean;
            headers?: {
                [key: string]: string;
            } | null;
            require_approval?: ("always" | "never") | components["schemas"]["McpToolApprovalFilter"] | null;
            server_description?: string;
            server_url?: string;
            tunnel_id?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Which tools ask before they are called. */
        McpToolApprovalFilter: {
            always?: components["schemas"]["McpToolFilter"];
            never?: components["schemas"]["McpToolFilter"];
        } & {
            [key: string]: unknown;
        };
        /** @description The tool of the MCP server failed. */
        McpToolExecutionError: {
            content?: unknown;
            /** @enum {string} */
            type: "mcp_tool_execution_error";
        } & {
            [key: string]: unknown;
        };
        /** @description Tools by name, or those that only read. */
        McpToolFilter: {
            read_only?: boolean;
            tool_names?: string[];
        } & {
            [key: string]: unknown;
        };
        /** @description Where the bytes of an image or a document are. */
        MediaSource: {
            /** @enum {string} */
            type: "base64" | "url" | "text" | "content" | "file";
            media_type?: string;
            data?: string;
            url?: string;
            file_id?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Anthropic’s answer. */
        Message: {
            id: string;
            /** @enum {string} */
            type: "message";
            /** @enum {string} */
            role: "assistant";
            model: string;
            content: components["schemas"]["OutputBlock"][];
            stop_reason?: components["schemas"]["StopReason"] | null;
            /** @description The one of `stop_sequences` that was met. */
            stop_sequence?: string | null;
            usage: components["schemas"]["MessageUsage"];
        } & {
            [key: string]: unknown;
        };
        /** @description Why the answer ends. */
        MessageDelta: {
            stop_reason?: components["schemas"]["StopReason"] | null;
            stop_sequence?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Why the answer ends, and the tokens it used. */
        MessageDeltaEvent: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message_delta";
            delta: components["schemas"]["MessageDelta"];
            usage: components["schemas"]["MessageDeltaUsage"];
        } & {
            [key: string]: unknown;
        };
        /** @description Tokens so far, all together. */
        MessageDeltaUsage: {
            /** @description Tokens of the prompt that were not in the cache. */
            input_tokens?: number;
            output_tokens: number;
            cache_read_input_tokens?: number | null;
            cache_creation_input_tokens?: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description One step of the answer; or, as the last event of a broken stream, what went wrong. */
        MessageEvent: components["schemas"]["MessageStartEvent"] | components["schemas"]["ContentBlockStartEvent"] | components["schemas"]["ContentBlockDeltaEvent"] | components["schemas"]["ContentBlockStopEvent"] | components["schemas"]["MessageDeltaEvent"] | components["schemas"]["MessageStopEvent"] | components["schemas"]["PingEvent"] | components["schemas"]["AnthropicErrorResponse"];
        /** @description Who the request is for. */
        MessageMetadata: {
            user_id?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description One message of the conversation. */
        MessageParam: {
            /** @enum {string} */
            role: "user" | "assistant" | "system";
            content: string | components["schemas"]["InputBlock"][];
        } & {
            [key: string]: unknown;
        };
        /** @description Anthropic’s request for a message. */
        MessageRequest: {
            model: string;
            messages: components["schemas"]["MessageParam"][];
            system?: string | components["schemas"]["TextBlock"][];
            tools?: components["schemas"]["MessageTool"][];
            tool_choice?: components["schemas"]["MessageToolChoice"];
            thinking?: components["schemas"]["Thinking"];
            max_tokens: number;
            stream?: boolean;
            temperature?: number;
            top_p?: number;
            top_k?: number;
            stop_sequences?: string[];
            metadata?: components["schemas"]["MessageMetadata"];
            service_tier?: string;
            /** @description Variables for the chat template. llama.cpp, vLLM. */
            chat_template_kwargs?: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The answer begins; it has no content yet. */
        MessageStartEvent: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message_start";
            message: components["schemas"]["Message"];
        } & {
            [key: string]: unknown;
        };
        /** @description The end of the stream. */
        MessageStopEvent: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message_stop";
        } & {
            [key: string]: unknown;
        };
        /** @description A tool that the model may use. */
        MessageTool: {
            name: string;
            /** @description `custom`, or the name of a tool that the server brings. */
            type?: string | null;
            description?: string;
            /** @description A JSON schema. */
            input_schema?: {
                [key: string]: unknown;
            };
            cache_control?: components["schemas"]["CacheControl"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Whether and which tool must be used. */
        MessageToolChoice: {
            /** @enum {string} */
            type: "auto" | "any" | "tool" | "none";
            /** @description The tool to use, where `type` is `tool`. */
            name?: string;
            disable_parallel_tool_use?: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Tokens that were used. */
        MessageUsage: {
            /** @description Tokens of the prompt that were not in the cache. */
            input_tokens: number;
            output_tokens: number;
            cache_read_input_tokens?: number | null;
            cache_creation_input_tokens?: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Why the request was held to be misaligned. */
        Misalignment: {
            detailed_explanation?: string;
            error_type?: string;
            review_target?: string | null;
            steer?: components["schemas"]["MisalignmentSteer"];
        } & {
            [key: string]: unknown;
        };
        /** @description Words to go on with instead. */
        MisalignmentSteer: {
            message: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A name that can be asked for. */
        Model: {
            /**
             * @description The name to put into `model` of a request.
             * @example tiny
             */
            id: string;
            /** @enum {string} */
            object: "model";
            /**
             * @description When the gateway learned of it: seconds since 1970-01-01 UTC.
             * @example 1763697600
             */
            created: number;
            /**
             * @description `roundhouse`, or the organisation in the name.
             * @example roundhouse
             */
            owned_by: string;
            state: components["schemas"]["EngineState"];
            /**
             * @description Tokens of its largest context; null where that is not known.
             * @example 1024
             */
            context_length: number | null;
            /**
             * @description Tokens of the context of each variant, smallest first; empty where none is known.
             * @example [
             *       512,
             *       1024
             *     ]
             */
            context_sizes: number[];
            /**
             * @description The same as `context_length`, under the name that vLLM gives it.
             * @example 1024
             */
            max_model_len: number | null;
            /**
             * @description Other names that are answered by this model.
             * @example [
             *       "gpt-4o-mini"
             *     ]
             */
            aliases: string[];
            /** @description The model that a LoRA adapter or an alias belongs to; null for a model of its own. */
            parent: string | null;
        };
        /** @description Every name that the caller may ask for. */
        ModelList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["Model"][];
        };
        /** @description Moderation did not work. */
        ModerationError: {
            code: string;
            message: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "error";
        } & {
            [key: string]: unknown;
        };
        /** @description Whether moderation only scores a text, or blocks it too. */
        ModerationMode: {
            /** @enum {string} */
            mode: "score" | "block";
        } & {
            [key: string]: unknown;
        };
        /** @description What moderation found, by category. */
        ModerationResult: {
            categories: {
                [key: string]: boolean;
            };
            category_applied_input_types: {
                [key: string]: ("text" | "image")[];
            };
            category_scores: {
                [key: string]: number;
            };
            flagged: boolean;
            model: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "moderation_result";
        } & {
            [key: string]: unknown;
        };
        /** @description A function or a tool, by name. */
        NamedFunction: {
            name: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A function in a namespace. */
        NamespaceFunctionTool: {
            name: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "function";
            allowed_callers?: ("direct" | "programmatic")[] | null;
            async?: boolean;
            defer_loading?: boolean;
            description?: string | null;
            output_schema?: {
                [key: string]: unknown;
            } | null;
            parameters?: unknown;
            strict?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Tools under one name. */
        NamespaceTool: {
            description: string;
            name: string;
            tools: (components["schemas"]["NamespaceFunctionTool"] | components["schemas"]["CustomTool"])[];
            /** @enum {string} */
            type: "namespace";
        } & {
            [key: string]: unknown;
        };
        NewApiKey: {
            /**
             * @description For you, to tell keys apart.
             * @example laptop
             */
            name: string;
            /**
             * @description What it may: no more than you.
             * @default [
             *       "infer",
             *       "read"
             *     ]
             */
            verbs?: components["schemas"]["Verb"][];
            /**
             * @description Names of models, aliases or LoRA adapters that it may use. null: all.
             * @default null
             * @example [
             *       "tiny"
             *     ]
             */
            models?: string[] | null;
            /**
             * @description null: never.
             * @default null
             * @example 2027-11-21T00:00:00Z
             */
            expires_at?: string | null;
            /** @description Whose key it is, for who has the verb `users`. Default: your own. */
            user_id?: string;
        } & {
            [key: string]: unknown;
        };
        NewConversation: {
            /** @description What it begins with. At most 20; add more later. */
            items?: components["schemas"]["NewConversationItem"][] | null;
            /**
             * @description Up to 16 texts of your own: names up to 64, values up to 512 characters.
             * @example {
             *       "topic": "trains"
             *     }
             */
            metadata?: {
                [key: string]: string;
            } | null;
            /**
             * @description The `conversation_number` of `POST /llm_request`. Default: one more than your highest.
             * @example 1
             */
            number?: number;
        } & {
            [key: string]: unknown;
        };
        NewConversationItem: {
            /**
             * @default message
             * @enum {string}
             */
            type?: "message";
            /**
             * @description `system` and `developer` mean the same: always sent along, however long the conversation is.
             * @enum {string}
             */
            role: "system" | "developer" | "user" | "assistant";
            /**
             * @description Text.
             * @example Hello
             */
            content: string | components["schemas"]["ConversationTextPart"][];
        } & {
            [key: string]: unknown;
        };
        NewConversationItems: {
            items: components["schemas"]["NewConversationItem"][];
        } & {
            [key: string]: unknown;
        };
        NewRateLimit: {
            subject: components["schemas"]["RateLimitSubject"];
            /**
             * @description Id of the user, key or login; of a key of the config `key:NAME`.
             * @example usr_0mhq3x1k2a7b9c0d1e2
             */
            subject_id: string;
            /**
             * @description A model or one of its aliases; its LoRA adapters count with it. null: all models together.
             * @default null
             * @example tiny
             */
            model?: string | null;
            /**
             * @description Most requests in any minute. null: no limit.
             * @default null
             */
            requests_per_minute?: number | null;
            /**
             * @description Most tokens in any minute, of prompts and answers together. null: no limit.
             * @default null
             */
            tokens_per_minute?: number | null;
            /**
             * @description Most requests at once. null: no limit.
             * @default null
             */
            concurrent_requests?: number | null;
        } & {
            [key: string]: unknown;
        };
        NewUser: {
            /**
             * @description Begins with a letter or a digit; letters, digits and `. _ @ + -`.
             * @example alice
             */
            username: string;
            /**
             * @description 8 to 1024 characters. Kept as an argon2id hash.
             * @example correct horse battery
             */
            password: string;
            role?: components["schemas"]["Role"];
            /** @default true */
            enabled?: boolean;
            /**
             * @description Prompt tokens used so far.
             * @default 0
             * @example 0
             */
            prompt_tokens_used?: number;
            /**
             * @description Generated tokens used so far.
             * @default 0
             * @example 0
             */
            gen_tokens_used?: number;
            /**
             * @description Most prompt tokens in the whole lifetime; null: no limit.
             * @default null
             * @example 1000000
             */
            prompt_token_limit?: number | null;
            /**
             * @description Most generated tokens in the whole lifetime; null: no limit.
             * @default null
             * @example 1000000
             */
            gen_token_limit?: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description An OpenAPI document. */
        OpenApiDocument: {
            /** @example 3.1.1 */
            openapi: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A piece of the answer. */
        OutputBlock: components["schemas"]["TextBlock"] | components["schemas"]["ThinkingBlock"] | components["schemas"]["RedactedThinkingBlock"] | components["schemas"]["ToolUseBlock"];
        /** @description A token of the text and how likely it was. */
        OutputTextLogprob: {
            token: string;
            bytes: number[];
            logprob: number;
            top_logprobs: components["schemas"]["OutputTextTopLogprob"][];
        } & {
            [key: string]: unknown;
        };
        /** @description A token that was likely in that place. */
        OutputTextTopLogprob: {
            token: string;
            bytes: number[];
            logprob: number;
        } & {
            [key: string]: unknown;
        };
        PasswordChange: {
            /** @example correct horse battery */
            old_password: string;
            /**
             * @description 8 to 1024 characters. Kept as an argon2id hash.
             * @example correct horse battery
             */
            new_password: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Make a file. */
        PatchCreateFile: {
            diff: string;
            path: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "create_file";
        } & {
            [key: string]: unknown;
        };
        /** @description Remove a file. */
        PatchDeleteFile: {
            path: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "delete_file";
        } & {
            [key: string]: unknown;
        };
        /** @description Change a file. */
        PatchUpdateFile: {
            diff: string;
            path: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "update_file";
        } & {
            [key: string]: unknown;
        };
        /** @description Nothing: keeps the connection open. */
        PingEvent: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ping";
        } & {
            [key: string]: unknown;
        };
        /** @description The call came from a program that the model wrote. */
        ProgramCaller: {
            caller_id: string;
            /** @enum {string} */
            type: "program";
        } & {
            [key: string]: unknown;
        };
        /** @description A program that the model wrote to call tools. */
        ProgramItem: {
            id: string;
            call_id: string;
            code: string;
            fingerprint: string;
            /** @enum {string} */
            type: "program";
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model write programs that call tools. */
        ProgrammaticToolCallingTool: {
            /** @enum {string} */
            type: "programmatic_tool_calling";
        } & {
            [key: string]: unknown;
        };
        /** @description What such a program answered. */
        ProgramOutput: {
            id: string;
            call_id: string;
            result: string;
            /** @enum {string} */
            status: "completed" | "incomplete";
            /** @enum {string} */
            type: "program_output";
        } & {
            [key: string]: unknown;
        };
        /** @description A prefix to cache ends here. */
        PromptCacheBreakpoint: {
            /** @enum {string} */
            mode: "explicit";
            /** @enum {string} */
            ttl?: "30m" | "12h";
        } & {
            [key: string]: unknown;
        };
        /** @description The response to compare with is not there. */
        PromptCacheComparisonNotFound: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "comparison_response_not_found";
        } & {
            [key: string]: unknown;
        };
        /** @description The prompt was in the cache. */
        PromptCacheHit: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "cache_hit";
        } & {
            [key: string]: unknown;
        };
        /** @description Why the prompt was not in the cache. */
        PromptCacheMiss: {
            cache_missed_tokens: number;
            /** @enum {string} */
            reason: "model_changed" | "prompt_cache_key_changed" | "tools_changed" | "text_format_changed" | "reasoning_effort_changed" | "verbosity_changed" | "context_compacted" | "input_changed" | "service_tier_changed";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "cache_miss";
            comparison_reusable_tokens?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Nothing is known about the cache. */
        PromptCacheUnavailable: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "unavailable";
        } & {
            [key: string]: unknown;
        };
        /** @description How much of the prompt is done, in tokens. llama.cpp. */
        PromptProgress: {
            total: number;
            cache: number;
            processed: number;
            time_ms: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Kinds of tokens in the prompt. */
        PromptTokensDetails: {
            audio_tokens?: number;
            cache_write_tokens?: number;
            cached_tokens?: number | null;
            image_tokens?: number;
            text_tokens?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description A limit of rates. A request is under all that fit it. */
        RateLimit: {
            /** @example rate_0mhq3x1k2a7b9c0d1e2 */
            id: string;
            /** @enum {string} */
            object: "rate_limit";
            subject: components["schemas"]["RateLimitSubject"];
            /**
             * @description Id of the user, key or login; of a key of the config `key:NAME`.
             * @example usr_0mhq3x1k2a7b9c0d1e2
             */
            subject_id: string;
            /**
             * @description A model or one of its aliases; its LoRA adapters count with it. null: all models together.
             * @default null
             * @example tiny
             */
            model?: string | null;
            /**
             * @description Most requests in any minute. null: no limit.
             * @default null
             */
            requests_per_minute?: number | null;
            /**
             * @description Most tokens in any minute, of prompts and answers together. null: no limit.
             * @default null
             */
            tokens_per_minute?: number | null;
            /**
             * @description Most requests at once. null: no limit.
             * @default null
             */
            concurrent_requests?: number | null;
            /** Format: date-time */
            created_at: string;
        };
        RateLimitList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["RateLimit"][];
        };
        /**
         * @description `user`: all that the user sends, by whatever key. `key`: one API key or login.
         * @enum {string}
         */
        RateLimitSubject: "user" | "key";
        /** @description Whether requests should be sent here, and each thing that was looked at. */
        Readiness: {
            /** @enum {string} */
            status: "ready" | "not_ready";
            checks: components["schemas"]["ReadinessCheck"][];
        };
        ReadinessCheck: {
            /**
             * @description `listening`, `config`, `storage` or `draining`.
             * @example config
             */
            name: string;
            ok: boolean;
            /** @description Why not; null where it is ok. */
            reason: string | null;
        };
        /** @description How hard the model thinks, and how much of it is shown. */
        Reasoning: {
            context?: ("auto" | "current_turn" | "all_turns") | null;
            effort?: ("none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max") | null;
            generate_summary?: ("auto" | "concise" | "detailed") | null;
            mode?: string;
            summary?: ("auto" | "concise" | "detailed") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description What the model thought. */
        ReasoningContent: {
            text: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "reasoning_text";
        } & {
            [key: string]: unknown;
        };
        /** @description What the model thought before it answered. */
        ReasoningItem: {
            id: string;
            summary: components["schemas"]["ReasoningSummary"][];
            /** @enum {string} */
            type: "reasoning";
            content?: components["schemas"]["ReasoningContent"][];
            encrypted_content?: string | null;
            /** @enum {string} */
            status?: "in_progress" | "completed" | "incomplete";
        } & {
            [key: string]: unknown;
        };
        /** @description The model begins to think. vLLM. */
        ReasoningPartAddedEvent: {
            item_id: string;
            output_index: number;
            content_index: number;
            sequence_number: number;
            /** @enum {string} */
            type: "response.reasoning_part.added";
            part: components["schemas"]["ReasoningContent"];
        } & {
            [key: string]: unknown;
        };
        /** @description The model has thought. vLLM. */
        ReasoningPartDoneEvent: {
            item_id: string;
            output_index: number;
            content_index: number;
            sequence_number: number;
            /** @enum {string} */
            type: "response.reasoning_part.done";
            part: components["schemas"]["ReasoningContent"];
        } & {
            [key: string]: unknown;
        };
        /** @description What the model thought, in short. */
        ReasoningSummary: {
            text: string;
            /** @enum {string} */
            type: "summary_text";
        } & {
            [key: string]: unknown;
        };
        /** @description Thoughts that are not shown. */
        RedactedThinkingBlock: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "redacted_thinking";
            data: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A document as an object; engines differ in what else it may hold. */
        RerankDocument: {
            text?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A query, and the documents to order by it. */
        RerankRequest: {
            model: string;
            query: string;
            documents: (string | components["schemas"]["RerankDocument"])[];
            /** @description Answer with the best n only; all by default. */
            top_n?: number | null;
            /** @description SGLang. */
            return_documents?: boolean | null;
            /** @description What relevance means, for models that take it. SGLang. */
            instruct?: string | null;
            /** @description Cut documents after this. vLLM. */
            max_tokens_per_doc?: number | null;
            /** @description vLLM. */
            truncate_prompt_tokens?: number | null;
            /** @description Lower is served first. vLLM. */
            priority?: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The documents by relevance, the best first. */
        RerankResponse: {
            id?: string;
            model?: string;
            results: components["schemas"]["RerankResult"][];
            usage?: components["schemas"]["RerankUsage"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description One document and how relevant it is. */
        RerankResult: {
            /** @description Place of the document in the request. */
            index: number;
            relevance_score: number;
            document?: string | components["schemas"]["RerankDocument"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Tokens that were used. */
        RerankUsage: {
            prompt_tokens?: number;
            total_tokens: number;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of audio, in base64. */
        ResponseAudioDeltaEvent: {
            delta: string;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.audio.delta";
        } & {
            [key: string]: unknown;
        };
        /** @description The audio is whole. */
        ResponseAudioDoneEvent: {
            sequence_number?: number;
            /** @enum {string} */
            type: "response.audio.done";
        } & {
            [key: string]: unknown;
        };
        /** @description The next words of the audio. */
        ResponseAudioTranscriptDeltaEvent: {
            delta: string;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.audio.transcript.delta";
        } & {
            [key: string]: unknown;
        };
        /** @description The words of the audio are whole. */
        ResponseAudioTranscriptDoneEvent: {
            sequence_number?: number;
            /** @enum {string} */
            type: "response.audio.transcript.done";
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of the code to run. */
        ResponseCodeInterpreterCallCodeDeltaEvent: {
            delta: string;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.code_interpreter_call_code.delta";
        } & {
            [key: string]: unknown;
        };
        /** @description The code to run is whole. */
        ResponseCodeInterpreterCallCodeDoneEvent: {
            code: string;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.code_interpreter_call_code.done";
        } & {
            [key: string]: unknown;
        };
        /** @description The code ran. */
        ResponseCodeInterpreterCallCompletedEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.code_interpreter_call.completed";
        } & {
            [key: string]: unknown;
        };
        /** @description A call of the code interpreter begins. */
        ResponseCodeInterpreterCallInProgressEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.code_interpreter_call.in_progress";
        } & {
            [key: string]: unknown;
        };
        /** @description The code is running. */
        ResponseCodeInterpreterCallInterpretingEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.code_interpreter_call.interpreting";
        } & {
            [key: string]: unknown;
        };
        /** @description The context is being summarised. */
        ResponseCompactionCompactingEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.compaction.compacting";
        } & {
            [key: string]: unknown;
        };
        /** @description The response is whole; the stream ends. */
        ResponseCompletedEvent: {
            response: components["schemas"]["ResponseObject"];
            sequence_number?: number;
            /** @enum {string} */
            type: "response.completed";
        } & {
            [key: string]: unknown;
        };
        /** @description A part of a message begins. */
        ResponseContentPartAddedEvent: {
            content_index?: number;
            item_id: string;
            output_index?: number;
            part: components["schemas"]["ResponseOutputText"] | components["schemas"]["ChatRefusalPart"] | components["schemas"]["ReasoningContent"];
            sequence_number?: number;
            /** @enum {string} */
            type: "response.content_part.added";
        } & {
            [key: string]: unknown;
        };
        /** @description A part of a message is whole. */
        ResponseContentPartDoneEvent: {
            content_index?: number;
            item_id: string;
            output_index?: number;
            part: components["schemas"]["ResponseOutputText"] | components["schemas"]["ChatRefusalPart"] | components["schemas"]["ReasoningContent"];
            sequence_number?: number;
            /** @enum {string} */
            type: "response.content_part.done";
        } & {
            [key: string]: unknown;
        };
        /** @description The response begins. */
        ResponseCreatedEvent: {
            response: components["schemas"]["StartedResponse"];
            sequence_number?: number;
            /** @enum {string} */
            type: "response.created";
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of a custom tool’s input. */
        ResponseCustomToolCallInputDeltaEvent: {
            delta: string;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.custom_tool_call_input.delta";
        } & {
            [key: string]: unknown;
        };
        /** @description A custom tool’s input is whole. */
        ResponseCustomToolCallInputDoneEvent: {
            input: string;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.custom_tool_call_input.done";
        } & {
            [key: string]: unknown;
        };
        /** @description Why the response failed. */
        ResponseError: {
            /** @enum {string} */
            code: "server_error" | "rate_limit_exceeded" | "invalid_prompt" | "data_residency_mismatch" | "bio_policy" | "misalignment_policy_violation" | "vector_store_timeout" | "invalid_image" | "invalid_image_format" | "invalid_base64_image" | "invalid_image_url" | "image_too_large" | "image_too_small" | "image_parse_error" | "image_content_policy_violation" | "invalid_image_mode" | "image_file_too_large" | "unsupported_image_media_type" | "empty_image_file" | "failed_to_download_image" | "image_file_not_found";
            message: string;
            misalignment?: components["schemas"]["Misalignment"];
            param?: string | null;
            type?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Something went wrong; the stream ends. */
        ResponseErrorEvent: {
            code: string | null;
            message: string;
            param: string | null;
            sequence_number?: number;
            /** @enum {string} */
            type: "error";
        } & {
            [key: string]: unknown;
        };
        /** @description One step of the response; or, as the last event of a broken stream, what went wrong. */
        ResponseEvent: components["schemas"]["ResponseAudioDeltaEvent"] | components["schemas"]["ResponseAudioDoneEvent"] | components["schemas"]["ResponseAudioTranscriptDeltaEvent"] | components["schemas"]["ResponseAudioTranscriptDoneEvent"] | components["schemas"]["ResponseCodeInterpreterCallCodeDeltaEvent"] | components["schemas"]["ResponseCodeInterpreterCallCodeDoneEvent"] | components["schemas"]["ResponseCodeInterpreterCallCompletedEvent"] | components["schemas"]["ResponseCodeInterpreterCallInProgressEvent"] | components["schemas"]["ResponseCodeInterpreterCallInterpretingEvent"] | components["schemas"]["ResponseCompactionCompactingEvent"] | components["schemas"]["ResponseCompletedEvent"] | components["schemas"]["ResponseContentPartAddedEvent"] | components["schemas"]["ResponseContentPartDoneEvent"] | components["schemas"]["ResponseCreatedEvent"] | components["schemas"]["ResponseErrorEvent"] | components["schemas"]["ResponseFileSearchCallCompletedEvent"] | components["schemas"]["ResponseFileSearchCallInProgressEvent"] | components["schemas"]["ResponseFileSearchCallSearchingEvent"] | components["schemas"]["ResponseFunctionCallArgumentsDeltaEvent"] | components["schemas"]["ResponseFunctionCallArgumentsDoneEvent"] | components["schemas"]["ResponseShellCallCommandAddedEvent"] | components["schemas"]["ResponseShellCallCommandDeltaEvent"] | components["schemas"]["ResponseShellCallCommandDoneEvent"] | components["schemas"]["ResponseShellCallOutputContentDeltaEvent"] | components["schemas"]["ResponseShellCallOutputContentDoneEvent"] | components["schemas"]["ResponseInProgressEvent"] | components["schemas"]["ResponseFailedEvent"] | components["schemas"]["ResponseIncompleteEvent"] | components["schemas"]["ResponseOutputItemAddedEvent"] | components["schemas"]["ResponseOutputItemDoneEvent"] | components["schemas"]["ResponseReasoningSummaryPartAddedEvent"] | components["schemas"]["ResponseReasoningSummaryPartDoneEvent"] | components["schemas"]["ResponseReasoningSummaryTextDeltaEvent"] | components["schemas"]["ResponseReasoningSummaryTextDoneEvent"] | components["schemas"]["ResponseReasoningTextDeltaEvent"] | components["schemas"]["ResponseReasoningTextDoneEvent"] | components["schemas"]["ResponseRefusalDeltaEvent"] | components["schemas"]["ResponseRefusalDoneEvent"] | components["schemas"]["ResponseTextDeltaEvent"] | components["schemas"]["ResponseTextDoneEvent"] | components["schemas"]["ResponseWebSearchCallCompletedEvent"] | components["schemas"]["ResponseWebSearchCallInProgressEvent"] | components["schemas"]["ResponseWebSearchCallSearchingEvent"] | components["schemas"]["ResponseImageGenCallCompletedEvent"] | components["schemas"]["ResponseImageGenCallGeneratingEvent"] | components["schemas"]["ResponseImageGenCallInProgressEvent"] | components["schemas"]["ResponseImageGenCallPartialImageEvent"] | components["schemas"]["ResponseMcpCallArgumentsDeltaEvent"] | components["schemas"]["ResponseMcpCallArgumentsDoneEvent"] | components["schemas"]["ResponseMcpCallCompletedEvent"] | components["schemas"]["ResponseMcpCallFailedEvent"] | components["schemas"]["ResponseMcpCallInProgressEvent"] | components["schemas"]["ResponseMcpListToolsCompletedEvent"] | components["schemas"]["ResponseMcpListToolsFailedEvent"] | components["schemas"]["ResponseMcpListToolsInProgressEvent"] | components["schemas"]["ResponseOutputTextAnnotationAddedEvent"] | components["schemas"]["ResponseQueuedEvent"] | components["schemas"]["ResponseCustomToolCallInputDeltaEvent"] | components["schemas"]["ResponseCustomToolCallInputDoneEvent"] | components["schemas"]["ReasoningPartAddedEvent"] | components["schemas"]["ReasoningPartDoneEvent"] | components["schemas"]["ErrorResponse"];
        /** @description The response failed; the stream ends. */
        ResponseFailedEvent: {
            response: components["schemas"]["ResponseObject"];
            sequence_number?: number;
            /** @enum {string} */
            type: "response.failed";
        } & {
            [key: string]: unknown;
        };
        /** @description The files were searched. */
        ResponseFileSearchCallCompletedEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.file_search_call.completed";
        } & {
            [key: string]: unknown;
        };
        /** @description A search in files begins. */
        ResponseFileSearchCallInProgressEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.file_search_call.in_progress";
        } & {
            [key: string]: unknown;
        };
        /** @description The files are being searched. */
        ResponseFileSearchCallSearchingEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.file_search_call.searching";
        } & {
            [key: string]: unknown;
        };
        /** @description What the answer looks like. */
        ResponseFormat: components["schemas"]["TextFormat"] | components["schemas"]["ResponseJsonSchemaFormat"] | components["schemas"]["JsonObjectFormat"];
        /** @description The next piece of a function’s arguments, as JSON text. */
        ResponseFunctionCallArgumentsDeltaEvent: {
            delta: string;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.function_call_arguments.delta";
        } & {
            [key: string]: unknown;
        };
        /** @description A function’s arguments are whole. */
        ResponseFunctionCallArgumentsDoneEvent: {
            arguments: string;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.function_call_arguments.done";
        } & {
            [key: string]: unknown;
        };
        /** @description A piece of what a function answered. */
        ResponseFunctionCallOutputItem: components["schemas"]["ResponseInputTextContent"] | components["schemas"]["ResponseInputImageContent"] | components["schemas"]["ResponseInputFileContent"];
        /** @description How images are handled. */
        ResponseImage: {
            /** @enum {string} */
            context_compression: "enabled" | "disabled";
        } & {
            [key: string]: unknown;
        };
        /** @description The image is ready. */
        ResponseImageGenCallCompletedEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.image_generation_call.completed";
        } & {
            [key: string]: unknown;
        };
        /** @description The image is being drawn. */
        ResponseImageGenCallGeneratingEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.image_generation_call.generating";
        } & {
            [key: string]: unknown;
        };
        /** @description A call to draw an image begins. */
        ResponseImageGenCallInProgressEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.image_generation_call.in_progress";
        } & {
            [key: string]: unknown;
        };
        /** @description The image so far, in base64. */
        ResponseImageGenCallPartialImageEvent: {
            item_id: string;
            output_index?: number;
            partial_image_b64: string;
            partial_image_index: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.image_generation_call.partial_image";
            background?: string;
            output_format?: string;
            quality?: string;
            size?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Whether images may be compressed in the context. */
        ResponseImageOptions: {
            /** @enum {string} */
            context_compression?: "auto" | "enabled" | "disabled";
        } & {
            [key: string]: unknown;
        };
        /** @description Why the response stopped early. */
        ResponseIncompleteDetails: {
            /** @enum {string} */
            reason?: "max_output_tokens" | "max_messages" | "content_filter" | "steered";
        } & {
            [key: string]: unknown;
        };
        /** @description The response stops early; the stream ends. */
        ResponseIncompleteEvent: {
            response: components["schemas"]["ResponseObject"];
            sequence_number?: number;
            /** @enum {string} */
            type: "response.incomplete";
        } & {
            [key: string]: unknown;
        };
        /** @description The model is at work. */
        ResponseInProgressEvent: {
            response: components["schemas"]["StartedResponse"];
            sequence_number?: number;
            /** @enum {string} */
            type: "response.in_progress";
        } & {
            [key: string]: unknown;
        };
        /** @description A piece of the input. */
        ResponseInputContent: components["schemas"]["ResponseInputText"] | components["schemas"]["ResponseInputImage"] | components["schemas"]["ResponseInputFile"];
        /** @description A file for the model. */
        ResponseInputFile: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "input_file";
            /** @enum {string} */
            detail?: "auto" | "low" | "high";
            file_data?: string;
            file_id?: string | null;
            file_url?: string;
            filename?: string;
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"];
        } & {
            [key: string]: unknown;
        };
        /** @description A file in what a function answered. */
        ResponseInputFileContent: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "input_file";
            /** @enum {string} */
            detail?: "auto" | "low" | "high";
            file_data?: string | null;
            file_id?: string | null;
            file_url?: string | null;
            filename?: string | null;
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description An image for the model. */
        ResponseInputImage: {
            /** @enum {string} */
            detail: "low" | "high" | "auto" | "original";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "input_image";
            file_id?: string | null;
            image_url?: string | null;
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"];
        } & {
            [key: string]: unknown;
        };
        /** @description An image in what a function answered. */
        ResponseInputImageContent: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "input_image";
            detail?: ("low" | "high" | "auto" | "original") | null;
            file_id?: string | null;
            image_url?: string | null;
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description One item of the input: a message, a call or what came of it. */
        ResponseInputItem: components["schemas"]["EasyInputMessage"] | components["schemas"]["ResponseInputMessage"] | components["schemas"]["ResponseOutputMessage"] | components["schemas"]["FileSearchCall"] | components["schemas"]["ComputerCall"] | components["schemas"]["ComputerCallOutputParam"] | components["schemas"]["WebSearchCall"] | components["schemas"]["FunctionToolCall"] | components["schemas"]["FunctionCallOutputParam"] | components["schemas"]["ToolSearchCallParam"] | components["schemas"]["ToolSearchOutputParam"] | components["schemas"]["AdditionalToolsParam"] | components["schemas"]["ConfigurationUpdateParam"] | components["schemas"]["ReasoningItem"] | components["schemas"]["CompactionItemParam"] | components["schemas"]["ImageGenerationCall"] | components["schemas"]["CodeInterpreterCall"] | components["schemas"]["LocalShellCall"] | components["schemas"]["LocalShellCallOutput"] | components["schemas"]["ShellCallParam"] | components["schemas"]["ShellCallOutputParam"] | components["schemas"]["ApplyPatchCallParam"] | components["schemas"]["ApplyPatchCallOutputParam"] | components["schemas"]["McpListTools"] | components["schemas"]["McpApprovalRequest"] | components["schemas"]["McpApprovalResponseParam"] | components["schemas"]["McpCall"] | components["schemas"]["CustomToolCallOutputParam"] | components["schemas"]["CustomToolCall"] | components["schemas"]["CompactionTrigger"] | components["schemas"]["ItemReference"] | components["schemas"]["ProgramItem"] | components["schemas"]["ProgramOutput"];
        /** @description A message of the input, in parts. */
        ResponseInputMessage: {
            content: components["schemas"]["ResponseInputContent"][];
            /** @enum {string} */
            role: "user" | "system" | "developer";
            /** @enum {string} */
            status?: "in_progress" | "completed" | "incomplete";
            /** @enum {string} */
            type?: "message";
        } & {
            [key: string]: unknown;
        };
        /** @description Text for the model. */
        ResponseInputText: {
            text: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "input_text";
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"];
        } & {
            [key: string]: unknown;
        };
        /** @description Text in what a function answered. */
        ResponseInputTextContent: {
            text: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "input_text";
            prompt_cache_breakpoint?: components["schemas"]["PromptCacheBreakpoint"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description How many of the input’s tokens were cached. */
        ResponseInputTokensDetails: {
            cache_write_tokens?: number;
            cached_tokens: number;
            cache_write_tokens_details?: components["schemas"]["CacheWriteTokensDetails"];
        } & {
            [key: string]: unknown;
        };
        /** @description The answer fits a JSON schema. */
        ResponseJsonSchemaFormat: {
            name: string;
            schema: {
                [key: string]: unknown;
            };
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "json_schema";
            description?: string;
            strict?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of an MCP tool’s arguments. */
        ResponseMcpCallArgumentsDeltaEvent: {
            delta: string;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.mcp_call_arguments.delta";
        } & {
            [key: string]: unknown;
        };
        /** @description An MCP tool’s arguments are whole. */
        ResponseMcpCallArgumentsDoneEvent: {
            arguments: string;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.mcp_call_arguments.done";
        } & {
            [key: string]: unknown;
        };
        /** @description The MCP tool answered. */
        ResponseMcpCallCompletedEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.mcp_call.completed";
        } & {
            [key: string]: unknown;
        };
        /** @description The MCP tool could not be used. */
        ResponseMcpCallFailedEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.mcp_call.failed";
        } & {
            [key: string]: unknown;
        };
        /** @description A call of an MCP tool begins. */
        ResponseMcpCallInProgressEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.mcp_call.in_progress";
        } & {
            [key: string]: unknown;
        };
        /** @description The MCP server has told its tools. */
        ResponseMcpListToolsCompletedEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.mcp_list_tools.completed";
        } & {
            [key: string]: unknown;
        };
        /** @description The MCP server did not tell its tools. */
        ResponseMcpListToolsFailedEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.mcp_list_tools.failed";
        } & {
            [key: string]: unknown;
        };
        /** @description The MCP server is asked for its tools. */
        ResponseMcpListToolsInProgressEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.mcp_list_tools.in_progress";
        } & {
            [key: string]: unknown;
        };
        /** @description What moderation found, where the request turned it on. */
        ResponseModeration: {
            input: components["schemas"]["ModerationResult"] | components["schemas"]["ModerationError"];
            output: components["schemas"]["ModerationResult"] | components["schemas"]["ModerationError"];
        } & {
            [key: string]: unknown;
        };
        /** @description The response: its items, its state, and what it was asked for. */
        ResponseObject: {
            id: string;
            access_programs?: components["schemas"]["AccessPrograms"] | null;
            created_at: number;
            error?: components["schemas"]["ResponseError"] | null;
            incomplete_details?: components["schemas"]["ResponseIncompleteDetails"] | null;
            instructions?: string | components["schemas"]["ResponseInputItem"][] | null;
            metadata?: {
                [key: string]: string;
            } | null;
            model: string;
            /** @enum {string} */
            object: "response";
            output: components["schemas"]["ResponseOutputItem"][];
            parallel_tool_calls?: boolean;
            temperature?: number | null;
            tool_choice?: ("none" | "auto" | "required") | components["schemas"]["ToolChoiceAllowed"] | components["schemas"]["ToolChoiceTypes"] | components["schemas"]["ToolChoiceFunction"] | components["schemas"]["ToolChoiceMcp"] | components["schemas"]["ToolChoiceCustom"] | components["schemas"]["ProgrammaticToolCallingTool"] | components["schemas"]["ToolChoiceApplyPatch"] | components["schemas"]["ToolChoiceShell"];
            tools?: components["schemas"]["ResponseTool"][];
            top_p?: number | null;
            background?: boolean | null;
            completed_at?: number | null;
            conversation?: components["schemas"]["AudioReference"] | null;
            image?: components["schemas"]["ResponseImage"];
            max_output_tokens?: number | null;
            max_tool_calls?: number | null;
            moderation?: components["schemas"]["ResponseModeration"] | null;
            previous_response_id?: string | null;
            prompt?: components["schemas"]["ResponsePrompt"] | null;
            prompt_cache_diagnostics?: components["schemas"]["PromptCacheMiss"] | components["schemas"]["PromptCacheHit"] | components["schemas"]["PromptCacheComparisonNotFound"] | components["schemas"]["PromptCacheUnavailable"];
            prompt_cache_key?: string | null;
            prompt_cache_options?: components["schemas"]["ResponsePromptCache"];
            prompt_cache_retention?: ("in_memory" | "24h") | null;
            reasoning?: components["schemas"]["Reasoning"] | null;
            safety_identifier?: string | null;
            service_tier?: ("auto" | "default" | "flex" | "scale" | "priority" | "fast" | "ultrafast") | null;
            /** @enum {string} */
            status?: "completed" | "failed" | "in_progress" | "cancelled" | "queued" | "incomplete";
            text?: components["schemas"]["ResponseTextConfig"] | null;
            tool_usage?: components["schemas"]["ResponseToolUsage"];
            top_logprobs?: number | null;
            truncation?: ("auto" | "disabled") | null;
            usage?: components["schemas"]["ResponseUsage"];
            user?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description One item of the response: a message, a call, a thought. */
        ResponseOutputItem: components["schemas"]["ResponseOutputMessage"] | components["schemas"]["FileSearchCall"] | components["schemas"]["FunctionToolCall"] | components["schemas"]["FunctionCallOutput"] | components["schemas"]["WebSearchCall"] | components["schemas"]["ComputerCall"] | components["schemas"]["ComputerCallOutput"] | components["schemas"]["ReasoningItem"] | components["schemas"]["ProgramItem"] | components["schemas"]["ProgramOutput"] | components["schemas"]["ToolSearchCall"] | components["schemas"]["ToolSearchOutput"] | components["schemas"]["AdditionalTools"] | components["schemas"]["CompactionItem"] | components["schemas"]["ImageGenerationCall"] | components["schemas"]["CodeInterpreterCall"] | components["schemas"]["LocalShellCall"] | components["schemas"]["LocalShellCallOutput"] | components["schemas"]["ShellCall"] | components["schemas"]["ShellCallOutput"] | components["schemas"]["ApplyPatchCall"] | components["schemas"]["ApplyPatchCallOutput"] | components["schemas"]["McpCall"] | components["schemas"]["McpListTools"] | components["schemas"]["McpApprovalRequest"] | components["schemas"]["McpApprovalResponse"] | components["schemas"]["CustomToolCall"] | components["schemas"]["CustomToolCallOutput"];
        /** @description An item begins. */
        ResponseOutputItemAddedEvent: {
            item: components["schemas"]["ResponseOutputItem"];
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.output_item.added";
        } & {
            [key: string]: unknown;
        };
        /** @description An item is whole. */
        ResponseOutputItemDoneEvent: {
            item: components["schemas"]["ResponseOutputItem"];
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.output_item.done";
        } & {
            [key: string]: unknown;
        };
        /** @description A message that the model wrote. */
        ResponseOutputMessage: {
            id: string;
            content: (components["schemas"]["ResponseOutputText"] | components["schemas"]["ChatRefusalPart"])[];
            /** @enum {string} */
            role: "assistant";
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            /** @enum {string} */
            type: "message";
            phase?: ("commentary" | "final_answer") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Text of the answer. */
        ResponseOutputText: {
            annotations?: (components["schemas"]["FileCitation"] | components["schemas"]["UrlCitation"] | components["schemas"]["ContainerFileCitation"] | components["schemas"]["FilePathAnnotation"])[];
            text: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "output_text";
            logprobs?: components["schemas"]["OutputTextLogprob"][] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The text gets a citation. */
        ResponseOutputTextAnnotationAddedEvent: {
            annotation: components["schemas"]["FileCitation"] | components["schemas"]["UrlCitation"] | components["schemas"]["ContainerFileCitation"] | components["schemas"]["FilePathAnnotation"] | null;
            annotation_index: number;
            content_index?: number;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.output_text.annotation.added";
        } & {
            [key: string]: unknown;
        };
        /** @description How many of the output’s tokens were thoughts. */
        ResponseOutputTokensDetails: {
            reasoning_tokens: number;
        } & {
            [key: string]: unknown;
        };
        /** @description A stored prompt by its id, and the values to fill in. */
        ResponsePrompt: {
            id: string;
            variables?: {
                [key: string]: string | components["schemas"]["ResponseInputText"] | components["schemas"]["ResponseInputImage"] | components["schemas"]["ResponseInputFile"];
            } | null;
            version?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description How the prompt was cached. */
        ResponsePromptCache: {
            /** @enum {string} */
            mode: "implicit" | "explicit";
            /** @enum {string} */
            ttl: "30m" | "12h";
            comparison_response_id?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description How the prompt is cached. */
        ResponsePromptCacheOptions: {
            comparison_response_id?: string | null;
            /** @enum {string} */
            mode?: "implicit" | "explicit";
            prewarm?: boolean;
            /** @enum {string} */
            ttl?: "30m" | "12h";
        } & {
            [key: string]: unknown;
        };
        /** @description The response waits for its turn. */
        ResponseQueuedEvent: {
            response: components["schemas"]["ResponseObject"];
            sequence_number?: number;
            /** @enum {string} */
            type: "response.queued";
        } & {
            [key: string]: unknown;
        };
        /** @description A part of the summary of the thoughts begins. */
        ResponseReasoningSummaryPartAddedEvent: {
            item_id: string;
            output_index?: number;
            part: components["schemas"]["ReasoningSummary"];
            sequence_number?: number;
            summary_index?: number;
            /** @enum {string} */
            type: "response.reasoning_summary_part.added";
        } & {
            [key: string]: unknown;
        };
        /** @description A part of the summary of the thoughts is whole. */
        ResponseReasoningSummaryPartDoneEvent: {
            item_id: string;
            output_index?: number;
            part: components["schemas"]["ReasoningSummary"];
            sequence_number?: number;
            summary_index?: number;
            /** @enum {string} */
            type: "response.reasoning_summary_part.done";
            /** @enum {string} */
            status?: "incomplete";
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of the summary of the thoughts. */
        ResponseReasoningSummaryTextDeltaEvent: {
            delta: string;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            summary_index?: number;
            /** @enum {string} */
            type: "response.reasoning_summary_text.delta";
        } & {
            [key: string]: unknown;
        };
        /** @description The text of a summary of the thoughts is whole. */
        ResponseReasoningSummaryTextDoneEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            summary_index?: number;
            text: string;
            /** @enum {string} */
            type: "response.reasoning_summary_text.done";
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of the thoughts. */
        ResponseReasoningTextDeltaEvent: {
            content_index?: number;
            delta: string;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.reasoning_text.delta";
        } & {
            [key: string]: unknown;
        };
        /** @description The thoughts are whole. */
        ResponseReasoningTextDoneEvent: {
            content_index?: number;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            text: string;
            /** @enum {string} */
            type: "response.reasoning_text.done";
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of a refusal. */
        ResponseRefusalDeltaEvent: {
            content_index?: number;
            delta: string;
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.refusal.delta";
        } & {
            [key: string]: unknown;
        };
        /** @description The refusal is whole. */
        ResponseRefusalDoneEvent: {
            content_index?: number;
            item_id: string;
            output_index?: number;
            refusal: string;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.refusal.done";
        } & {
            [key: string]: unknown;
        };
        /** @description Input to respond to, and how. */
        ResponseRequest: {
            access_programs?: components["schemas"]["AccessProgramsOptions"];
            background?: boolean | null;
            context_management?: components["schemas"]["ContextManagement"][] | null;
            conversation?: string | components["schemas"]["AudioReference"] | null;
            image?: components["schemas"]["ResponseImageOptions"];
            include?: ("file_search_call.results" | "web_search_call.results" | "web_search_call.action.sources" | "message.input_image.image_url" | "computer_call_output.output.image_url" | "code_interpreter_call.outputs" | "reasoning.encrypted_content" | "message.output_text.logprobs")[] | null;
            input?: string | components["schemas"]["ResponseInputItem"][];
            instructions?: string | null;
            max_output_tokens?: number | null;
            max_tool_calls?: number | null;
            metadata?: {
                [key: string]: string;
            } | null;
            model: string;
            moderation?: components["schemas"]["ChatModerationOptions"] | null;
            parallel_tool_calls?: boolean | null;
            previous_response_id?: string | null;
            prompt?: components["schemas"]["ResponsePrompt"] | null;
            prompt_cache_key?: string | null;
            prompt_cache_options?: components["schemas"]["ResponsePromptCacheOptions"];
            prompt_cache_retention?: ("in_memory" | "24h") | null;
            reasoning?: components["schemas"]["Reasoning"] | null;
            safety_identifier?: string | null;
            service_tier?: ("auto" | "default" | "flex" | "scale" | "priority" | "fast" | "ultrafast") | null;
            store?: boolean | null;
            stream?: boolean | null;
            stream_options?: components["schemas"]["ResponseStreamOptions"] | null;
            temperature?: number | null;
            text?: components["schemas"]["ResponseTextConfig"];
            tool_choice?: ("none" | "auto" | "required") | components["schemas"]["ToolChoiceAllowed"] | components["schemas"]["ToolChoiceTypes"] | components["schemas"]["ToolChoiceFunction"] | components["schemas"]["ToolChoiceMcp"] | components["schemas"]["ToolChoiceCustom"] | components["schemas"]["ProgrammaticToolCallingTool"] | components["schemas"]["ToolChoiceApplyPatch"] | components["schemas"]["ToolChoiceShell"];
            tools?: components["schemas"]["ResponseTool"][];
            top_logprobs?: number | null;
            top_p?: number | null;
            truncation?: ("auto" | "disabled") | null;
            user?: string;
            /** @description Sample among the k most likely tokens; 0 or -1: all. llama.cpp, vLLM, SGLang. */
            top_k?: number | null;
            /** @description Drop tokens less likely than this share of the likeliest. llama.cpp, vLLM, SGLang. */
            min_p?: number | null;
            /** @description Above 1 discourages repetition. vLLM, SGLang. */
            repetition_penalty?: number | null;
            /** @description Generate at least this many. vLLM, SGLang. */
            min_tokens?: number | null;
            /** @description Stop at any of these tokens. vLLM, SGLang. */
            stop_token_ids?: number[] | null;
            /** @description Go on after the end-of-sequence token. All three. */
            ignore_eos?: boolean | null;
            /** @description Leave special tokens out of the text. vLLM, SGLang. */
            skip_special_tokens?: boolean | null;
            /** @description Locally typical sampling. llama.cpp. */
            typical_p?: number | null;
            /** @description Above 1 discourages repetition. llama.cpp. */
            repeat_penalty?: number | null;
            /** @description How many of the last tokens `repeat_penalty` looks at. llama.cpp. */
            repeat_last_n?: number | null;
            /** @description Strength of the DRY repetition penalty. llama.cpp. */
            dry_multiplier?: number | null;
            /** @description Chance of excluding the top choices. llama.cpp. */
            xtc_probability?: number | null;
            /** @description 0: off, 1: Mirostat, 2: Mirostat 2.0. llama.cpp. */
            mirostat?: number | null;
            /** @description Samplers in their order. llama.cpp. */
            samplers?: string[] | null;
            /** @description Only these tokens may be generated. vLLM. */
            allowed_token_ids?: number[] | null;
            /** @description Words never to generate. vLLM. */
            bad_words?: string[] | null;
            /** @description Weight of the length in beam search. vLLM. */
            length_penalty?: number | null;
            /** @description vLLM. */
            use_beam_search?: boolean | null;
            /** @description vLLM. */
            spaces_between_special_tokens?: boolean | null;
            /** @description Keep the stop string in the text. vLLM. */
            include_stop_str_in_output?: boolean | null;
            /** @description Keep the stop string in the text. SGLang. */
            no_stop_trim?: boolean | null;
            /** @description LoRA adapters of this request. llama.cpp. */
            lora?: components["schemas"]["LoraScale"][] | null;
            /** @description Name of the LoRA adapter. SGLang. */
            lora_path?: string | string[] | null;
            /** @description Reuse what is cached of the prompt. llama.cpp's default is true. */
            cache_prompt?: boolean | null;
            /** @description The slot to use; -1: any. llama.cpp. */
            id_slot?: number | null;
            /** @description `timings` in each event. llama.cpp. */
            timings_per_token?: boolean | null;
            /** @description Events on the progress of the prompt. llama.cpp. */
            return_progress?: boolean | null;
            /** @description Probabilities of the n likeliest tokens. llama.cpp. */
            n_probs?: number | null;
            /** @description The token ids of prompt and answer in `prompt_token_ids` and `token_ids`. vLLM. */
            return_token_ids?: boolean | null;
            /** @description Tokens of `logprobs` as `token_id:N`. vLLM. */
            return_tokens_as_token_ids?: boolean | null;
            /** @description Log probabilities of the prompt. vLLM. */
            prompt_logprobs?: number | null;
            /** @description Keep only the last n tokens of the prompt. vLLM. */
            truncate_prompt_tokens?: number | null;
            /** @description Lower is served first, where the engine schedules by priority. vLLM, SGLang. */
            priority?: number | null;
            /** @description The engine's own id for the request. vLLM. */
            request_id?: string | null;
            /** @description Keeps prefix caches of different callers apart. vLLM, SGLang. */
            cache_salt?: string | null;
            /** @description Disaggregated prefill. vLLM. */
            kv_transfer_params?: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A shell call gets one more command. */
        ResponseShellCallCommandAddedEvent: {
            command: string;
            command_index: number;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.shell_call_command.added";
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of a command. */
        ResponseShellCallCommandDeltaEvent: {
            command_index: number;
            delta: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.shell_call_command.delta";
            obfuscation?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A command is whole. */
        ResponseShellCallCommandDoneEvent: {
            command: string;
            command_index: number;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.shell_call_command.done";
        } & {
            [key: string]: unknown;
        };
        /** @description A command wrote something. */
        ResponseShellCallOutputContentDeltaEvent: {
            command_index: number;
            delta: components["schemas"]["ShellOutputDelta"];
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.shell_call_output_content.delta";
        } & {
            [key: string]: unknown;
        };
        /** @description A command has written all it will. */
        ResponseShellCallOutputContentDoneEvent: {
            command_index: number;
            item_id: string;
            output: components["schemas"]["ShellOutput"][];
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.shell_call_output_content.done";
        } & {
            [key: string]: unknown;
        };
        /** @description What a stream contains besides the response. */
        ResponseStreamOptions: {
            include_obfuscation?: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Format and length of the texts. */
        ResponseTextConfig: {
            format?: components["schemas"]["ResponseFormat"];
            verbosity?: ("low" | "medium" | "high") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of the text. */
        ResponseTextDeltaEvent: {
            content_index?: number;
            delta: string;
            item_id: string;
            logprobs?: components["schemas"]["EventLogprob"][];
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.output_text.delta";
        } & {
            [key: string]: unknown;
        };
        /** @description The text is whole. */
        ResponseTextDoneEvent: {
            content_index?: number;
            item_id: string;
            logprobs?: components["schemas"]["EventLogprob"][];
            output_index?: number;
            sequence_number?: number;
            text: string;
            /** @enum {string} */
            type: "response.output_text.done";
        } & {
            [key: string]: unknown;
        };
        /** @description A tool on offer to the model. */
        ResponseTool: components["schemas"]["FunctionTool"] | components["schemas"]["FileSearchTool"] | components["schemas"]["ComputerTool"] | components["schemas"]["ComputerUsePreviewTool"] | components["schemas"]["WebSearchTool"] | components["schemas"]["McpTool"] | components["schemas"]["CodeInterpreterTool"] | components["schemas"]["ProgrammaticToolCallingTool"] | components["schemas"]["ImageGenerationTool"] | components["schemas"]["LocalShellTool"] | components["schemas"]["FunctionShellTool"] | components["schemas"]["CustomTool"] | components["schemas"]["NamespaceTool"] | components["schemas"]["ToolSearchTool"] | components["schemas"]["WebSearchPreviewTool"] | components["schemas"]["ApplyPatchTool"];
        /** @description What the hosted tools used; `usage` leaves it out. */
        ResponseToolUsage: {
            image_gen: components["schemas"]["ImageGenerationUsage"];
            web_search: components["schemas"]["WebSearchUsage"];
        } & {
            [key: string]: unknown;
        };
        /** @description Tokens of the response. */
        ResponseUsage: {
            input_tokens: number;
            input_tokens_details?: components["schemas"]["ResponseInputTokensDetails"];
            output_tokens: number;
            output_tokens_details?: components["schemas"]["ResponseOutputTokensDetails"];
            total_tokens: number;
        } & {
            [key: string]: unknown;
        };
        /** @description The web was searched. */
        ResponseWebSearchCallCompletedEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.web_search_call.completed";
        } & {
            [key: string]: unknown;
        };
        /** @description A search of the web begins. */
        ResponseWebSearchCallInProgressEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.web_search_call.in_progress";
        } & {
            [key: string]: unknown;
        };
        /** @description The web is being searched. */
        ResponseWebSearchCallSearchingEvent: {
            item_id: string;
            output_index?: number;
            sequence_number?: number;
            /** @enum {string} */
            type: "response.web_search_call.searching";
        } & {
            [key: string]: unknown;
        };
        RevokeRequest: {
            /** @description Default: the token that the request is authorised with. */
            token?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description `admin` may everything; `user` has the verbs `infer` and `read`, and keys of its own.
         * @enum {string}
         */
        Role: "admin" | "user";
        /** @description Commands, and their limits in milliseconds and characters. */
        ShellAction: {
            commands: string[];
            max_output_length: number | null;
            timeout_ms: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Commands, and their limits in milliseconds and characters. */
        ShellActionParam: {
            commands: string[];
            max_output_length?: number | null;
            timeout_ms?: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The model runs commands in a shell. */
        ShellCall: {
            id: string;
            action: components["schemas"]["ShellAction"];
            call_id: string;
            environment: components["schemas"]["LocalEnvironmentUsed"] | components["schemas"]["ContainerReference"] | null;
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            /** @enum {string} */
            type: "shell_call";
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            created_by?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What the commands printed. */
        ShellCallOutput: {
            id: string;
            call_id: string;
            max_output_length: number | null;
            output: components["schemas"]["ShellOutput"][];
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            /** @enum {string} */
            type: "shell_call_output";
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            created_by?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What the commands printed, given back as input. */
        ShellCallOutputParam: {
            call_id: string;
            output: components["schemas"]["ShellOutputContent"][];
            /** @enum {string} */
            type: "shell_call_output";
            id?: string | null;
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            max_output_length?: number | null;
            status?: ("in_progress" | "completed" | "incomplete") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Commands for a shell, given back as input. */
        ShellCallParam: {
            action: components["schemas"]["ShellActionParam"];
            call_id: string;
            /** @enum {string} */
            type: "shell_call";
            id?: string | null;
            caller?: components["schemas"]["DirectCaller"] | components["schemas"]["ProgramCaller"] | null;
            environment?: components["schemas"]["LocalEnvironment"] | components["schemas"]["ContainerReference"] | null;
            status?: ("in_progress" | "completed" | "incomplete") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The commands ended, with this exit code. */
        ShellExit: {
            exit_code: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "exit";
        } & {
            [key: string]: unknown;
        };
        /** @description What a command printed, and how it ended. */
        ShellOutput: {
            outcome: components["schemas"]["ShellTimeout"] | components["schemas"]["ShellExit"];
            stderr: string;
            stdout: string;
            created_by?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What a command printed, and how it ended. */
        ShellOutputContent: {
            outcome: components["schemas"]["ShellTimeout"] | components["schemas"]["ShellExit"];
            stderr: string;
            stdout: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What a command wrote since the event before. */
        ShellOutputDelta: {
            stderr?: string;
            stdout?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The commands took too long. */
        ShellTimeout: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "timeout";
        } & {
            [key: string]: unknown;
        };
        /** @description The signature of the thoughts. */
        SignatureDelta: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "signature_delta";
            signature: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A skill by its id. */
        SkillReference: {
            skill_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "skill_reference";
            version?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The response as it is at the start of a stream. */
        StartedResponse: {
            id: string;
            access_programs?: components["schemas"]["AccessPrograms"] | null;
            created_at?: number;
            error?: components["schemas"]["ResponseError"] | null;
            incomplete_details?: components["schemas"]["ResponseIncompleteDetails"] | null;
            instructions?: string | components["schemas"]["ResponseInputItem"][] | null;
            metadata?: {
                [key: string]: string;
            } | null;
            model?: string;
            /** @enum {string} */
            object: "response";
            output?: components["schemas"]["ResponseOutputItem"][];
            parallel_tool_calls?: boolean;
            temperature?: number | null;
            tool_choice?: ("none" | "auto" | "required") | components["schemas"]["ToolChoiceAllowed"] | components["schemas"]["ToolChoiceTypes"] | components["schemas"]["ToolChoiceFunction"] | components["schemas"]["ToolChoiceMcp"] | components["schemas"]["ToolChoiceCustom"] | components["schemas"]["ProgrammaticToolCallingTool"] | components["schemas"]["ToolChoiceApplyPatch"] | components["schemas"]["ToolChoiceShell"];
            tools?: components["schemas"]["ResponseTool"][];
            top_p?: number | null;
            background?: boolean | null;
            completed_at?: number | null;
            conversation?: components["schemas"]["AudioReference"] | null;
            image?: components["schemas"]["ResponseImage"];
            max_output_tokens?: number | null;
            max_tool_calls?: number | null;
            moderation?: components["schemas"]["ResponseModeration"] | null;
            previous_response_id?: string | null;
            prompt?: components["schemas"]["ResponsePrompt"] | null;
            prompt_cache_diagnostics?: components["schemas"]["PromptCacheMiss"] | components["schemas"]["PromptCacheHit"] | components["schemas"]["PromptCacheComparisonNotFound"] | components["schemas"]["PromptCacheUnavailable"];
            prompt_cache_key?: string | null;
            prompt_cache_options?: components["schemas"]["ResponsePromptCache"];
            prompt_cache_retention?: ("in_memory" | "24h") | null;
            reasoning?: components["schemas"]["Reasoning"] | null;
            safety_identifier?: string | null;
            service_tier?: ("auto" | "default" | "flex" | "scale" | "priority" | "fast" | "ultrafast") | null;
            /** @enum {string} */
            status?: "completed" | "failed" | "in_progress" | "cancelled" | "queued" | "incomplete";
            text?: components["schemas"]["ResponseTextConfig"] | null;
            tool_usage?: components["schemas"]["ResponseToolUsage"];
            top_logprobs?: number | null;
            truncation?: ("auto" | "disabled") | null;
            usage?: components["schemas"]["ResponseUsage"];
            user?: string | null;
        } & {
            [key: string]: unknown;
        };
        StartEngineRequest: {
            /** @description A model of the configuration, or an alias of one. */
            model: string;
            /** @description Index of the variant, smallest context first. Not together with `context`. */
            variant?: number;
            /** @description Tokens: the smallest variant that has as many. Not together with `variant`. */
            context?: number;
        };
        StartUserEngineRequest: {
            /** @description Reaches the engine by its environment only; it is not kept. Who may ask Docker sees the environment of containers. Empty: none. */
            HUGGING_FACE_HUB_TOKEN?: string | null;
            /**
             * @description As on the hub: `name` or `organisation/name`. The config says which ones users may start.
             * @example org/tiny
             */
            Model: string;
            /**
             * @description Context in tokens.
             * @example 1024
             */
            MAX_MODEL_LEN?: number | null;
            /**
             * @description GPUs to spread it over.
             * @example 1
             */
            TENSOR_PARALLEL_SIZE?: number | null;
            /** @example 42 */
            SEED?: number | null;
        } & {
            [key: string]: unknown;
        };
        StartUserEngineResponse: {
            message: string;
            /**
             * @description The `inference_endpoint` of `POST /llm_request`; empty where the engine did not get ready.
             * @example http://127.0.0.1:41234
             */
            vLLM_endpoint: string;
            user_info: {
                username: string;
                user_id: string;
                /**
                 * @description The model on the OpenAI routes.
                 * @example org/tiny
                 */
                engine_name: string;
                container_id: string;
            };
            /** @enum {string} */
            status: "healthy" | "unhealthy";
        };
        /** @description It is done. */
        StatusMessage: {
            /** @enum {string} */
            status: "success";
            message: string;
        };
        StopEngineRequest: {
            /** @description Do not wait for the requests it is answering: they end with an error event. False by default. */
            force?: boolean;
        };
        /**
         * @description Why the answer ended.
         * @enum {string}
         */
        StopReason: "end_turn" | "max_tokens" | "stop_sequence" | "tool_use" | "pause_turn" | "refusal";
        /** @description The model that draws SVGs, and how. */
        SvgOptions: {
            model?: string;
            reasoning?: components["schemas"]["SvgReasoning"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description How hard to think about an SVG. */
        SvgReasoning: {
            /** @enum {string} */
            effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
        } & {
            [key: string]: unknown;
        };
        /** @description Tokens used to draw an SVG. */
        SvgUsage: {
            input_tokens: number;
            model: string;
            output_tokens: number;
            reasoning_tokens: number;
            total_tokens: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Instructions of the application, under their older role. */
        SystemMessage: {
            content: string | components["schemas"]["ChatTextPart"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            role: "system";
            name?: string;
        } & {
            [key: string]: unknown;
        };
        TerminateUserEngineRequest: {
            /** @example org-tiny-0f3a9c */
            container_id: string;
            /** @description Must then be the name of that engine. */
            engine_name?: string | null;
        } & {
            [key: string]: unknown;
        };
        TerminateUserEngineResponse: {
            /** @example terminated */
            status: string;
        };
        /** @description Text. */
        TextBlock: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "text";
            text: string;
            citations?: {
                [key: string]: unknown;
            }[] | null;
            cache_control?: components["schemas"]["CacheControl"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of a text. */
        TextDelta: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "text_delta";
            text: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Plain text. */
        TextFormat: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "text";
        } & {
            [key: string]: unknown;
        };
        /** @description Whether the model shall think first, and for how many tokens at most. */
        Thinking: {
            /** @enum {string} */
            type: "enabled" | "disabled" | "adaptive";
            budget_tokens?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description What the model thought. Engines of our own sign nothing. */
        ThinkingBlock: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "thinking";
            thinking: string;
            signature?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The next piece of the thoughts. */
        ThinkingDelta: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "thinking_delta";
            thinking: string;
        } & {
            [key: string]: unknown;
        };
        /** @description llama.cpp's own measurements of the request. */
        Timings: {
            /** @description Prompt tokens taken from the cache. */
            cache_n?: number;
            /** @description Prompt tokens worked on. */
            prompt_n?: number;
            prompt_ms?: number;
            prompt_per_token_ms?: number;
            prompt_per_second?: number;
            /** @description Tokens generated. */
            predicted_n?: number;
            predicted_ms?: number;
            predicted_per_token_ms?: number;
            predicted_per_second?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Tokens of the conversation as the model would see it, template included. */
        TokenCount: {
            input_tokens: number;
        } & {
            [key: string]: unknown;
        };
        /** @description A text to cut into tokens, in the words of the engine. */
        TokenizeRequest: {
            model: string;
            /** @description vLLM, SGLang. */
            prompt?: string | string[];
            /** @description llama.cpp’s name for the prompt. */
            content?: string;
            /** @description Instead of a prompt: a conversation, put through the chat template first. vLLM. */
            messages?: components["schemas"]["ChatMessage"][];
            /** @description vLLM. */
            tools?: components["schemas"]["ChatTool"][] | null;
            /** @description vLLM, SGLang. */
            add_special_tokens?: boolean | null;
            /** @description vLLM. */
            add_generation_prompt?: boolean | null;
            /** @description vLLM. */
            continue_final_message?: boolean | null;
            /** @description vLLM. */
            chat_template?: string | null;
            /** @description vLLM. */
            chat_template_kwargs?: {
                [key: string]: unknown;
            } | null;
            /** @description The text of each token too. vLLM. */
            return_token_strs?: boolean | null;
            /** @description llama.cpp. */
            add_special?: boolean | null;
            /** @description llama.cpp. */
            parse_special?: boolean | null;
            /** @description The text of each token too. llama.cpp. */
            with_pieces?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The tokens; a list of lists where several prompts were sent. */
        TokenizeResponse: {
            tokens: (number | components["schemas"]["TokenPiece"] | number[])[];
            /** @description vLLM, SGLang. */
            count?: number | number[];
            /** @description The context size. vLLM, SGLang. */
            max_model_len?: number;
            /** @description With `return_token_strs`. vLLM. */
            token_strs?: string[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A token of the answer and its log probability. */
        TokenLogprob: {
            token: string;
            bytes: number[] | null;
            logprob: number;
            top_logprobs: components["schemas"]["TopLogprob"][];
        } & {
            [key: string]: unknown;
        };
        /** @description A token and its text. llama.cpp, with `with_pieces`. */
        TokenPiece: {
            id: number;
            /** @description The text; or its bytes, where they are no text of their own. */
            piece: string | number[];
        } & {
            [key: string]: unknown;
        };
        /** @description A login. OAuth2’s password form is taken too: its other fields mean nothing here. */
        TokenRequest: {
            /** @example alice */
            username: string;
            /** @example correct horse battery */
            password: string;
        } & {
            [key: string]: unknown;
        };
        TokenResponse: {
            /** @example alice */
            username: string;
            /** @description To be sent as `Authorization: Bearer`. */
            access_token: string;
            /** @enum {string} */
            token_type: "bearer";
            /**
             * @description Seconds.
             * @example 2592000
             */
            expires_in: number;
        };
        /** @description Allow some of the tools only. */
        ToolChoiceAllowed: {
            /** @enum {string} */
            mode: "auto" | "required";
            tools: {
                [key: string]: unknown;
            }[];
            /** @enum {string} */
            type: "allowed_tools";
        } & {
            [key: string]: unknown;
        };
        /** @description Change files. */
        ToolChoiceApplyPatch: {
            /** @enum {string} */
            type: "apply_patch";
        } & {
            [key: string]: unknown;
        };
        /** @description Call this custom tool. */
        ToolChoiceCustom: {
            name: string;
            /** @enum {string} */
            type: "custom";
        } & {
            [key: string]: unknown;
        };
        /** @description Call this function. */
        ToolChoiceFunction: {
            name: string;
            /** @enum {string} */
            type: "function";
        } & {
            [key: string]: unknown;
        };
        /** @description Call a tool of this MCP server. */
        ToolChoiceMcp: {
            server_label: string;
            /** @enum {string} */
            type: "mcp";
            name?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Run commands in a shell. */
        ToolChoiceShell: {
            /** @enum {string} */
            type: "shell";
        } & {
            [key: string]: unknown;
        };
        /** @description Use this hosted tool. */
        ToolChoiceTypes: {
            /** @enum {string} */
            type: "file_search" | "web_search_preview" | "computer" | "computer_use_preview" | "computer_use" | "web_search_preview_2025_03_11" | "image_generation" | "code_interpreter" | "mcp";
        } & {
            [key: string]: unknown;
        };
        /** @description What a tool answered. */
        ToolMessage: {
            content: string | components["schemas"]["ChatTextPart"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            role: "tool";
            tool_call_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What a tool answered. */
        ToolResultBlock: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "tool_result";
            tool_use_id: string;
            content?: string | (components["schemas"]["TextBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["DocumentBlock"])[];
            is_error?: boolean;
            cache_control?: components["schemas"]["CacheControl"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A search among tools whose loading was put off. */
        ToolSearchCall: {
            id: string;
            arguments?: unknown;
            call_id: string | null;
            /** @enum {string} */
            execution: "server" | "client";
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            /** @enum {string} */
            type: "tool_search_call";
            created_by?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A search among tools, given back as input. */
        ToolSearchCallParam: {
            arguments?: unknown;
            /** @enum {string} */
            type: "tool_search_call";
            id?: string | null;
            call_id?: string | null;
            /** @enum {string} */
            execution?: "server" | "client";
            status?: ("in_progress" | "completed" | "incomplete") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The tools that were found. */
        ToolSearchOutput: {
            id: string;
            call_id: string | null;
            /** @enum {string} */
            execution: "server" | "client";
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete";
            tools: components["schemas"]["ResponseTool"][];
            /** @enum {string} */
            type: "tool_search_output";
            created_by?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The tools that were found, given back as input. */
        ToolSearchOutputParam: {
            tools: (components["schemas"]["FunctionTool"] | components["schemas"]["FileSearchTool"] | components["schemas"]["ComputerTool"] | components["schemas"]["ComputerUsePreviewTool"] | components["schemas"]["WebSearchTool"] | components["schemas"]["McpTool"] | components["schemas"]["CodeInterpreterTool"] | components["schemas"]["ProgrammaticToolCallingTool"] | components["schemas"]["ImageGenerationTool"] | components["schemas"]["LocalShellTool"] | components["schemas"]["FunctionShellTool"] | components["schemas"]["CustomTool"] | components["schemas"]["NamespaceTool"] | components["schemas"]["ToolSearchTool"] | components["schemas"]["WebSearchPreviewTool"] | components["schemas"]["ApplyPatchTool"])[];
            /** @enum {string} */
            type: "tool_search_output";
            id?: string | null;
            call_id?: string | null;
            /** @enum {string} */
            execution?: "server" | "client";
            status?: ("in_progress" | "completed" | "incomplete") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model look up tools when it needs them. */
        ToolSearchTool: {
            /** @enum {string} */
            type: "tool_search";
            description?: string | null;
            /** @enum {string} */
            execution?: "server" | "client";
            parameters?: unknown;
        } & {
            [key: string]: unknown;
        };
        /** @description A call of a tool. */
        ToolUseBlock: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "tool_use";
            id: string;
            name: string;
            /** @description Arguments; at the start of a stream llama.cpp leaves them out. */
            input?: {
                [key: string]: unknown;
            };
            cache_control?: components["schemas"]["CacheControl"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A token that was likely in that place. */
        TopLogprob: {
            token: string;
            bytes: number[] | null;
            logprob: number;
        } & {
            [key: string]: unknown;
        };
        UnloadLoraRequest: {
            /**
             * @description The name of the LoRA adapter: what clients then put into `model`.
             * @example pirate
             */
            lora_name: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A web page that the text cites, and where. */
        UrlCitation: {
            end_index: number;
            start_index: number;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "url_citation";
            url: string;
        } & {
            [key: string]: unknown;
        };
        UsageList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["UsageSum"][];
            /** @description There are more: ask for fewer days, one user, or a larger `limit`. */
            has_more: boolean;
        };
        /** @description What one user, or key of the config, has used of one model on one day. */
        UsageSum: {
            /** @enum {string} */
            object: "usage";
            /**
             * Format: date
             * @description UTC.
             * @example 2026-11-21
             */
            day: string;
            /**
             * @description A user; or a key of the config: `key:NAME`.
             * @example usr_0mhq3x1k2a7b9c0d1e2
             */
            user_id: string;
            /**
             * @description Empty: what a gateway held that was lost with its disk.
             * @example tiny
             */
            model: string;
            /** @description Requests that an engine answered. */
            requests: number;
            prompt_tokens: number;
            gen_tokens: number;
        };
        /** @description Who may use this gateway. */
        User: {
            /** @example usr_0mhq3x1k2a7b9c0d1e2 */
            id: string;
            /** @enum {string} */
            object: "user";
            /** @example alice */
            username: string;
            role: components["schemas"]["Role"];
            /** @description A disabled user is refused, and so are all tokens and keys. */
            enabled: boolean;
            /**
             * @description Prompt tokens used so far.
             * @example 0
             */
            prompt_tokens_used: number;
            /**
             * @description Generated tokens used so far.
             * @example 0
             */
            gen_tokens_used: number;
            /**
             * @description Most prompt tokens in the whole lifetime; null: no limit.
             * @example 1000000
             */
            prompt_token_limit: number | null;
            /**
             * @description Most generated tokens in the whole lifetime; null: no limit.
             * @example 1000000
             */
            gen_token_limit: number | null;
            /** Format: date-time */
            created_at: string;
        };
        UserList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["User"][];
            /** @description There are more: ask again with `after`, the last id of these. */
            has_more: boolean;
        };
        /** @description What the user says. */
        UserMessage: {
            content: string | components["schemas"]["ChatContentPart"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            role: "user";
            name?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What is left out stays as it is. A new password ends all logins. */
        UserUpdate: {
            /**
             * @description 8 to 1024 characters. Kept as an argon2id hash.
             * @example correct horse battery
             */
            password?: string;
            role?: components["schemas"]["Role"];
            enabled?: boolean;
            /**
             * @description Most prompt tokens in the whole lifetime; null: no limit.
             * @example 1000000
             */
            prompt_token_limit?: number | null;
            /**
             * @description Most generated tokens in the whole lifetime; null: no limit.
             * @example 1000000
             */
            gen_token_limit?: number | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description What a key may do; every operation names the one that it asks for in `x-verb`. `admin` may everything.
         * @enum {string}
         */
        Verb: "infer" | "read" | "lora" | "engines" | "endpoints" | "users" | "admin";
        /** @description Ask a search engine. */
        WebSearchAction: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "search";
            queries?: string[];
            query?: string;
            sources?: components["schemas"]["WebSearchSource"][];
        } & {
            [key: string]: unknown;
        };
        /** @description A search of the web, and what was done. */
        WebSearchCall: {
            id: string;
            action: components["schemas"]["WebSearchAction"] | components["schemas"]["WebSearchOpenPage"] | components["schemas"]["WebSearchFindInPage"];
            /** @enum {string} */
            status: "in_progress" | "searching" | "completed" | "failed" | "incomplete";
            /** @enum {string} */
            type: "web_search_call";
        } & {
            [key: string]: unknown;
        };
        /** @description Look for a text in an open page. */
        WebSearchFindInPage: {
            pattern: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "find_in_page";
            url: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Open a page. */
        WebSearchOpenPage: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "open_page";
            url?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model search the web; the form before `web_search`. */
        WebSearchPreviewTool: {
            /** @enum {string} */
            type: "web_search_preview" | "web_search_preview_2025_03_11";
            search_content_types?: ("text" | "image")[];
            /** @enum {string} */
            search_context_size?: "low" | "medium" | "high";
            user_location?: components["schemas"]["WebSearchPreviewToolUserLocation"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Roughly where the user is. */
        WebSearchPreviewToolUserLocation: {
            /** @enum {string} */
            type: "approximate";
            city?: string | null;
            country?: string | null;
            region?: string | null;
            timezone?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A web page that was read. */
        WebSearchSource: {
            /** @enum {string} */
            type: "url";
            url: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Lets the model search the web. */
        WebSearchTool: {
            /** @enum {string} */
            type: "web_search" | "web_search_2025_08_26";
            external_web_access?: boolean;
            filters?: components["schemas"]["WebSearchToolFilters"] | null;
            /** @enum {string} */
            search_context_size?: "low" | "medium" | "high";
            user_location?: components["schemas"]["WebSearchToolUserLocation"] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Which sites may be searched. */
        WebSearchToolFilters: {
            allowed_domains?: string[] | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Roughly where the user is. */
        WebSearchToolUserLocation: {
            city?: string | null;
            country?: string | null;
            region?: string | null;
            timezone?: string | null;
            /** @enum {string} */
            type?: "approximate";
        } & {
            [key: string]: unknown;
        };
        /** @description How often the web was searched. */
        WebSearchUsage: {
            num_requests: number;
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Names this request in logs and errors; the client’s own `x-request-id` where it sent one. */
        RequestId: string;
        /** @description Seconds after which the same request may succeed. */
        RetryAfter: number;
        /** @description Whose answer it is. */
        Source: "engine" | "gateway";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createChatCompletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatCompletionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCompletion"];
                    "text/event-stream": components["schemas"]["ChatCompletionEvent"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    createCompletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompletionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Completion"];
                    "text/event-stream": components["schemas"]["CompletionEvent"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    createEmbedding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmbeddingRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddingResponse"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    createResponse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResponseRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponseObject"];
                    "text/event-stream": components["schemas"]["ResponseEvent"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    createMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                    "text/event-stream": components["schemas"]["MessageEvent"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
        };
    };
    countMessageTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountTokensRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenCount"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicErrorResponse"];
                };
            };
        };
    };
    createRerank: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RerankRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RerankResponse"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    tokenize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenizeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenizeResponse"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    detokenize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DetokenizeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DetokenizeResponse"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-roundhouse-source": components["headers"]["Source"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name; a slash in it is written `%2F`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    listEngines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EngineList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    startEngine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartEngineRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Engine"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getEngine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the engine. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Engine"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    stopEngine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the engine. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StopEngineRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Engine"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getEngineLogs: {
        parameters: {
            query?: {
                /** @description How many of the newest lines; the last 1,000 are kept. */
                lines?: number;
                /** @description Answer an event stream: the newest lines, then each new one, until the engine is gone. */
                follow?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the engine. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EngineLog"];
                    "text/event-stream": components["schemas"]["EngineLogLine"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    loadLoraAdapter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoadLoraRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoraResult"];
                };
            };
            /** @description It is under way; the answer says where to look. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoraResult"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The disk is full. The gateway’s own codes: `disk_full`. */
            507: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    unloadLoraAdapter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnloadLoraRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoraResult"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The disk is full. The gateway’s own codes: `disk_full`. */
            507: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    loadLoraAdapterUnversioned: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoadLoraRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoraResult"];
                };
            };
            /** @description It is under way; the answer says where to look. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoraResult"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The disk is full. The gateway’s own codes: `disk_full`. */
            507: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    unloadLoraAdapterUnversioned: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnloadLoraRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoraResult"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The disk is full. The gateway’s own codes: `disk_full`. */
            507: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    listLoraAdapters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoraAdapterList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getLoraAdapter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A slash in it is written `%2F`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoraAdapter"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    downloadModel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DownloadModelRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DownloadResult"];
                };
            };
            /** @description It is under way; the answer says where to look. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DownloadResult"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The disk is full. The gateway’s own codes: `disk_full`. */
            507: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    listDownloads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DownloadList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getDownload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Download"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    cancelDownload: {
        parameters: {
            query?: {
                /** @description Whether what was fetched is kept for a later try. */
                keep_partial?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Download"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    followDownload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Download"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenResponse"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevokeRequest"];
                "application/x-www-form-urlencoded": components["schemas"]["RevokeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusMessage"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getOwnUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description So many at most. */
                limit?: number;
                /** @description Those after the one of this id. */
                after?: string;
                /** @description Only the one of this name. */
                username?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserUpdate"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description So many at most. */
                limit?: number;
                /** @description Those after the one of this id. */
                after?: string;
                /** @description Only of this user. For who has the verb `users`; all others see their own only. */
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description Only of this user, or key of the config (`key:NAME`). For who has the verb `users` besides; all others see their own only. */
                user_id?: string;
                /** @description First day. */
                from?: string;
                /** @description Last day. */
                to?: string;
                /** @description So many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    listRateLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimitList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    setRateLimit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRateLimit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateLimit"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    deleteRateLimit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedRateLimit"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    addUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddUserRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusMessage"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    startUserEngine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartUserEngineRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartUserEngineResponse"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    terminateUserEngine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TerminateUserEngineRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminateUserEngineResponse"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    listActiveModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActiveModel"][];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    llmRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LlmRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LlmResponse"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description This cannot be done here. The gateway’s own codes: `user_engines_off`, `not_supported`, `accounts_off`. */
            501: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `lora_load_failed`, `download_failed`, `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The engine took too long. The gateway’s own codes: `engine_timeout`. */
            504: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    listConversations: {
        parameters: {
            query?: {
                /** @description So many at most. */
                limit?: number;
                /** @description Those after the one of this id. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    createConversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConversation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    deleteConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedConversation"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    listConversationItems: {
        parameters: {
            query?: {
                /** @description So many at most. */
                limit?: number;
                /** @description Those after the one of this id. */
                after?: string;
                /** @description `desc`: newest first. */
                order?: "asc" | "desc";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationItemList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    addConversationItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConversationItems"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationItemList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `user_not_found`, `key_not_found`, `conversation_not_found`, `rate_limit_not_found`, `route_not_found`, `download_not_found`, `lora_not_found`, `source_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `lora_conflict`, `download_conflict`, `download_changed`, `download_cancelled`, `no_room`, `user_conflict`, `conversation_busy`, `conversation_conflict`, `engine_conflict`. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body is too large. The gateway’s own codes: `body_too_large`. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The body has a type or an encoding that is not taken. The gateway’s own codes: `unsupported_encoding`, `unsupported_media_type`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Too many for now; see `retry-after`. The gateway’s own codes: `concurrency_limit_reached`, `rate_limit_exceeded`, `insufficient_quota`, `login_limited`. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    followEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["FleetEvent"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `storage_unavailable`, `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`, `invalid_credentials`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`, `path_not_allowed`, `endpoint_not_allowed`, `source_forbidden`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getOpenapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getOpenapi30: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`, `lora_incompatible`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description A fault of the gateway or of the engine. The gateway’s own codes: `internal_error`. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
}
