/** What a test is given. */
export interface TestInputs {
  /** The values of `{name}` in the path. */
  readonly path: Readonly<Record<string, string>>;
  /** `page=2&tag=dog` */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The names in a path's braces, those of greedy parts too. */
export const pathNamesOf = (path: string): readonly string[] =>
  Array.from(path.matchAll(/\{([^}+]+)\+?\}/g), ([, name]) => name!);

/** The path and query of a test: values are escaped; a greedy part keeps its slashes. */
export function testPath(path: string, { path: values, query }: TestInputs): string {
  const filled = path.replace(/\{([^}+]+)(\+?)\}/g, (_, name: string, plus: string) => {
    const value = values[name] ?? '';
    return plus === '+' ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value);
  });
  const search = query.replace(/^\?/, '');
  return search === '' ? filled : `${filled}?${search}`;
}

const hasBody = (httpMethod: string): boolean => !['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(httpMethod);

/** The members of TestInvokeMethod beyond which method it is. */
export function testMembers(path: string, httpMethod: string, inputs: TestInputs) {
  return {
    pathWithQueryString: testPath(path, inputs),
    ...(Object.keys(inputs.headers).length > 0 && { headers: { ...inputs.headers } }),
    ...(Object.keys(inputs.stageVariables).length > 0 && { stageVariables: { ...inputs.stageVariables } }),
    ...((hasBody(httpMethod) || inputs.body !== '') && { body: inputs.body }),
  };
}

/** JSON with its lines; all else as it is. */
export function legible(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
