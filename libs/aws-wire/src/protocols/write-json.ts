import type { Shapes } from '../engine/operation.js';

/**
 * A value as AWS JSON writes it, by its shape: only members of the model, those that are absent left out,
 * times as seconds since 1970 with a fraction, bytes as base64.
 */
export function jsonOf(shapes: Shapes, shapeName: string, value: unknown): unknown {
  const shape = shapes[shapeName];
  switch (shape?.type) {
    case 'structure': {
      const given = value as Readonly<Record<string, unknown>>;
      const written: Record<string, unknown> = {};
      for (const { name, wireName, shape: memberShape } of shape.members) {
        const member = given[name] ?? null;
        if (member !== null) written[wireName] = jsonOf(shapes, memberShape, member);
      }
      return written;
    }
    case 'list':
      return (value as readonly unknown[]).map((item) => jsonOf(shapes, shape.member, item));
    case 'map':
      return Object.fromEntries(
        Object.entries(value as object).map(([key, entry]) => [key, jsonOf(shapes, shape.value, entry)]),
      );
    case 'timestamp':
      return (value as Date).getTime() / 1000;
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'double':
      // `NaN`, `Infinity` and `-Infinity` are texts (Smithy: AWS JSON protocols).
      return Number.isFinite(value) ? value : String(value);
    case 'string':
    case 'boolean':
    case 'integer':
    case 'long':
      return value;
    case undefined:
      throw new Error(`${shapeName} is no shape of the service`);
  }
}
