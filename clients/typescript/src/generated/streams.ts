// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** `turnOn`: what asks for a stream. `end`: the data that ends it; null where it ends another way. */
export const streams = {
  '/v1/chat/completions': { method: 'post', turnOn: 'body.stream', end: '[DONE]' },
  '/v1/completions': { method: 'post', turnOn: 'body.stream', end: '[DONE]' },
  '/v1/responses': { method: 'post', turnOn: 'body.stream', end: null },
  '/v1/messages': { method: 'post', turnOn: 'body.stream', end: null },
  '/v1/engines/{id}/logs': { method: 'get', turnOn: 'query.follow', end: '[DONE]' },
  '/v1/downloads/{id}/events': { method: 'get', turnOn: null, end: '[DONE]' },
  '/v1/events': { method: 'get', turnOn: null, end: null },
} as const;
