import { people } from '../people.mjs';
import { tell } from '../tell.mjs';

const textLengthMax = 2_000;

/** Route `say`: a message for everybody, whoever has written it among them. It has no answer of its own. */
export async function handler({ body, requestContext: { connectionId, requestTimeEpoch } }) {
  const { text } = JSON.parse(body);
  if (typeof text !== 'string' || text.trim() === '' || text.length > textLengthMax)
    return { statusCode: 400 };
  const everybody = await people();
  const name = everybody.find((person) => person.connectionId === connectionId)?.name;
  if (name === undefined) return { statusCode: 403 };
  await tell(everybody, { type: 'said', name, text: text.trim(), at: requestTimeEpoch });
  return { statusCode: 200 };
}
