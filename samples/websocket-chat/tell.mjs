import {
  ApiGatewayManagementApiClient,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { leave } from './people.mjs';

// Keys and region come from the environment, as they do in Lambda.
const connections = new ApiGatewayManagementApiClient({ endpoint: process.env.CHAT_CONNECTIONS_URL });

/** Posts to the connections of these people, by @connections. Nobody has to wait for another's trouble. */
export async function tell(people, message) {
  const Data = JSON.stringify(message);
  await Promise.all(
    people.map(async ({ connectionId }) => {
      try {
        await connections.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data }));
      } catch (error) {
        // Gone without a word: a `$disconnect` is best effort, and this is what always tells.
        if (error instanceof GoneException) await leave(connectionId);
        else console.error(`a message did not reach ${connectionId}: ${error.name}: ${error.message}`);
      }
    }),
  );
}
