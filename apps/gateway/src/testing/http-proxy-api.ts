import type { RestSnapshot } from '#libs/snapshot-format';
import { http, mapping, method, snapshot } from './documents.js';

/** HTTP_PROXY in its forms; the stage's variable `host` is the backend's, `color` goes into a header. */
export function httpProxyApi(backendOrigin: string): RestSnapshot {
  const proxy = (uri: string, change = {}) => ({ ANY: method(http('HTTP_PROXY', uri, change)) });
  return snapshot({
    '/all/{proxy+}': proxy(`${backendOrigin}/{proxy}`, {
      parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
    }),
    '/mapped/{id}': proxy(`${backendOrigin}/things/{id}?own=1`, {
      httpMethod: 'POST',
      parameters: [
        mapping('path', 'id', 'method.request.path.id'),
        mapping('querystring', 'q', 'method.request.querystring.q'),
        mapping('header', 'X-Color', 'stageVariables.color'),
        mapping('header', 'X-Fixed', "'fixed'"),
        mapping('header', 'X-Which', 'context.resourcePath'),
      ],
    }),
    '/variable': proxy('http://${stageVariables.host}/v'),
    '/undefined': proxy('http://${stageVariables.nothing}/v'),
    '/escape': proxy(`${backendOrigin}/public/{file}`, {
      parameters: [mapping('path', 'file', 'method.request.querystring.file')],
    }),
    '/forbidden-mapping': proxy(backendOrigin, {
      parameters: [mapping('header', 'Content-Length', "'5'")],
    }),
    '/multiplied': proxy(backendOrigin, {
      parameters: Array.from({ length: 10 }, (_, index) =>
        mapping('header', `X-${index}`, 'method.request.body.a'),
      ),
    }),
    '/slow': proxy(`${backendOrigin}/never`, { timeoutMs: 100 }),
    '/refused': proxy('http://127.0.0.1:9/'),
    '/metadata': proxy('http://169.254.169.254/latest/meta-data/'),
    '/metadata6': proxy('http://[::ffff:a9fe:a9fe]/latest/meta-data/'),
    '/large': proxy(`${backendOrigin}/large`),
    '/broken': proxy(`${backendOrigin}/broken`),
  });
}
