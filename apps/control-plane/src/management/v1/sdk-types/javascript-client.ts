/** The source of the client: the same text for all APIs, below a table of what is callable. */
export const javascriptClient = (invokeUrl: string, methods: object): string => `'use strict';
// Generated from a deployed API. One function per method; see README.md.
(function (scope) {
  const defaultInvokeUrl = ${literal(invokeUrl)};
  const methods = ${literal(methods)};
${runtime}
  const apigClientFactory = { newClient };
  if (typeof module === 'object' && module.exports) module.exports = apigClientFactory;
  else scope.apigClientFactory = apigClientFactory;
})(globalThis);
`;

/** JSON is JavaScript; and no text of the API can end a script element that the file is pasted into. */
const literal = (value: unknown): string => JSON.stringify(value, null, 2).replaceAll('<', '\\u003c');

const runtime = `
  function newClient(config) {
    const settings = config || {};
    if (settings.accessKey || settings.secretKey) {
      throw new Error('This client does not sign requests: leave accessKey and secretKey out.');
    }
    const client = {};
    for (const name of Object.keys(methods)) {
      client[name] = (params, body, additionalParams) =>
        call(methods[name], settings, params || {}, body, additionalParams || {});
    }
    return client;
  }

  async function call(method, settings, params, body, additional) {
    const query = new URLSearchParams(pick(params, method.query));
    for (const [name, value] of Object.entries(additional.queryParams || {})) query.append(name, value);
    const headers = Object.assign({ accept: 'application/json' }, pick(params, method.headers), additional.headers);
    if (settings.apiKey) headers['x-api-key'] = settings.apiKey;
    const init = { method: method.verb, headers };
    if (body !== undefined && body !== null && body !== '' && method.verb !== 'GET' && method.verb !== 'HEAD') {
      init.body = typeof body === 'string' ? body : JSON.stringify(body);
      if (!Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')) {
        headers['content-type'] = settings.defaultContentType || 'application/json';
      }
    }
    const text = query.toString();
    const base = (settings.invokeUrl || defaultInvokeUrl).replace(/\\/$/, '');
    return read(await fetch(base + expand(method.path, params) + (text && '?' + text), init));
  }

  async function read(response) {
    const text = await response.text();
    let data = text;
    if (/\\bjson\\b/.test(response.headers.get('content-type') || '')) {
      try {
        data = JSON.parse(text);
      } catch (error) {
        data = text;
      }
    }
    const answer = { status: response.status, headers: Object.fromEntries(response.headers), data };
    if (response.ok) return answer;
    throw Object.assign(new Error('The API answered ' + response.status), answer);
  }

  function expand(path, params) {
    return path.replace(/\\{([^}+]+)(\\+?)\\}/g, (_, name, greedy) => {
      if (params[name] === undefined) throw new Error('Missing path parameter ' + name);
      const encoded = encodeURIComponent(params[name]);
      return greedy ? encoded.replace(/%2F/g, '/') : encoded;
    });
  }

  function pick(params, names) {
    const picked = {};
    for (const name of names) if (params[name] !== undefined) picked[name] = String(params[name]);
    return picked;
  }
`;
