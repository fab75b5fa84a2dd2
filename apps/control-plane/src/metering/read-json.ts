import { badRequest } from '#libs/aws-wire';
import { WireException } from '../http/wire-exception.js';

/**
 * A message as JSON. Bodies arrive as they came over the wire; management calls need theirs so.
 *
 * @throws WireException BadRequestException when it is none.
 */
export function readJson(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) return body;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new WireException(badRequest('the message is no JSON'));
  }
}
