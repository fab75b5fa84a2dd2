import { leave, people } from '../people.mjs';
import { tell } from '../tell.mjs';

/**
 * Route `$disconnect`: the connection is closed already. It may come twice, when the gateway that held the
 * connection was killed: who has left cannot leave again.
 */
export async function handler({ requestContext: { connectionId } }) {
  const name = await leave(connectionId);
  if (name !== null) await tell(await people(), { type: 'left', name });
  return { statusCode: 200 };
}
