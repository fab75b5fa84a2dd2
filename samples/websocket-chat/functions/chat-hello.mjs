import { arrive, people } from '../people.mjs';
import { tell } from '../tell.mjs';

/**
 * Route `hello`, the first message of each client: the others hear who has come, and the client gets the
 * list of all, by the route response.
 */
export async function handler({ requestContext: { connectionId } }) {
  await arrive(connectionId);
  const everybody = await people();
  const others = everybody.filter((person) => person.connectionId !== connectionId);
  const name = everybody.find((person) => person.connectionId === connectionId)?.name;
  await tell(others, { type: 'joined', name });
  return {
    statusCode: 200,
    body: JSON.stringify({ type: 'people', names: everybody.map((one) => one.name) }),
  };
}
