import { allowedOrigins, checkTags, corsTag } from '../../index.js';

const read = (value: string) => {
  const checked = checkTags({ [corsTag]: value });
  return checked.ok ? allowedOrigins(checked.value) : checked.error.message;
};

test.each([
  ['any', { origins: 'any', credentials: false }],
  ['https://app.example.com', { origins: ['https://app.example.com'], credentials: false }],
  [
    '  https://b.example   http://localhost:3000 https://b.example ',
    { origins: ['http://localhost:3000', 'https://b.example'], credentials: false },
  ],
  ['credentials https://a.example', { origins: ['https://a.example'], credentials: true }],
  ['capacitor://localhost', { origins: ['capacitor://localhost'], credentials: false }],
])('%j allows %j', (value, allowed) => {
  expect(read(value)).toEqual(allowed);
});

test.each([
  '',
  ' ',
  'on',
  'null',
  'credentials',
  'any credentials',
  'any https://a.example',
  'app.example.com',
  'https://a.example/',
  'https://A.example',
  'https://a.example:443',
  'http://a.example:80',
  'https://a.example:99999',
  'https://user@a.example',
  'https://grün.example',
  'file://x',
  'https://a.example,https://b.example',
])('%j could allow what nobody meant, or nothing, and is refused', (value) => {
  expect(read(value)).toMatch(/^Invalid tag value specified for key tollgate:cors/);
});

test('no tag allows nothing', () => {
  expect(allowedOrigins({ [`${corsTag}s`]: 'any' })).toBeNull();
});
