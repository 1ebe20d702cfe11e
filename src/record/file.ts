import type { Entry, Header } from './entry.ts'
import { hashOfHeader } from './hash.ts'
import { spelled } from './spelling.ts'
import { visitCited, type Text, type TextId } from './texts.ts'

/** The lines of a record's file, without their line ends: the header, the entries, each cited text once, the end. */
export function* linesOf(
  header: Header,
  entries: Iterable<Entry>,
  textOf: (id: TextId) => Text,
): Generator<string, void, undefined> {
  yield JSON.stringify(header)
  const cited = new Set<TextId>()
  let n = 0
  let head = hashOfHeader(header)
  for (const entry of entries) {
    yield spelled(entry).line
    visitCited(entry.data, (id) => cited.add(id))
    n += 1
    head = entry.hash
  }
  for (const id of cited) yield JSON.stringify(textOf(id))
  yield JSON.stringify({ end: { entries: n, texts: cited.size, head } })
}

/** A whole file as one string; a long record is better written line by line. */
export const write = (header: Header, entries: Iterable<Entry>, textOf: (id: TextId) => Text): string =>
  [...linesOf(header, entries, textOf), ''].join('\n')

const lineFeed = 0x0a

/** Cuts the chunks of a file into lines, holding a chunk and a line at a time. Throws a TypeError at a line that is no UTF-8. */
export function* splitLines(chunks: Iterable<Uint8Array>): Generator<string, void, undefined> {
  let rest: Uint8Array[] = []
  for (const chunk of chunks) {
    const whole = chunk.lastIndexOf(lineFeed) + 1
    if (whole > 0) {
      yield* decoded(Buffer.concat([...rest, chunk.subarray(0, whole - 1)]))
      rest = []
    }
    if (whole < chunk.length) rest.push(Uint8Array.from(chunk.subarray(whole)))
  }
  // The last line should end with a line feed; a file whose last line lost it is still whole.
  if (rest.length > 0) yield* decoded(Buffer.concat(rest))
}

/** Lines that are whole are decoded together; only where that fails one by one, so that the ones before are still read. */
function* decoded(bytes: Buffer): Generator<string, void, undefined> {
  let text: string
  try {
    text = strictly(bytes)
  } catch {
    let from = 0
    while (from <= bytes.length) {
      const next = bytes.indexOf(lineFeed, from)
      const to = next < 0 ? bytes.length : next
      yield strictly(bytes.subarray(from, to))
      from = to + 1
    }
    return
  }
  yield* text.split('\n')
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function strictly(bytes: Buffer): string {
  // Where bytes are no UTF-8, the fast way puts U+FFFD; the strict way, four times slower, tells it from one that was written.
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? decoder.decode(bytes) : text
}
