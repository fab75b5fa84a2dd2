import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const saltBytes = 16;
const counterBytes = 12;
const tagBytes = 16;
const headBytes = saltBytes + counterBytes;
/** Of processes whose messages are read; older ones are made again when they are needed. */
const keysMax = 256;

/** What was opened, and where it stands among all that its sender has sealed. */
export interface Opened {
  readonly plain: Buffer;
  readonly sender: string;
  readonly count: number;
}

/**
 * Encrypts what gateways tell each other through Redis, so that nobody who has no token of theirs reads it or
 * makes it up: AES-256-GCM by a key of this process, which is made from the token and a salt. Each text has
 * the next number as its nonce, and opens in its own context alone.
 */
export class PeerSeal {
  private readonly token: Buffer;
  private readonly salt = randomBytes(saltBytes);
  private readonly ownKey: Buffer;
  private readonly keys = new Map<string, Buffer>();
  private count = 0;

  constructor(gatewayToken: string) {
    this.token = Buffer.from(hkdfSync('sha256', gatewayToken, '', 'tollgate connections: encryption', 32));
    this.ownKey = this.keyOf(this.salt);
  }

  seal(plain: Buffer, context: string): Buffer {
    const head = Buffer.alloc(headBytes);
    this.salt.copy(head);
    head.writeUIntBE((this.count += 1), headBytes - 6, 6);
    const cipher = createCipheriv('aes-256-gcm', this.ownKey, head.subarray(saltBytes));
    cipher.setAAD(Buffer.from(context));
    const sealed = cipher.update(plain);
    cipher.final();
    return Buffer.concat([head, cipher.getAuthTag(), sealed]);
  }

  /** Null when it was sealed with another token or for another context, or a byte was changed. */
  open(bytes: Buffer, context: string): Opened | null {
    if (bytes.length < headBytes + tagBytes) return null;
    const salt = bytes.subarray(0, saltBytes);
    const nonce = bytes.subarray(saltBytes, headBytes);
    const options = { authTagLength: tagBytes };
    const decipher = createDecipheriv('aes-256-gcm', this.keyOf(salt), nonce, options)
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(headBytes, headBytes + tagBytes));
    try {
      const plain = decipher.update(bytes.subarray(headBytes + tagBytes));
      decipher.final();
      return { plain, sender: salt.toString('hex'), count: nonce.readUIntBE(counterBytes - 6, 6) };
    } catch {
      // What GCM says of bytes that are not its own.
      return null;
    }
  }

  private keyOf(salt: Buffer): Buffer {
    const name = salt.toString('hex');
    const known = this.keys.get(name);
    if (known !== undefined) return known;
    if (this.keys.size >= keysMax) this.keys.clear();
    const key = createHmac('sha256', this.token).update(salt).digest();
    this.keys.set(name, key);
    return key;
  }
}

/** In front of the names in Redis: installations of unlike tokens may share one. */
export function peerPrefix(gatewayToken: string): string {
  const digest = Buffer.from(hkdfSync('sha256', gatewayToken, '', 'tollgate connections: names', 9));
  return `tollgate:connections:${digest.toString('base64url')}:`;
}
