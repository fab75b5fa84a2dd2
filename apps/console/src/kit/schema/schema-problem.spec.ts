import { schemaProblem } from './schema-problem.js';

test('a schema is a JSON object', () => {
  expect(schemaProblem('{"type":"object"}')).toBeNull();
  expect(schemaProblem('[]')).toBe('A schema is a JSON object.');
  expect(schemaProblem('{')).toContain('No JSON yet');
});
