import { Inject, Injectable } from '@nestjs/common';
import { sealContextOf, type Sealer, type StoredApiKey } from '#libs/persistence';
import { SEALER } from '../../../runtime.js';

/** Seals the values of API keys and opens them again; nothing else handles them. */
@Injectable()
export class ApiKeyValues {
  constructor(@Inject(SEALER) private readonly sealer: Sealer) {}

  seal(keyId: string, value: string): Buffer {
    return this.sealer.seal(value, sealContextOf(keyId));
  }

  open({ apiKey, valueSealed }: StoredApiKey): string {
    return this.sealer.open(valueSealed, sealContextOf(apiKey.id));
  }
}
