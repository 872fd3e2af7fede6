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
         * @description Answer a conversation.
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
         * Continue a text
         * @description Continue a text.
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
         * Embed texts
         * @description Embed texts.
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
         * @description Create a response.
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
         * Create a message
         * @description Create a message.
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
         * Count the tokens of a message
         * @description Count the tokens of a message.
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
         * @description Order documents by relevance.
         */
        post: operations["rerank"];
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
         * Turn a text into tokens
         * @description Turn a text into tokens.
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
         * Turn tokens into a text
         * @description Turn tokens into a text.
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
         * @description All engines that the gateway knows: started by it, or already running elsewhere.
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
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the state of the fleet
         * @description An event stream: first one `engine.state` per known engine, then every change of state and the result of each reload of the config. It has no end of its own. Comment lines keep the connection alive.
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
         * @description Prometheus text format. Needs no key where `public_metrics` is set in the config.
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
        AnthropicErrorObject: {
            /** @description As Anthropic names them, e.g. `not_found_error`. */
            type: string;
            message: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Anthropic's error envelope.
         * @example {
         *       "type": "error",
         *       "error": {
         *         "type": "not_found_error",
         *         "message": "The model \"tyni\" does not exist. Near names: tiny."
         *       },
         *       "request_id": "req_01JD8Z4T2N9Q"
         *     }
         */
        AnthropicErrorResponse: {
            /** @enum {string} */
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
        ChatCompletion: {
            [key: string]: unknown;
        };
        ChatCompletionRequest: {
            model?: string;
        } & {
            [key: string]: unknown;
        };
        Completion: {
            [key: string]: unknown;
        };
        CompletionRequest: {
            model?: string;
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
        CountTokensRequest: {
            model?: string;
        } & {
            [key: string]: unknown;
        };
        DetokenizeRequest: {
            model?: string;
        } & {
            [key: string]: unknown;
        };
        DetokenizeResponse: {
            [key: string]: unknown;
        };
        EmbeddingList: {
            [key: string]: unknown;
        };
        EmbeddingRequest: {
            model?: string;
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
            /** @description Process id on the machine of the gateway; null for what is not a process of ours. */
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
         *     - `permission_denied` (403): The API key may not do this.
         *     - `model_not_found` (404): No model of that name; near names are listed.
         *     - `engine_not_found` (404): No engine of that id.
         *     - `route_not_found` (404): The gateway has no such path.
         *     - `method_not_allowed` (405): The path exists, but not with this method; see the header `allow`.
         *     - `no_room` (409, may be retried): All slots are taken by engines that are busy.
         *     - `body_too_large` (413): The body is larger than `max_body`.
         *     - `unsupported_encoding` (415): Request bodies must not be compressed (`Content-Encoding`).
         *     - `unsupported_media_type` (415): The route takes another content type.
         *     - `not_supported` (501): The engine of this model cannot do this.
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
         *     - `engine_timeout` (504, may be retried): The engine took longer than the configured time.
         * @enum {string}
         */
        ErrorCode: "invalid_json" | "invalid_request" | "missing_model" | "context_length_exceeded" | "invalid_api_key" | "permission_denied" | "model_not_found" | "engine_not_found" | "route_not_found" | "method_not_allowed" | "no_room" | "body_too_large" | "unsupported_encoding" | "unsupported_media_type" | "not_supported" | "internal_error" | "engine_start_failed" | "engine_unreachable" | "engine_disconnected" | "engine_bad_response" | "engine_stopped" | "engine_unavailable" | "queue_full" | "queue_timeout" | "shutting_down" | "engine_timeout";
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
        /** @description One event of `GET /v1/events`; `type` says which. */
        FleetEvent: components["schemas"]["EngineStateEvent"] | components["schemas"]["ConfigReloadedEvent"] | components["schemas"]["ConfigRejectedEvent"];
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
        Message: {
            [key: string]: unknown;
        };
        MessageRequest: {
            model?: string;
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
        /** @description An OpenAPI document. */
        OpenApiDocument: {
            /** @example 3.1.1 */
            openapi: string;
        } & {
            [key: string]: unknown;
        };
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
        RerankRequest: {
            model?: string;
        } & {
            [key: string]: unknown;
        };
        RerankResponse: {
            [key: string]: unknown;
        };
        Response: {
            [key: string]: unknown;
        };
        ResponseRequest: {
            model?: string;
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
        StopEngineRequest: {
            /** @description Do not wait for the requests it is answering: they end with an error event. False by default. */
            force?: boolean;
        };
        TokenCount: {
            [key: string]: unknown;
        };
        TokenizeRequest: {
            model?: string;
        } & {
            [key: string]: unknown;
        };
        TokenizeResponse: {
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
                    "text/event-stream": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
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
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The engine cannot do this. The gateway’s own codes: `not_supported`. */
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
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
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
            /** @description Not now; see `retry-after`. The gateway’s own codes: `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
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
                    "text/event-stream": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
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
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The engine cannot do this. The gateway’s own codes: `not_supported`. */
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
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
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
            /** @description Not now; see `retry-after`. The gateway’s own codes: `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
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
                    "application/json": components["schemas"]["EmbeddingList"];
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
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
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The engine cannot do this. The gateway’s own codes: `not_supported`. */
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
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
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
            /** @description Not now; see `retry-after`. The gateway’s own codes: `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
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
                    "application/json": components["schemas"]["Response"];
                    "text/event-stream": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
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
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The engine cannot do this. The gateway’s own codes: `not_supported`. */
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
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
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
            /** @description Not now; see `retry-after`. The gateway’s own codes: `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
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
                    "text/event-stream": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
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
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The engine cannot do this. The gateway’s own codes: `not_supported`. */
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
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
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
            /** @description Not now; see `retry-after`. The gateway’s own codes: `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
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
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The engine cannot do this. The gateway’s own codes: `not_supported`. */
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
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
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
            /** @description Not now; see `retry-after`. The gateway’s own codes: `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
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
    rerank: {
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
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
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The engine cannot do this. The gateway’s own codes: `not_supported`. */
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
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
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
            /** @description Not now; see `retry-after`. The gateway’s own codes: `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
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
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The engine cannot do this. The gateway’s own codes: `not_supported`. */
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
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
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
            /** @description Not now; see `retry-after`. The gateway’s own codes: `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
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
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The engine cannot do this. The gateway’s own codes: `not_supported`. */
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
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
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
            /** @description Not now; see `retry-after`. The gateway’s own codes: `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description It is in conflict with what runs now. The gateway’s own codes: `no_room`. */
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
            /** @description The engine could not be started, reached or understood. The gateway’s own codes: `engine_start_failed`, `engine_unreachable`, `engine_disconnected`, `engine_bad_response`. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description Not now; see `retry-after`. The gateway’s own codes: `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description There is no such thing. The gateway’s own codes: `model_not_found`, `engine_not_found`, `route_not_found`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description Not now; see `retry-after`. The gateway’s own codes: `engine_stopped`, `engine_unavailable`, `queue_full`, `queue_timeout`, `shutting_down`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description No API key, or one that is not known. The gateway’s own codes: `invalid_api_key`. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** @description The API key may not do this. The gateway’s own codes: `permission_denied`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
            /** @description The request cannot be used as it is. The gateway’s own codes: `invalid_json`, `invalid_request`, `missing_model`, `context_length_exceeded`. */
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
