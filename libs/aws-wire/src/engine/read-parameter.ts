import type { Shapes } from './operation.js';
import { fitsNumberType, type ReadState, readText, wrongTypeMessage } from './read-value.js';
import { serializationFailed } from '../errors/wire-error.js';

/** Turns the texts of a URI, query or header parameter into a member's value; there is at least one text. */
export type ParameterReader = (texts: readonly [string, ...string[]], state: ReadState) => unknown;

/**
 * The reader for a parameter of the given shape. A repeated parameter counts once, unless the shape is a
 * list.
 */
export function parameterReaderOf(shapes: Shapes, shapeName: string): ParameterReader {
  const shape = shapes[shapeName];
  switch (shape?.type) {
    case 'string':
      return ([text], state) => readText(text, state);
    case 'list':
      return (texts, state) => texts.map((text) => readText(text, state));
    case 'boolean':
      // As in patch values: what is not `true`, in any case, is false (recorded: general patterns).
      return ([text]) => text.toLowerCase() === 'true';
    case 'integer':
    case 'long':
      return ([text], state) => {
        const value = /^[+-]?\d{1,19}$/.test(text) ? Number(text) : NaN;
        if (fitsNumberType(value, shape.type)) return value + 0;
        state.error ??= serializationFailed(wrongTypeMessage(text, shape.type));
        return undefined;
      };
    case 'structure':
    case 'map':
    case 'double':
    case 'timestamp':
    case 'blob':
    case undefined:
      throw new Error(`${shapeName} cannot stand in a parameter`);
  }
}
