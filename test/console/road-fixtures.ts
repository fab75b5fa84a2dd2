import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { Installation } from '../support/installation.js';

/** Keys of a user who may look at APIs, and change none. */
export async function keysOfReader({ controlPlaneUrl, awsEnvironment }: Installation) {
  const iam = new IAMClient({
    endpoint: controlPlaneUrl,
    region: 'us-east-1',
    credentials: {
      accessKeyId: awsEnvironment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: awsEnvironment['AWS_SECRET_ACCESS_KEY']!,
    },
  });
  const statement = { Effect: 'Allow', Action: ['apigateway:GET', 'tollgate:*'], Resource: '*' };
  await iam.send(new CreateUserCommand({ UserName: 'reader' }));
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'reader',
      PolicyName: 'looks',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'reader' }));
  iam.destroy();
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}

interface Document {
  readonly paths: Record<string, Record<string, object>>;
}

/** Petstore as it is published, its methods answered by the gateway. */
export async function petstoreOfMocks(): Promise<Document> {
  const file = createRequire(import.meta.url).resolve('@readme/oas-examples/2.0/json/petstore.json');
  const document = JSON.parse(await readFile(file, 'utf8')) as Document;
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path)) {
      Object.assign(operation, {
        security: [],
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: { default: { statusCode: '200' } },
        },
      });
    }
  }
  return document;
}
