import { documentOf, example } from './policy-document.js';

test('documents come escaped, and are shown over lines', () => {
  const document = { Version: '2012-10-17', Statement: [] };
  expect(documentOf(encodeURIComponent(JSON.stringify(document)))).toBe(JSON.stringify(document, null, 2));
  expect(documentOf('{broken')).toBe('{broken');
});

test('what one begins with is a document', () => {
  for (const kind of ['read', 'deploy', 'keys'] as const)
    expect(JSON.parse(example(kind))).toHaveProperty('Statement');
});
