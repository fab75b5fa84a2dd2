/** What a document says of itself, before it is imported. */
export interface DocumentOutline {
  readonly format: 'JSON' | 'YAML';
  /** `Swagger 2.0`, `OpenAPI 3.0.1`; null for what is neither. */
  readonly version: string | null;
  readonly title: string | null;
  readonly paths: number;
}

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;

const versionOf = (swagger: unknown, openapi: unknown): string | null =>
  typeof swagger === 'string'
    ? `Swagger ${swagger}`
    : typeof openapi === 'string'
      ? `OpenAPI ${openapi}`
      : null;

/** A look at an OpenAPI document; of YAML, what its lines show. The service reads it whole. */
export function outlineOf(text: string): DocumentOutline {
  const json = jsonOf(text);
  if (json) {
    const { swagger, openapi, info, paths } = json;
    const title = isObject(info) && typeof info['title'] === 'string' ? info['title'] : null;
    const count = isObject(paths) ? Object.keys(paths).length : 0;
    return { format: 'JSON', version: versionOf(swagger, openapi), title, paths: count };
  }
  const top = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(text)?.[1];
  const info = /^info:[ \t]*\n((?:[ \t]+.*\n|\n)*)/m.exec(`${text}\n`)?.[1] ?? '';
  const title = /^[ \t]+title:[ \t]*(.+)$/m.exec(info)?.[1];
  const paths = /^paths:[ \t]*\n((?:[ \t]+.*\n|\n|#.*\n)*)/m.exec(`${text}\n`)?.[1] ?? '';
  const indent = /^([ \t]+)["']?\//m.exec(paths)?.[1] ?? '';
  const count = paths.split('\n').filter((line) => new RegExp(`^${indent}["']?/`).test(line)).length;
  return {
    format: 'YAML',
    version: versionOf(plain(top('swagger')), plain(top('openapi'))),
    title: plain(title) ?? null,
    paths: indent === '' ? 0 : count,
  };
}

/** A scalar of YAML without its quotes and what is behind `#`. */
const plain = (text: string | undefined): string | undefined =>
  text === undefined
    ? undefined
    : (/^(["'])(.*)\1/.exec(text.trim())?.[2] ?? text.replace(/\s#.*$/, '').trim());

function jsonOf(text: string): Members | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
