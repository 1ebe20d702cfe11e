import { splitLines } from './record/file.ts'
import { printedRecord } from './verify.ts'

/**
 * A record as a page to read and print, verified on the way; a caucus's needs the public one beside it.
 * Undefined where it does not verify: a page must not look better than its record.
 */
export function recordPage(record: Iterable<string>, publicRecord?: Iterable<string>): string | undefined {
  const read = (lines: Iterable<string>) => splitLines([Buffer.from([...lines, ''].join('\n'))])
  return printedRecord({ record: read(record), ...(publicRecord && { public: read(publicRecord) }) })
}
