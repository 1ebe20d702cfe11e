import { refusedWords } from '../domain/text.ts'
import { faultInChain, headOf, startOf, type ChainFault, type Head } from './chain.ts'
import type { Entry, Header } from './entry.ts'
import { hashOfHeader, type Hash } from './hash.ts'
import { headerOf, lineOf, type ShapeFault } from './line.ts'
import { textId, visitCited, type Text, type TextId, type WrittenText } from './texts.ts'

/** A record that holds by steps 1 to 3: every line, the chain and every text that is shown. */
export interface RecordFile {
  readonly header: Header
  /** The header's hash: what entry 1 points back to. */
  readonly start: Hash
  readonly entries: readonly Entry[]
  readonly texts: ReadonlyMap<TextId, Text>
  readonly head: Head
}

/** What is wrong with a text, or with the end (steps 1 and 3). */
export type TextFault =
  | { readonly code: 'text/changed'; readonly text: TextId }
  | { readonly code: 'text/door'; readonly text: TextId }
  | { readonly code: 'text/twice'; readonly text: TextId }
  | { readonly code: 'text/not-cited'; readonly text: TextId }
  | { readonly code: 'text/missing'; readonly text: TextId; readonly n: number }
export type FileFault =
  | { readonly code: 'file/cut' }
  | { readonly code: 'file/not-utf8' }
  | { readonly code: 'file/after-end' }
  | { readonly code: 'file/order' }
  | { readonly code: 'file/end'; readonly key: 'entries' | 'texts' | 'head' }
export type ReadFault = ShapeFault | ChainFault | TextFault | FileFault

/** The first thing that is wrong: `line` counts from 1, `n` is the entry's where the line is one. */
export interface Wrong<Fault> {
  readonly step: 1 | 2 | 3 | 4 | 5 | 6 | 7
  readonly line?: number
  readonly n?: number
  readonly why: Fault
}

export type Reading =
  | { readonly is: 'record'; readonly record: RecordFile }
  | { readonly is: 'wrong'; readonly wrong: Wrong<ReadFault> }
  | { readonly is: 'not a record' }

/** Steps 1 to 3 in one pass. `lines` may throw a TypeError for bytes that are no UTF-8. */
export function read(lines: Iterable<string>): Reading {
  const source = lines[Symbol.iterator]()
  const first = nextOf(source)
  const header = typeof first === 'string' ? headerOf(first) : undefined
  if (!header) return { is: 'not a record' }

  const entries: Entry[] = []
  const texts = new Map<TextId, Text>()
  // Where each text was first cited, in order of citing.
  const citedBy = new Map<TextId, number>()
  let head = startOf(header)
  let lastAfter = 0
  let line = 1
  const wrong = (step: 1 | 2 | 3, why: ReadFault, n?: number): Reading => ({
    is: 'wrong',
    wrong: { step, line, ...(n !== undefined && { n }), why },
  })

  for (;;) {
    const next = nextOf(source)
    line += 1
    if (next === done) return wrong(1, { code: 'file/cut' })
    if (next === notUtf8) return wrong(1, { code: 'file/not-utf8' })
    const shaped = lineOf(next, header.chain)
    if (!shaped.ok) return wrong(1, shaped.fault, shaped.inEntry ? head.n + 1 : undefined)
    const found = shaped.line

    if (found.is === 'entry') {
      const { entry } = found
      if (texts.size > 0) return wrong(1, { code: 'file/order' }, entry.n)
      const fault = faultInChain(head, entry, lastAfter, found.spelled.hash)
      if (fault) return wrong(2, fault, entry.n)
      visitCited(entry.data, (id) => {
        if (!citedBy.has(id)) citedBy.set(id, entry.n)
      })
      entries.push(entry)
      head = headOf(entry)
      lastAfter = entry.after ?? 0
    } else if (found.is === 'text') {
      const { text } = found
      if (!citedBy.has(text.text)) return wrong(3, { code: 'text/not-cited', text: text.text })
      if (texts.has(text.text)) return wrong(3, { code: 'text/twice', text: text.text })
      const fault = 'body' in text ? faultInText(text) : undefined
      if (fault) return wrong(3, fault)
      texts.set(text.text, text)
    } else {
      for (const [id, n] of citedBy) if (!texts.has(id)) return wrong(3, { code: 'text/missing', text: id, n }, n)
      const { end } = found
      if (end.entries !== entries.length) return wrong(1, { code: 'file/end', key: 'entries' })
      if (end.texts !== texts.size) return wrong(1, { code: 'file/end', key: 'texts' })
      if (end.head !== head.hash) return wrong(1, { code: 'file/end', key: 'head' })
      const extra = nextOf(source)
      line += 1
      if (extra !== done) return wrong(1, { code: 'file/after-end' })
      return { is: 'record', record: { header, start: hashOfHeader(header), entries, texts, head } }
    }
  }
}

function faultInText({ text, salt, body }: WrittenText): TextFault | undefined {
  // Half a character would hash like the mark that replaces it; what the door refuses was never written.
  if (refusedWords(body, Infinity)) return { code: 'text/door', text }
  return textId(salt, body) === text ? undefined : { code: 'text/changed', text }
}

const done = Symbol('the lines are done')
const notUtf8 = Symbol('the bytes are no UTF-8')

function nextOf(source: Iterator<string>): string | typeof done | typeof notUtf8 {
  try {
    const next = source.next()
    return next.done === true ? done : next.value
  } catch (error) {
    if (error instanceof TypeError) return notUtf8
    throw error
  }
}
