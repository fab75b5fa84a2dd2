import { Page } from '../../kit/page.js';

/** What runs here, drawn as a road. */
export function OverviewPage() {
  return <Page title="Overview">{null}</Page>;
}
