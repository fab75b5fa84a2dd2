import { Circuit } from './circuit.js';

function start() {
  const clock = { nowMs: 0 };
  const circuit = new Circuit({ patienceMs: 100, restMs: 1000, steadyMs: () => clock.nowMs });
  return { clock, circuit };
}

test('failures for longer than it has patience open it; many at one moment do not', () => {
  const { clock, circuit } = start();
  for (let count = 0; count < 1000; count++) expect(circuit.failed(0)).toBe(false);
  expect(circuit.allows()).toBe(true);
  clock.nowMs = 100;
  expect(circuit.failed(clock.nowMs)).toBe(true);
  expect(circuit.failed(clock.nowMs)).toBe(false);
  expect(circuit.allows()).toBe(false);
});

test('a success in between begins anew', () => {
  const { clock, circuit } = start();
  circuit.failed(clock.nowMs);
  clock.nowMs = 90;
  expect(circuit.succeeded()).toBe(false);
  clock.nowMs = 180;
  expect(circuit.failed(clock.nowMs)).toBe(false);
});

test('open, it lets one try after each rest; a success closes it', () => {
  const { clock, circuit } = start();
  circuit.failed(clock.nowMs);
  clock.nowMs = 100;
  circuit.failed(clock.nowMs);
  for (let rest = 1; rest <= 3; rest++) {
    clock.nowMs = 100 + 1000 * rest;
    expect([circuit.allows(), circuit.allows(), circuit.allows()]).toEqual([true, false, false]);
    expect(circuit.failed(clock.nowMs)).toBe(false);
  }
  expect(circuit.isOpen).toBe(true);
  expect(circuit.succeeded()).toBe(true);
  expect([circuit.allows(), circuit.allows()]).toEqual([true, true]);
});

test('one failure that took as long as it has patience opens it, unless something succeeded meanwhile', () => {
  const { clock, circuit } = start();
  clock.nowMs = 1000;
  circuit.succeeded();
  clock.nowMs = 1050;
  expect(circuit.failed(0)).toBe(false);
  circuit.succeeded();
  clock.nowMs = 2000;
  expect(circuit.failed(1000)).toBe(true);
});
