import { logTime } from '../invocation/log-time.js';
import { lineText } from '../observability/execution-logs/line-text.js';

/** The log of one test, as AWS prints it (recorded: TestInvokeMethod). */
export class ExecutionLog {
  private readonly lines: string[];

  constructor(requestId: string) {
    this.lines = [`Execution log for request ${requestId}`];
  }

  add(text: string, atMs: number): void {
    this.lines.push(lineText(`${logTime(atMs)} : `, text));
  }

  get text(): string {
    return `${this.lines.join('\n')}\n`;
  }
}
