import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetUserCommand,
  ListUsersCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { iamOf } from '../testing/iam-of.js';
import { allowing, denying, limitedUser } from '../testing/limited-user.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const user = (...policy: object[]) => limitedUser(plane, ...policy);

describe('IAM', () => {
  const team = (name: string) => `arn:aws:iam::${plane.accountId}:user/team/${name}`;

  test('users are told apart by path, and a refusal tells neither path nor whether there is one', async () => {
    const root = iamOf(plane);
    await root.send(new CreateUserCommand({ UserName: 'inteam', Path: '/team/' }));
    await root.send(new CreateUserCommand({ UserName: 'outside', Path: '/secret/' }));
    const { iam, arn: who } = await user(allowing('iam:*', team('*')));
    await iam.send(new GetUserCommand({ UserName: 'inteam' }));
    await iam.send(new CreateUserCommand({ UserName: 'added', Path: '/team/' }));
    const refused = (name: string) =>
      `403 AccessDenied: User: ${who} is not authorized to perform: iam:GetUser on resource: user ${name} ` +
      'because no identity-based policy allows the iam:GetUser action';
    for (const name of ['outside', 'nobody']) {
      expect(await refusalOf(iam.send(new GetUserCommand({ UserName: name })))).toBe(refused(name));
    }
    expect(await refusalOf(iam.send(new CreateUserCommand({ UserName: 'x', Path: '/other/' })))).toMatch(
      `on resource: arn:aws:iam::${plane.accountId}:user/other/x because`,
    );
    expect(await refusalOf(iam.send(new ListUsersCommand({})))).toMatch(
      /^403 AccessDenied: .* on resource: \* /,
    );
    // Out of the team, which would be out of reach.
    expect(
      await refusalOf(iam.send(new UpdateUserCommand({ UserName: 'inteam', NewPath: '/other/' }))),
    ).toMatch(/^403 AccessDenied: /);
  });

  test('a user may be let to its own keys alone', async () => {
    const own = 'arn:aws:iam::*:user/${aws:username}';
    const { iam, name } = await user(allowing('iam:*AccessKey*', own));
    await iam.send(new CreateAccessKeyCommand({}));
    expect(await refusalOf(iam.send(new CreateAccessKeyCommand({ UserName: 'somebody' })))).toMatch(
      /^403 AccessDenied: .* on resource: user somebody /,
    );
    expect(name).toBeDefined();
  });

  test('who may do nothing learns of no mistake in the input, either', async () => {
    const { iam, arn: who } = await user();
    expect(await refusalOf(iam.send(new CreateUserCommand({ UserName: 'a b' })))).toMatch(
      `403 AccessDenied: User: ${who} is not authorized to perform: iam:CreateUser`,
    );
  });
});

test('nobody can be kept from asking who they are', async () => {
  const { sts, arn: who } = await user(denying('*'));
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(who);
});

test('a call that is signed for one service and sent to another is not served', async () => {
  const { credentials } = await user(allowing('*'));
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const posted = await plane.signedFetch('/restapis', { method: 'POST', body, service: 'sts', credentials });
  expect(posted.status).toBe(403);
});
