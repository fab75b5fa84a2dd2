import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Logger } from '#libs/telemetry';
import type { Certificate } from './certificate.js';
import { readCertificatePair, type CertificatePair } from './read-certificate-pair.js';

/** Paths of PEM files. */
export interface CertificatePaths {
  readonly certificate: string;
  readonly key: string;
}

/** What the files held at one look. */
interface Seen {
  readonly digest: string;
  readonly texts: Certificate | null;
  /** Why they could not be read. */
  readonly reason: string;
}

const defaultLookEveryMs = 1_000;

/**
 * Certificate and key in files that somebody else renews. They are read again and again rather than watched:
 * that sees every way to replace a file, also links that are moved and folders of other machines. What has
 * changed is taken when two looks in a row have found the same whole pair, so that no half of one is shown;
 * until then the old pair serves.
 */
export class CertificateFiles {
  private shownDigest: string;
  private seenDigest: string;
  private complainedDigest = '';
  private looking: NodeJS.Timeout | null = null;

  private constructor(
    private readonly paths: CertificatePaths,
    private readonly log: Pick<Logger, 'info' | 'warn'>,
    readonly atStart: CertificatePair,
    digest: string,
  ) {
    this.shownDigest = digest;
    this.seenDigest = digest;
    this.warnOfDates(atStart);
  }

  /** Rejects with the reason when the files hold no pair that can be shown. */
  static async open(paths: CertificatePaths, log: Pick<Logger, 'info' | 'warn'>): Promise<CertificateFiles> {
    const { digest, texts, reason } = await readBoth(paths);
    const pair = texts ? readCertificatePair(texts) : reason;
    if (typeof pair === 'string') {
      throw new Error(`${paths.certificate} and ${paths.key} cannot be used: ${pair}`);
    }
    return new CertificateFiles(paths, log, pair, digest);
  }

  /** Calls `show` with each pair that comes after the first one. */
  follow(show: (pair: CertificatePair) => void, lookEveryMs = defaultLookEveryMs): void {
    let isReading = false;
    this.looking = setInterval(() => {
      // A disk that is slow is not asked again meanwhile.
      if (isReading) return;
      isReading = true;
      void this.look(show).finally(() => (isReading = false));
    }, lookEveryMs);
    this.looking.unref();
  }

  stop(): void {
    if (this.looking) clearInterval(this.looking);
    this.looking = null;
  }

  private async look(show: (pair: CertificatePair) => void): Promise<void> {
    const { digest, texts, reason } = await readBoth(this.paths);
    const isSettled = digest === this.seenDigest;
    this.seenDigest = digest;
    if (!isSettled || digest === this.shownDigest || digest === this.complainedDigest || !this.looking)
      return;
    const pair = texts ? readCertificatePair(texts) : reason;
    if (typeof pair === 'string') {
      this.complainedDigest = digest;
      this.log.warn('the certificate in files has changed and cannot be shown; the one before serves', {
        ...this.paths,
        reason: pair,
      });
      return;
    }
    show(pair);
    this.shownDigest = digest;
    this.complainedDigest = '';
    this.log.info('a renewed certificate is shown', { ...this.paths, notAfter: pair.notAfter });
    this.warnOfDates(pair);
  }

  private warnOfDates({ notBefore, notAfter }: CertificatePair): void {
    const nowMs = Date.now();
    if (nowMs >= Date.parse(notBefore) && nowMs <= Date.parse(notAfter)) return;
    this.log.warn('the certificate in files is not valid today', { ...this.paths, notBefore, notAfter });
  }
}

async function readBoth({ certificate, key }: CertificatePaths): Promise<Seen> {
  try {
    const texts = { cert: await readFile(certificate, 'utf8'), key: await readFile(key, 'utf8') };
    const hash = createHash('sha256').update(texts.cert).update('\0').update(texts.key);
    return { digest: hash.digest('base64'), texts, reason: '' };
  } catch (error) {
    const { code, path = '' } = error as NodeJS.ErrnoException;
    const reason = `${path}: ${String(code)}`;
    return { digest: reason, texts: null, reason };
  }
}
