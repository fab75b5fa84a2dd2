import type { AnswerStream } from '../../invocation/answer.js';

/** The largest answer that is mapped (API Gateway quotas page: payload 10 MB). */
const answerBytesMax = 10 * 1024 * 1024;

/** Reads an answer's body whole. Rejects when it breaks off or is longer than can be mapped. */
export function readAnswer(stream: AnswerStream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    stream.pipeTo({
      start: () => undefined,
      write(chunk) {
        bytes += chunk.length;
        if (bytes <= answerBytesMax) {
          chunks.push(chunk);
          return true;
        }
        chunks.length = 0;
        reject(new Error(`the backend's answer is longer than ${answerBytesMax} bytes`));
        stream.destroy();
        return true;
      },
      end: () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)),
      fail: reject,
    });
  });
}
