import { textOf, variablesOf, variablesPatch } from './variable-lines.js';

test('variables are lines, and a patch has what differs', () => {
  const variables = variablesOf('a=1\n\nb=x=y\n');
  expect(variables).toEqual({ a: '1', b: 'x=y' });
  expect(variablesOf(textOf(variables))).toEqual(variables);
  expect(() => variablesOf('nonsense')).toThrow('no name=value');
  expect(variablesPatch({ a: '1', 'c/d': '2' }, { a: '2' })).toEqual([
    { op: 'replace', path: '/variables/a', value: '2' },
    { op: 'remove', path: '/variables/c~1d' },
  ]);
  expect(variablesPatch({}, { a: '1' }, '/canarySettings/stageVariableOverrides')).toEqual([
    { op: 'replace', path: '/canarySettings/stageVariableOverrides/a', value: '1' },
  ]);
});
