import { readTraceParent, writeTraceParent } from './trace-parent.js';
import { readTraceState } from './trace-state.js';
import { readXrayHeader, traceIdOfRoot, withXraySpan, xrayRoot } from './xray-header.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';

describe('traceparent', () => {
  test.each([
    ['sampled', `00-${traceId}-${parentId}-01`, 1],
    ['not sampled', `00-${traceId}-${parentId}-00`, 0],
    ['flags that nobody knows', `00-${traceId}-${parentId}-ff`, 255],
    ['a later version', `01-${traceId}-${parentId}-01`, 1],
    ['a later version that says more', `cc-${traceId}-${parentId}-01-what-comes`, 1],
  ])('%s is read', (_, text, flags) => {
    expect(readTraceParent(text)).toEqual({ traceId, parentId, flags });
  });

  test.each([
    ['nothing', ''],
    ['rubbish', 'x'.repeat(5_000)],
    ['version ff', `ff-${traceId}-${parentId}-01`],
    ['more than version 00 has', `00-${traceId}-${parentId}-01-x`],
    ['more without a dash', `01-${traceId}-${parentId}-01x`],
    ['capital letters', `00-${traceId.toUpperCase()}-${parentId}-01`],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${parentId}-01`],
    ['a parent of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['a short trace id', `00-${traceId.slice(1)}-${parentId}-01`],
    ['two fields in one', `00-${traceId}-${parentId}-01, 00-${traceId}-${parentId}-01`],
  ])('%s is none', (_, text) => {
    expect(readTraceParent(text)).toBeNull();
  });

  test('of the flags those that are known go on', () => {
    expect(writeTraceParent({ traceId, parentId, flags: 0xff })).toBe(`00-${traceId}-${parentId}-03`);
  });
});

describe('tracestate', () => {
  test.each([
    [['a=1,b=2'], 'a=1,b=2'],
    [['a=1', ' b=2 , '], 'a=1,b=2'],
    [['tenant@system=x y', '0w/_-*=z'], 'tenant@system=x y,0w/_-*=z'],
    [[''], ''],
  ])('the fields %j are one', (fields, joined) => {
    expect(readTraceState(fields)).toBe(joined);
  });

  test.each([
    ['a key in capitals', 'A=1'],
    ['no value', 'a='],
    ['no key', '=1'],
    ['an equals sign in the value', 'a=1=2'],
    ['one key twice', 'a=1,a=2'],
    ['what is not printable', 'a=\u00e9'],
    ['33 members', Array.from({ length: 33 }, (_, index) => `k${index}=1`).join(',')],
    ['a value of 257 characters', `a=${'x'.repeat(257)}`],
    ['a key of 257 characters', `${'k'.repeat(257)}=1`],
  ])('%s makes all of it void', (_, field) => {
    expect(readTraceState(['ok=1', field])).toBe('');
  });
});

describe('X-Amzn-Trace-Id', () => {
  const root = '1-5759e988-bd862e3fe1be46a994272793';

  test.each([
    [`Root=${root}`, { root, parent: null, sampled: null }],
    [`Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`, { root, parent: '53995c3f42cd8ad8', sampled: '1' }],
    [` sampled=? ; root=${root};Lineage=1:a:0`, { root, parent: null, sampled: '?' }],
    [`Self=1-67891234-12456789abcdef012345678;Root=${root}`, { root, parent: null, sampled: null }],
  ])('%s is read and kept', (text, members) => {
    expect(readXrayHeader(text)).toEqual({ ...members, text });
  });

  test.each([
    ['a parent of zeros', `Root=${root};Parent=0000000000000000;Sampled=1`, `Root=${root};Sampled=1`],
    ['a decision that is none', `Root=${root};Sampled=yes`, `Root=${root}`],
    ['two roots', `Root=${root};Root=${root.replace('5', '6')};a=b`, `Root=${root}`],
    ['much beside it', `Root=${root};x=${'y'.repeat(600)}`, `Root=${root}`],
    ['what is not printable', `Root=${root};x=\u00e9`, `Root=${root}`],
    ['two fields of which one begins soundly', `Root=${root};Sampled=1, Root=${root}`, `Root=${root}`],
  ])('of one with %s the sound members are kept alone', (_, text, kept) => {
    expect(readXrayHeader(text)).toMatchObject({ root, text: kept });
  });

  test.each([
    ['nothing', ''],
    ['rubbish', 'rubbish'],
    ['a root without a value', 'Root='],
    ['a short root', 'Root=1-5759e988-bd862e3fe1be46a99427279'],
    ['a long root', `Root=${root}x`],
    ['a root of zeros', `Root=1-${'0'.repeat(8)}-${'0'.repeat(24)}`],
    ['two fields in one', `Root=${root}, Root=${root}`],
    ['no root', 'Parent=53995c3f42cd8ad8;Sampled=1'],
    ['thousands of members', ';'.repeat(10_000)],
    ['names of what objects inherit', '__proto__=1;constructor=2'],
  ])('%s is none', (_, text) => {
    expect(readXrayHeader(text)).toBeNull();
  });

  test('a span takes the place of parent and decision, and nothing else', () => {
    const mine = 'abcdefabcdefabcd';
    expect(withXraySpan(`a=b;Root=${root};Sampled=0;Lineage=1:a:0`, mine, '1')).toBe(
      `a=b;Root=${root};Parent=${mine};Sampled=1;Lineage=1:a:0`,
    );
  });

  test('its root and a trace id are the same digits', () => {
    expect(xrayRoot(traceIdOfRoot(root))).toBe(root);
    expect(traceIdOfRoot('1-5759E988-BD862E3FE1BE46A994272793')).toBe('5759e988bd862e3fe1be46a994272793');
  });
});
