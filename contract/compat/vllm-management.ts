/** Routes of the vLLM management API, under their names. */
import {
  accountFaults,
  genTokenLimit,
  genTokensUsed,
  newPassword,
  promptTokenLimit,
  promptTokensUsed,
  username,
} from '../accounts/accounts.ts';
import { ErrorResponse } from '../error-envelope.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';

const TokenRequest = z
  .looseObject({
    username: z.string().min(1).max(200).openapi({ example: 'alice' }),
    password: z.string().min(1).max(4096).openapi({ example: 'correct horse battery' }),
  })
  .openapi('TokenRequest', {
    description: 'A login. OAuth2’s password form is taken too: its other fields mean nothing here.',
  });

const TokenResponse = z
  .object({
    username: z.string().openapi({ example: 'alice' }),
    access_token: z.string().openapi({ description: 'To be sent as `Authorization: Bearer`.' }),
    token_type: z.literal('bearer'),
    expires_in: z.number().int().openapi({ description: 'Seconds.', example: 2_592_000 }),
  })
  .openapi('TokenResponse');

const RevokeRequest = z
  .looseObject({
    token: z.string().min(1).max(4096).optional().openapi({
      description: 'Default: the token that the request is authorised with.',
    }),
  })
  .openapi('RevokeRequest');

const StatusMessage = z
  .object({ status: z.literal('success'), message: z.string() })
  .openapi('StatusMessage', { description: 'It is done.' });

const AddUserRequest = z
  .looseObject({
    username,
    password: newPassword,
    prompt_token_number: promptTokensUsed.nullish(),
    gen_token_number: genTokensUsed.nullish(),
    prompt_token_limit: promptTokenLimit.default(null),
    gen_token_limit: genTokenLimit.default(null),
  })
  .openapi('AddUserRequest');

const login = { username: 'alice', password: 'correct horse battery' };

export const tokenRoutes = c.router({
  create: {
    method: 'POST',
    path: '/token',
    summary: 'Log in',
    body: TokenRequest,
    responses: { 200: TokenResponse, 429: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'createToken',
      tag: 'Tokens and logins',
      verb: 'public',
      formBody: true,
      description:
        'A token for a name and a password. Wrong passwords are limited per name and per address (429 with ' +
        '`retry-after`). Which of the two was wrong is not told.',
      requestExamples: { login },
      responseExamples: {
        token: {
          username: 'alice',
          access_token: 'rh_4Yz0q1mYqgk1fXl5y0oS8w9T3e2r1u7i6o5p4a3s2d1fG8hJ',
          token_type: 'bearer',
          expires_in: 2_592_000,
        },
      },
    }),
  },
  revoke: {
    method: 'POST',
    path: '/token/revoke',
    summary: 'Log out',
    body: RevokeRequest.optional(),
    responses: { 200: StatusMessage, ...accountFaults },
    metadata: meta({
      operationId: 'revokeToken',
      tag: 'Tokens and logins',
      verb: 'self',
      formBody: true,
      description:
        'Ends a token, on every gateway within a second. As RFC 7009 has it, a token that is not known, or is not yours, is ' +
        'answered like one that was ended.',
      requestExamples: { own: {} },
      responseExamples: { done: { status: 'success', message: 'The token is revoked.' } },
    }),
  },
});

export const vllmManagementRoutes = c.router({
  addUser: {
    method: 'POST',
    path: '/db_request/add_user/',
    summary: 'Create a user, as the vLLM management API has it',
    body: AddUserRequest,
    responses: { 200: StatusMessage, 409: ErrorResponse, 429: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'addUser',
      tag: 'Users',
      verb: 'users',
      description:
        'The same as `POST /v1/users`. `*_number` is what was used so far, `*_limit` the most in the whole lifetime.',
      requestExamples: { user: { ...login, prompt_token_limit: 1_000_000, gen_token_limit: 1_000_000 } },
      responseExamples: { added: { status: 'success', message: 'User "alice" added.' } },
    }),
  },
});
