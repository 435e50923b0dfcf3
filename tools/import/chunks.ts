const NEWLINE = 10;

/** Whole lines of a file, and the number of the first one. */
export type Chunk = { readonly body: Buffer; readonly lines: number; readonly first: number };

/** Cuts a stream at line ends into chunks of about so many lines or bytes, whichever comes first. Not more than one is held. */
export async function* chunksOf(stream: AsyncIterable<Buffer>, mostLines: number, mostBytes: number): AsyncGenerator<Chunk> {
  let [parts, size, lines, first]: [Buffer[], number, number, number] = [[], 0, 0, 1];
  const take = (): Chunk => {
    const chunk = { body: Buffer.concat(parts, size), lines, first };
    [parts, size, first, lines] = [[], 0, first + lines, 0];
    return chunk;
  };
  for await (const bytes of stream) {
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
      lines += 1;
      const fresh = at + 1 - from;
      if (lines < mostLines && size + fresh < mostBytes) continue;
      parts.push(bytes.subarray(from, at + 1));
      size += fresh;
      from = at + 1;
      yield take();
    }
    parts.push(bytes.subarray(from));
    size += bytes.length - from;
  }
  if (size === 0) return;
  const rest = take();
  yield rest.body.at(-1) === NEWLINE ? rest : { ...rest, lines: rest.lines + 1 };
}
