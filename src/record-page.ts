import { splitLines } from './record/file.ts'
import { page } from './record/page.ts'
import { verify } from './record/verify.ts'
import { label } from './text/plain.ts'
import { say, type Key } from './text/say.ts'
import { report } from './verify.ts'

/**
 * A record as a page to read and print, verified on the way; a caucus's needs the public one beside it.
 * Undefined where it does not verify: a page must not look better than its record.
 */
export function recordPage(record: Iterable<string>, publicRecord?: Iterable<string>): string | undefined {
  const read = (lines: Iterable<string>) => splitLines([Buffer.from([...lines, ''].join('\n'))])
  const verdict = verify({ record: read(record), ...(publicRecord && { public: read(publicRecord) }) }, () =>
    performance.now(),
  )
  if (verdict.is !== 'valid') return undefined
  const summary: string[] = []
  report(verdict, (line) => summary.push(line))
  return page({ ...verdict, summary, words: (key, values = {}) => label(say(key as Key, values)) })
}
