import { Writable } from 'node:stream';

/**
 * A stream in front of another that lets each message leave in one piece. The protocol's library writes header and body
 * apart, for which the reader wakes up twice.
 */
export function wholeMessages(to: Writable): Writable {
  let header: Buffer | undefined;
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (header) {
        to.write(Buffer.concat([header, chunk]), done);
        header = undefined;
      } else {
        header = chunk;
        done();
      }
    },
  });
  to.on('error', (error) => stream.destroy(error));
  return stream;
}
