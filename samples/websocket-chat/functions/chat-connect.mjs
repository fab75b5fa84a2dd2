import { enter } from '../people.mjs';

const nameLengthMax = 24;

/**
 * Route `$connect`: whoever comes must have a name. The client is connected when this has answered 2xx, so
 * nobody can post to it before; it asks for the rest by its first message.
 */
export async function handler({ requestContext, queryStringParameters }) {
  const name = queryStringParameters?.name?.trim() ?? '';
  if (name === '' || [...name].length > nameLengthMax || /\p{Cc}/u.test(name)) return { statusCode: 400 };
  await enter(requestContext.connectionId, name);
  return { statusCode: 200 };
}
