import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChainName } from '../../src/domain/fact.ts'
import { fromMs, plus, toMs } from '../../src/domain/instant.ts'
import { append, headOf, startOf } from '../../src/record/chain.ts'
import type { Entry, Header } from '../../src/record/entry.ts'
import { write } from '../../src/record/file.ts'
import { textId, type Text, type TextId } from '../../src/record/texts.ts'
import { founded, journey } from '../record/story.ts'

// Makes test/vectors/record/: good and bad files, and index.json which says what is to be found in each, so that a
// stranger can write a second verifier. The same files each time: `npx tsx test/vectors/record.ts`.

interface Chain {
  readonly header: Header
  readonly entries: readonly Entry[]
  readonly textOf: (id: TextId) => Text
}

interface Expected {
  readonly exit: 0 | 1 | 2
  readonly step?: number
  readonly line?: number
  readonly n?: number
  /** Our code for what is wrong; another verifier may have words of its own. */
  readonly why?: string
}
interface Vector extends Expected {
  readonly file: string
  readonly public?: string
  readonly since?: string
  /** Which of the files is wrong, where it is not `file`. */
  readonly wrong?: 'public' | 'since'
  readonly says: string
}

const folder = join(import.meta.dirname, 'record')
const vectors: Vector[] = []
const files = new Map<string, string | Buffer>()

const put = (file: string, content: string | Buffer, says: string, expected: Expected & Partial<Vector> = { exit: 0 }) => {
  files.set(file, content)
  vectors.push({ file, says, ...expected })
}

const text = ({ header, entries, textOf }: Chain) => write(header, entries, textOf)
const linesOf = (chain: Chain) => text(chain).split('\n').slice(0, -1)
const joined = (lines: readonly string[]) => `${lines.join('\n')}\n`

/** The chain with some of its facts changed, left out or added, chained anew as a forger would. */
function forged(chain: Chain, change: (entry: Entry) => readonly Partial<Entry>[]): Chain {
  const entries: Entry[] = []
  let head = startOf(chain.header)
  for (const entry of chain.entries)
    for (const part of change(entry)) {
      const { kind, data, at, by, after } = { ...entry, ...part } as Entry
      // `append` never lets time go back; a forger does.
      const [made] = append({ ...head, at: '0000' as Entry['at'] }, [{ kind, chain: chain.header.chain, data } as never], {
        now: at,
        ...(by !== undefined && { by }),
        ...(after !== undefined && { after }),
      })
      if (!made) continue
      entries.push(made)
      head = headOf(made)
    }
  return { ...chain, entries }
}

const changing = (chain: Chain, n: number, change: (entry: Entry) => object): Chain =>
  forged(chain, (entry) => [entry.n === n ? (change(entry) as Partial<Entry>) : entry])
const without = (chain: Chain, n: number): Chain => forged(chain, (entry) => (entry.n === n ? [] : [entry]))
const withData = (chain: Chain, n: number, change: (data: Record<string, unknown>) => object): Chain =>
  changing(chain, n, ({ data }) => ({ data: { ...data, ...change(data as Record<string, unknown>) } }))

// A short public chain for what needs no procedure, and the whole journey for what does.
const first = founded('a short one')
const small: Chain = { header: first.play.header('public'), entries: first.play.entries('public'), textOf: first.play.textOf }
const cast = journey('vectors')
const of = (chain: ChainName): Chain => ({ header: cast.play.header(chain), entries: cast.play.entries(chain), textOf: cast.play.textOf })
const whole = of('public')
const civil = of(cast.caucuses.civil.id)
const government = of(cast.caucuses.government.id)
const findIn = (chain: Chain, kind: string, nth = 0): Entry => {
  const found = chain.entries.filter((entry) => entry.kind === kind).at(nth)
  if (!found) throw new Error(`no ${kind} in ${chain.header.chain}`)
  return found
}
const n = (chain: Chain, kind: string, nth = 0) => findIn(chain, kind, nth).n
const edited = (line: number, change: (line: string) => string) => joined(linesOf(small).map((one, at) => (at + 1 === line ? change(one) : one)))
const inserted = (line: number, extra: string) => joined(linesOf(small).toSpliced(line - 1, 0, extra))
const lineCount = linesOf(small).length
const firstText = 2 + small.entries.length

// Good
put('good-small.jsonl', text(small), 'An assembly was founded, seats were filled, chairs named.')
put('good-public.jsonl', text(whole), 'Two rounds to a recommendation, and another text on which consensus cannot be reached.')
put('good-civil.jsonl', text(civil), 'The chain of one caucus, with the public one.', { exit: 0, public: 'good-public.jsonl' })
put('good-government.jsonl', text(government), 'The chain of the other caucus, with the public one.', { exit: 0, public: 'good-public.jsonl' })
const half = { ...whole, entries: whole.entries.slice(0, 20), header: { ...whole.header, exported: whole.entries[20]?.at ?? whole.header.exported } }
put('good-older.jsonl', text(half), 'An older copy of the public chain.')
vectors.push({ file: 'good-public.jsonl', since: 'good-older.jsonl', exit: 0, says: 'Nothing was taken away since the older copy.' })
const fate = (which: (nth: number, text: Text) => Text): Chain => {
  let nth = 0
  return { ...whole, textOf: (id) => which(nth++, whole.textOf(id)) }
}
put('good-withheld.jsonl', text(fate((nth, one) => (nth % 3 === 0 ? { text: one.text, withheld: 'consent is missing' } : one))), 'A third of the texts is withheld.')
put('good-erased.jsonl', text(fate((nth, one) => (nth % 4 === 1 ? { text: one.text, erased: '2026-12-20T10:00:00.000Z' } : one))), 'A quarter of the texts was erased.')
put('good-other-order.jsonl', edited(3, (line) => {
  const { hash, prev, data, ...rest } = JSON.parse(line) as Record<string, unknown>
  return JSON.stringify({ hash, data, ...rest, prev })
}), 'The keys of an entry stand in another order.')
put('good-no-last-line-feed.jsonl', text(small).slice(0, -1), 'The last line has lost its line feed.')

// Not a record
put('not-json.jsonl', 'Dear reader,\nthis is a letter.\n', 'A letter.', { exit: 2, why: 'not-a-record' })
put('not-version-2.jsonl', edited(1, (line) => line.replace('"caucus-record":1', '"caucus-record":2')), 'A format that does not exist yet.', { exit: 2, why: 'not-a-record' })
put('not-bom.jsonl', `\ufeff${text(small)}`, 'A byte order mark before the header.', { exit: 2, why: 'not-a-record' })
put('not-empty.jsonl', '', 'An empty file.', { exit: 2, why: 'not-a-record' })
put('not-no-header.jsonl', joined(linesOf(small).slice(1)), 'The header is missing.', { exit: 2, why: 'not-a-record' })

// Step 1, the shape of every line
const shape = (why: string, line: number, entry: boolean): Expected => ({ exit: 1, step: 1, line, why, ...(entry && { n: line - 1 }) })
put('1-not-json.jsonl', edited(4, (line) => line.slice(0, -1)), 'A line lost its last brace.', shape('line/not-json', 4, false))
put('1-blank-line.jsonl', inserted(4, ''), 'A blank line.', shape('line/not-json', 4, false))
put('1-white-space.jsonl', edited(4, (line) => line.replace('"n":3', '"n": 3')), 'White space between a key and its value.', shape('line/not-compact', 4, true))
put('1-crlf.jsonl', text(small).replaceAll('\n', '\r\n').replace('\r\n', '\n'), 'Lines end with carriage return and line feed.', shape('line/not-compact', 2, true))
put('1-key-twice.jsonl', edited(4, (line) => line.replace('{"n":3', '{"n":2,"n":3')), 'A key stands twice: programs differ in which one they read.', shape('line/not-compact', 4, true))
put('1-escaped.jsonl', edited(4, (line) => line.replace('"kind":"s', '"kind":"\\u0073')), 'A letter is spelled as an escape.', shape('line/not-compact', 4, true))
put('1-exponent.jsonl', edited(4, (line) => line.replace('"n":3', '"n":3e0')), 'A number is spelled with an exponent.', shape('line/not-compact', 4, true))
put('1-missing-key.jsonl', edited(4, (line) => line.replace(/"prev":"[0-9a-f]*",/, '')), 'An entry without prev.', shape('line/key', 4, true))
put('1-unknown-key.jsonl', edited(4, (line) => line.replace('{"n":3', '{"n":3,"note":"hello"')), 'An entry with a key that no entry has.', shape('line/key', 4, true))
put('1-no-such-day.jsonl', edited(4, (line) => line.replace(/"at":"[^"]*"/, '"at":"2026-11-31T08:00:00.000Z"')), 'The 31st of November.', shape('line/key', 4, true))
put('1-no-milliseconds.jsonl', edited(4, (line) => line.replace(/\.\d{3}Z","kind"/, 'Z","kind"')), 'A time without milliseconds.', shape('line/key', 4, true))
put('1-after-on-public.jsonl', edited(4, (line) => line.replace('"data":', '"after":2,"data":')), 'A public entry that follows a public entry.', shape('line/key', 4, true))
put('1-neither.jsonl', inserted(4, '{"remark":"seen by me"}'), 'A line that is neither entry, text nor end.', shape('line/unknown', 4, false))
put('1-unknown-kind.jsonl', text(changing(small, 3, () => ({ kind: 'seat.sold' }))), 'A kind of fact that does not exist, chained as if it did.', shape('entry/kind', 4, true))
put('1-wrong-data.jsonl', text(withData(small, 3, () => ({ seat: 'the first' }))), 'A seat that is not of the form of an id.', shape('entry/data', 4, true))
put('1-more-data.jsonl', text(withData(small, 3, () => ({ votes: 7 }))), 'Data with a key that this kind does not have.', shape('entry/data', 4, true))
put('1-fraction.jsonl', text(withData(whole, n(whole, 'gauge.opened'), () => ({ electorate: 7.5 }))), 'A number that is no integer.', shape('entry/data', n(whole, 'gauge.opened') + 1, true))
put('1-wrong-chain.jsonl', text(changing(small, 3, () => ({ kind: 'head.salted', data: { salt: 'AAAAAAAAAAAAAAAAAAAAAA' } }))), 'A caucus’s fact on the public chain.', shape('entry/chain', 4, true))
put('1-half-character.jsonl', joined(linesOf(small).map((line, at) => (at + 1 === firstText ? line.replace(/"body":"/, '"body":"\\ud800') : line))), 'Half a surrogate pair in a text.', shape('line/half-character', firstText, false))
const bytes = Buffer.from(text(small))
const inFourth = linesOf(small).slice(0, 3).reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0) + 20
put('1-not-utf8.jsonl', Buffer.concat([bytes.subarray(0, inFourth), Buffer.of(0xff), bytes.subarray(inFourth)]), 'A byte that is no UTF-8.', { exit: 1, step: 1, line: 4, why: 'file/not-utf8' })
put('1-cut-in-entries.jsonl', joined(linesOf(small).slice(0, 6)), 'The file ends among its entries.', { exit: 1, step: 1, line: 7, why: 'file/cut' })
put('1-cut-before-end.jsonl', joined(linesOf(small).slice(0, -1)), 'The last line is missing.', { exit: 1, step: 1, line: lineCount, why: 'file/cut' })
put('1-after-end.jsonl', inserted(lineCount + 1, linesOf(small)[lineCount - 2] ?? ''), 'A line after the end.', { exit: 1, step: 1, line: lineCount + 1, why: 'file/after-end' })
put('1-text-among-entries.jsonl', inserted(4, linesOf(small)[firstText - 1] ?? ''), 'A text stands among the entries.', { exit: 1, step: 1, line: 5, n: 3, why: 'file/order' })
for (const key of ['entries', 'texts', 'head'] as const)
  put(`1-end-${key}.jsonl`, edited(lineCount, (line) => line.replace(new RegExp(`("${key}":"?)[0-9a-f]`), '$19')), `The last line gives another ${key}.`, { exit: 1, step: 1, line: lineCount, why: 'file/end' })

// Step 2, the chain
const chained = (why: string, entry: number): Expected => ({ exit: 1, step: 2, line: entry + 1, n: entry, why })
const otherTime = (line: string) => line.replace(/(\d)Z","kind"/, (_, digit: string) => `${(Number(digit) + 1) % 10}Z","kind"`)
put('2-changed.jsonl', edited(5, otherTime), 'An entry says another time than it was hashed with.', chained('chain/hash', 4))
put('2-changed-hash.jsonl', edited(5, (line) => line.replace(/"hash":"[0-9a-f]/, (start) => start.slice(0, -1) + (start.endsWith('0') ? '1' : '0'))), 'The hash of an entry was changed.', chained('chain/hash', 4))
put('2-swapped.jsonl', joined(linesOf(small).map((line, at, all) => all[at === 4 ? 5 : at === 5 ? 4 : at] ?? line)), 'Two entries stand in each other’s place.', { exit: 1, step: 2, line: 5, n: 5, why: 'chain/n' })
put('2-gap.jsonl', joined(linesOf(small).toSpliced(4, 1)), 'An entry was taken out.', { exit: 1, step: 2, line: 5, n: 5, why: 'chain/n' })
put('2-twice.jsonl', inserted(6, linesOf(small)[4] ?? ''), 'An entry stands twice.', { exit: 1, step: 2, line: 6, n: 4, why: 'chain/n' })
const reprev = forged({ ...small, entries: small.entries.slice(3) }, (entry) => [entry]).entries.map((entry, at) => ({ ...entry, n: at + 4 }))
put('2-wrong-prev.jsonl', joined(linesOf(small).map((line, at) => (at === 4 ? line.replace(/"prev":"[0-9a-f]*"/, `"prev":"${reprev[0]?.prev}"`) : line))), 'An entry points back to the header.', chained('chain/prev', 4))
put('2-other-assembly.jsonl', edited(1, (line) => line.replace(/"assembly":"as_./, '"assembly":"as_7')), 'The header names another assembly: the chain is not bound to it.', chained('chain/prev', 1))
put('2-other-founding.jsonl', edited(1, (line) => line.replace('"founded":"2026', '"founded":"2025')), 'The header names another founding.', chained('chain/prev', 1))
put('2-time-goes-back.jsonl', text(changing(small, 5, ({ at }) => ({ at: fromMs(toMs(at) - 86_400_000) }))), 'Time goes back by a day.', chained('chain/time', 5))
put('2-before-founding.jsonl', text(changing(small, 1, ({ at }) => ({ at: fromMs(toMs(at) - 86_400_000) }))), 'The first entry is older than the founding.', chained('chain/time', 1))
put('2-after-goes-back.jsonl', text(changing(civil, 5, () => ({ after: 1 }))), 'A caucus’s entry follows an earlier public entry than the one before it.', { ...chained('chain/after', 5), public: 'good-public.jsonl' } as Expected)

// Step 3, the texts
const texts = (why: string, line: number): Expected => ({ exit: 1, step: 3, line, why })
put('3-changed.jsonl', edited(firstText, (line) => line.replace('Council', 'Counsel')), 'A text has other words.', texts('text/changed', firstText))
put('3-other-salt.jsonl', edited(firstText, (line) => line.replace(/"salt":"./, (start) => start.slice(0, -1) + (start.endsWith('A') ? 'B' : 'A'))), 'A text has another salt.', texts('text/changed', firstText))
put('3-decomposed.jsonl', joined(linesOf(small).map((line) => (line.startsWith('{"text"') ? line.normalize('NFD') : line))), 'An accent is written as a character of its own: looks the same, other bytes.', texts('text/changed', 1 + linesOf(small).findIndex((line) => line.startsWith('{"text"') && line !== line.normalize('NFD'))))
put('3-twice.jsonl', inserted(firstText + 1, linesOf(small)[firstText - 1] ?? ''), 'A text stands twice.', texts('text/twice', firstText + 1))
put('3-missing.jsonl', joined(linesOf(small).toSpliced(firstText - 1, 1)), 'A text that an entry cites is missing.', { ...texts('text/missing', lineCount - 1), n: 1 })
const uncited = Buffer.from('0123456789abcdef').toString('base64url')
put('3-not-cited.jsonl', inserted(firstText + 1, JSON.stringify({ text: textId(uncited, 'hello'), salt: uncited, body: 'hello' })), 'A text that no entry cites.', texts('text/not-cited', firstText + 1))
const bidi = 'Policy \u202ecouncil'
const bidiSalt = Buffer.from('fedcba9876543210').toString('base64url')
put('3-not-at-the-door.jsonl', text({ ...withData(small, 1, (data) => ({ charter: { ...(data['charter'] as object), name: { text: textId(bidiSalt, bidi) } } })), textOf: (id) => (id === textId(bidiSalt, bidi) ? { text: id, salt: bidiSalt, body: bidi } : small.textOf(id)) }), 'A text with a character that turns words around.', texts('text/door', firstText))

// Step 4, the rules
const ruled = (entry: number, why = 'replay/refused'): Expected => ({ exit: 1, step: 4, line: entry + 1, n: entry, why })
const declaration = findIn(whole, 'declaration.made')
put('4-no-office.jsonl', text(changing(whole, declaration.n, () => ({ by: cast.caucuses.civil.people[2] }))), 'A declaration by someone who held no office then.', ruled(declaration.n))
put('4-wrong-office.jsonl', text(withData(whole, declaration.n, () => ({ office: 'acting chair' }))), 'A declaration by an office that its maker did not hold.', ruled(declaration.n))
put('4-other-caucus.jsonl', text(changing(whole, declaration.n, () => ({ by: cast.caucuses.government.people[0] }))), 'A declaration for a caucus by the chair of another.', ruled(declaration.n))
put('4-past-a-caucus.jsonl', text(without(whole, n(whole, 'declaration.made', 2))), 'Overall consensus past a caucus that agreed only if amended.', ruled(n(whole, 'consensus.declared') - 1))
put('4-other-version.jsonl', text(withData(whole, n(whole, 'consensus.declared'), () => ({ version: 1 }))), 'Overall consensus on another version than the caucuses stand on.', ruled(n(whole, 'consensus.declared')))
put('4-other-standing.jsonl', text(withData(whole, n(whole, 'consensus.declared'), (data) => ({ standing: { ...(data['standing'] as object), [cast.caucuses.civil.id]: declaration.n } }))), 'A caucus is said to stand by a declaration on an older version.', ruled(n(whole, 'consensus.declared')))
put('4-open-concern.jsonl', text(without(whole, n(whole, 'concern.replied'))), 'Overall consensus while a plenary concern is open.', ruled(n(whole, 'consensus.declared') - 1))
put('4-no-round.jsonl', text(forged(whole, (entry) => (entry.n > n(whole, 'proposal.takenUp') && entry.kind !== 'consensus.unreachable' ? [] : [entry.kind === 'consensus.unreachable' ? { ...entry, data: { ...entry.data, proposal: (whole.entries.find((one) => 'proposal' in one.data)?.data as { proposal: never }).proposal } as never } : entry]))), 'Consensus is declared unreachable before any round.', ruled(n(whole, 'proposal.takenUp') + 1))
put('4-dispatched-by-sponsor.jsonl', text(changing(whole, n(whole, 'round.dispatched'), () => ({ by: cast.caucuses.civil.people[1] }))), 'A version dispatched by its sponsor.', ruled(n(whole, 'round.dispatched')))
put('4-one-left-out.jsonl', text(withData(whole, n(whole, 'round.dispatched'), (data) => ({ to: (data['to'] as string[]).slice(1) }))), 'A new version dispatched to one caucus only.', ruled(n(whole, 'round.dispatched')))
put('4-seat-twice.jsonl', text(forged(small, (entry) => (entry.kind === 'seat.filled' && entry.n === 3 ? [entry, entry] : [entry]))), 'A seat filled that was filled already.', ruled(4))
put('4-one-seat-more.jsonl', text(forged(small, (entry) => (entry.n === 5 ? [entry, { ...entry, data: { ...entry.data, seat: 's_00000000000000000000000000', member: 'm_00000000000000000000000000' } as never }] : [entry]))), 'A fifth seat in a caucus of four.', ruled(6))
put('4-not-founded.jsonl', text(without(small, 1)), 'The chain begins without a founding.', ruled(1, 'replay/not-founded'))
put('4-founded-twice.jsonl', text(forged(small, (entry) => (entry.n === 4 ? [entry, { ...entry, kind: 'assembly.founded', data: small.entries[0]?.data } as never] : [entry]))), 'The assembly is founded twice.', ruled(5, 'replay/founded-twice'))
put('4-empty.jsonl', text({ ...small, entries: [] }), 'A public chain with no entry.', { exit: 1, step: 4, line: 2, why: 'replay/empty' })
const gaugeN = n(whole, 'gauge.closed')
put('4-more-answers-than-seats.jsonl', text(withData(whole, gaugeN, (data) => {
  const tally = { support: 9, live: 0, concerns: 0, object: 0, abstain: 0, notReady: 0 }
  const each = Object.entries(data['byCaucus'] as Record<string, { electorate: number }>)
  return { tally, byCaucus: Object.fromEntries(each.map(([id, one], at) => [id, { ...one, tally: at === 0 ? tally : { ...tally, support: 0 } }])) }
})), 'More answers than the electorate.', ruled(gaugeN))
put('4-caucus-open-concern.jsonl', text(forged(civil, (entry) => (entry.kind === 'concern.answered' || entry.kind === 'concern.accepted' ? [] : [entry]))), 'Rough consensus while a concern is open in the caucus.', { ...ruled(n(civil, 'reading.posted') - 2), public: 'good-public.jsonl' } as Expected)
put('4-caucus-window.jsonl', text(withData(civil, n(civil, 'reading.posted'), () => ({ until: plus(findIn(civil, 'reading.posted').at, { days: 3 }) }))), 'A reading confirmed while it could still be contested.', { ...ruled(n(civil, 'reading.confirmed')), public: 'good-public.jsonl' } as Expected)
put('4-caucus-no-reason.jsonl', text(changing(civil, n(civil, 'reading.contested'), () => ({ by: cast.plenaryChair }))), 'A reading contested by someone who is not of the caucus.', { ...ruled(n(civil, 'reading.contested')), public: 'good-public.jsonl' } as Expected)

// Step 5, the counts
const counted = (entry: number, why: string): Expected => ({ exit: 1, step: 5, line: entry + 1, n: entry, why, public: 'good-public.jsonl' } as Expected)
const closed = n(civil, 'gauge.closed')
put('5-tally.jsonl', text(withData(civil, closed, (data) => ({ tally: { ...(data['tally'] as object), support: 3, live: 0 } }))), 'The tally is not what the answers give.', counted(closed, 'recount/tally'))
put('5-advice.jsonl', text(withData(civil, closed, () => ({ advice: 'rough-consensus' }))), 'The advice is not what the counts advise.', counted(closed, 'recount/advice'))
put('5-unsettled.jsonl', text(withData(civil, closed, () => ({ unsettled: 0, advice: 'rough-consensus' }))), 'A concern was open, and the gauge counts none.', counted(closed, 'recount/unsettled'))
put('5-besides.jsonl', text(withData(civil, n(civil, 'gauge.closed', 1), () => ({ besides: false, advice: 'no-affirmation' }))), 'Someone besides the sponsor supports, and the gauge says not.', counted(n(civil, 'gauge.closed', 1), 'recount/besides'))
put('5-settings.jsonl', text(withData(civil, closed, () => ({ settings: { small: 30, quorum: 50 } }))), 'The gauge is judged by other settings than it was opened with.', counted(closed, 'recount/opened'))
put('5-stranger.jsonl', text(withData(civil, closed, (data) => ({ answers: (data['answers'] as { seat: string }[]).map((one, at) => (at === 0 ? { ...one, seat: 's_00000000000000000000000000' } : one)) }))), 'A seat answered that is not in the electorate.', counted(closed, 'recount/seat'))
put('5-by-caucus.jsonl', text(withData(whole, gaugeN, (data) => ({ tally: { ...(data['tally'] as object), support: 2 } }))), 'The parts of a plenary gauge do not make up the whole.', { exit: 1, step: 5, line: gaugeN + 1, n: gaugeN, why: 'recount/by-caucus' })

// Step 6, a caucus's file and the public one
const salted = findIn(civil, 'head.salted')
const pair = (more: Partial<Vector>): Expected & Partial<Vector> => ({ exit: 1, step: 6, public: 'good-public.jsonl', ...more })
vectors.push({ file: 'good-civil.jsonl', exit: 2, why: 'needs-public', says: 'A caucus’s file alone.' })
vectors.push({ file: 'good-public.jsonl', public: 'good-public.jsonl', exit: 2, why: 'needs-no-public', says: 'A public file with a public file.' })
vectors.push({ file: 'good-civil.jsonl', public: 'good-government.jsonl', exit: 1, step: 6, line: 1, why: 'public/not-public', wrong: 'public', says: 'Two caucuses’ files.' })
vectors.push({ file: 'good-civil.jsonl', public: 'good-small.jsonl', exit: 1, step: 6, line: 1, why: 'public/other-assembly', wrong: 'public', says: 'The public file of another assembly.' })
vectors.push({ file: 'good-civil.jsonl', public: 'good-older.jsonl', exit: 1, step: 6, line: 1 + (civil.entries.find(({ after = 0 }) => after > 20)?.n ?? 0), n: civil.entries.find(({ after = 0 }) => after > 20)?.n ?? 0, why: 'replay/public-ends', says: 'A public file that is older than the caucus’s.' })
const nobody = forged({ ...civil, header: { ...civil.header, chain: 'ca_00000000000000000000000000' } as Header, entries: civil.entries.filter(({ kind }) => kind === 'head.salted') }, (entry) => [entry])
put('6-no-such-caucus.jsonl', text(nobody), 'The chain of a caucus that the public one does not know.', pair({ line: 1, why: 'public/no-such-caucus' }))
const rewritten = forged(civil, (entry) => [entry.kind === 'join.asked' ? { ...entry, data: { ...entry.data, as: 'observer' } as never } : entry])
const noting = whole.entries.find((entry) => 'heads' in entry.data)?.n ?? 0
put('6-rewritten.jsonl', text(rewritten), 'The caucus’s chain was rewritten after its heads were noted.', pair({ why: 'heads/unknown' }))
put('6-other-salt.jsonl', text(withData(civil, salted.n, () => ({ salt: 'AAAAAAAAAAAAAAAAAAAAAA' }))), 'The salted head is another.', pair({ why: 'heads/unknown' }))
put('6-shortened.jsonl', text({ ...civil, entries: civil.entries.slice(0, -3) }), 'The caucus’s chain lost its last entries.', pair({ why: 'heads/unknown' }))
put('6-earlier.jsonl', text({ ...civil, entries: civil.entries.slice(0, -1), header: { ...civil.header, exported: plus(whole.entries.at(-1)?.at ?? whole.header.exported, { hours: -1 }) } }), 'The caucus’s chain as it was an hour before the last head was noted.', { exit: 0, public: 'good-public.jsonl' })
const heads = (change: (heads: Record<string, string>) => object): Chain => withData(whole, noting, (data) => ({ heads: change(data['heads'] as Record<string, string>) }))
put('6-public-left-out.jsonl', text(heads(({ [cast.caucuses.civil.id]: _left, ...others }) => others)), 'A declaration that notes the heads of all caucuses but one.')
vectors.push({ file: 'good-civil.jsonl', public: '6-public-left-out.jsonl', exit: 1, step: 6, why: 'heads/missing', says: 'The public file leaves this caucus’s head out.' })
put('6-public-not-salted.jsonl', text(heads((all) => ({ ...all, [cast.caucuses.civil.id]: civil.entries[salted.n - 2]?.hash ?? '' }))), 'A declaration that notes a head that is not salted.')
vectors.push({ file: 'good-civil.jsonl', public: '6-public-not-salted.jsonl', exit: 1, step: 6, line: salted.n, n: salted.n - 1, why: 'heads/not-salted', says: 'The public file notes an entry that is no salted head.' })
const lastNoting = whole.entries.findLast((entry) => 'heads' in entry.data)
put('6-public-old-head.jsonl', text(withData(whole, lastNoting?.n ?? 0, (data) => ({ heads: { ...(data['heads'] as object), [cast.caucuses.civil.id]: salted.hash } }))), 'The last fact that notes heads notes an old one of one caucus.')
vectors.push({ file: 'good-civil.jsonl', public: '6-public-old-head.jsonl', exit: 1, step: 6, line: salted.n + 1, n: salted.n, why: 'heads/not-last', says: 'The public file notes an old head of this chain.' })

// Step 7, an older copy
vectors.push({ file: 'good-older.jsonl', since: 'good-public.jsonl', exit: 1, step: 7, why: 'since/taken-away', says: 'Entries were taken away since the older copy.' })
vectors.push({ file: 'good-small.jsonl', since: 'good-older.jsonl', exit: 1, step: 7, why: 'since/other-chain', says: 'The older copy is of another assembly.' })
put('7-rewritten.jsonl', text(changing(whole, 4, ({ at }) => ({ at: plus(at, { ms: 1 }) }))), 'The chain was rewritten from its fourth entry: by itself it holds.')
vectors.push({ file: '7-rewritten.jsonl', since: 'good-older.jsonl', exit: 1, step: 7, why: 'since/taken-away', says: 'The older copy shows that the chain was rewritten.' })
vectors.push({ file: 'good-public.jsonl', since: '2-changed.jsonl', exit: 1, step: 2, line: 5, n: 4, why: 'chain/hash', wrong: 'since', says: 'The older copy is itself wrong.' })

mkdirSync(folder, { recursive: true })
for (const old of readdirSync(folder)) rmSync(join(folder, old))
for (const [file, content] of files) writeFileSync(join(folder, file), content)
writeFileSync(join(folder, 'index.json'), `[\n${vectors.map((vector) => `  ${JSON.stringify(vector)}`).join(',\n')}\n]\n`)
