import type { CallingPrincipal } from '#libs/identity';
import { userNameOf } from './user-name-of.js';

const caller = (type: CallingPrincipal['type'], name: string | null): CallingPrincipal => ({
  type,
  arn: 'arn',
  id: 'id',
  name,
  tags: [],
});

test('a session of a role is never taken for the user of the same name', () => {
  expect(userNameOf(caller('assumed-role', 'ada'), undefined)).toEqual({
    ok: false,
    error: {
      code: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    },
  });
  expect(userNameOf(caller('assumed-role', 'ada'), 'bob')).toEqual({ ok: true, value: 'bob' });
  expect(userNameOf(caller('user', 'ada'), undefined)).toEqual({ ok: true, value: 'ada' });
  expect(userNameOf(caller('root', null), undefined)).toEqual({ ok: true, value: null });
});
