import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { Installation } from '../support/installation.js';
import { script } from './demo-script.js';

/** IAM's client, called by the root user. */
export const iamClient = ({ controlPlaneUrl, awsEnvironment }: Installation): IAMClient =>
  new IAMClient({
    endpoint: controlPlaneUrl,
    region: 'us-east-1',
    credentials: {
      accessKeyId: awsEnvironment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
    },
  });

const allowing = (...Action: string[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

/** A document that is a script where its language leaves a text free. */
const hostile = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Action: 'apigateway:DELETE',
      Resource: '*',
      Condition: { StringLike: { 'aws:UserAgent': script } },
    },
  ],
});

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

/** A user and a role with policies of both sorts, and as many versions of one as there may be: its ARN. */
export async function makeIdentities(tollgate: Installation): Promise<string> {
  const iam = iamClient(tollgate);
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'readers', PolicyDocument: allowing('apigateway:GET') }),
  );
  const PolicyArn = Policy?.Arn ?? '';
  for (const PolicyDocument of [allowing('cloudwatch:*'), allowing('logs:*'), hostile]) {
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
  }
  const PolicyDocument = allowing('apigateway:GET', 'cloudwatch:*');
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
  const UserName = 'grace';
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new CreateAccessKeyCommand({ UserName }));
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: hostile }));
  const RoleName = 'deployer';
  await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, Description: 'Deploys at night' }),
  );
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: hostile }));
  iam.destroy();
  return PolicyArn;
}
