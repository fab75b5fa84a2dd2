import {
  CreateApiKeyCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GenerateClientCertificateCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { iam, v1, v2, type InputMember, type Operation } from '#libs/aws-wire';
import type { SigningCredentials } from '#libs/sigv4';
import { allow, iamOf, trust } from '../testing/iam-of.js';
import { importCertificate } from '../testing/import-certificate.js';
import { limitedUser, type LimitedUser } from '../testing/limited-user.js';
import { seedRestApi } from '../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
let nobody: LimitedUser;
let stranger: SigningCredentials;
/** What there is of the first account, by the member of inputs that names it. */
let known: Readonly<Record<string, string>>;

beforeAll(async () => {
  plane = await startControlPlane();
  nobody = await limitedUser(plane);
  stranger = await plane.credentialsOf('999999999999');
  const { client } = plane;
  const { id: restApiId, rootResourceId } = await seedRestApi(plane);
  const deployment = await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  const plan = await client.send(new CreateUsagePlanCommand({ name: 'plan' }));
  const key = await client.send(new CreateApiKeyCommand({ name: 'secretkey' }));
  await client.send(
    new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' }),
  );
  const providerARNs = ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc'];
  const authorizer = await client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'secretauthorizer',
      type: 'COGNITO_USER_POOLS',
      identitySource: 'method.request.header.A',
      providerARNs,
    }),
  );
  const domainName = 'secret.example.com';
  const certificateArn = await importCertificate(plane);
  await client.send(new CreateDomainNameCommand({ domainName, certificateArn }));
  const certificate = await client.send(new GenerateClientCertificateCommand({}));
  const root = iamOf(plane);
  await root.send(new CreateUserCommand({ UserName: 'secretuser' }));
  const PolicyDocument = allow('*');
  await root.send(
    new PutUserPolicyCommand({ UserName: 'secretuser', PolicyName: 'secretpolicy', PolicyDocument }),
  );
  await root.send(
    new CreateRoleCommand({
      RoleName: 'secretrole',
      AssumeRolePolicyDocument: trust({ AWS: '000000000000' }),
    }),
  );
  const { Policy } = await root.send(new CreatePolicyCommand({ PolicyName: 'secretpolicy', PolicyDocument }));
  const v2Client = new ApiGatewayV2Client({
    endpoint: plane.url,
    region: 'us-east-1',
    credentials: plane.credentials,
  });
  const { ApiId: apiId } = await v2Client.send(
    new CreateApiCommand({ Name: 'secretapi', ProtocolType: 'HTTP', Target: 'http://127.0.0.1:9' }),
  );
  v2Client.destroy();
  known = {
    apiId: apiId!,
    protocolType: 'HTTP',
    restApiId,
    resourceId: rootResourceId,
    parentId: rootResourceId,
    httpMethod: 'GET',
    statusCode: '200',
    stageName: 'dev',
    deploymentId: deployment.id!,
    usagePlanId: plan.id!,
    keyId: key.id!,
    apiKey: key.id!,
    authorizerId: authorizer.id!,
    domainName,
    clientCertificateId: certificate.clientCertificateId!,
    modelName: 'Empty',
    responseType: 'DEFAULT_4XX',
    exportType: 'oas30',
    sdkType: 'javascript',
    keyType: 'API_KEY',
    authorizationType: 'NONE',
    type: 'MOCK',
    name: 'Odd',
    contentType: 'application/json',
    startDate: '2026-11-01',
    endDate: '2026-11-02',
    resourceArn: `arn:aws:apigateway:us-east-1::/restapis/${restApiId}`,
    UserName: 'secretuser',
    RoleName: 'secretrole',
    PolicyName: 'secretpolicy',
    PolicyArn: Policy!.Arn!,
    PolicySourceArn: 'arn:aws:iam::000000000000:user/secretuser',
    AccessKeyId: nobody.credentials.accessKeyId,
    PolicyDocument,
    AssumeRolePolicyDocument: trust({ AWS: '999999999999' }),
    VersionId: 'v1',
    Status: 'Inactive',
  };
});
afterAll(() => plane.close());

const operations = [...Object.values<Operation>(v1.operations), ...Object.values<Operation>(v2.operations)];
const iamOperations = Object.values<Operation>(iam.operations);

/** What is sent for a member that is required; for others nothing. */
const valueOf = ({ name }: InputMember): string => known[name] ?? 'x';

/** The path of an operation, with what there is. */
const pathOf = ({ uri, members }: Operation): string =>
  members
    .filter(({ location }) => location === 'uri')
    .reduce((path, member) => path.replace(`{${member.wireName}}`, encodeURIComponent(valueOf(member))), uri);

async function call(operation: Operation, credentials: SigningCredentials) {
  const query = new URLSearchParams(operation.query);
  const body: Record<string, unknown> = {};
  for (const member of operation.members.filter(({ required }) => required)) {
    if (member.location === 'querystring') query.append(member.wireName ?? member.name, valueOf(member));
    if (member.location === 'body') body[member.name] = valueOf(member);
  }
  const { method } = operation;
  const target = `${pathOf(operation)}${query.size > 0 ? `?${query.toString()}` : ''}`;
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const response = await plane.signedFetch(target, { method, credentials, ...(hasBody && { body }) });
  return { status: response.status, text: await response.text() };
}

async function callIam({ name, members }: Operation, credentials: SigningCredentials) {
  const form = new URLSearchParams({ Action: name, Version: '2010-05-08' });
  for (const member of members) {
    const isNamed = member.required || ['UserName', 'RoleName', 'PolicyArn'].includes(member.name);
    const value = known[member.name];
    // Who makes something sees it.
    if (isNamed && value !== undefined)
      form.append(member.name, name.startsWith('Create') ? value.replace(/^secret/, 'own') : value);
  }
  const response = await plane.signedFetch('/', {
    method: 'POST',
    body: form.toString(),
    service: 'iam',
    credentials,
  });
  return { status: response.status, text: await response.text() };
}

/** Every row that there is, as text, but for those on which calls and the use of keys are written. */
async function everything(): Promise<string[]> {
  const tables = await plane.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'
      AND table_name NOT IN ('credentials', 'migrations') AND table_name NOT LIKE 'audit\\_%'`,
  );
  const rows: string[] = [];
  for (const { table_name: table } of tables as { table_name: string }[]) {
    const found = await plane.query(`SELECT '${table} ' || row_to_json(t)::text AS row FROM "${table}" t`);
    rows.push(...(found as { row: string }[]).map(({ row }) => row));
  }
  return rows;
}

/** The others are the verb of the operation. */
const actionsOfTheirOwn: Readonly<Record<string, string>> = {
  RejectDomainNameAccessAssociation: 'RejectAccessAssociation',
  CreateRoutingRule: 'CreateRoutingRule',
  GetRoutingRule: 'GetRoutingRule',
  ListRoutingRules: 'ListRoutingRules',
  PutRoutingRule: 'UpdateRoutingRule',
  DeleteRoutingRule: 'DeleteRoutingRule',
};

test.each(operations)('$name needs its verb on its path', async (operation) => {
  const { status, text } = await call(operation, nobody.credentials);
  const action = `apigateway:${actionsOfTheirOwn[operation.name] ?? operation.method}`;
  const { message } = JSON.parse(text) as { message: string };
  expect([status, message]).toEqual([
    403,
    expect.stringMatching(
      new RegExp(
        `^User: ${nobody.arn} is not authorized to perform: ${action} on resource: arn:aws:apigateway:`,
      ),
    ),
  ]);
  expect(message.replace(/:000000000000:(\/domainname)/, '::$1')).toContain(
    `arn:aws:apigateway:us-east-1::${pathOf(operation).replace(/^\/v2/, '')} because`,
  );
});

test.each(iamOperations)('$name needs its action', async (operation) => {
  const { status, text } = await callIam(operation, nobody.credentials);
  expect([status, text]).toEqual([
    403,
    expect.stringContaining(
      `User: ${nobody.arn} is not authorized to perform: iam:${operation.name} on resource: `,
    ),
  ]);
});

test('whoever may do all in another account sees and changes nothing of this one', async () => {
  const before = await everything();
  const secrets = [
    'secret',
    known.restApiId!,
    known.keyId!,
    known.usagePlanId!,
    known.clientCertificateId!,
    known.apiId!,
  ];
  const told = (text: string) => secrets.filter((secret) => text.includes(secret));
  for (const operation of operations) {
    const { status, text } = await call(operation, stranger);
    const namesSomething = /\{(restapi_id|apiId|usageplanId|api_Key|domain_name|clientcertificate_id)\}/.test(
      operation.uri,
    );
    // Of a plan that is not known there are no keys.
    const isEmptyList = operation.name === 'GetUsagePlanKeys';
    if (namesSomething && !isEmptyList)
      expect([operation.name, status < 400]).toEqual([operation.name, false]);
    // A refusal may repeat what the caller has sent.
    if (status < 400) expect([operation.name, told(text)]).toEqual([operation.name, []]);
  }
  for (const operation of iamOperations) {
    const { status, text } = await callIam(operation, stranger);
    if (status < 400) expect([operation.name, told(text)]).toEqual([operation.name, []]);
  }
  const after = await everything();
  expect(before.filter((row) => !after.includes(row))).toEqual([]);
  expect(after.filter((row) => !before.includes(row) && told(row).length > 0)).toEqual([]);
});
