import { documentOf, example, isJson, isOfAws } from './policy-document.js';

test('documents come escaped, and are shown over lines', () => {
  const document = { Version: '2012-10-17', Statement: [] };
  expect(documentOf(encodeURIComponent(JSON.stringify(document)))).toBe(JSON.stringify(document, null, 2));
  expect(documentOf('{broken')).toBe('{broken');
});

test('what one begins with is a document', () => {
  for (const kind of ['read', 'deploy', 'keys'] as const)
    expect(JSON.parse(example(kind))).toHaveProperty('Statement');
});

test('what cannot be a document is seen before the service is asked', () => {
  expect(isJson('{"Version":"2012-10-17"}')).toBe(true);
  expect(isJson('{"Version":')).toBe(false);
});

test("AWS's policies are told from those of an account", () => {
  expect(isOfAws('arn:aws:iam::aws:policy/ReadOnlyAccess')).toBe(true);
  expect(isOfAws('arn:aws:iam::000000000000:policy/aws/policy')).toBe(false);
});
