import { newConnectionId, newProcessName, processNameIn } from './connection-id.js';

test('an id looks like one of AWS, names its process, and is another each time', () => {
  const name = newProcessName();
  const ids = Array.from({ length: 1000 }, () => newConnectionId(name));
  for (const id of ids) {
    expect(id).toMatch(/^[A-Za-z0-9_-]{15}=$/);
    expect(Buffer.from(id, 'base64url')).toHaveLength(11);
    expect(processNameIn(id)).toBe(name);
  }
  expect(new Set(ids).size).toBe(1000);
});

test.each([
  ['', 'nothing'],
  ['R0oXAdfD0kwCH6w', 'no padding'],
  ['R0oXAdfD0kwCH6w==', 'too much of it'],
  ['R0oXAdfD0kwCH6x=', 'bits behind the last byte'],
  ['R0oXAdfD0kwCH6wA', '12 bytes'],
  ['R0oXAdfD0kwCH/w=', 'the other alphabet'],
  ['R0oXAdfD0kwCH6w=\n', 'a line'],
])('%j is no id: %s', (id) => {
  expect(processNameIn(id)).toBeNull();
});

test('no id begins with a minus sign, which would be an option to aws-cli', () => {
  for (let made = 0; made < 5000; made++) expect(newConnectionId(newProcessName())).not.toMatch(/^-/);
});

test("AWS's own example is one", () => {
  expect(processNameIn('R0oXAdfD0kwCH6w=')).toBe('474a1701');
});
