/**
 * One entry of the feed. `seq` orders all documents; a later entry with the same kind and name replaces the
 * earlier one. `body` is the canonical JSON text (not yet parsed: the digest is over exactly these bytes),
 * null when the document is deleted.
 */
export interface FeedChange {
  readonly seq: number;
  readonly kind: string;
  readonly name: string;
  /** SHA-256 of the UTF-8 bytes of `body`, hex; of the last body when deleted. */
  readonly digest: string;
  readonly body: string | null;
}

/**
 * How far a reader of the feed has come. Numbers alone would not tell: a database that was restored gives the
 * numbers after its backup to other documents. So each publication has a mark, made at random, and a position
 * is known only with the mark of its own.
 */
export interface FeedPosition {
  readonly seq: number;
  readonly mark: string;
}

/** Where every feed begins. */
export const feedStart: FeedPosition = Object.freeze({ seq: 0, mark: '' });

/** The response of `GET /_tollgate/distribution/changes?after=SEQ&mark=MARK`. `more`: ask again at once. */
export interface FeedPage {
  readonly changes: readonly FeedChange[];
  /** The sequence number to ask after next; equals the request's when nothing changed. */
  readonly upTo: number;
  /** The mark of `upTo`. */
  readonly mark: string;
  readonly more: boolean;
  /**
   * Deletions before this number are forgotten: a reader from before it has to start over. Missing from
   * earlier releases.
   */
  readonly oldest?: number;
  /**
   * The position asked after is not of this feed, or is older than the deletions that it still knows: this
   * page is the feed's first, and what the feed does not have by its end is gone.
   */
  readonly startOver?: true;
}

/**
 * `POST /_tollgate/distribution/acknowledgements`: everything up to `appliedSeq` is serving, but what is
 * refused.
 */
export interface Acknowledgement {
  readonly gatewayId: string;
  readonly appliedSeq: number;
  /** The mark of `appliedSeq`. */
  readonly mark?: string;
  /**
   * Documents whose newest version this gateway refuses, with the reason; the older version keeps serving.
   * Stages first, the newest before the others, and `refusedMax` in all.
   */
  readonly refused: readonly RefusedDocument[];
  /** How many there are in all; missing where the list is whole. */
  readonly refusedCount?: number;
  /** The features that this gateway knows; missing from releases that did not say. */
  readonly capabilities?: readonly string[];
}

/** Refused documents that one acknowledgement lists. */
export const refusedMax = 1_000;

export interface RefusedDocument {
  readonly seq: number;
  readonly kind: string;
  readonly name: string;
  readonly reason: string;
}
