import { closeSync, openSync, readSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Decision, Gap } from './record/account.ts'
import { splitLines } from './record/file.ts'
import { page, type Words } from './record/page.ts'
import type { ReplayFault } from './record/replay.ts'
import type { Text, TextId } from './record/texts.ts'
import { verify, type Fault, type FileName, type Files, type Unjudged, type Verdict } from './record/verify.ts'
import type { Key } from './text/en.ts'
import {
  code,
  memberText,
  moment,
  person,
  placeNamed,
  source,
  strong,
  text,
  type Part,
  type Parts,
} from './text/part.ts'
import { harmless, oneLine, plain, type Reader } from './text/plain.ts'
import { say, type Values } from './text/say.ts'

// `npm run verify -- FILE [--public FILE] [--since OLDER]`: no database, no network, nothing but the files.

type Valid = Extract<Verdict, { readonly is: 'valid' }>
type Print = (line: string) => void

/** Exit code: 0 valid, 1 something is wrong, 2 nothing was judged. */
export function verifyFiles(args: readonly string[], print: Print): 0 | 1 | 2 {
  const asked = filesFrom(args)
  if (!asked) return tell(print, 2, [['verify/usage', {}]])
  const opened: Opened[] = []
  try {
    const files = Object.fromEntries(
      Object.entries(asked).map(([name, path]) => {
        const file = open(path)
        opened.push(file)
        return [name, splitLines(chunksOf(file))]
      }),
    )
    return report(
      verify({ record: [], ...files }, () => performance.now()),
      print,
    )
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return tell(print, 2, [['verify/unreadable', { file: code(error.path), problem: error.message }]])
  } finally {
    for (const { descriptor } of opened) closeSync(descriptor)
  }
}

/** A record that holds as one HTML page that prints well; undefined where it does not hold. A caucus's needs the public one. */
export function printedRecord(files: Files): string | undefined {
  const verdict = verify(files, () => performance.now())
  if (verdict.is !== 'valid') return undefined
  const { record, texts, account } = verdict
  const summary: string[] = []
  tell((line) => summary.push(line), 0, accountOf(verdict), readerOf(verdict))
  const words: Words = (key, values = {}) => plain(say(key as Key, values), anyReader)
  return page({ record, texts, account, summary, words })
}

function filesFrom(args: readonly string[]): Partial<Record<FileName, string>> | undefined {
  try {
    const options = { public: { type: 'string' }, since: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [record, ...more] = positionals
    return record === undefined || more.length > 0 ? undefined : { record, ...values }
  } catch {
    return undefined
  }
}

interface Opened {
  readonly path: string
  readonly descriptor: number
}

class Unreadable extends Error {
  readonly path: string
  constructor(path: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.path = path
  }
}

function open(path: string): Opened {
  try {
    return { path, descriptor: openSync(path, 'r') }
  } catch (error) {
    throw new Unreadable(path, error)
  }
}

const chunkBytes = 1 << 20

function* chunksOf({ path, descriptor }: Opened): Generator<Uint8Array, void, undefined> {
  const chunk = Buffer.alloc(chunkBytes)
  for (;;) {
    let length: number
    try {
      length = readSync(descriptor, chunk, 0, chunk.length, null)
    } catch (error) {
      throw new Unreadable(path, error)
    }
    if (length === 0) return
    yield chunk.subarray(0, length)
  }
}

type Sentence = readonly [key: Key, values: Values]

const anyReader: Reader = { now: '1970-01-01T00:00:00.000Z', zone: 'UTC' }

function tell<Exit>(print: Print, exit: Exit, sentences: Iterable<Sentence>, reader = anyReader): Exit {
  // A faulty file can name keys of its own, so even our own words are made harmless.
  for (const [key, values] of sentences) print(harmless(plain(say(key, values), reader)))
  return exit
}

const unjudged = {
  'not-a-record': 'verify/not-a-record',
  'needs-public': 'verify/needs-public',
  'needs-no-public': 'verify/needs-no-public',
} as const satisfies Record<Unjudged, Key>

/** Prints what a verdict comes to, in plain words. Exit code as of `verifyFiles`. */
export function report(verdict: Verdict, print: Print): 0 | 1 | 2 {
  switch (verdict.is) {
    case 'not judged':
      return tell(print, 2, [[unjudged[verdict.why], { file: verdict.file }]])
    case 'wrong': {
      const { step, n, line, why } = verdict.wrong
      const where = n !== undefined ? 'entry' : line !== undefined ? 'line' : 'none'
      const wrong: Sentence = ['verify/wrong', { step, file: verdict.file, where, n: n ?? 0, line: line ?? 0 }]
      return tell(print, 1, [wrong, faultSentence(why, verdict.caucuses ?? new Map())])
    }
    case 'valid':
      return tell(print, 0, [...accountOf(verdict), ['verify/rate', { ...verdict.rates }]], readerOf(verdict))
  }
}

const readerOf = ({ record, account }: Valid): Reader => ({ now: record.header.exported, zone: account.zone })

function faultSentence(fault: Fault, caucuses: Names): Sentence {
  const key = `verify/fault-${fault.code.replace('/', '-')}` as Key
  if (fault.code === 'replay/refused')
    return [key, { kind: fault.kind, refusal: refusalParts(fault.refusal, caucuses) }]
  if (fault.code === 'chain/time') return [key, { before: moment(fault.before, 'UTC') }]
  if (fault.code === 'heads/unknown') return [key, { ...valuesOf(fault), at: moment(fault.at, 'UTC') }]
  if (fault.code === 'entry/data') return [key, { ...valuesOf(fault), key: fault.key === '' ? 'none' : fault.key }]
  return [key, valuesOf(fault)]
}

/** What a sentence of ours can hold of a fault; its code is the key, and in our sentences the name of a tag. */
function valuesOf({ code: _key, ...data }: { readonly code: string }): Values {
  const plainly = Object.entries(data).filter(([, value]) => typeof value === 'string' || typeof value === 'number')
  return Object.fromEntries(plainly) as Values
}

/** What `allows` refused with. */
type Refusal = Extract<ReplayFault, { readonly code: 'replay/refused' }>['refusal']
type Names = ReadonlyMap<string, string>

/** Why the rules refuse a fact: looking back, where the sentences of src/text speak to whoever is about to act. */
function refusalParts(refusal: Refusal, caucuses: Names): Parts {
  const named = { refusal: refusal.code }
  switch (refusal.code) {
    case 'may/role': {
      const roles = refusal.needs.map((role) =>
        oneLine(plain(say(`verify/role-${role.replace(' ', '-')}` as Key), anyReader)),
      )
      return say('verify/refused-role', {
        ...named,
        needs: new Intl.ListFormat('en', { type: 'disjunction' }).format(roles),
      })
    }
    case 'gate/shut': {
      const missing = refusal.missing.flatMap((one, at): Parts => [
        ...(at > 0 ? [text(', ')] : []),
        ...missingParts(one, caucuses),
      ])
      return say('verify/refused-gate', { ...named, missing, count: refusal.missing.length })
    }
    case 'gauge/more-answers-than-seats':
      return say('verify/refused-many', named)
    case 'declare/concern-open':
      return say('verify/refused-concern-open', { ...named, concerns: refusal.concerns })
    case 'reading/window-open':
      return say('verify/refused-window', { ...named, until: moment(refusal.until, 'UTC') })
    default:
      return say('verify/refused-other', named)
  }
}

type Missing = Extract<Refusal, { readonly code: 'gate/shut' }>['missing'][number]

function missingParts(one: Missing, caucuses: Names): Parts {
  const who = one.who === 'plenary' ? say('verify/plenary') : placeNamed(one.who, caucuses.get(one.who) ?? one.who)
  return say('verify/missing', { who, why: choice(one.why), level: one.why === 'level' ? one.level : '' })
}

function* accountOf({ record, texts, account }: Valid): Generator<Sentence, void, undefined> {
  const { zone, names } = account
  const words = (ref: { readonly text: string }): Part => wordsOf(texts, ref)
  const caucus = (id: string): Part => {
    const name = [...names.caucuses].find(([one]) => one === id)?.[1]
    return placeNamed(id, name ? oneLine(plain([words(name)], anyReader)) : id)
  }
  const who = (id: string | undefined): Part => {
    const name = [...names.members].find(([one]) => one === id)?.[1]
    return name && id ? person(id, oneLine(plain([words(name)], anyReader))) : code(id ?? '')
  }
  const { header, head } = record
  yield [
    'verify/valid',
    {
      entries: record.entries.length,
      chain: header.chain === 'public' ? 'public' : 'caucus',
      caucus: caucus(header.chain),
      assembly: words(names.assembly),
      head: head.hash,
    },
  ]
  yield ['verify/exported', { at: moment(header.exported, zone), zone: code(zone) }]
  if (account.since) yield ['verify/since', { ...account.since, exported: moment(account.since.exported, zone) }]
  if (account.heads) yield ['verify/heads', { checked: account.heads.checked }]

  if (account.decisions.length === 0) yield ['verify/nothing-decided', {}]
  else yield ['verify/decided', {}]
  for (const decision of account.decisions) yield* decisionSentences(decision, { zone, words, caucus, who })

  const { withheld, erased, cannotShow } = account
  if (withheld.length + erased.length + cannotShow.length > 0) yield ['verify/cannot-show', {}]
  const reasons = new Map<string, number>()
  for (const { why } of withheld) reasons.set(why, (reasons.get(why) ?? 0) + 1)
  for (const [why, times] of reasons) yield ['verify/gap-withheld', { times, why: memberText(why) }]
  if (erased.length > 0) yield ['verify/gap-erased', { times: erased.length }]
  for (const gap of cannotShow) yield gapSentence(gap, zone)
}

/** How what an account names is told. */
interface Told {
  readonly zone: string
  readonly words: (ref: { readonly text: string }) => Part
  readonly caucus: (id: string) => Part
  readonly who: (id: string | undefined) => Part
}

function* decisionSentences(
  { n, at, by, office, proposal, round, version, what, past }: Decision,
  { zone, words, caucus, who }: Told,
): Generator<Sentence, void, undefined> {
  const shared = {
    at: moment(at, zone),
    by: who(by),
    proposal: proposal.number,
    title: words(proposal.title),
    version,
    source: source('public', n),
  }
  if (what.is === 'declaration')
    yield [
      'verify/decided-declaration',
      {
        ...shared,
        place: caucus(what.place),
        office: choice(office),
        level: choice(what.level.replace(', significant opposition', '')),
        about: choice(what.about),
        whole: what.whole ? 'yes' : 'no',
      },
    ]
  else if (what.is === 'recommended')
    yield ['verify/decided-recommended', { ...shared, round, until: moment(what.until, zone) }]
  else yield ['verify/decided-no-consensus', { ...shared, round, reason: words(what.reason) }]
  if (what.is === 'recommended') for (const id of what.without) yield ['verify/decided-without', { caucus: caucus(id) }]
  for (const { number, says, status } of past)
    yield ['verify/decided-past', { number, says: words(says), status: choice(status) }]
}

function gapSentence(gap: Gap, zone: string): Sentence {
  if (gap.gap === 'unseen') return [gap.key as Key, { times: gap.times }]
  if (gap.gap === 'later-heads')
    return ['verify/gap-later-heads', { times: gap.times, exported: moment(gap.exported, zone) }]
  return [`verify/gap-${gap.gap}`, { times: gap.times }]
}

/** A word of ours as ICU's `select` can name it. */
const choice = (word: string): string => word.replace(/[^a-z]+/g, '_')

function wordsOf(texts: ReadonlyMap<TextId, Text>, { text: id }: { readonly text: string }): Part {
  const found = texts.get(id)
  if (found && 'body' in found) return memberText(found.body)
  return strong(...say(found && 'erased' in found ? 'verify/text-erased' : 'verify/text-withheld'))
}

if (process.argv[1] === import.meta.filename) {
  // Whoever reads only the first lines (`| head`) is no trouble.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  process.exitCode = verifyFiles(process.argv.slice(2), (line) => void process.stdout.write(`${line}\n`))
}
