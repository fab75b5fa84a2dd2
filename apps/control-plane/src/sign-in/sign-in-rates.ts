import { Injectable } from '@nestjs/common';
import { isIPv6 } from 'node:net';
import { CallerRates } from '../wire/caller-rates.js';

const perAddress = { ratePerSecond: 1, burst: 20 };

/** How often each address may try to sign in; nobody has to sign that. */
@Injectable()
export class SignInRates {
  private readonly rates = new CallerRates();

  /** Whether one more may be tried. */
  take(address: string, nowMs: number): boolean {
    return this.rates.take(networkOf(address), perAddress, nowMs).taken;
  }
}

/** Of IPv6 the half that names a network: the other half is the caller's to choose. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':');
  return (tail === undefined ? groups : [...groups, '0', '0', '0', '0']).slice(0, 4).join(':');
}
