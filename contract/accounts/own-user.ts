/** What users see and change of themselves. */
import { ErrorResponse } from '../error-envelope.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';
import { accountFaults, exampleUser, newPassword, User } from './accounts.ts';

const PasswordChange = z
  .looseObject({
    old_password: z.string().min(1).max(4096).openapi({ example: 'correct horse battery' }),
    new_password: newPassword,
  })
  .openapi('PasswordChange');

export const ownUserRoutes = c.router({
  get: {
    method: 'GET',
    path: '/v1/users/me',
    summary: 'Get your own user',
    responses: { 200: User, 404: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'getOwnUser',
      tag: 'Users',
      verb: 'self',
      description:
        'Role, limits and what is used of them. 404 for who is no user: a key of the config, or a set-up token.',
      responseExamples: { user: exampleUser },
    }),
  },
  changePassword: {
    method: 'POST',
    path: '/v1/users/me/password',
    summary: 'Change your own password',
    body: PasswordChange,
    responses: { 200: User, 404: ErrorResponse, 429: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'changeOwnPassword',
      tag: 'Users',
      verb: 'self',
      description:
        'Ends all your other logins, on every gateway within a second, and what they have running; your API keys stay. ' +
        'Wrong old passwords are limited together with those of `POST /token` (429 with `retry-after`).',
      requestExamples: { change: { old_password: 'correct horse battery', new_password: 'battery staple horse' } },
      responseExamples: { changed: exampleUser },
    }),
  },
});
