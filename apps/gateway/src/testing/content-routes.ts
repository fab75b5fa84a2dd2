import type { ContentHandling, SnapshotIntegrationResponse, SnapshotMethod } from '#libs/snapshot-format';
import {
  awsService,
  http,
  lambda,
  mapping,
  method,
  mock,
  integrationResponse,
  templatesOf,
} from './documents.js';

export type Handling = ContentHandling | undefined;
export const handlings: readonly Handling[] = [undefined, 'CONVERT_TO_TEXT', 'CONVERT_TO_BINARY'];
export const named = (handling: Handling) => handling ?? 'undefined';
export const handled = (contentHandling: Handling) => (contentHandling ? { contentHandling } : {});
export const template = { 'application/json': '{"data":"$input.body"}' };
export const answered = (contentHandling: Handling, templates: Record<string, string> | null = null) =>
  ({
    ...integrationResponse('200', null, templates),
    ...handled(contentHandling),
  }) satisfies SnapshotIntegrationResponse;

/** A method for each kind of content handling, in both directions and with each kind of integration. */
export function contentRoutes(backendOrigin: string): Record<string, Record<string, SnapshotMethod>> {
  const to = (change: object) => ({ ANY: method(http('HTTP', `${backendOrigin}/b`, change)) });
  const fn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
  const all: Record<string, Record<string, SnapshotMethod>> = {
    '/fn': { ANY: method(lambda('LAMBDA', fn, handled('CONVERT_TO_TEXT'))) },
    '/mock-preflight': { ANY: method(mock({}, [integrationResponse('200')])) },
    '/mock-preflight-text': {
      ANY: method({ ...mock({}, [integrationResponse('200')]), contentHandling: 'CONVERT_TO_TEXT' }),
    },
    '/mock-body-text': {
      ANY: method({
        ...mock({}, [answered('CONVERT_TO_TEXT', { 'application/json': 'made' })]),
        contentHandling: 'CONVERT_TO_TEXT',
      }),
    },
    '/mock-body': {
      ANY: method({
        ...mock({}, [answered(undefined, { 'application/json': 'made' })]),
        contentHandling: 'CONVERT_TO_TEXT',
      }),
    },
    '/mapped': to({
      ...handled('CONVERT_TO_TEXT'),
      parameters: [mapping('header', 'X-Body', 'method.request.body')],
    }),
  };
  const object = { httpMethod: 'ANY', ...handled('CONVERT_TO_TEXT') };
  all['/s3'] = {
    ANY: method(awsService('s3:path/pictures/a.png', { ...object, responses: [answered(undefined)] })),
  };
  for (const handling of handlings) {
    const name = named(handling);
    all[`/http/${name}`] = to(handled(handling));
    all[`/http-template/${name}`] = to({ ...handled(handling), requestTemplates: templatesOf(template) });
    all[`/answer/${name}`] = to({ responses: [answered(handling)] });
    all[`/answer-template/${name}`] = to({ responses: [answered(handling, template)] });
    all[`/proxy/${name}`] = {
      ANY: method(http('HTTP_PROXY', `${backendOrigin}/b`, handled(handling))),
    };
  }
  return all;
}
