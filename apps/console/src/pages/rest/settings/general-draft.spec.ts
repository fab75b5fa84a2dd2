import { generalDraftOf, generalPatches, restApiArn } from './general-draft.js';

const from = generalDraftOf({ name: 'a', description: 'd', endpointConfiguration: { types: ['EDGE'] } });

test('what differs is changed by the paths that the service knows', () => {
  expect(generalPatches(from, from)).toEqual([]);
  expect(
    generalPatches(from, {
      ...from,
      name: 'b',
      description: '',
      endpoint: 'REGIONAL',
      binaryMediaTypes: ['image/png'],
      minimumCompressionSize: 0,
    }),
  ).toEqual([
    { op: 'replace', path: '/name', value: 'b' },
    { op: 'remove', path: '/description' },
    { op: 'replace', path: '/minimumCompressionSize', value: '0' },
    { op: 'replace', path: '/endpointConfiguration/types/EDGE', value: 'REGIONAL' },
    { op: 'add', path: '/binaryMediaTypes/image~1png' },
  ]);
});

test('no compression is the empty text', () => {
  const compressed = { ...from, minimumCompressionSize: 1024 };
  expect(generalPatches(compressed, from)).toEqual([
    { op: 'replace', path: '/minimumCompressionSize', value: '' },
  ]);
});

test('an API is tagged by its ARN', () => {
  expect(restApiArn('eu-west-1', 'a1')).toBe('arn:aws:apigateway:eu-west-1::/restapis/a1');
});
