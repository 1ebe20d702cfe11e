import type { MemberId } from '../domain/id.ts'
import type { Account } from './account.ts'
import type { Entry } from './entry.ts'
import type { RecordFile } from './read.ts'
import type { Text, TextId } from './texts.ts'

/** Our own words, plain: `src/text` is handed in, since this room proves and does not speak. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string

export interface Printed {
  readonly record: RecordFile
  readonly texts: ReadonlyMap<TextId, Text>
  readonly account: Account
  /** verify's account in plain words, a line each. */
  readonly summary: readonly string[]
  readonly words: Words
}

/**
 * A record as one HTML page that prints well: what it shows, then every entry with its texts. No script, nothing
 * fetched. Whatever came from people is escaped, and isolated so that its direction ends with it.
 */
export function page(printed: Printed): string {
  const { record, account, summary, words } = printed
  const { header, head, entries } = record
  const assembly = bodyOf(printed, account.names.assembly.text)
  const title =
    header.chain === 'public'
      ? words('verify/page-title-public', { assembly })
      : words('verify/page-title-caucus', { assembly, caucus: nameOf(printed, header.chain) ?? header.chain })
  const intro = words('verify/page-intro', { at: readable(header.exported), entries: entries.length, head: head.hash })
  const columns = ['number', 'when', 'what', 'hash'].map(
    (column) => `<th scope="col">${escaped(words(`verify/page-${column}`))}</th>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p>${escaped(intro)}</p>
</header>
<main>
<section>
<h2>${escaped(words('verify/page-summary'))}</h2>
${summary.map((line) => `<p dir="auto">${escaped(line)}</p>`).join('\n')}
</section>
<section>
<h2>${escaped(words('verify/page-entries'))}</h2>
<table>
<thead><tr>${columns.join('')}</tr></thead>
<tbody>
${entries.map((entry) => row(printed, entry)).join('\n')}
</tbody>
</table>
</section>
</main>
</body>
</html>
`
}

function row(printed: Printed, { n, at, kind, by, data, hash }: Entry): string {
  const { words } = printed
  const what = escaped(words(`verify/kind-${kind.replace('.', '-')}`))
  const who =
    by === undefined
      ? escaped(words('verify/page-by-clock'))
      : escaped(words('verify/page-by', { member: memberName(printed, by) }))
  const when = `<time datetime="${at}">${readable(at)}</time>`
  return `<tr id="n${n}"><td>${n}</td><td>${when}</td><td><h3>${what}</h3><p class="by">${who}</p>${value(printed, data)}</td><td><code>${hash.slice(0, 12)}</code></td></tr>`
}

/** A value as the format has it: keys by their names in docs/record.md, texts in their words, ids by the names they have. */
function value(printed: Printed, of: unknown): string {
  if (typeof of === 'boolean') return escaped(printed.words(of ? 'verify/page-yes' : 'verify/page-no'))
  if (typeof of === 'number') return String(of)
  if (typeof of === 'string') return named(printed, of)
  if (Array.isArray(of))
    return of.length === 0 ? '–' : `<ul>${of.map((item) => `<li>${value(printed, item)}</li>`).join('')}</ul>`
  if (typeof of !== 'object' || of === null) return ''
  if ('text' in of && typeof of.text === 'string') return quoted(printed, of.text)
  const members = Object.entries(of).map(
    ([key, member]) => `<div><dt>${named(printed, key)}</dt><dd>${value(printed, member)}</dd></div>`,
  )
  return `<dl>${members.join('')}</dl>`
}

const isHash = (word: string) => /^[0-9a-f]{64}$/.test(word)
const isId = (word: string) => /^[a-z]{1,2}_[0-9a-z]{26}$/.test(word)
const isTime = (word: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(word)

function named(printed: Printed, word: string): string {
  if (isHash(word)) return `<code>${word.slice(0, 12)}</code>`
  if (isTime(word)) return `<time datetime="${word}">${readable(word)}</time>`
  const name = isId(word) ? nameOf(printed, word) : undefined
  if (name !== undefined) return `<bdi>${escaped(name)}</bdi>`
  return isId(word) ? `<code>${escaped(word)}</code>` : `<bdi>${escaped(word)}</bdi>`
}

function quoted({ texts, words }: Printed, id: TextId): string {
  const text = texts.get(id)
  if (text && 'body' in text) return `<blockquote dir="auto">${escaped(text.body)}</blockquote>`
  const instead =
    text && 'erased' in text
      ? words('verify/page-erased', { on: readable(text.erased) })
      : words('verify/page-withheld', { why: text?.withheld ?? id })
  return `<p class="instead" dir="auto">${escaped(instead)}</p>`
}

/** The name of a caucus, or of a member who shows it. */
function nameOf(printed: Printed, id: string): string | undefined {
  const { caucuses, members } = printed.account.names
  const ref =
    (caucuses as ReadonlyMap<string, { readonly text: TextId }>).get(id) ??
    (members as ReadonlyMap<string, { readonly text: TextId }>).get(id)
  return ref && bodyOf(printed, ref.text)
}

const memberName = (printed: Printed, member: MemberId): string => nameOf(printed, member) ?? member

function bodyOf({ texts }: Printed, id: TextId): string {
  const text = texts.get(id)
  return text && 'body' in text ? text.body : id.slice(0, 12)
}

/** 2026-11-24T08:00:00.000Z → 2026-11-24 08:00: in UTC, as the record has it. */
const readable = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)}`

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Safe between tags and in a quoted attribute. Characters that steer, rather than say, are left out. */
const escaped = (words: string): string =>
  words
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]|\p{Cs}/gu, '')
    .replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
h1 { font-size: 1.6rem; line-height: 1.2 } h2 { font-size: 1.25rem; margin-top: 2.5rem } h3 { font-size: 1rem; margin: 0 }
p { max-width: 70ch; margin: .4rem 0; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .6rem .8rem .6rem 0; border-top: 1px solid color-mix(in srgb, currentColor 30%, transparent) }
td:first-child, td time, td > code { white-space: nowrap; font-variant-numeric: tabular-nums }
dl { margin: .3rem 0 } dl div { display: flex; gap: .6rem } dt { flex: none; opacity: .75 } dt::after { content: ":" }
dd { margin: 0; overflow-wrap: anywhere } dd dl, ul { margin: 0 } ul { padding-inline-start: 1.1rem }
blockquote { margin: 0; padding-inline-start: .7rem; border-inline-start: 2px solid currentColor; white-space: pre-wrap; max-width: 70ch }
code { font: .9em ui-monospace, monospace } .by, .instead { opacity: .8 } .instead { font-style: italic }
@media print {
  :root { color-scheme: light; font-size: 10pt } body { margin: 0; max-width: none; padding: 0 }
  tr, blockquote { break-inside: avoid } h2 { break-after: avoid } thead { display: table-header-group }
}
@page { margin: 18mm }
`
