import { describe, expect } from 'vitest'
import { isClosed, isUnsettled, statusOf } from '../../src/domain/concern.ts'
import type { ConcernId, ProposalId } from '../../src/domain/id.ts'
import { rule } from '../rule.ts'
import { assembly, person, plenaryChair, type ActInput } from './assembly-of.ts'

type Play = ReturnType<typeof assembly>
type Concern = { readonly play: Play; readonly id: ProposalId; readonly where: string; readonly concern: ConcernId }

/** A concern of `civil3` in civil society, or of `government3` in plenary. */
const raised = (where: 'civil' | 'plenary' = 'civil', play = assembly()): Concern => {
  const id = play.inCaucuses('civil2')
  return { play, id, where, concern: play.raises(id, where, where === 'civil' ? 'civil3' : 'government3') }
}
const on = ({ play, id, where, concern }: Concern) => ({ place: play.place(where), proposal: id, concern })
const standing = ({ play, id, where, concern }: Concern) => play.concern(id, where, concern).standing
const status = (it: Concern) => statusOf(it.play.concern(it.id, it.where, it.concern), it.play.now)
const answers = (it: Concern, answer = 'The second paragraph says so.') =>
  it.play.does(it.play.chairOf(it.where), { type: 'answer concern', ...on(it), answer })
const answerTo = (it: Concern, name: string, act: ActInput) => it.play.answerTo(person(name), act)
const overrules = (it: Concern) =>
  it.play.does(it.play.chairOf(it.where), {
    type: 'overrule concern',
    ...on(it),
    says: 'It goes too far.',
    considered: 'In two meetings.',
    why: 'The rest needs it.',
  })
const newVersion = ({ play, id }: Concern) => {
  play.does(plenaryChair, { type: 'recall', proposal: id, reason: 'A better text.' })
  play.makesVersion(id, plenaryChair, 0, 'Softer.')
  play.dispatches(id)
}

describe('a concern', () => {
  rule('1.14.1', 'a concern is on a version, with its reason, and on a paragraph where its holder names one', () => {
    const play = assembly()
    const id = play.inCaucuses()
    const act = {
      type: 'raise concern',
      place: play.caucus('civil'),
      proposal: id,
      says: 'It goes too far.',
      paragraph: play.paragraph(id, 2),
    } as const
    play.does(person('civil3'), act)
    const concern = play.concern(id, 'civil', play.last('concern.raised').concern)
    expect(concern).toMatchObject({ version: 1, paragraph: act.paragraph, holder: { member: person('civil3') } })
    expect(play.words(concern.says)).toBe('It goes too far.')
    expect(() => play.answerTo(person('civil3'), { ...act, says: '  ' })).toThrow('text/empty')
    expect(play.answerTo(person('civil3'), { ...act, paragraph: play.paragraph(play.submits(), 0) })).toBe(
      'unknown/paragraph',
    )
  })

  rule('3.9.1', 'a concern begins open', () => expect(standing(raised())).toEqual({ is: 'open' }))

  rule('3.9.2', 'the chair of its place answers it, and nobody else does', () => {
    const it = raised()
    const act = { type: 'answer concern', ...on(it), answer: 'See ¶2.' } as const
    for (const name of ['civil3', 'civil4', 'Maria']) expect(answerTo(it, name, act)).toBe('may/role')
    answers(it)
    expect(standing(it).is).toBe('answered')
  })

  rule('3.9.3', 'its holder contests the answer with a reason, and the chair answers again', () => {
    const it = raised()
    const contest = { type: 'contest answer', ...on(it), reason: 'It does not.' } as const
    expect(answerTo(it, 'civil3', contest)).toBe('concern/not-answered')
    answers(it)
    expect(answerTo(it, 'civil4', contest)).toBe('may/role')
    it.play.does(person('civil3'), contest)
    expect(standing(it).is).toBe('contested')
    answers(it, 'The third one does.')
    expect(standing(it).is).toBe('answered')
    expect(it.play.concern(it.id, 'civil', it.concern).course.map(({ kind }) => kind)).toEqual([
      'answered',
      'contested',
      'answered',
    ])
  })

  rule('3.9.4', 'its holder accepts the answer', () => {
    const it = raised()
    expect(answerTo(it, 'civil3', { type: 'accept answer', ...on(it) })).toBe('concern/not-answered')
    answers(it)
    expect(answerTo(it, 'civil1', { type: 'accept answer', ...on(it) })).toBe('may/role')
    it.play.does(person('civil3'), { type: 'accept answer', ...on(it) })
    expect(status(it)).toBe('accepted')
  })

  rule('3.9.5', 'a concern that a version settles ends accommodated, and names the version', () => {
    const it = raised()
    newVersion(it)
    it.play.does(person('civil3'), { type: 'recheck concern', ...on(it), settled: true })
    expect(standing(it)).toMatchObject({ is: 'accommodated', version: 2, otherwise: false })
  })

  rule('3.9.6', 'its holder withdraws it, and nobody else can', () => {
    const it = raised()
    for (const name of ['civil1', 'civil4'])
      expect(answerTo(it, name, { type: 'withdraw concern', ...on(it) })).toBe('may/role')
    it.play.does(person('civil3'), { type: 'withdraw concern', ...on(it), words: 'I was mistaken.' })
    expect(status(it)).toBe('withdrawn')
  })

  rule(
    '3.9.7',
    'a new version turns open, answered and contested concerns into ones to be rechecked, and leaves ended ones',
    () => {
      const open = raised()
      const play = open.play
      const others = (['answered', 'contested', 'withdrawn'] as const).map((goal) => {
        const it = { ...open, concern: play.raises(open.id, 'civil', 'civil3', `To be ${goal}.`) }
        if (goal === 'withdrawn') play.does(person('civil3'), { type: 'withdraw concern', ...on(it) })
        else answers(it)
        if (goal === 'contested') play.does(person('civil3'), { type: 'contest answer', ...on(it), reason: 'No.' })
        return it
      })
      newVersion(open)
      expect([open, ...others].map((it) => standing(it).is)).toEqual([
        'to be rechecked',
        'to be rechecked',
        'to be rechecked',
        'withdrawn',
      ])
    },
  )

  rule('3.9.7', 'the plenary rechecks its own concerns with each new version too', () => {
    const it = raised('plenary')
    newVersion(it)
    expect(standing(it)).toEqual({ is: 'to be rechecked', version: 2 })
  })

  rule('3.9.7', 'the same version sent out again turns nothing', () => {
    const it = raised()
    newVersion(it)
    it.play.does(person('civil3'), { type: 'recheck concern', ...on(it), settled: false })
    answers(it)
    it.play.does(plenaryChair, { type: 'recall', proposal: it.id, reason: 'More time.' })
    it.play.dispatches(it.id)
    expect(standing(it).is).toBe('answered')
  })

  rule('3.9.8', "by its holder's word a rechecked concern is accommodated or open again, and by nobody else's", () => {
    const it = raised()
    const recheck = { type: 'recheck concern', ...on(it), settled: false } as const
    expect(answerTo(it, 'civil3', recheck)).toBe('concern/not-to-be-rechecked')
    newVersion(it)
    expect(answerTo(it, 'civil1', recheck)).toBe('may/role')
    it.play.does(person('civil3'), recheck)
    expect(standing(it)).toEqual({ is: 'open' })
  })

  rule('3.9.9', 'a holder who stays silent is got past by a new answer of the chair', () => {
    const it = raised()
    newVersion(it)
    answers(it, 'Version 2 says it in ¶1.')
    expect(standing(it).is).toBe('answered')
    expect(it.play.answerTo(person('civil1'), it.play.reading(it.id, 'civil', 'rough consensus'))).toBe('done')
  })

  rule('3.9.10', 'a concern that has ended is reopened only by its holder and with new information', () => {
    const it = raised()
    const reopen = { type: 'reopen concern', ...on(it), information: 'The law has changed.' } as const
    expect(answerTo(it, 'civil3', reopen)).toBe('concern/not-ended')
    it.play.does(person('civil3'), { type: 'withdraw concern', ...on(it) })
    expect(() => answerTo(it, 'civil3', { ...reopen, information: ' ' })).toThrow('text/empty')
    expect(answerTo(it, 'civil4', reopen)).toBe('may/role')
    it.play.does(person('civil3'), reopen)
    expect(standing(it)).toEqual({ is: 'open' })
  })

  rule('3.9.10', 'nothing else can be done with a concern that has ended', () => {
    const it = raised()
    it.play.does(person('civil3'), { type: 'withdraw concern', ...on(it) })
    expect(answerTo(it, 'civil1', { type: 'answer concern', ...on(it), answer: 'Late.' })).toBe('concern/ended')
    expect(answerTo(it, 'civil3', { type: 'withdraw concern', ...on(it) })).toBe('concern/ended')
    expect(answerTo(it, 'civil4', { type: 'join concern', ...on(it) })).toBe('concern/ended')
  })

  rule('3.9.11', 'open, contested and to be rechecked are unsettled and block consensus in their place only', () => {
    const it = raised()
    const blocks = (where: string) =>
      it.play.answerTo(it.play.chairOf(where), it.play.reading(it.id, where, 'rough consensus'))
    expect([blocks('civil'), blocks('government')]).toEqual(['declare/concern-open', 'done'])
    answers(it)
    expect(blocks('civil')).toBe('done')
    it.play.does(person('civil3'), { type: 'contest answer', ...on(it), reason: 'No.' })
    expect(blocks('civil')).toBe('declare/concern-open')
    newVersion(it)
    expect(isUnsettled(it.play.concern(it.id, 'civil', it.concern))).toBe(true)
    expect(blocks('civil')).toBe('declare/concern-open')
  })

  rule('3.9.12', 'an answered concern blocks no declaration, and is not yet closed', () => {
    const it = raised('plenary')
    answers(it)
    expect(isUnsettled(it.play.concern(it.id, 'plenary', it.concern))).toBe(false)
    expect(isClosed(it.play.concern(it.id, 'plenary', it.concern), it.play.now)).toBe(false)
  })

  rule(
    '3.9.13',
    "the gate asks that every concern of plenary is closed: by an end, or by five days' silence after an answer",
    () => {
      const it = raised('plenary')
      it.play.allAgree(it.id)
      const declare = { type: 'declare consensus', proposal: it.id } as const
      expect(it.play.answerTo(plenaryChair, declare)).toBe('gate/shut')
      answers(it)
      expect(it.play.answerTo(plenaryChair, declare)).toBe('gate/shut')
      it.play.waits({ days: 5 })
      expect(it.play.answerTo(plenaryChair, declare)).toBe('done')
    },
  )

  rule(
    '3.9.14',
    'only overruling waits for the reply: accepting, withdrawing and merging end a concern at once',
    () => {
      const it = raised('plenary')
      overrules(it)
      expect(isClosed(it.play.concern(it.id, 'plenary', it.concern), it.play.now)).toBe(false)
      it.play.does(person('government3'), { type: 'reply to chair', ...on(it), understood: true })
      expect(status(it)).toBe('overruled')
      const other = raised('plenary')
      other.play.does(person('government3'), { type: 'withdraw concern', ...on(other) })
      expect(isClosed(other.play.concern(other.id, 'plenary', other.concern), other.play.now)).toBe(true)
    },
  )

  rule('3.9.20', 'to overrule takes three fields, from the chair of the place', () => {
    const it = raised()
    const act = { type: 'overrule concern', ...on(it), says: 'Too far.', considered: 'Twice.', why: 'Needed.' } as const
    for (const field of ['says', 'considered', 'why'])
      expect(() => answerTo(it, 'civil1', { ...act, [field]: '' })).toThrow('text/empty')
    expect(answerTo(it, 'civil3', act)).toBe('may/role')
    it.play.does(person('civil1'), act)
    const { says, considered, why } = it.play.last('concern.overruling')
    expect([says, considered, why].map(it.play.words)).toEqual(['Too far.', 'Twice.', 'Needed.'])
  })

  rule('3.9.21', 'its holder is asked whether they were understood: a yes is no agreement, a no is a contest', () => {
    const yes = raised()
    expect(answerTo(yes, 'civil3', { type: 'reply to chair', ...on(yes), understood: true })).toBe(
      'concern/nothing-asked',
    )
    overrules(yes)
    yes.play.does(person('civil3'), { type: 'reply to chair', ...on(yes), understood: true })
    expect(status(yes)).toBe('overruled')
    const no = raised()
    overrules(no)
    no.play.does(person('civil3'), { type: 'reply to chair', ...on(no), understood: false, words: 'I meant ¶3.' })
    expect(status(no)).toBe('contested')
  })

  rule('3.9.22', 'no reply in five days is shown as such, never as accepted', () => {
    const it = raised()
    answers(it)
    it.play.waits({ days: 4, hours: 23 })
    expect(status(it)).toBe('answered')
    it.play.waits({ hours: 1 })
    expect(status(it)).toBe('answered, no reply')
    const over = raised()
    overrules(over)
    over.play.waits({ days: 5 })
    expect(status(over)).not.toBe('accepted')
    expect(isClosed(over.play.concern(over.id, 'civil', over.concern), over.play.now)).toBe(true)
  })

  rule('3.9.23', 'others of the place join once, and not their own', () => {
    const it = raised()
    const join = { type: 'join concern', ...on(it) } as const
    expect(answerTo(it, 'civil3', join)).toBe('concern/own')
    expect(answerTo(it, 'government2', join)).toBe('may/role')
    it.play.does(person('civil4'), join)
    expect(answerTo(it, 'civil4', join)).toBe('concern/joined-already')
    expect(it.play.concern(it.id, 'civil', it.concern).joiners).toMatchObject([
      { joiner: { member: person('civil4') } },
    ])
  })

  rule('3.9.24', 'concerns that say the same are merged by the chair into one that stands', () => {
    const it = raised()
    const into = it.play.raises(it.id, 'civil', 'civil4', 'It goes too far indeed.')
    expect(answerTo(it, 'civil1', { type: 'merge concern', ...on(it), into: it.concern })).toBe('concern/into-itself')
    it.play.does(person('civil1'), { type: 'merge concern', ...on(it), into })
    expect(standing(it)).toMatchObject({ is: 'merged', into })
    expect(it.play.concern(it.id, 'civil', into).standing.is).toBe('open')
  })

  rule('3.9.25', 'a concern that holds several is split, and each part ends on its own', () => {
    const it = raised()
    it.play.does(person('civil1'), {
      type: 'split concern',
      ...on(it),
      parts: [{ says: 'Too broad.' }, { says: 'Too soon.' }],
    })
    const parts = [...it.play.debate(it.id, 'civil').concerns.values()].filter(
      ({ splitFrom }) => splitFrom === it.concern,
    )
    expect(status(it)).toBe('split')
    expect(parts.map(({ holder }) => holder)).toEqual([{ member: person('civil3') }, { member: person('civil3') }])
    const [first, second] = parts
    if (!first || !second) throw new Error('no parts')
    it.play.does(person('civil3'), { type: 'withdraw concern', ...on({ ...it, concern: first.id }) })
    expect(it.play.concern(it.id, 'civil', second.id).standing.is).toBe('open')
  })

  rule('3.9.26', 'a concern accommodated by another wording than was asked for says so', () => {
    const it = raised()
    newVersion(it)
    it.play.does(person('civil3'), { type: 'recheck concern', ...on(it), settled: true, otherwise: true })
    expect(standing(it)).toMatchObject({ is: 'accommodated', otherwise: true })
  })

  rule('3.9.27', 'a concern may end as not settled here, with where it belongs, and its holder is asked', () => {
    const it = raised()
    it.play.does(person('civil1'), { type: 'settle elsewhere', ...on(it), where: 'The budget group.' })
    expect(status(it)).toBe('settling elsewhere')
    it.play.does(person('civil3'), { type: 'reply to chair', ...on(it), understood: true })
    const end = standing(it)
    expect(end.is).toBe('not settled here')
    expect('where' in end && it.play.words(end.where)).toBe('The budget group.')
    const no = raised()
    no.play.does(person('civil1'), { type: 'settle elsewhere', ...on(no), where: 'The budget group.' })
    no.play.does(person('civil3'), { type: 'reply to chair', ...on(no), understood: false, words: 'It belongs here.' })
    expect(status(no)).toBe('contested')
  })

  rule('3.9.28', 'joining an answered concern leaves it answered, unless a new reason comes with it', () => {
    const it = raised()
    answers(it)
    it.play.does(person('civil4'), { type: 'join concern', ...on(it) })
    expect(status(it)).toBe('answered')
    it.play.does(person('civil5'), { type: 'join concern', ...on(it), reason: 'It also costs too much.' })
    expect(isUnsettled(it.play.concern(it.id, 'civil', it.concern))).toBe(true)
  })

  rule('3.9.29', 'another seat takes a concern over when its holder has left, and not before', () => {
    const it = raised()
    const takeOver = { type: 'take over concern', ...on(it) } as const
    expect(answerTo(it, 'civil4', takeOver)).toBe('concern/holder-is-here')
    it.play.does(person('civil3'), { type: 'leave caucus', caucus: it.play.caucus('civil') })
    expect(answerTo(it, 'government4', takeOver)).toBe('may/role')
    it.play.does(person('civil4'), takeOver)
    expect(it.play.concern(it.id, 'civil', it.concern).holder).toEqual({ seat: it.play.seat('civil4') })
    answers(it)
    expect(answerTo(it, 'civil4', { type: 'accept answer', ...on(it) })).toBe('done')
  })

  rule('3.9.30', 'a concern whose holder has left still waits for the chair', () => {
    const it = raised()
    it.play.does(person('civil3'), { type: 'leave caucus', caucus: it.play.caucus('civil') })
    expect(it.play.answerTo(person('civil1'), it.play.reading(it.id, 'civil', 'rough consensus'))).toBe(
      'declare/concern-open',
    )
    answers(it)
    expect(it.play.answerTo(person('civil1'), it.play.reading(it.id, 'civil', 'rough consensus'))).toBe('done')
  })

  rule('3.2.3', 'a concern of plenary is answered there while the text is out, by the plenary chair', () => {
    const it = raised('plenary')
    expect(answerTo(it, 'civil1', { type: 'answer concern', ...on(it), answer: 'See ¶2.' })).toBe('may/role')
    answers(it)
    expect(status(it)).toBe('answered')
  })

  rule('1.7.6', 'an observer raises no concern', () => {
    const play = assembly()
    play.joins('watcher', 'observers', 'observer')
    const id = play.inCaucuses()
    expect(
      play.answerTo(person('watcher'), { type: 'raise concern', place: 'plenary', proposal: id, says: 'Hm.' }),
    ).toBe('may/role')
  })

  rule('1.7.5', 'a participant speaks: raises concerns, and joins them', () => {
    const it = raised()
    it.play.joins('guest', 'civil')
    expect(answerTo(it, 'guest', { type: 'join concern', ...on(it) })).toBe('done')
    expect(
      answerTo(it, 'guest', { type: 'raise concern', place: it.play.caucus('civil'), proposal: it.id, says: 'Hm.' }),
    ).toBe('done')
  })
})

describe('a concern that is forwarded', () => {
  const forwarded = () => {
    const it = raised()
    it.play.does(person('civil1'), {
      type: 'forward concern',
      caucus: it.play.caucus('civil'),
      proposal: it.id,
      concern: it.concern,
      says: 'Who pays for it?',
    })
    const [inPlenary] = it.play.debate(it.id, 'plenary').concerns.values()
    if (!inPlenary) throw new Error('nothing arrived')
    return { it, inPlenary, there: { ...it, where: 'plenary', concern: inPlenary.id } }
  }

  rule(
    '3.9.17',
    'it is a new one in plenary, with its own id and text, held by the caucus, for which its chair speaks',
    () => {
      const { it, inPlenary, there } = forwarded()
      expect(inPlenary.id).not.toBe(it.concern)
      expect(inPlenary.holder).toEqual({ caucus: it.play.caucus('civil') })
      expect(it.play.words(inPlenary.says)).toBe('Who pays for it?')
      answers(there)
      expect(answerTo(it, 'civil3', { type: 'accept answer', ...on(there) })).toBe('may/role')
      expect(answerTo(it, 'civil1', { type: 'accept answer', ...on(there) })).toBe('done')
    },
  )

  rule('3.9.17', 'a concern is forwarded once', () => {
    const { it } = forwarded()
    const again = {
      type: 'forward concern',
      caucus: it.play.caucus('civil'),
      proposal: it.id,
      concern: it.concern,
      says: 'Again.',
    } as const
    expect(answerTo(it, 'civil1', again)).toBe('concern/forwarded-already')
  })

  rule('3.9.18', 'which concern it was stands on the chain of the caucus alone', () => {
    const { it, inPlenary } = forwarded()
    expect(it.play.concern(it.id, 'civil', it.concern).forwardedAs).toBe(inPlenary.id)
    const open = JSON.stringify(it.play.happened.filter(({ chain }) => chain === 'public'))
    expect(open).not.toContain(it.concern)
  })

  rule('3.9.19', "its end in plenary does not end the member's own", () => {
    const { it, there } = forwarded()
    it.play.does(person('civil1'), { type: 'withdraw concern', ...on(there) })
    expect(status(there)).toBe('withdrawn')
    expect(status(it)).toBe('open')
  })
})

describe('a concern from an answer', () => {
  const gauged = () => {
    const play = assembly()
    const id = play.inCaucuses()
    const gauge = play.opensGauge(id, 'civil')
    const act = {
      type: 'answer gauge',
      place: play.caucus('civil'),
      proposal: id,
      gauge,
      reason: 'It goes too far.',
    } as const
    return { play, id, gauge, act, count: () => play.debate(id, 'civil').concerns.size }
  }

  rule('3.9.15', 'object always raises a concern, held by whoever answered', () => {
    const { play, id, gauge, act, count } = gauged()
    play.does(person('civil3'), { ...act, answer: 'object', concern: { settles: 'Strike ¶2.' } })
    expect(count()).toBe(1)
    expect(play.last('concern.raised')).toMatchObject({ holder: { member: person('civil3') }, gauge })
    expect(play.words(play.last('concern.raised').settles)).toBe('Strike ¶2.')
    play.does(person('civil4'), { ...act, answer: 'object' })
    expect(count()).toBe(2)
    play.does(person('civil4'), { ...act, answer: 'object' })
    expect([count(), play.rows(gauge).length]).toEqual([2, 2])
    expect(play.debate(id, 'civil').concerns.size).toBe(2)
  })

  rule('3.9.16', 'concerns raises one with the tick, and none when it was taken off', () => {
    const { play, act, count } = gauged()
    play.does(person('civil3'), { ...act, answer: 'concerns', concern: {} })
    expect(count()).toBe(1)
    play.does(person('civil4'), { ...act, answer: 'concerns' })
    expect(count()).toBe(1)
  })
})
