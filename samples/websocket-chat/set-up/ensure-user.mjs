import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  EntityAlreadyExistsException,
  IAMClient,
  ListAccessKeysCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';

const UserName = 'websocket-chat';

/**
 * Keys for the functions, of a user that may post to the connections of this API and nothing else. They are
 * made anew at each start, and kept nowhere.
 */
export async function keysForFunctions(settings, apiId, stageName) {
  const client = new IAMClient(settings);
  try {
    await client.send(new CreateUserCommand({ UserName })).catch((error) => {
      if (!(error instanceof EntityAlreadyExistsException)) throw error;
    });
    await client.send(
      new PutUserPolicyCommand({
        UserName,
        PolicyName: 'post-to-connections',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 'execute-api:ManageConnections',
            Resource: `arn:aws:execute-api:${settings.region}:000000000000:${apiId}/${stageName}/POST/@connections/*`,
          },
        }),
      }),
    );
    const { AccessKeyMetadata = [] } = await client.send(new ListAccessKeysCommand({ UserName }));
    for (const { AccessKeyId } of AccessKeyMetadata)
      await client.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    const { AccessKey } = await client.send(new CreateAccessKeyCommand({ UserName }));
    return { AWS_ACCESS_KEY_ID: AccessKey.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey.SecretAccessKey };
  } finally {
    client.destroy();
  }
}
