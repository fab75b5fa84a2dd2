import type { Report } from '../authorization-problems.js';
import type { SnapshotIntegration } from './snapshot.js';

/** What all integrations have but their responses; of a snapshot that was not checked yet. */
export type CalledIntegration = Pick<SnapshotIntegration, 'type' | 'contentHandling'> & {
  readonly timeoutMs?: number;
  readonly streamsResponse?: true;
};

/** Of an integration what is called and how; its responses are looked at elsewhere. */
export function checkCalled(integration: CalledIntegration | null | undefined, report: Report): void {
  checkContentHandling(integration?.contentHandling, report);
  switch (integration?.type) {
    case 'MOCK':
      return;
    case 'HTTP':
    case 'HTTP_PROXY':
    case 'AWS_SERVICE':
    case 'LAMBDA':
    case 'LAMBDA_PROXY':
      if (!isTimeout(integration)) report(`timeout of ${integration.timeoutMs} ms`);
      return;
    default:
      report(`integration ${String((integration as { type?: unknown } | undefined)?.type)} is not known`);
  }
}

export function checkContentHandling(handling: string | undefined, report: Report): void {
  if (handling === undefined || handling === 'CONVERT_TO_BINARY' || handling === 'CONVERT_TO_TEXT') return;
  report(`contentHandling ${handling} is not known`);
}

/** More than one response would have to be the default. */
export function checkDefaults(
  responses: readonly { readonly selectionPattern: string | null }[],
  report: Report,
): void {
  if (responses.filter((response) => response.selectionPattern === null).length > 1) {
    report('more than one default integration response');
  }
}

/** Responses that stream may take a quarter of an hour. */
const isTimeout = ({ timeoutMs = 0, streamsResponse }: CalledIntegration): boolean =>
  timeoutMs >= 50 && timeoutMs <= (streamsResponse === true ? 900_000 : 29_000);
