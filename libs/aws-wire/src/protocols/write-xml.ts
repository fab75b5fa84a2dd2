import type { Shapes } from '../engine/operation.js';

/** An element, with its content: text, or elements in the order given. */
export type XmlElement = readonly [name: string, content: string | readonly XmlElement[]];

/** A document; `namespace` is that of all its elements. */
export const xmlDocument = (namespace: string, root: XmlElement): string =>
  printed(root, '', ` xmlns="${namespace}"`);

function printed([name, content]: XmlElement, indent: string, attributes = ''): string {
  const opening = `${indent}<${name}${attributes}`;
  if (typeof content === 'string') return `${opening}>${escapeXml(content)}</${name}>\n`;
  if (content.length === 0) return `${opening}/>\n`;
  const children = content.map((child) => printed(child, `${indent}  `));
  return `${opening}>\n${children.join('')}${indent}</${name}>\n`;
}

/**
 * A value as the query protocol writes it, by its shape: members in the model's order, those that are absent
 * left out, lists by `member`, maps by `entry`.
 */
export function xmlOf(shapes: Shapes, shapeName: string, name: string, value: unknown): XmlElement {
  const shape = shapes[shapeName];
  switch (shape?.type) {
    case 'structure': {
      const given = value as Readonly<Record<string, unknown>>;
      const members = shape.members.filter((member) => (given[member.name] ?? null) !== null);
      return [
        name,
        members.map((member) => xmlOf(shapes, member.shape, member.wireName, given[member.name])),
      ];
    }
    case 'list':
      return [name, (value as readonly unknown[]).map((item) => xmlOf(shapes, shape.member, 'member', item))];
    case 'map': {
      const entries = Object.entries(value as object);
      return [
        name,
        entries.map(([key, entry]) => ['entry', [['key', key], xmlOf(shapes, shape.value, 'value', entry)]]),
      ];
    }
    case 'timestamp':
      return [name, isoSeconds(value as Date)];
    case 'blob':
      return [name, Buffer.from(value as Uint8Array).toString('base64')];
    case 'string':
    case 'boolean':
    case 'integer':
    case 'long':
    case 'double':
      return [name, String(value)];
    case undefined:
      throw new Error(`${name} is of ${shapeName}, which is no shape of the service`);
  }
}

/** `2026-11-30T06:54:02Z`, as IAM and STS write times. */
const isoSeconds = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, 'Z');

function escapeXml(text: string): string {
  return (
    text
      // XML 1.0 section 2.2: these cannot be written at all, not even as a reference.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // Readers turn a bare one into a line feed (section 2.11).
      .replaceAll('\r', '&#xD;')
  );
}
