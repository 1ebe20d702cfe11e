import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { actData, type ActType } from '../../src/domain/act.ts'
import type { ConcernId, ProposalId } from '../../src/domain/id.ts'
import { stageOf } from '../../src/domain/leg.ts'
import { may, type Actor, type Aim } from '../../src/domain/may.ts'
import { stages, type Stage } from '../../src/domain/world.ts'
import { assembly, person, plenaryChair, secretary, type ActInput } from './assembly-of.ts'

// docs/authority.md was written by hand from the procedure, before the code: here the code is held against it.

interface Cell {
  readonly allowed: readonly string[]
  readonly never: readonly string[]
  readonly clause: string
}
interface TableRow {
  readonly act: ActType
  readonly only?: string
  /** By stage; `any` for an act that concerns no proposal. A combination that cannot occur has no cell. */
  readonly cells: ReadonlyMap<Stage | 'any', Cell>
}

const table = rowsOf(readFileSync('docs/authority.md', 'utf8'))
const acts = Object.keys(actData).filter((act): act is ActType => act !== 'found assembly')

describe('the table of authority', () => {
  it('has a row for every act, and no other', () => {
    expect([...new Set(table.map(({ act }) => act))].toSorted()).toEqual(acts.toSorted())
  })

  it('answers every act about a proposal at every stage', () => {
    for (const act of acts.filter(concernsAProposal)) {
      const rows = table.filter((row) => row.act === act)
      for (const stage of stages)
        expect([act, stage, rows.some(({ cells }) => cells.has(stage))]).toEqual([act, stage, true])
    }
  })

  it('gives a clause for every answer, or says that it is ours', () => {
    for (const { cells } of table) for (const { clause } of cells.values()) expect(clause).toMatch(/^(\d+\.\d+|ours)$/)
  })
})

describe('may', () => {
  for (const stage of stages)
    for (const history of ['on its first way', 'after a round'] as const) {
      const way = ways[history][stage]
      if (!way) continue
      const { play, proposal, concerns } = way()
      it(`agrees with the table while a proposal is ${stage}, ${history}`, () => {
        expect(stageOf(play.proposal(proposal))).toBe(stage)
        for (const act of acts.filter(concernsAProposal))
          for (const where of placesOf(act)) {
            // A caucus that was sent nothing has nothing to do with a proposal.
            if (where === 'civil' && play.proposal(proposal).rounds.length === 0) continue
            const cells = cellsFor(act, where, stage)
            const concern = concerns[where]
            const aim: Aim = {
              place: play.place(where),
              proposal: play.proposal(proposal),
              ...(concern && { concern }),
            }
            for (const [name, actor, letters] of castFor(where, concern !== undefined))
              expect([act, where, name, may(play.world, actor, act, aim) === undefined]).toEqual([
                act,
                where,
                name,
                isAllowed(letters, cells),
              ])
          }
      })
    }

  it('agrees with the table on acts that concern no proposal', () => {
    const play = castOf()
    for (const act of acts.filter((one) => !concernsAProposal(one))) {
      const where = takes(act, 'caucus') ? 'civil' : 'plenary'
      for (const [name, actor, letters] of castFor(where, false)) {
        const isYes = may(play.world, actor, act, { place: play.place(where) }) === undefined
        expect([act, name, isYes]).toEqual([act, name, isAllowed(letters, cellsFor(act, where, 'any'))])
      }
    }
  })
})

describe('where words in brackets narrow a row', () => {
  const offices = {
    'plenary chair': 'Maria',
    secretariat: 'Sam',
    'caucus chair': 'civil1',
    'co-chair': 'cora',
  } as const

  /** Tries an act as each kind of person; the row says who of them succeeds. */
  const holds = (
    act: ActType,
    only: string,
    play: Play,
    input: (by: string) => ActInput,
    stage: Stage | 'any' = 'any',
  ) => {
    const row = table.find((one) => one.act === act && one.only === only)
    const cell = row?.cells.get(stage)
    if (!cell) throw new Error(`no row ${act} (${only})`)
    const letters: readonly (readonly [name: string, letters: string])[] = [
      ['civil1', 'MRC'],
      ['civil3', 'MR'],
      ['guest', 'MT'],
      ['nadia', 'MTN'],
      ['Maria', 'MP'],
      ['Sam', 'MS'],
      ['stranger', ''],
    ]
    const chairIsThere = play.world.assembly.offices.some((held) => held.caucus === play.caucus('civil'))
    for (const [name, has] of letters) {
      const isThere = name === 'civil1' && !chairIsThere ? has.replace('C', '') : has
      const expected = isAllowed(isThere, [cell]) && !cell.never.some((one) => isThere.includes(one.slice(1)))
      expect([act, only, name, play.answerTo(person(name), input(name)) === 'done']).toEqual([
        act,
        only,
        name,
        expected,
      ])
    }
  }
  const withoutChair = () => {
    const play = castOf()
    for (const [member, office] of [
      ['civil1', 'caucus chair'],
      ['cora', 'co-chair'],
    ] as const)
      play.does(person(member), { type: 'resign office', office, caucus: play.caucus('civil') })
    return play
  }

  it('lets a caucus with a chair let people in and out, and the secretariat where there is none', () => {
    for (const [only, set] of [
      ['the caucus has a chair', castOf],
      ['the caucus has no chair', withoutChair],
    ] as const) {
      const play = set()
      const caucus = play.caucus('civil')
      play.does(person('newcomer'), { type: 'ask to join', caucus, as: 'participant' })
      const { request } = play.last('join.asked')
      holds('admit member', only, play, () => ({ type: 'admit member', caucus, request }))
      holds('refuse request', only, play, () => ({ type: 'refuse request', caucus, request, reason: 'We are full.' }))
      holds('seat member', only, play, () => ({
        type: 'seat member',
        caucus,
        member: person('newcomer'),
        as: 'participant',
      }))
      holds('remove member', only, play, () => ({
        type: 'remove member',
        caucus,
        member: person('civil5'),
        reason: 'Gone.',
      }))
    }
  })

  it('gives, resigns and ends each office by whoever the table names', () => {
    const play = castOf()
    const caucus = play.caucus('civil')
    for (const office of ['plenary chair', 'secretariat'] as const) {
      holds('give office', office, play, () => ({ type: 'give office', office, member: person('civil3') }))
      holds('resign office', office, withTwoSecretaries(), () => ({ type: 'resign office', office }))
      holds('end office', office, withTwoSecretaries(), () => ({
        type: 'end office',
        office,
        member: person(offices[office]),
      }))
    }
    holds('give office', 'caucus chair, later', play, () => ({
      type: 'give office',
      office: 'caucus chair',
      caucus,
      member: person('civil3'),
    }))
    holds('give office', 'co-chair', play, () => ({
      type: 'give office',
      office: 'co-chair',
      caucus,
      member: person('civil3'),
    }))
    holds('give office', 'acting chair', withoutChair(), () => ({
      type: 'give office',
      office: 'acting chair',
      caucus,
      member: person('civil3'),
    }))
    holds('end office', 'caucus chair', play, () => ({
      type: 'end office',
      office: 'caucus chair',
      caucus,
      member: person('civil1'),
    }))
    holds('end office', 'co-chair', play, () => ({
      type: 'end office',
      office: 'co-chair',
      caucus,
      member: person('cora'),
    }))
    holds('resign office', 'caucus chair', play, () => ({ type: 'resign office', office: 'caucus chair', caucus }))

    const young = assembly({ filled: { civil: 0 } })
    young.does(secretary, {
      type: 'seat member',
      caucus: young.caucus('civil'),
      member: person('civil3'),
      as: 'representative',
    })
    holds('give office', 'caucus chair, no chair yet', young, () => ({
      type: 'give office',
      office: 'caucus chair',
      caucus: young.caucus('civil'),
      member: person('civil3'),
    }))
  })

  it('lets the sponsor make versions before the first dispatch, and the plenary chair after it', () => {
    const versions: readonly (readonly [Scene, Stage, string])[] = [
      [submitted(), 'submitted', 'before the first dispatch'],
      [onTheFloor(), 'in plenary', 'before the first dispatch'],
      [adopted(), 'submitted', 'after it'],
      [home(), 'plenary assessment', 'after it'],
    ]
    for (const [{ play, proposal }, stage, only] of versions)
      holds(
        'make version',
        only,
        play,
        () => ({ type: 'make version', proposal, paragraphs: play.paragraphsWith(proposal, 0, 'Anew.') }),
        stage,
      )
  })

  it('lets the sponsor withdraw while the outcome is provisional, and nobody once it is final', () => {
    const { play, proposal } = recommended()
    const act = (): ActInput => ({ type: 'withdraw', proposal })
    holds('withdraw', 'no outcome, or a provisional one', play, act, 'recommended')
    play.waits({ days: 7 })
    holds('withdraw', 'a final outcome', play, act, 'recommended')
  })

  it('lets another member adopt what a sponsor withdrew, never the sponsor', () => {
    const { play, proposal } = withdrawn()
    const cell = cellsFor('adopt', 'plenary', 'withdrawn')
    expect(cell.map(({ never }) => never)).toEqual([['!N']])
    expect(play.answerTo(person('nadia'), { type: 'adopt', proposal })).toBe('proposal/own')
    expect(play.answerTo(person('guest'), { type: 'adopt', proposal })).toBe('done')
  })

  it('lets those who offered a minority view consent to it, and nobody else', () => {
    const { play, proposal } = out()
    const caucus = play.caucus('civil')
    play.does(person('civil3'), {
      type: 'offer minority view',
      caucus,
      proposal,
      words: 'We would rather wait.',
      consent: false,
    })
    const { view } = play.last('view.offered')
    for (const name of ['civil3', 'guest', 'stand-in', 'civil1', 'Maria'])
      expect([
        name,
        play.answerTo(person(name), { type: 'consent to view', caucus, proposal, view, consent: true }) === 'done',
      ]).toEqual([name, name === 'civil3'])
  })

  const withTwoSecretaries = () => {
    const play = castOf()
    play.does(secretary, { type: 'give office', office: 'secretariat', member: person('civil4') })
    return play
  }
})

const concernsAProposal = (act: ActType): boolean => takes(act, 'proposal')
function takes(act: ActType, key: string): boolean {
  return Object.hasOwn(actData[act].shape, key)
}
function placesOf(act: ActType): readonly ('plenary' | 'civil')[] {
  if (takes(act, 'place')) return ['plenary', 'civil']
  return takes(act, 'caucus') ? ['civil'] : ['plenary']
}

/** The cells of an act's rows for a place. Where words in brackets narrow a row further, any of its rows may allow. */
function cellsFor(act: ActType, where: 'plenary' | 'civil', stage: Stage | 'any'): readonly Cell[] {
  const other = where === 'plenary' ? 'caucus' : 'plenary'
  return table.filter((row) => row.act === act && row.only !== other).flatMap(({ cells }) => cells.get(stage) ?? [])
}

function isAllowed(letters: string, cells: readonly Cell[]): boolean {
  return cells.some(({ allowed }) => allowed.some((one) => one === 'anyone' || letters.includes(one)))
}

interface Scene {
  readonly play: Play
  readonly proposal: ProposalId
  /** One concern in each place where one was raised: of `government3` in plenary, of `civil3` in their caucus. */
  readonly concerns: { readonly plenary?: ConcernId; readonly civil?: ConcernId }
}

/** The people of these tests beside the seats: who stands where, `castFor` says in letters. */
type Play = ReturnType<typeof assembly>
function castOf(): Play {
  const play = assembly()
  play.joins('guest', 'civil')
  play.joins('cora', 'civil')
  play.joins('nadia', 'business')
  play.joins('watcher', 'observers', 'observer')
  play.joins('stand-in', 'civil', 'alternate', play.seat('civil4'))
  play.goesAway(play.seat('civil4'))
  play.does(person('civil1'), {
    type: 'give office',
    office: 'co-chair',
    caucus: play.caucus('civil'),
    member: person('cora'),
  })
  return play
}

function castFor(where: 'plenary' | 'civil', hasConcern: boolean): readonly (readonly [string, Actor, string])[] {
  const H = hasConcern ? 'H' : ''
  const cast: readonly (readonly [name: string, inPlenary: string, inCivil: string])[] = [
    ['government2', 'MR', 'M'],
    ['government3', `MR${H}`, 'M'],
    ['civil1', 'MR', 'MRC'],
    ['civil3', 'MR', `MR${H}`],
    ['stand-in', 'MA', 'MA'],
    ['guest', 'MT', 'MT'],
    ['cora', 'MT', 'MTC'],
    ['watcher', 'MO', 'M'],
    ['nadia', 'MTN', 'MN'],
    ['Maria', 'MP', 'MP'],
    ['Sam', 'MS', 'MS'],
    ['stranger', '', ''],
  ]
  const people = cast.map(
    ([name, inPlenary, inCivil]) => [name, person(name), where === 'plenary' ? inPlenary : inCivil] as const,
  )
  return [...people, ['the clock', 'clock', 'K'], ['the operator', 'operator', 'X']]
}

/** How a proposal comes to each stage by what people do: on its first way, and again when a round lies behind it. */
const ways: Readonly<Record<'on its first way' | 'after a round', Partial<Record<Stage, () => Scene>>>> = {
  'on its first way': {
    draft: () =>
      then(submitted(), (play, proposal) =>
        play.does(secretary, { type: 'send back', proposal, reason: 'No source.' }),
      ),
    submitted: () => submitted(),
    admitted: () => admitted(),
    'in plenary': () => onTheFloor(),
    'in caucuses': () => out(),
    'plenary assessment': () => home(),
    recommended: () => recommended(),
    'no consensus': () =>
      then(home(), (play, proposal) =>
        play.does(plenaryChair, { type: 'declare unreachable', proposal, reason: 'No movement.' }),
      ),
    'not taken up': () =>
      then(admitted(), (play, proposal) => play.does(plenaryChair, { type: 'decline', proposal, reason: 'Not ours.' })),
    parked: () =>
      then(onTheFloor(), (play, proposal) => play.does(plenaryChair, { type: 'park', proposal, reason: 'Later.' })),
    withdrawn: () => then(onTheFloor(), (play, proposal) => play.does(person('nadia'), { type: 'withdraw', proposal })),
  },
  'after a round': {
    draft: () =>
      then(adopted(), (play, proposal) => play.does(secretary, { type: 'send back', proposal, reason: 'No source.' })),
    submitted: () => adopted(),
    admitted: () => then(adopted(), (play, proposal) => play.does(secretary, { type: 'admit proposal', proposal })),
    'in plenary': () =>
      then(recommended(), (play, proposal) =>
        play.does(plenaryChair, { type: 'reopen', proposal, why: 'new information', reason: 'A court has spoken.' }),
      ),
    'not taken up': () =>
      then(adopted(), (play, proposal) => {
        play.does(secretary, { type: 'admit proposal', proposal })
        play.does(plenaryChair, { type: 'decline', proposal, reason: 'Not ours.' })
      }),
    parked: () =>
      then(home(), (play, proposal) => play.does(plenaryChair, { type: 'park', proposal, reason: 'Later.' })),
    withdrawn: () => withdrawn(),
  },
}

function then(scene: Scene, goesOn: (play: Scene['play'], proposal: ProposalId) => unknown): Scene {
  goesOn(scene.play, scene.proposal)
  return scene
}
function submitted(): Scene {
  const play = castOf()
  return { play, proposal: play.submits('nadia'), concerns: {} }
}
const admitted = (): Scene =>
  then(submitted(), (play, proposal) => play.does(secretary, { type: 'admit proposal', proposal }))
function onTheFloor(): Scene {
  const scene = then(admitted(), (play, proposal) => play.does(plenaryChair, { type: 'take up', proposal }))
  return { ...scene, concerns: { plenary: scene.play.raises(scene.proposal, 'plenary', 'government3') } }
}
function out(): Scene {
  const { play, proposal, concerns } = onTheFloor()
  play.dispatches(proposal)
  return { play, proposal, concerns: { ...concerns, civil: play.raises(proposal, 'civil', 'civil3') } }
}
/** Every caucus agrees, and nobody's concern stands in the way any more. */
const home = (): Scene =>
  then(out(), (play, proposal) => {
    for (const [where, holder] of [
      ['plenary', 'government3'],
      ['civil', 'civil3'],
    ] as const)
      for (const { id } of play.debate(proposal, where).concerns.values())
        play.does(person(holder), { type: 'withdraw concern', place: play.place(where), proposal, concern: id })
    play.allAgree(proposal)
  })
const recommended = (): Scene =>
  then(home(), (play, proposal) => play.does(plenaryChair, { type: 'declare consensus', proposal }))
const withdrawn = (): Scene =>
  then(home(), (play, proposal) => play.does(person('nadia'), { type: 'withdraw', proposal }))
/** Nadia withdraws it, somebody adopts it, and Nadia takes it back the same way: it is hers again. */
const adopted = (): Scene =>
  then(withdrawn(), (play, proposal) => {
    play.does(person('guest'), { type: 'adopt', proposal })
    play.does(person('guest'), { type: 'withdraw', proposal })
    play.does(person('nadia'), { type: 'adopt', proposal })
  })

function rowsOf(page: string): readonly TableRow[] {
  const rows: TableRow[] = []
  let columns: readonly string[] = []
  for (const line of page.split('\n')) {
    const cells = line.startsWith('|')
      ? line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim())
      : []
    const [first = '', ...rest] = cells
    if (first === 'act') columns = rest.map((column) => (column === 'who' ? 'any' : column))
    const [, name = '', only] = /^([a-z ]+?)(?: \((.+)\))?$/.exec(first) ?? []
    if (!Object.hasOwn(actData, name) || rest.length !== columns.length) continue
    const read = rest.flatMap((cell, nth) => {
      const [who = '', clause = ''] = cell.split(' ')
      if (who === '·') return []
      const letters = who === '–' ? [] : who.split(',')
      const one = {
        allowed: letters.filter((letter) => !letter.startsWith('!')),
        never: letters.filter((letter) => letter.startsWith('!')),
        clause,
      }
      return [[columns[nth] as Stage | 'any', one] as const]
    })
    rows.push({ act: name as ActType, ...(only && { only }), cells: new Map(read) })
  }
  return rows
}
