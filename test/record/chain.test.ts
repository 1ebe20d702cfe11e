import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChainName, Fact } from '../../src/domain/fact.ts'
import { fromMs, plus } from '../../src/domain/instant.ts'
import { append, appendAct, extend, headOf, startOf, type Head } from '../../src/record/chain.ts'
import type { Header } from '../../src/record/entry.ts'
import { hashOf } from '../../src/record/hash.ts'
import { spelled } from '../../src/record/spelling.ts'
import { history } from './arbitrary.ts'

const founded = fromMs(1_795_507_200_000)
const header = (chain: string): Header =>
  ({ 'caucus-record': 1, assembly: `as_${'0'.repeat(26)}`, chain, founded, exported: founded }) as Header
const caucuses = [`ca_${'1'.repeat(26)}`, `ca_${'2'.repeat(26)}`] as ChainName[]
const proposal = `p_${'0'.repeat(26)}`
const admitted = { kind: 'proposal.admitted', chain: 'public', data: { proposal } } as Fact
const noted = { kind: 'heads.noted', chain: 'public', data: { heads: {} } } as Fact
const left = (chain: ChainName) =>
  ({ kind: 'participant.left', chain, data: { member: `m_${'0'.repeat(26)}`, why: 'left' } }) as Fact
const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const dice = (bytes: number) => new Uint8Array(bytes).fill(5)

describe('a chain', () => {
  it('begins at the hash of its header, whenever it is exported', () => {
    const { exported: _not, ...bound } = header('public')
    expect(startOf(header('public')).hash).toBe(
      sha(`{"assembly":"${bound.assembly}","caucus-record":1,"chain":"public","founded":"${founded}"}`),
    )
    expect(startOf({ ...header('public'), exported: plus(founded, { days: 9 }) } as Header)).toEqual(
      startOf(header('public')),
    )
    expect(startOf(header(caucuses[0]!)).hash).not.toBe(startOf(header('public')).hash)
  })

  it('binds each entry to the one before by its hash', () => {
    const [first, second] = append(startOf(header('public')), [admitted, admitted], { now: founded })
    expect(first).toMatchObject({ n: 1, prev: startOf(header('public')).hash })
    expect(second).toMatchObject({ n: 2, prev: first!.hash })
    expect(first!.hash).toBe(
      sha(
        `{"at":"${founded}","data":{"proposal":"${proposal}"},"kind":"proposal.admitted","n":1,"prev":"${first!.prev}"}`,
      ),
    )
  })

  it('hashes an entry as its line is written: both spell the same data', () => {
    fc.assert(
      fc.property(history({ minLength: 1 }), ({ entries }) => {
        for (const entry of entries) {
          expect(spelled(entry).hash).toBe(hashOf(entry))
          expect(JSON.parse(spelled(entry).line)).toEqual(entry)
        }
      }),
    )
  })

  it('never goes back in time, even where the clock does', () => {
    const early = append(startOf(header('public')), [admitted], { now: plus(founded, { days: -1 }) })
    expect(early[0]!.at).toBe(founded)
    const late = append(headOf(early[0]!), [admitted], { now: plus(founded, { hours: 1 }) })
    expect(append(headOf(late[0]!), [admitted], { now: founded })[0]!.at).toBe(late[0]!.at)
  })

  it('was extended by any longer copy of itself, and by no other', () => {
    fc.assert(
      fc.property(history({ minLength: 1 }), fc.nat(), ({ header, entries }, cut) => {
        const start = startOf(header).hash
        const hashes = entries.map((entry) => entry.hash)
        const at = cut % (entries.length + 1)
        const head: Head = at === 0 ? startOf(header) : headOf(entries[at - 1]!)
        expect(extend({ start, head }, { start, hashes })).toBe(true)
        expect(extend({ start, head: headOf(entries.at(-1)!) }, { start, hashes: hashes.slice(0, -1) })).toBe(false)
        expect(extend({ start: sha(start), head }, { start, hashes })).toBe(false)
      }),
    )
  })
})

describe('the facts of one act', () => {
  const heads = new Map<ChainName, Head>(
    (['public', ...caucuses] as ChainName[]).map((chain) => [chain, startOf(header(chain))]),
  )
  const first = appendAct(heads, [admitted], { now: founded, random: dice })
  const atOne = new Map(heads).set('public', headOf(first[0]!.entry))

  it('are appended to the caucuses first, after the public entry that came before the act', () => {
    const taken = appendAct(atOne, [admitted, left(caucuses[1]!)], { now: founded, random: dice })
    expect(taken.map(({ chain, entry }) => [chain, entry.n, entry.after])).toEqual([
      [caucuses[1], 1, 1],
      ['public', 2, undefined],
    ])
  })

  it('that note heads salt every caucus chain just before, and carry exactly those hashes', () => {
    const taken = appendAct(atOne, [noted, left(caucuses[0]!)], { now: founded, random: dice })
    expect(taken.map(({ chain, entry }) => [chain, entry.kind])).toEqual([
      [caucuses[0], 'participant.left'],
      [caucuses[0], 'head.salted'],
      [caucuses[1], 'head.salted'],
      ['public', 'heads.noted'],
    ])
    expect(taken.at(-1)!.entry.data).toEqual({
      heads: { [caucuses[0]!]: taken[1]!.entry.hash, [caucuses[1]!]: taken[2]!.entry.hash },
    })
  })
})
