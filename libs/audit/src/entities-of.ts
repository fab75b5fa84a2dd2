/** An entity that a call is about; CloudTrail's `Resources`. */
export interface AuditedEntity {
  /** `AWS::ApiGateway::RestApi`. */
  readonly type: string;
  readonly name: string;
}

/** Members that name an entity, whatever the operation. */
const byMember: Readonly<Record<string, string>> = {
  restApiId: 'AWS::ApiGateway::RestApi',
  apiId: 'AWS::ApiGatewayV2::Api',
  routeId: 'AWS::ApiGatewayV2::Route',
  integrationId: 'AWS::ApiGatewayV2::Integration',
  resourceId: 'AWS::ApiGateway::Resource',
  deploymentId: 'AWS::ApiGateway::Deployment',
  stageName: 'AWS::ApiGateway::Stage',
  authorizerId: 'AWS::ApiGateway::Authorizer',
  requestValidatorId: 'AWS::ApiGateway::RequestValidator',
  modelName: 'AWS::ApiGateway::Model',
  usagePlanId: 'AWS::ApiGateway::UsagePlan',
  apiKey: 'AWS::ApiGateway::ApiKey',
  keyId: 'AWS::ApiGateway::ApiKey',
  domainName: 'AWS::ApiGateway::DomainName',
  vpcLinkId: 'AWS::ApiGateway::VpcLink',
  clientCertificateId: 'AWS::ApiGateway::ClientCertificate',
  userName: 'AWS::IAM::User',
  roleName: 'AWS::IAM::Role',
  policyArn: 'AWS::IAM::ManagedPolicy',
  accessKeyId: 'AWS::IAM::AccessKey',
  roleArn: 'AWS::IAM::Role',
  logGroupName: 'AWS::Logs::LogGroup',
  alarmName: 'AWS::CloudWatch::Alarm',
  alarmNames: 'AWS::CloudWatch::Alarm',
  certificateArn: 'AWS::ACM::Certificate',
  gatewayId: 'Tollgate::Gateway',
};

/** The id in what such an operation answers is that of what it has made. */
const byCreation: Readonly<Record<string, string>> = {
  RestApi: 'AWS::ApiGateway::RestApi',
  Resource: 'AWS::ApiGateway::Resource',
  Deployment: 'AWS::ApiGateway::Deployment',
  Authorizer: 'AWS::ApiGateway::Authorizer',
  RequestValidator: 'AWS::ApiGateway::RequestValidator',
  Model: 'AWS::ApiGateway::Model',
  UsagePlan: 'AWS::ApiGateway::UsagePlan',
  ApiKey: 'AWS::ApiGateway::ApiKey',
  VpcLink: 'AWS::ApiGateway::VpcLink',
};

/** Members of answers within which entities of IAM are named. */
const answers = ['user', 'role', 'policy', 'accessKey', 'clientCertificate'] as const;

const entitiesMax = 10;
const nameCharsMax = 256;
/** What Postgres does not take: NUL, and halves of surrogate pairs. */
const unstorable = /[\0\p{Surrogate}]/gu;

/** What a call is about, by its parameters and, where it has made something, by what it answered. */
export function entitiesOf(eventName: string, request: unknown, response: unknown): AuditedEntity[] {
  const found = new Map<string, AuditedEntity>();
  const add = (type: string | undefined, name: unknown): void => {
    if (type === undefined || typeof name !== 'string' || name === '' || found.size >= entitiesMax) return;
    const entity = { type, name: name.slice(0, nameCharsMax).replace(unstorable, '') };
    found.set(`${type} ${entity.name}`, entity);
  };
  const addNamed = (value: unknown): void => {
    for (const [member, name] of membersOf(value))
      for (const one of Array.isArray(name) ? (name as unknown[]) : [name]) add(byMember[member], one);
  };
  addNamed(request);
  const made = byCreation[/^(?:Create|Import)(\w+)$/.exec(eventName)?.[1] ?? ''];
  add(made, Object.fromEntries(membersOf(response))['id']);
  addNamed(response);
  for (const [member, value] of membersOf(response))
    if ((answers as readonly string[]).includes(member)) addNamed(arnsAsPolicies(member, value));
  return [...found.values()];
}

/** IAM calls the ARN of a policy `Arn` in the policy itself. */
function arnsAsPolicies(member: string, value: unknown): unknown {
  if (member !== 'policy' || typeof value !== 'object' || value === null) return value;
  return { policyArn: (value as Readonly<Record<string, unknown>>)['arn'] };
}

const membersOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
