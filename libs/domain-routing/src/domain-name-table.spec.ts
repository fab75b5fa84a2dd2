import { DomainNameTable } from './domain-name-table.js';
import { hostNameOf } from './host-name-of.js';

const table = new DomainNameTable<string>();
for (const name of ['api.example.com', '*.example.com', 'example.com']) table.set(name, name);

test.each([
  ['api.example.com', 'api.example.com'],
  ['API.Example.COM:8443', 'api.example.com'],
  ['other.example.com', '*.example.com'],
  ['example.com', 'example.com'],
  ['a.other.example.com', undefined],
  ['.example.com', undefined],
  ['*.example.com', '*.example.com'],
  ['*x.example.com', undefined],
  ['api.example.com.', undefined],
  ['api.example.com.evil.org', undefined],
  ['evilapi.example.org', undefined],
  ['com', undefined],
  ['', undefined],
  ['[::1]:80', undefined],
  ['127.0.0.1', undefined],
])('host %s names %s', (host, found) => {
  expect(table.find(hostNameOf(host))).toBe(found);
});

test.each([
  ['[::1]:80', '[::1]'],
  ['[::1]', '[::1]'],
  ['Host', 'host'],
  ['host:', 'host'],
])('the name of %s is %s', (host, name) => expect(hostNameOf(host)).toBe(name));
